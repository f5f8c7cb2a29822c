"""`harvester admin`: the editor on this machine, over the files of this machine; listens to this machine alone."""

import json
import mimetypes
import threading
import webbrowser
from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import date
from functools import partial
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import click

from harvester import SetupError, pipeline, store
from harvester.cli.desk_actions import ACTIONS
from harvester.cli.site_folder import current_settings
from harvester.doors.local_backend import MAX_REQUEST, TEXTS, Answer, Refused, answer, digest
from harvester.emitters import EMITTERS
from harvester.emitters.admin import pages
from harvester.model import Library
from harvester.reading.lesson import read_lesson
from harvester.rendering.pages import SiteContext
from harvester.reports import Report
from harvester.reports.text import as_text
from harvester.settings import Settings

API = "/api/v1"


def admin(port: int, open_browser: bool) -> None:
    """Serve the page in which lessons are written, on this machine alone."""
    settings = current_settings()
    try:
        server = desk(settings, port)
    except OSError as error:
        raise SetupError(f"พอร์ต {port} มีโปรแกรมอื่นใช้อยู่ ลอง harvester admin --port {port + 1}") from error
    address = f"http://127.0.0.1:{server.server_address[1]}/"
    built = (settings.site_folder / "index.html").is_file()
    more = "" if built else "  (หน้าเว็บยังไม่ได้สร้าง สั่ง harvester build ก่อนถ้าอยากดูด้วย)"
    click.echo(f"เขียนบทเรียนที่ {address}admin/{more}\nหยุดด้วย Ctrl+C", err=True)
    if open_browser:
        webbrowser.open(f"{address}admin/")
    try:
        server.serve_forever()
    except KeyboardInterrupt:
        server.server_close()


def desk(settings: Settings, port: int = 0) -> ThreadingHTTPServer:
    """A server on 127.0.0.1, not yet serving; port 0 takes a free one."""
    return ThreadingHTTPServer(("127.0.0.1", port), partial(_Desk, settings, threading.Lock(), {}))


