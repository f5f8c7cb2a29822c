"""Material's own search as shipped: a real mkdocs build with `lang: th`, its index and its worker in Chromium."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from html import escape
from pathlib import Path

from search_systems.measured import Article, Measured, Query, ask_all, browser, served, share, wire

_OPEN = """async worker => {
    const index = await fetch('search/search_index.json').then(answer => answer.json());
    const thread = window.thread = new Worker(worker);
    await new Promise(done => {
        thread.addEventListener('message', event => { if (event.data.type === 1) done(); });
        thread.postMessage({ type: 0, data: { ...index, options: { suggest: false } } });
    });
}"""
_ASK = """async queries => {
    const out = [];
    for (const query of queries) {
        const before = performance.now();
        const data = await new Promise(done => {
            const heard = event => { if (event.data.type === 3) { thread.removeEventListener('message', heard); done(event.data.data); } };
            thread.addEventListener('message', heard);
            thread.postMessage({ type: 2, data: query });
        });
        const ids = data.items.map(group => group[0].location.replace(/[/#].*$/, ''));
        out.push([[...new Set(ids)].slice(0, 10), performance.now() - before]);
    }
    return out;
}"""


def measure(articles: Sequence[Article], queries: Sequence[Query]) -> Measured:
    """Answers, bytes and times of Material's search."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        (root / "docs").mkdir()
        for one in articles:
            body = "\n\n".join(escape(part, quote=False) for part in one["text"].split("\n") if part.strip())
            (root / "docs" / f"{one['id']}.md").write_text(
                f"# {escape(one['title'], quote=False)}\n\n{body}\n", "utf-8"
            )
        config = {
            "site_name": "x",
            "theme": {"name": "material", "language": "th"},
            "plugins": [{"search": {"lang": "th"}}],
            "not_in_nav": "*",
            "nav": [{"x": f"{articles[0]['id']}.md"}],
        }
        (root / "mkdocs.yml").write_text(json.dumps(config), "utf-8")
        started = time.monotonic()
        subprocess.run(
            [sys.executable, "-m", "mkdocs", "build", "-q", "-f", root / "mkdocs.yml"],
            check=True,
            capture_output=True,
        )
        built = time.monotonic() - started
        site = root / "site"
        scripts = site / "assets" / "javascripts"
        (worker,) = scripts.glob("workers/search.*.min.js")
        read = [site / "search" / "search_index.json", worker, scripts / "lunr" / "wordcut.js"]
        read += [scripts / "lunr" / "min" / f"lunr.{name}.min.js" for name in ("stemmer.support", "th")]
        size = sum(wire(file.read_bytes()) for file in read)
        with served(site) as base, browser() as chromium:
            page = chromium.new_page()
            page.set_default_timeout(0)
            page.goto(base + "404.html")
            page.evaluate(_OPEN, worker.relative_to(site).as_posix())
            answers = ask_all(page, queries, _ASK)
    times = [took for _, took in answers]
    return Measured(
        [ranked for ranked, _ in answers], size, size, round(share(times, 0.95), 2), round(built, 2)
    )
