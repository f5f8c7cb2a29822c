"""Pagefind, the newest that installs here: pages with `lang="th"`, its own index and its own script in Chromium."""

from __future__ import annotations

import importlib.util
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from html import escape
from pathlib import Path

from search_systems.measured import Article, Measured, Missing, Query, ask_all, browser, served, share, wire

_OPEN = """async () => {
    window.engine = await import('/pagefind/pagefind.js');
    await engine.options({ excerptLength: 5 });
    await engine.init();
}"""
_ASK = """async queries => {
    const out = [];
    for (const query of queries) {
        const before = performance.now();
        const { results } = await engine.search(query);
        const pages = await Promise.all(results.slice(0, 10).map(result => result.data()));
        out.push([pages.map(page => page.raw_url?.replace(/^\\/|\\.html$/g, '') ?? page.url.replace(/^\\/|\\.html$/g, '')), performance.now() - before]);
    }
    return out;
}"""


def measure(articles: Sequence[Article], queries: Sequence[Query]) -> Measured:
    """Answers, bytes and times of Pagefind; `more` names its version and where it came from."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        command, version = _command(root)
        site = root / "site"
        site.mkdir()
        for one in articles:
            body = "".join(f"<p>{escape(part)}</p>" for part in one["text"].split("\n") if part.strip())
            page = (
                f'<!doctype html><html lang="th"><meta charset="utf-8"><title>{escape(one["title"])}</title>'
            )
            page += (
                f"<body><main data-pagefind-body><h1>{escape(one['title'])}</h1>{body}</main></body></html>"
            )
            (site / f"{one['id']}.html").write_text(page, "utf-8")
        (site / "index.html").write_text("<!doctype html><html lang=th><meta charset=utf-8>", "utf-8")
        started = time.monotonic()
        subprocess.run([*command, "--site", site], check=True, capture_output=True)
        built = time.monotonic() - started
        total = sum(
            wire(file.read_bytes())
            for file in (site / "pagefind").rglob("*")
            if file.is_file() and "ui" not in file.name
        )
        with served(site) as base, browser() as chromium:
            page = chromium.new_page()
            page.set_default_timeout(0)
            read: list[int] = []
            page.on(
                "response",
                lambda answer: read.append(wire(answer.body())) if "/pagefind/" in answer.url else None,
            )
            page.goto(base)
            page.evaluate(_OPEN)
            page.evaluate("async query => { (await engine.search(query)).results.length }", queries[0]["q"])
            page.wait_for_timeout(300)
            first = sum(read)
            answers = ask_all(page, queries, _ASK)
    times = [took for _, took in answers]
    return Measured(
        [ranked for ranked, _ in answers],
        first,
        total,
        round(share(times, 0.95), 2),
        round(built, 2),
        {"version": version},
    )


def _command(folder: Path) -> tuple[list[str], str]:
    """The newest from npm, else the one installed for Python."""
    npm = shutil.which("npm")
    if (
        npm
        and subprocess.run(
            [npm, "install", "--silent", "--prefix", folder, "pagefind@latest"],
            capture_output=True,
            check=False,
        ).returncode
        == 0
    ):
        command = [str(folder / "node_modules" / ".bin" / "pagefind")]
    elif importlib.util.find_spec("pagefind"):
        command = [sys.executable, "-m", "pagefind"]
    else:
        raise Missing("ติดตั้ง pagefind ไม่ได้ ทั้งจาก npm และจาก PyPI (pagefind[bin])")
    said = subprocess.run([*command, "--version"], capture_output=True, text=True, check=False)
    return command, said.stdout.strip() or said.stderr.strip()
