"""How well each search finds, at what cost: ours in a real browser, and its peers in the same run.

    python benchmarks/search_quality.py --corpus corpus.json --queries queries.json [--json OUT] [--only ours ...]
    python benchmarks/search_quality.py --corpus corpus.json --queries queries.json --curve [--json OUT]

corpus: [{id, title, text}]; queries: [{q, kind, rel: [id]}] (several files may be given). Prints MRR@10,
recall and the share of queries without any result, per kind and over all, then bytes and times. `--curve` asks each
query with and without its right articles and tells how well the likelihood of the best article parts the two.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

sys.path[:0] = [str(Path(__file__).parent), str(Path(__file__).parent.parent)]

from search_systems import material, ours, pagefind, server_class
from search_systems.measured import Measured, Missing, Query, write_json

from harvester.search.answering import answer
from harvester.search.building import build_index
from harvester.search.document import Document, Kind
from harvester.search.engine import Search
from harvester.thai.segment import Segmenter

SYSTEMS: Mapping[str, Callable[..., Measured]] = {
    "ours": ours.measure,
    "material": material.measure,
    "pagefind": pagefind.measure,
    "bm25s": server_class.measure,
}
ALL = "all"


def figures(queries: Sequence[Query], ranked: Sequence[Sequence[str]]) -> dict[str, dict[str, float]]:
    """MRR@10, recall@1, 5 and 10 (a right article is there) and share of empty answers, by kind."""
    groups: dict[str, list[int]] = {}
    for query, found in zip(queries, ranked, strict=True):
        place = next((at for at, one in enumerate(found[:10]) if one in query["rel"]), 10 if found else -1)
        for kind in (query["kind"], ALL):
            groups.setdefault(kind, []).append(place)
    return {
        kind: {
            "queries": len(places),
            "mrr10": round(sum(1 / (at + 1) for at in places if 0 <= at < 10) / len(places), 4),
            **{f"recall{n}": round(sum(0 <= at < n for at in places) / len(places), 4) for n in (1, 5, 10)},
            "zero": round(sum(at < 0 for at in places) / len(places), 4),
        }
        for kind, places in sorted(groups.items())
    }


def table(results: Mapping[str, Mapping[str, Any]], kinds: Sequence[str]) -> str:
    """The figures for people: MRR@10, right article in the first ten, empty answers."""
    lines = [
        f"{'':<14}" + "".join(f"{name:>26}" for name in results),
        f"{'':<14}" + f"{'MRR@10  in ten  empty':>26}" * len(results),
    ]
    for kind in kinds:
        cells = [results[name][kind] for name in results]
        lines.append(
            f"{kind:<14}"
            + "".join(f"{c['mrr10']:>12.4f} {c['recall10']:>6.3f} {100 * c['zero']:>5.1f}%" for c in cells)
        )
    for key, label in (
        ("bytes_first", "first result B"),
        ("bytes_total", "all B"),
        ("key_ms_p95", "ms a key, 95 %"),
        ("build_s", "build, s"),
    ):
        lines.append(
            f"{label:<14}"
            + "".join(
                f"{results[name].get(key) if results[name].get(key) is not None else '-':>26}"
                for name in results
            )
        )
    return "\n".join(lines)


def curve(articles: Sequence[Mapping[str, str]], queries: Sequence[Query]) -> dict[str, Any]:
    """How likely the best article answers, with the right ones and with them left out of the answers.

    `auc` is the share of pairs told apart. `rows` give for each bar the share of queries whose answer falls under it
    and the share still called found without the right article. The bar that loses at most 5 % is picked on every
    second query and reported on the others.
    """
    documents = (Document(one["id"], Kind.LESSON, one["title"], (("body", one["text"]),)) for one in articles)
    search = Search(build_index(documents, Segmenter()).load)
    names, pairs = search.lexicon.names, []
    for query in queries:
        hits = answer(search, query["q"]).hits
        without = (hit.sure for hit in hits if names[hit.document] not in query["rel"])
        pairs.append((max((hit.sure for hit in hits), default=0.0), max(without, default=0.0)))
    held, left = ([pair[side] for pair in pairs] for side in (0, 1))
    won = sum((one > other) + (one == other) / 2 for one in held for other in left)

    def row(bar: float, half: Sequence[tuple[float, float]]) -> dict[str, float]:
        lost, found = (sum(one >= bar for one in side) / len(half) for side in zip(*half, strict=True))
        return {"bar": bar, "lost": round(1 - lost, 4), "still_found": round(found, 4)}

    bars = [0.02, 0.05, 0.1, 0.2, 0.3, 0.5, 0.74, 0.9, 0.97]
    chosen = max((bar for bar in bars if row(bar, pairs[::2])["lost"] <= 0.05), default=bars[0])
    return {
        "queries": len(pairs),
        "auc": round(won / len(held) / len(left), 4),
        "rows": [row(bar, pairs) for bar in bars],
        "picked": row(chosen, pairs[1::2]),
    }


def main() -> None:
    """Reads the files, runs the systems, prints and writes."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--corpus", type=Path, required=True)
    parser.add_argument("--queries", type=Path, nargs="+", required=True)
    parser.add_argument("--json", type=Path)
    parser.add_argument("--curve", action="store_true")
    parser.add_argument("--only", nargs="+", choices=list(SYSTEMS), default=list(SYSTEMS))
    chosen = parser.parse_args()
    for file in (chosen.corpus, *chosen.queries):
        if not file.is_file():
            sys.exit(f"ไม่พบไฟล์ {file}")
    articles = json.loads(chosen.corpus.read_text("utf-8"))
    queries = [query for file in chosen.queries for query in json.loads(file.read_text("utf-8"))]
    if chosen.curve:
        told = curve(articles, queries)
        print(json.dumps(told, indent=1))
        if chosen.json:
            write_json(chosen.json, told)
        return
    results: dict[str, dict[str, Any]] = {}
    missing: dict[str, str] = {}
    for name in chosen.only:
        print(f"{name} …", file=sys.stderr, flush=True)
        try:
            measured = SYSTEMS[name](articles, queries)
        except Missing as reason:
            missing[name] = str(reason)
            continue
        results[name] = {
            **figures(queries, measured.ranked),
            "bytes_first": measured.bytes_first,
            "bytes_total": measured.bytes_total,
            "key_ms_p95": measured.key_ms_p95,
            "build_s": measured.build_s,
            **measured.more,
        }
    kinds = [*sorted({query["kind"] for query in queries}), ALL]
    print(table(results, kinds))
    for name in results:
        more = {key: value for key, value in results[name].items() if not isinstance(value, dict)}
        print(f"{name}: " + ", ".join(f"{key} {value}" for key, value in more.items() if value is not None))
    for name, reason in missing.items():
        print(f"{name}: วัดไม่ได้ {reason}")
    if chosen.json:
        write_json(
            chosen.json,
            {"articles": len(articles), "queries": len(queries), "systems": results, "missing": missing},
        )


if __name__ == "__main__":
    main()
