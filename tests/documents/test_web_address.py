"""A page from the web: a real server on this machine, which only the tests may ask."""

from __future__ import annotations

import gzip
import json
import threading
import time
from collections.abc import Iterator
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from click.testing import CliRunner

from harvester.cli import harvester
from harvester.documents import web_address
from harvester.documents.web_address import fetch, is_public
from harvester.model.document import Unreadable

PAGE = "<html><head>{meta}<title>ตลาดนัดสีเขียว</title></head><body><h1>ตลาดนัดสีเขียว</h1>"
PAGE += "<p>แม่ค้าห้าคนตั้งแผงหน้าอนามัยทุกเช้าวันศุกร์ ของหมดก่อนเก้าโมง</p></body></html>"
META = '<meta http-equiv="Content-Type" content="text/html; charset=windows-874">'


MOVED = {
    "/moved": "/thai-meta",
    "/round": "/round",
    "/inside": "http://169.254.169.254/latest/meta-data",
    "/file": "file:///etc/passwd",
}
PAGES: dict[str, tuple[dict[str, str], bytes]] = {
    "/thai-header": (
        {"Content-Type": "text/html; charset=windows-874"},
        PAGE.format(meta="").encode("cp874"),
    ),
    "/thai-meta": ({"Content-Type": "text/html"}, PAGE.format(meta=META).encode("cp874")),
    "/large": ({}, b"<p>" + b"x" * 50_000),
    "/packed": ({"Content-Encoding": "gzip"}, gzip.compress(PAGE.format(meta="").encode())),
    "/bomb": ({"Content-Encoding": "gzip"}, gzip.compress(b"\0" * 2_000_000)),
    "/short": ({"Content-Length": "9000"}, b"<p>"),
}


class Site(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        path = self.path.partition("?")[0]
        headers, body = PAGES.get(path, ({"Content-Type": "text/html"}, PAGE.format(meta="").encode()))
        self.send_response(302 if path in MOVED else 404 if path == "/missing" else 200)
        if path in MOVED:
            self.send_header("Location", MOVED[path])
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        for _ in range(50 if path == "/slow" else 0):
            self.wfile.write(b" ")
            time.sleep(0.1)
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Quiet."""

    def handle(self) -> None:
        try:
            super().handle()
        except (BrokenPipeError, ConnectionResetError):
            """The other side had enough."""


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Site)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def ours(address: str) -> bool:
    return address == "127.0.0.1"


ask = partial(fetch, allowed=ours)


@pytest.mark.parametrize("path", ["/", "/thai-header", "/thai-meta", "/packed", "/moved", "/เรื่อง?a=ข"])
def test_a_page_becomes_a_draft(site: str, path: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(web_address, "fetch", ask)
    result = CliRunner().invoke(harvester, ["import", site + path, "--allow-network", "--json"])
    assert result.exit_code == 0, result.output
    (draft,) = json.loads(result.stdout)
    assert draft["title"] == "ตลาดนัดสีเขียว"
    assert "แม่ค้าห้าคน" in draft["body"]
    assert draft["source"]["url"].startswith(site)


@pytest.mark.parametrize(
    ("path", "rule"),
    [
        ("/inside", "private-address"),
        ("/file", "unsafe-address"),
        ("/round", "web-answer"),
        ("/missing", "web-answer"),
        ("/short", "web-answer"),
        ("/large", "document-too-large"),
        ("/bomb", "document-too-large"),
    ],
)
def test_refused_with_a_reason(site: str, path: str, rule: str) -> None:
    with pytest.raises(Unreadable) as refused:
        ask(site + path, most=20_000)
    assert refused.value.rule == rule


def test_an_answer_that_trickles_is_cut_off(site: str) -> None:
    with pytest.raises(Unreadable) as refused:
        ask(f"{site}/slow", seconds=0.5)
    assert refused.value.rule == "web-answer"


def test_a_name_that_changes_its_mind_is_asked_once(site: str) -> None:
    """The second answer of the name would be an address inside; nobody asks for it."""
    answers = [{"127.0.0.1"}, {"10.0.0.1"}]
    port = site.rpartition(":")[2]
    body, _ = fetch(f"http://rebinding.example:{port}/", resolve=lambda *_: answers.pop(0), allowed=ours)
    assert "ตลาดนัด" in body.decode()
    assert answers == [{"10.0.0.1"}]


def test_one_private_address_among_public_ones_is_enough(site: str) -> None:
    with pytest.raises(Unreadable) as refused:
        fetch(f"{site}/", resolve=lambda *_: {"8.8.8.8", "127.0.0.1"})
    assert refused.value.rule == "private-address"


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("8.8.8.8", True),
        ("2606:4700::1111", True),
        ("127.0.0.1", False),
        ("0.0.0.0", False),
        ("100.64.1.1", False),
        ("224.0.0.1", False),
        ("::ffff:10.0.0.1", False),
        ("64:ff9b::7f00:1", False),
        ("2002:7f00:1::", False),
        ("fe80::1%eth0", False),
        ("fd00::1", False),
    ],
)
def test_public_addresses(address: str, public: bool) -> None:
    assert is_public(address) is public


@pytest.mark.parametrize(
    "url",
    ["ftp://example.org/", "http://a:b@example.org/", "http:///x", "http://example.org:99999/", "http://"],
)
def test_only_plain_addresses_of_the_web(url: str) -> None:
    with pytest.raises(Unreadable) as refused:
        fetch(url, resolve=lambda *_: {"8.8.8.8"})
    assert refused.value.rule == "unsafe-address"
