"""One page from the web, when somebody asked for it: public addresses only, checked again at every redirect."""

from __future__ import annotations

import http.client
import ipaddress
import socket
import ssl
from urllib.parse import urljoin, urlsplit

from harvester.importers.limits import MAX_BYTES
from harvester.importers.refusal import Unreadable

REDIRECTS = 5
SECONDS = 20.0
_AGENT = "khlang-botrian/import"


def fetched(url: str) -> tuple[bytes, str]:
    """The bytes of a page and a name for it. Raises `Unreadable`; never asks a private or local address."""
    for _ in range(REDIRECTS + 1):
        parts = urlsplit(url)
        if parts.scheme not in ("http", "https") or not parts.hostname or parts.username is not None:
            raise Unreadable(
                "unsafe-address", "รับเฉพาะที่อยู่เว็บ http หรือ https ธรรมดา", "คัดลอกที่อยู่จากช่องของเบราว์เซอร์"
            )
        address = public_address(parts.hostname, parts.port or (443 if parts.scheme == "https" else 80))
        status, location, body, kind = _asked(parts.scheme, parts.hostname, address, _path(parts), parts.port)
        if status in (301, 302, 303, 307, 308) and location:
            url = urljoin(url, location)
            continue
        if status != 200:
            raise Unreadable("web-answer", f"เว็บตอบว่า {status}", "ลองเปิดในเบราว์เซอร์ แล้วบันทึกหน้าเป็นไฟล์มานำเข้า")
        name = parts.path.rstrip("/").rpartition("/")[2] or parts.hostname
        return body, name if "." in name else f"{name}.{'pdf' if 'pdf' in kind else 'html'}"
    raise Unreadable("web-answer", "เว็บส่งต่อไปเรื่อย ๆ ไม่จบ", "บันทึกหน้าเป็นไฟล์มานำเข้า")


def public_address(host: str, port: int) -> tuple[str, int]:
    """The first address of a host, when all of them are public. Raises `Unreadable`."""
    try:
        found = {info[4][0] for info in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)}
    except (OSError, UnicodeError) as error:
        raise Unreadable("web-answer", f"ไม่พบเว็บ {host}", "ตรวจการสะกดและอินเทอร์เน็ต") from error
    for address in found:
        number = ipaddress.ip_address(str(address).partition("%")[0])
        number = getattr(number, "ipv4_mapped", None) or number
        if not number.is_global or number.is_multicast:
            raise Unreadable("private-address", f"{host} เป็นที่อยู่ภายในเครือข่าย ไม่เปิดให้", "บันทึกหน้าเป็นไฟล์มานำเข้า")
    return str(sorted(found, key=lambda a: (":" in str(a), str(a)))[0]), port


def _path(parts: object) -> str:
    path, query = getattr(parts, "path", "") or "/", getattr(parts, "query", "")
    return f"{path}?{query}" if query else path


def _asked(
    scheme: str, host: str, address: tuple[str, int], path: str, port: int | None
) -> tuple[int, str, bytes, str]:
    """One request to the address that was checked, not to whatever the name means a moment later."""
    connection: http.client.HTTPConnection = http.client.HTTPConnection(host, address[1], timeout=SECONDS)
    try:
        plain = socket.create_connection(address, timeout=SECONDS)
        connection.sock = (
            ssl.create_default_context().wrap_socket(plain, server_hostname=host)
            if scheme == "https"
            else plain
        )
        shown = host if port is None else f"{host}:{port}"
        connection.request(
            "GET", path, headers={"Host": shown, "User-Agent": _AGENT, "Accept-Encoding": "identity"}
        )
        answer = connection.getresponse()
        body = answer.read(MAX_BYTES + 1)
        if len(body) > MAX_BYTES:
            raise Unreadable("document-too-large", "หน้าเว็บใหญ่เกินที่รับได้", "บันทึกเฉพาะเนื้อหาเป็นไฟล์มานำเข้า")
        return answer.status, answer.headers.get("Location", ""), body, answer.headers.get("Content-Type", "")
    except (OSError, http.client.HTTPException) as error:
        raise Unreadable(
            "web-answer", f"ติดต่อ {host} ไม่ได้", "ตรวจอินเทอร์เน็ต หรือบันทึกหน้าเป็นไฟล์มานำเข้า"
        ) from error
    finally:
        connection.close()
