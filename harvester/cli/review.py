"""`harvester review`: what a change does to the library, with pictures of its pages by a Chromium that is there."""

import json
import os
import shutil
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, replace
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import click

from harvester import SetupError, pipeline, store
from harvester.cli.rules import pages
from harvester.cli.site_folder import current_settings, open_memory
from harvester.doors.history import changes, texts_at
from harvester.doors.review import Review, comment, review, review_page, style_sheet
from harvester.reports import FORMATS, Report

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
WIDTH, HEIGHT = 412, 2400
MOST = 12
"""Pages of one change; beyond it a reviewer opens the site itself."""


def pictures_of(site: Path, lessons: Iterable[str]) -> dict[str, bytes]:
    """PNG by lesson id; empty where there is no browser, and without the pages that would not show."""
    browser = next((found for name in BROWSERS if (found := shutil.which(name))), None)
    wanted = [name for name in lessons if (site / "lessons" / name / "index.html").is_file()][:MOST]
    if browser is None or not wanted:
        return {}
    with _serve(site) as address, tempfile.TemporaryDirectory() as folder:
        pictures = {name: _screenshot(browser, f"{address}lessons/{name}/", Path(folder)) for name in wanted}
    return {name: picture for name, picture in pictures.items() if picture}


def _screenshot(browser: str, address: str, folder: Path) -> bytes:
    picture = folder / "page.png"
    picture.unlink(missing_ok=True)
    command = [browser, "--headless=new", "--disable-gpu", "--hide-scrollbars", "--no-first-run", "--lang=th"]
    command += [f"--user-data-dir={folder / 'profile'}", f"--window-size={WIDTH},{HEIGHT}"]
    command += [f"--screenshot={picture}"]
    # Everything but this machine is out of reach: the page is a stranger's.
    command += ["--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"]
    # The browser's own walls need a user of lesser rights; in a container there may be none.
    command += ["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
    try:
        subprocess.run([*command, address], capture_output=True, timeout=60, check=True)
        return picture.read_bytes()
    except (subprocess.SubprocessError, OSError):
        return b""


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        """Says nothing of its requests."""


@contextmanager
def _serve(site: Path) -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(site)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}/"
    finally:
        server.shutdown()
        server.server_close()


def review_change(base: str, form: str, file: Path | None, preview: bool, link: str, strict: bool) -> None:
    """Tell what a pull request changes against `base`, and what still keeps it from being published."""
    settings = current_settings()
    open_memory(settings)
    library = pipeline.harvest(pipeline.load(settings))
    with tempfile.TemporaryDirectory() as folder:
        texts_at(settings.root, settings.lessons, base, Path(folder))
        before = pipeline.load(replace(settings, root=Path(folder)))
    found = review(library, changes(settings.root, settings.lessons, base), before)
    if preview:
        if not (settings.site_folder / "index.html").is_file():
            raise SetupError("ยังไม่มีเว็บให้ดูตัวอย่าง สั่ง harvester build --drafts ก่อน")
        shown = pictures_of(settings.site_folder, [one.id for one in found.lessons if one.kind != "removed"])
        for name, content in shown.items():
            store.write_file(settings.site_folder / "review" / f"{name}.png", content)
        built = frozenset(page.parent.name for page in settings.site_folder.glob("lessons/*/index.html"))
        page = review_page(found, settings, frozenset(shown), built)
        store.write_file(settings.site_folder / "review.html", page.encode())
        store.write_file(settings.site_folder / "review" / "review.css", style_sheet())
    text = _render(found, form, settings.lessons, link)
    if file is None:
        click.echo(text, nl=False)
    else:
        store.write_file(file, text.encode())
    sys.exit(1 if strict and not found.ready else 0)


def _render(found: Review, form: str, folder: str, link: str) -> str:
    if form == "markdown":
        preview = f"👀 [ดูตัวอย่างหน้าเว็บก่อนเผยแพร่]({link})" if link.startswith("https://") else ""
        return comment(found, folder, preview)
    if form == "json":
        return json.dumps(asdict(found), ensure_ascii=False, indent=2, default=str) + "\n"
    return FORMATS[form](Report(found.diagnostics, {}, pages(), folder, len(found.lessons)))
