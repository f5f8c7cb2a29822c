"""One page from the web, when someone asked for it: public addresses only, checked again at every redirect. The
connection goes to the very address that was checked, so that a name cannot mean another one a moment later."""

import http.client
import ipaddress
import socket
import ssl
import threading
import time
import zlib
from collections.abc import Callable
from contextlib import suppress
from email.message import Message
from urllib.parse import SplitResult, quote, unquote, urljoin, urlsplit

from harvester.documents.limits import MAX_BYTES, refused

REDIRECTS = 5
SECONDS = 20.0
"""Of silence."""
ALL_SECONDS = 90.0
"""Of one request from its beginning to its last byte."""
_AGENT = "khlang-botrian/import"
_PORTS = {"http": 80, "https": 443}
_MOVED = (301, 302, 303, 307, 308)
_SAFE = "/%:=&?~#+!$,;'@()*[]"

_TRANSLATED = ipaddress.IPv6Network("64:ff9b::/96")

Resolve = Callable[[str, int], set[str]]
"""The addresses of a host. Raises OSError."""


def resolve_host(host: str, port: int) -> set[str]:
    """As the system knows them."""
    return {str(info[4][0]) for info in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)}


def is_public(address: str) -> bool:
    """Whether an address is one of the whole world's: none of this machine, this house or a cloud's inside."""
    number: ipaddress.IPv4Address | ipaddress.IPv6Address = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(number, ipaddress.IPv6Address):
        inner = number.ipv4_mapped or number.sixtofour or (number.teredo or (None,))[-1]
        if number in _TRANSLATED:
            inner = ipaddress.IPv4Address(int(number) & 0xFFFFFFFF)
        number = inner or number
    return number.is_global and not number.is_multicast


def fetch(
    url: str,
    *,
    resolve: Resolve = resolve_host,
    allowed: Callable[[str], bool] = is_public,
    seconds: float = ALL_SECONDS,
    most: int = MAX_BYTES,
) -> tuple[bytes, str]:
    """The bytes of a page and a name for it. Raises `Unreadable`; asks only addresses that are `allowed`."""
    for _ in range(REDIRECTS + 1):
        parts = urlsplit(url)
        try:
            port = parts.port or _PORTS[parts.scheme]
        except (ValueError, KeyError):
            raise refused("unsafe-address") from None
        if not parts.hostname or parts.username is not None:
            raise refused("unsafe-address")
        host = parts.hostname
        address = public_address(host, port, resolve, allowed)
        status, headers, body = _request(parts, host, address, seconds, most)
        if status in _MOVED and (location := headers.get("Location")):
            url = urljoin(url, location)
            continue
        if status != 200:
            raise refused("web-answer/web_address", status)
        name = unquote(parts.path.rstrip("/").rpartition("/")[2]) or host
        kind = "pdf" if "pdf" in headers.get("Content-Type", "") else "html"
        return body, name if "." in name else f"{name}.{kind}"
    raise refused("web-answer")


def public_address(
    host: str, port: int, resolve: Resolve = resolve_host, allowed: Callable[[str], bool] = is_public
) -> tuple[str, int]:
    """The first address of a host, when all of them are allowed. Raises `Unreadable`."""
    try:
        found = resolve(host, port)
    except (OSError, UnicodeError) as error:
        raise refused("web-answer/public_address", host) from error
    if not found or not all(allowed(address) for address in found):
        raise refused("private-address", host)
    return min(found, key=lambda address: (":" in address, address)), port


def _request(
    parts: SplitResult, host: str, address: tuple[str, int], seconds: float, most: int
) -> tuple[int, Message, bytes]:
    """Status, headers and body of one request to the address that was checked."""
    connection = http.client.HTTPConnection(host, address[1], timeout=SECONDS)
    watch: threading.Timer | None = None
    started = time.monotonic()
    try:
        plain = socket.create_connection(address, timeout=min(SECONDS, seconds))
        watch = threading.Timer(seconds, _shut, (plain,))
        watch.daemon = True
        watch.start()
        connection.sock = (
            ssl.create_default_context().wrap_socket(plain, server_hostname=host)
            if parts.scheme == "https"
            else plain
        )
        path = quote(f"{parts.path or '/'}?{parts.query}".removesuffix("?"), safe=_SAFE)
        shown = host if parts.port is None else f"{host}:{parts.port}"
        shown = shown if shown.isascii() else shown.encode("idna").decode("ascii")
        headers = {"Host": shown, "User-Agent": _AGENT, "Accept-Encoding": "identity"}
        connection.request("GET", path, headers=headers)
        answer = connection.getresponse()
        body = b"" if answer.status in _MOVED else _read_body(answer, most)
        if time.monotonic() - started >= seconds:  # shut by the watch, which looks like an end
            raise TimeoutError
        return answer.status, answer.headers, body
    except (OSError, http.client.HTTPException, UnicodeError, zlib.error) as error:
        raise refused("web-answer/asked", host) from error
    finally:
        if watch is not None:
            watch.cancel()
        connection.close()


def _read_body(answer: http.client.HTTPResponse, most: int) -> bytes:
    """The body, never more than `most` bytes of it, packed or not."""
    body = answer.read(most + 1)
    packing = answer.headers.get("Content-Encoding", "").lower()
    if len(body) <= most and packing in ("gzip", "x-gzip", "deflate"):
        body = zlib.decompressobj(wbits=47).decompress(body, most + 1)
    if len(body) > most:
        raise refused("document-too-large/web_address")
    if (answer.length or 0) > 0:
        raise http.client.IncompleteRead(body, answer.length)
    return body


def _shut(connection: socket.socket) -> None:
    with suppress(OSError):
        connection.shutdown(socket.SHUT_RDWR)
