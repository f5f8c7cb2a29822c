"""How well the browser's engine finds may not fall: a sample of the development queries, where they are at hand."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from harvester.search.building import build_index
from harvester.search.document import Document, Kind
from harvester.thai.segment import Segmenter
from tests.search import browser_engine

ROOT = Path(__file__).parent.parent.parent
DATA = ROOT.parent / "shared" / "data" / "search"
FLOOR = {"NQ": 0.92, "KW": 0.885, "KWJ": 0.885, "KWI": 0.86}
"""Mean reciprocal rank among the first ten, below what the whole set gives by as much as a sample may stray."""


@pytest.mark.seeds
def test_the_browser_finds_as_well_as_it_did() -> None:
    if not DATA.is_dir():
        pytest.skip(f"the retrieval set is not at {DATA}")
    articles = json.loads((DATA / "corpus.json").read_text("utf-8"))
    queries = json.loads((DATA / "queries_dev.json").read_text("utf-8"))[::5]
    documents = (Document(one["id"], Kind.LESSON, one["title"], (("body", one["text"]),)) for one in articles)
    index = build_index(documents, Segmenter())
    finding = sum(len(content) for name, content in index.files.items() if "/x" not in name)
    assert finding / len(articles) < 250
    asked = [(query["q"], {}) for query in queries]
    (answers,) = browser_engine.run(
        ("answers", {"files": browser_engine.as_text(index.files), "asked": asked})
    )
    ranks: dict[str, list[float]] = {kind: [] for kind in FLOOR}
    for query, found in zip(queries, answers, strict=True):
        hits = [address.split("/")[1] for address, _, _, _ in found["hits"][:10]]
        assert hits, query["q"]
        ranks[query["kind"]].append(
            max((1 / (hits.index(one) + 1) for one in query["rel"] if one in hits), default=0)
        )
    for kind, floor in FLOOR.items():
        assert sum(ranks[kind]) / len(ranks[kind]) >= floor, kind


@pytest.mark.browser
def test_the_benchmark_measures_any_set_of_this_form(tmp_path: Path) -> None:
    texts = ("นัดด้วยใจ ตามด้วยหนังสือราชการ", "เก้าอี้สี่ขา กองทุนกลาง", "ร้านน้ำชา คนสวนยาง")
    corpus = [{"id": f"a{n}", "title": text.split()[0], "text": text} for n, text in enumerate(texts)]
    queries = [{"q": text.split()[1], "kind": "X", "rel": [f"a{n}"]} for n, text in enumerate(texts)]
    for name, value in (("corpus", corpus), ("queries", queries)):
        (tmp_path / f"{name}.json").write_text(json.dumps(value, ensure_ascii=False), "utf-8")
    pytest.importorskip("playwright")
    command = [
        sys.executable,
        ROOT / "benchmarks" / "search_quality.py",
        "--only",
        "ours",
        "--json",
        tmp_path / "out.json",
    ]
    command += ["--corpus", tmp_path / "corpus.json", "--queries", tmp_path / "queries.json"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    ours = json.loads((tmp_path / "out.json").read_text("utf-8"))["systems"]["ours"]
    assert {"mrr10", "recall1", "recall5", "recall10", "zero"} <= ours["X"].keys()
    assert {"bytes_first", "bytes_total", "key_ms_p95"} <= ours.keys()
    assert ours["X"]["mrr10"] == 1
    assert ours["X"]["zero"] == 0