class _Desk(BaseHTTPRequestHandler):
    """Serves the editor, the built site around it, and the backend; answers its own pages only."""

    server_version = "harvester"
    sys_version = ""

    def __init__(
        self, settings: Settings, lock: threading.Lock, read: dict[tuple[str, Path], str], *rest: object
    ) -> None:
        self.settings, self.lock, self.read = settings, lock, read
        super().__init__(*rest)  # type: ignore[arg-type]

    def do_GET(self) -> None:
        if not self._at_home():
            return
        path = unquote(urlsplit(self.path).path)
        if path == "/" and not (self.settings.site_folder / "index.html").is_file():
            self.send_response(HTTPStatus.FOUND)
            self.send_header("Location", "/admin/")
            self.end_headers()
            return
        content = self._editor(path) if path.startswith(("/admin/", "/assets/")) else None
        if content is None:
            content = self._site(path)
        if content is None:
            self._send(HTTPStatus.NOT_FOUND, "text/plain; charset=utf-8", "ไม่พบหน้านี้".encode())
            return
        name = path + "index.html" if path.endswith("/") else path
        own = {".yml": "text/yaml", ".js": "text/javascript", ".mjs": "text/javascript"}
        kind = own.get(Path(name).suffix) or mimetypes.guess_type(name)[0] or "application/octet-stream"
        self._send(HTTPStatus.OK, f"{kind}; charset=utf-8" if kind.startswith("text/") else kind, content)

    def do_POST(self) -> None:
        if not self._at_home():
            return
        origin = self.headers.get("Origin")
        json_sent = (self.headers.get("Content-Type") or "").startswith("application/json")
        if urlsplit(self.path).path != API or origin != f"http://{self.headers['Host']}" or not json_sent:
            self._refuse(Refused("รับคำขอจากหน้าเขียนของเครื่องนี้เท่านั้น", 403))
            return
        length = self.headers.get("Content-Length", "")
        if not length.isdecimal() or int(length) > MAX_REQUEST:
            self._refuse(Refused("คำขอใหญ่เกินไป", 413))
            return
        try:
            request = json.loads(self.rfile.read(int(length)))
            if isinstance(request, dict) and (wanted := ACTIONS.get(str(request.get("action")))):
                self._send_json(HTTPStatus.OK, self._done(wanted, request.get("params") or {}))
                return
            with self.lock:
                given = answer(self.settings, request)
                self._write(given)
                self._remember(given.value)
        except Refused as refused:
            self._refuse(refused)
        except (ValueError, RecursionError):
            self._refuse(Refused("คำขออ่านไม่ออก", 400))
        else:
            self._send_json(HTTPStatus.OK, given.value)

    def _done(self, wanted: Callable[[Settings, Mapping[str, Any]], Any], params: Mapping[str, Any]) -> Any:
        """What the page asked for besides files. Raises `Refused`."""
        try:
            return wanted(self.settings, params)
        except (KeyError, TypeError, AttributeError) as error:
            raise Refused("คำขอขาดบางส่วน") from error
        except SetupError as error:
            raise Refused(str(error)) from error

    def _tab(self) -> str:
        """The tab of the browser that asks; its page gives itself a name."""
        return (self.headers.get("X-Tab") or "")[:80]

    def _remember(self, value: object) -> None:
        """Which state of each file this tab has read."""
        for one in value if isinstance(value, list) else [value]:
            if isinstance(one, dict) and isinstance(told := one.get("file"), dict) and told.get("id"):
                self.read[self._tab(), self.settings.root.resolve() / told["path"]] = told["id"]

    def _write(self, given: Answer) -> None:
        for file, _ in given.writes:
            now = digest(file.read_bytes()) if file.suffix in TEXTS and file.is_file() else None
            if now and self.read.get((self._tab(), file)) != now and file not in given.removals:
                raise Refused(
                    f"{file.name} ถูกแก้จากหน้าต่างหรือโปรแกรมอื่นแล้ว คัดลอกสิ่งที่พิมพ์ไว้ โหลดหน้านี้ใหม่ แล้วเติมอีกครั้ง", 409
                )
        for file, content in given.writes:
            store.write_file(file, content)
            self.read[self._tab(), file] = digest(content)
        for file in given.removals:
            file.unlink(missing_ok=True)
        for file, content in given.writes:
            if file.suffix == ".md":
                self._tell(file, content)

    def _tell(self, file: Path, content: bytes) -> None:
        """Says in the terminal what is still wrong with what was just saved."""
        path = file.relative_to(self.settings.lessons_folder.resolve()).as_posix()
        if not path.startswith("pages/"):
            found = read_lesson(path, content).diagnostics
            sources = {path: content.decode("utf-8", "replace")}
            click.echo(f"บันทึกแล้ว {file}\n{as_text(Report(found, sources, lessons=1))}", err=True)

    def _at_home(self) -> bool:
        """Only by an address of this machine: a foreign name that was made to lead here is refused."""
        port = self.server.server_address[1]  # type: ignore[index]
        if self.headers.get("Host") in (f"127.0.0.1:{port}", f"localhost:{port}"):
            return True
        self._refuse(Refused("เปิดด้วย http://127.0.0.1 เท่านั้น", 421))
        return False

    def _editor(self, path: str) -> bytes | None:
        wanted = "docs" + (path + "index.html" if path.endswith("/") else path)
        if path.startswith("/admin/"):
            # Only these two hang on what is in the library; the rest need not wait for it.
            asked = wanted.endswith(("/config.yml", "/about.js"))
            library = pipeline.load(self.settings, date.today()) if asked else Library()
            made = pages(library, self.settings, local=API)
        else:
            made = EMITTERS["theme"](SiteContext(Library(), self.settings))
        return next((artifact.content for artifact in made if artifact.path == wanted), None)

    def _site(self, path: str) -> bytes | None:
        root = self.settings.site_folder.resolve()
        file = root / path.lstrip("/")
        file = file / "index.html" if path.endswith("/") else file
        if not file.resolve().is_relative_to(root) or not file.is_file():
            return None
        return file.read_bytes()

    def _refuse(self, refused: Refused) -> None:
        self._send_json(HTTPStatus(refused.status), {"error": str(refused)})

    def _send_json(self, status: HTTPStatus, value: object) -> None:
        self._send(status, "application/json; charset=utf-8", json.dumps(value, ensure_ascii=False).encode())

    def _send(self, status: HTTPStatus, kind: str, content: bytes) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(content)))
        self.send_header("X-Content-Type-Options", "nosniff")
        self.send_header("Cross-Origin-Resource-Policy", "same-origin")
        self.send_header("X-Frame-Options", "SAMEORIGIN")
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        with suppress(ConnectionError):
            self.wfile.write(content)

    def log_message(self, format: str, *args: object) -> None:
        """The terminal is for what the writer should know, not for each request."""
