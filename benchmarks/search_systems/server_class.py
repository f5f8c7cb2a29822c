"""bm25s in Python over newmm words: what a server could do; nothing of it reaches a browser."""

from __future__ import annotations

import time
from collections.abc import Sequence

from harvester.thai.engine import newmm
from harvester.thai.text import arabic, normalise
from search_systems.measured import Article, Measured, Missing, Query, share


def measure(articles: Sequence[Article], queries: Sequence[Query]) -> Measured:
    """Answers and times of bm25s."""
    try:
        import bm25s
    except ImportError as fault:
        raise Missing("ยังไม่ได้ติดตั้ง bm25s (extra bench)") from fault

    def words(text: str) -> list[str]:
        return [
            word
            for word in newmm(arabic(normalise(text)).lower())
            if word.strip() and any(map(str.isalnum, word))
        ]

    started = time.process_time()
    engine = bm25s.BM25(k1=1.2, b=0.75)
    engine.index([words(f"{one['title']} {one['text']}") for one in articles], show_progress=False)
    built = time.process_time() - started
    ranked, times = [], []
    for query in queries:
        before = time.perf_counter()
        found, scores = engine.retrieve([words(query["q"])], k=10, show_progress=False)
        times.append((time.perf_counter() - before) * 1000)
        ranked.append(
            [articles[int(at)]["id"] for at, score in zip(found[0], scores[0], strict=True) if score > 0]
        )
    return Measured(ranked, key_ms_p95=round(share(times, 0.95), 2), build_s=round(built, 2))
