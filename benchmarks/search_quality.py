"""How well each search finds, at what cost: ours in a real browser, and its peers in the same run.

    python benchmarks/search_quality.py --corpus corpus.json --queries queries.json [--json OUT] [--only ours ...]

corpus: [{id, title, text}]; queries: [{q, kind, rel: [id]}] (several files may be given). Prints MRR@10,
recall and the share of queries without any result, per kind and over all, then bytes and times.
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


def main() -> None:
    """Reads the files, runs the systems, prints and writes."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--corpus", type=Path, required=True)
    parser.add_argument("--queries", type=Path, nargs="+", required=True)
    parser.add_argument("--json", type=Path)
    parser.add_argument("--only", nargs="+", choices=list(SYSTEMS), default=list(SYSTEMS))
    chosen = parser.parse_args()
    for file in (chosen.corpus, *chosen.queries):
        if not file.is_file():
            sys.exit(f"ไม่พบไฟล์ {file}")
    articles = json.loads(chosen.corpus.read_text("utf-8"))
    queries = [query for file in chosen.queries for query in json.loads(file.read_text("utf-8"))]
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
