"""The product: its index of the articles, asked by its own program in a real Chromium over HTTP."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from harvester.emitters.search_shards import program
from harvester.search.building import Index, build_index
from harvester.search.document import Document, Kind
from harvester.thai.segment import Segmenter
from search_systems.measured import Article, Measured, Query, ask_all, browser, served, share, wire

KEYS = 60
"""Queries that are typed letter by letter for the time per key."""
SLOW = {"offline": False, "latency": 150, "downloadThroughput": 1.6e6 / 8, "uploadThroughput": 750e3 / 8}
_OPEN = """async base => {
    const held = new Map();
    window.names = new Set();
    const load = async name => {
        window.names.add(name);
        if (!held.has(name)) held.set(name, fetch(base + 'assets/search/' + name).then(answer => answer.arrayBuffer()));
        return held.get(name);
    };
    const before = performance.now();
    window.search = await engine.Search.open(load);
    window.head = [...window.names];
    return performance.now() - before;
}"""
_ASK = """async queries => {
    const out = [];
    for (const query of queries) {
        search.held.clear(); search.postings.clear(); window.names = new Set();
        const { hits } = await search.answer(query);
        out.push([hits.slice(0, 10).map(hit => search.lexicon.names[hit.document]), [...window.names]]);
    }
    return out;
}"""
_TYPE = """async queries => {
    const out = [];
    for (const query of queries) for (let end = 1; end <= query.length; end++) {
        await search.answer(query.slice(0, end));
        const before = performance.now();
        await search.answer(query.slice(0, end));
        out.push(performance.now() - before);
    }
    return out;
}"""
_COLD = """async ([base, query]) => { const before = performance.now(); await loading.ask(base, query, {}); return performance.now() - before; }"""


def index_of(articles: Sequence[Article]) -> Index:
    """The articles as lessons with a title and a body, through the product's own index builder."""
    documents = (
        Document(one["id"], Kind.LESSON, one["title"], (("body", one["text"]),), one["text"][:300])
        for one in articles
    )
    return build_index(documents, Segmenter())


def measure(articles: Sequence[Article], queries: Sequence[Query]) -> Measured:
    """Answers, bytes and times of the product."""
    started = time.process_time()
    index = index_of(articles)
    built = time.process_time() - started
    script = program("engine", "engine") + program("loading", "loading")
    sizes = {name: wire(content) for name, content in index.files.items()}
    with tempfile.TemporaryDirectory() as folder:
        root = _site(Path(folder), index, script)
        with served(root) as base, browser() as chromium:
            page = chromium.new_page()
            page.goto(base)
            opened = page.evaluate(_OPEN, base)
            answers = ask_all(page, queries, _ASK)
            head = wire(program("app", "botrianSearch").encode()) + sum(
                sizes[name] for name in page.evaluate("head")
            )
            keys = _keys(page, queries, 1)
            slow_keys = _keys(page, queries, 6)
            cold = [
                _cold(chromium, base, query["q"]) for query in queries[:: max(1, len(queries) // 12)][:12]
            ]
    first = [head + sum(sizes[name] for name in names) for _, names in answers]
    shards = [size for name, size in sizes.items() if "/p" in name]
    return Measured(
        [ranked for ranked, _ in answers],
        bytes_first=int(share(first, 0.5)),
        bytes_total=sum(sizes.values()),
        key_ms_p95=round(share(keys, 0.95), 2),
        build_s=round(built, 2),
        more={
            "bytes_first_p95": int(share(first, 0.95)),
            "bytes_first_most": max(first),
            "bytes_head": head,
            "bytes_found": sum(size for name, size in sizes.items() if "/x" not in name),
            "brotli_per_article": _brotli(index, len(articles)),
            "largest_shard": max(shards, default=0),
            "shards": len(shards),
            "key_ms_p95_six_times_slower": round(share(slow_keys, 0.95), 2),
            "open_ms": round(opened, 1),
            "cold_first_result_ms_at_1600_kbit": round(share(cold, 0.5)),
            "cold_first_result_ms_most": round(max(cold)),
        },
    )


def _site(folder: Path, index: Index, script: str) -> Path:
    for name, content in index.files.items():
        file = folder / "assets" / "search" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
    (folder / "bench.js").write_text(script, "utf-8")
    (folder / "index.html").write_text(
        "<!doctype html><meta charset=utf-8><script src=bench.js></script>", "utf-8"
    )
    return folder


def _brotli(index: Index, articles: int) -> float | None:
    """Brotli bytes an article of all that finding needs (excerpts left out), as the mark counts them."""
    try:
        import brotli
    except ImportError:
        return None
    found = (content for name, content in index.files.items() if "/x" not in name)
    return round(sum(min(len(content), len(brotli.compress(content))) for content in found) / articles, 1)


def _keys(page: Any, queries: Sequence[Query], slower: int) -> list[float]:
    """Milliseconds of each key while some queries are typed, what it needs being there already."""
    tuner = page.context.new_cdp_session(page)
    tuner.send("Emulation.setCPUThrottlingRate", {"rate": slower})
    chosen = queries[:: max(1, len(queries) // KEYS)][:KEYS]
    times: list[float] = ask_all(page, chosen, _TYPE, 10)
    tuner.send("Emulation.setCPUThrottlingRate", {"rate": 1})
    return times


def _cold(chromium: Any, base: str, query: str) -> float:
    """Milliseconds from an open page to the first result on a slow line with nothing cached."""
    context = chromium.new_context()
    page = context.new_page()
    page.goto(base)
    line = context.new_cdp_session(page)
    line.send("Network.enable")
    line.send("Network.emulateNetworkConditions", SLOW)
    try:
        took: float = page.evaluate(_COLD, [base, query])
    finally:
        context.close()
    return took
