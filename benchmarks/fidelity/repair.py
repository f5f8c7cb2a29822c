"""The repair of broken Thai, measured with the garbler of ../shared on texts whose titles the model never saw."""

from __future__ import annotations

import importlib.util
import json
import lzma
import sys
import time

from fidelity.gold import SHARED
from harvester.thai.repair import normalise, repairer
from tools.repair_model import held_out


def measure_repair(count: int) -> None:
    """The garbler of ../shared on texts whose titles the model never saw, beside the reference repair where it is built."""
    corpus, garbler = (
        SHARED / "data" / "thaigov" / "texts.jsonl.xz",
        SHARED / "recipes" / "repair" / "garble.py",
    )
    if not corpus.is_file() or not garbler.is_file():
        print("ไม่มี ../shared/data/thaigov หรือ ../shared/recipes/repair ข้ามการวัดการซ่อม", file=sys.stderr)
        return
    from rapidfuzz.distance import Levenshtein

    spec = importlib.util.spec_from_file_location("garble", garbler)
    assert spec is not None
    assert spec.loader is not None
    garble = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(garble)
    with lzma.open(corpus, "rt", encoding="utf-8") as stream:
        rows = (json.loads(line) for line in stream)
        documents = [normalise(row["text"]) for row in rows if held_out(row["title"])][:count]
    fixer = repairer()
    falsely = sum(Levenshtein.distance(text, fixer.repair(text).text) for text in documents)
    size = sum(map(len, documents))
    print(
        f"\nRepair, {len(documents)} held-out texts, {size:,} characters: sound text changed falsely {falsely / size:.4%}"
    )
    print("| style | CER before | CER after | characters/s |\n|---|--:|--:|--:|")
    for style in (*garble.STYLES, *garble.MISREAD, "wrap"):
        before = after = 0
        spent = 0.0
        for number, text in enumerate(documents):
            broken = garble.garble(text, style, f"1-{number}")
            start = time.process_time()
            fixed = fixer.repair(broken).text
            if style == "wrap":
                fixed = fixer.unwrap(fixed)
            spent += time.process_time() - start
            before += Levenshtein.distance(text, broken)
            after += Levenshtein.distance(text, fixed)
        print(f"| {style} | {before / size:.2%} | {after / size:.2%} | {size / spent:,.0f} |", flush=True)
