"""How faithful the harvest desk is: text by kind of file beside other extractors, fields and objects by gold files.

Documents are the made-up ones of `tests/importers/documents` with their gold files, and the seeds of ../shared
where they are. Every document is saved as several kinds of file (PDF by Chromium, in three fonts), and every
extractor gets the same bytes. Text: F1 of character 5-grams, blanks collapsed, against the document's own
words. `--repair` measures the repair of broken Thai with the garbler of ../shared/recipes on held-out texts.

    python benchmarks/harvest_fidelity.py
    python benchmarks/harvest_fidelity.py --repair 80
"""

from __future__ import annotations

import argparse
import html
import importlib.util
import json
import lzma
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
SHARED = ROOT.parent / "shared"
sys.path[:0] = [str(ROOT / "tests" / "importers"), str(ROOT)]

from making import FORMS, lines_of

from harvester.cli.repair_model import held_out
from harvester.importers import IMPORTERS
from harvester.importers.draft import Document, Kind
from harvester.importers.json_draft import as_data
from harvester.importers.reception import received
from harvester.importers.understanding import understand
from harvester.reading.yaml import parse, plain
from harvester.thai.repair import normalise, repairer

DOCUMENTS = ROOT / "tests" / "importers" / "documents"
FONTS = ("Noto Sans Thai", "Noto Serif Thai", "Noto Looped Thai")
WEB = ("wordpress", "bare-divs", "old-tables")
SEED_GOLD: dict[str, dict[str, Any]] = {
    "000": {"date": "2023-04-08/2023-04-09", "techniques": 4, "steps": 0, "cautions": 0},
    "001": {"date": "2020-01-10", "place": {"province": "พัทลุง", "district": "ควนขนุน"}, "children": 4, "traps": 1},
    "002": {
        "date": "2017-05-27", "place": {"province": "ขอนแก่น", "district": "ภูเวียง"}, "techniques": 1, "steps": 4, "cautions": 4,
        "factors": 3, "authors": [{"name": "นายสุพจน์ ปัญญาแก้ว", "position": "เจ้าหน้าที่พัฒนาชุมชน", "organisation": "สำนักงานพัฒนาชุมชนอำเภอภูเวียง"}],
    },
    "003": {
        "date": "2006-11-02", "series": {"part": "8"}, "roles": ["คุณอำนวย", "คุณกิจ", "คุณเอื้อ"],
        "source": {"number": "56873", "date": "2006-11-02", "edited": "2012-02-11", "licence": "all-rights-reserved", "publisher": "GotoKnow"},
    },
    "004": {
        "date": "2017-11/2018-05", "programme": "โครงการผู้นำแห่งอนาคต", "sites": ["พังงา", "ลพบุรี", "เชียงราย", "ขอนแก่น"], "events": 3,
        "source": {"date": "2018-06-06", "publisher": "ThaiPR.net"},
    },
}  # fmt: skip
"""What DESIGN names for each seed, in few words; the seeds themselves stay where they are."""

_SIGN = re.compile(r"^(?:• |\d+\. )")
"""Signs that lists show but no text of the source holds."""
Extract = Callable[[bytes, str], str]


def f1(gold: str, found: str) -> float:
    """Of character 5-grams, with blanks collapsed and every spelling of Thai alike."""
    one, other = (Counter(_grams(" ".join(normalise(text).split()))) for text in (gold, found))
    common = sum((one & other).values())
    return 2 * common / max(1, sum(one.values()) + sum(other.values()))


def _grams(text: str) -> Iterator[str]:
    return (text[at : at + 5] for at in range(len(text) - 4))


def ours(raw: bytes, name: str) -> str:
    document = next(iter(received(raw, name, IMPORTERS)))
    if not isinstance(document, Document):
        return ""
    told = [block for block in document.blocks if not block.aside]
    return "\n".join(_SIGN.sub("", block.text) if block.kind is Kind.ITEM else block.text for block in told)


def by_trafilatura(raw: bytes, name: str) -> str:
    import trafilatura

    return trafilatura.extract(raw, include_comments=False, favor_recall=True) or ""


def by_markitdown(raw: bytes, name: str) -> str:
    import io

    from markitdown import MarkItDown, StreamInfo

    try:
        return _unmarked(
            MarkItDown()
            .convert_stream(io.BytesIO(raw), stream_info=StreamInfo(extension=Path(name).suffix))
            .text_content
        )
    except Exception as error:
        print(f"markitdown: {name}: {type(error).__name__}", file=sys.stderr)
        return ""


def by_pandoc(raw: bytes, name: str) -> str:
    kind = {".htm": "html", ".html": "html", ".docx": "docx", ".odt": "odt"}[Path(name).suffix]
    command = ["pandoc", "-f", kind, "-t", "plain", "--wrap=none"]
    return subprocess.run(command, input=raw, capture_output=True).stdout.decode("utf-8", "replace")


def _unmarked(text: str) -> str:
    text = re.sub(r"!?\[([^\]]*)\]\([^)]*\)", r"\1", text)
    return re.sub(r"^\s*(?:#+|[-*>]|\d+\.)\s+|[*_|]{1,2}|\\(?=\W)|-{3,}", "", text, flags=re.MULTILINE)


PEERS: dict[str, tuple[Extract, tuple[str, ...]]] = {
    "ours": (ours, ("*",)),
    "trafilatura": (by_trafilatura, WEB),
    "markitdown": (by_markitdown, (*WEB, "docx", "pdf")),
    **({"pandoc": (by_pandoc, (*WEB, "docx", "odt"))} if shutil.which("pandoc") else {}),
}


def texts() -> dict[str, str]:
    found = {path.stem: path.read_text(encoding="utf-8") for path in sorted(DOCUMENTS.glob("*.txt"))}
    seeds = sorted((SHARED / "seeds").glob("*.txt"))
    if not seeds:
        print("ไม่มี ../shared/seeds วัดเฉพาะเอกสารของเรา", file=sys.stderr)
    return found | {f"seed {path.name[:3]}": path.read_text(encoding="utf-8") for path in seeds}


def printed(text: str, font: str) -> bytes:
    """A PDF as a browser prints it."""
    body = "".join(f"<p>{html.escape(line)}</p>" for line in lines_of(text))
    with tempfile.TemporaryDirectory() as folder:
        page, out = Path(folder, "page.html"), Path(folder, "page.pdf")
        page.write_text(
            f'<meta charset="utf-8"><style>body {{ font: 14px "{font}" }}</style>{body}', encoding="utf-8"
        )
        command = [
            "chromium",
            "--headless",
            "--no-sandbox",
            "--no-pdf-header-footer",
            f"--print-to-pdf={out}",
            str(page),
        ]
        subprocess.run(command, capture_output=True, check=True)
        return out.read_bytes()


def files_of(text: str) -> Iterator[tuple[str, str, bytes]]:
    """Kind, name and bytes of a document in every kind of file."""
    for form in (*WEB, "docx", "odt"):
        suffix, make = FORMS[form]
        yield form, f"document{suffix}", make(text)
    if shutil.which("chromium"):
        for font in FONTS:
            yield "pdf", f"{font}.pdf", printed(text, font)


def measure_text(documents: dict[str, str]) -> None:
    scores: defaultdict[tuple[str, str], list[float]] = defaultdict(list)
    worst: dict[str, tuple[float, str]] = {}
    sound = {name: text for name, text in documents.items() if "broken" not in _gold(name)}
    for name, text in sound.items():
        gold = "\n".join(lines_of(text))
        for form, file, raw in files_of(text):
            for peer, (extract, forms) in PEERS.items():
                if "*" in forms or form in forms:
                    score = f1(gold, extract(raw, file))
                    scores[peer, form].append(score)
                    if peer == "ours" and score < worst.get(form, (2.0, ""))[0]:
                        worst[form] = score, name
    forms = [form for form in (*WEB, "docx", "odt", "pdf") if ("ours", form) in scores]
    print(f"\nText F1, mean of {len(sound)} documents (ours also the worst)")
    print("| kind | " + " | ".join(PEERS) + " | our worst |\n|---" * 1 + "|---" * (len(PEERS) + 1) + "|")
    for form in forms:
        cells = [f"{_mean(scores[peer, form]):.4f}" if (peer, form) in scores else "-" for peer in PEERS]
        print(f"| {form} | {' | '.join(cells)} | {worst[form][0]:.4f} {worst[form][1]} |")
    if not shutil.which("pandoc"):
        print("pandoc is not installed: left out")


def measure_understanding(documents: dict[str, str]) -> None:
    """Fields right of those in the gold files, and objects found, over every kind of file."""
    fields: Counter[str] = Counter()
    asked: Counter[str] = Counter()
    for name, text in documents.items():
        gold = _gold(name)
        for _, file, raw in [("txt", "document.txt", text.encode()), *files_of(text)]:
            document = next(iter(received(raw, file, IMPORTERS)))
            if not isinstance(document, Document):
                continue
            drafts = [as_data(draft) for draft in understand(document)]
            for key, right in _checked(drafts, gold):
                asked[key] += 1
                fields[key] += right
    print("\nUnderstanding, share right over all kinds of file")
    for key in sorted(asked):
        print(f"  {key:<14} {fields[key] / asked[key]:.3f}  ({fields[key]} of {asked[key]})")


def _gold(name: str) -> dict[str, Any]:
    if name.startswith("seed "):
        return SEED_GOLD[name.removeprefix("seed ")]
    return dict(plain(parse((DOCUMENTS / f"{name}.yml").read_text(encoding="utf-8"), name)[0]))


def _checked(drafts: list[dict[str, Any]], gold: dict[str, Any]) -> Iterator[tuple[str, bool]]:
    found = drafts[0]
    if "broken" in gold:  # a repair may set a blank too many: letters and marks must be right
        found["title"] = "".join(found["title"].split())
    for key in ("title", "date", "programme"):
        if key in gold:
            yield f"field {key}", found[key] == gold[key]
    for key in ("place", "source", "series"):
        for part, value in gold.get(key, {}).items():
            yield f"field {key}", str((found[key] or {}).get(part)) == value
    for number, person in enumerate(gold.get("authors", [])):
        people = found["authors"]
        for part, value in person.items():
            yield "field authors", len(people) > number and people[number][part] == value
    for key in ("tags", "roles"):
        for value in gold.get(key, []):
            yield f"field {key}", value in found[key]
    wanted = gold.get("techniques", [])
    count = len(wanted) if isinstance(wanted, list) else int(wanted)
    steps = (
        sum(int(one.get("steps", 0)) for one in wanted)
        if isinstance(wanted, list)
        else int(gold.get("steps", 0))
    )
    for number in range(count):
        yield "techniques", len(found["techniques"]) > number
    for number in range(steps):
        yield "steps", sum(len(one["steps"]) for one in found["techniques"]) > number
    for key in ("cautions", "factors"):
        value = gold.get(key, [])
        if isinstance(value, list):
            for start in value:
                yield key, any(entry["text"].startswith(start) for entry in found[key])
        else:
            for number in range(int(value)):
                yield key, len(found[key]) > number
    if "children" in gold:
        yield "child lessons", len(found["children"]) == int(gold["children"])
    for province in gold.get("sites", []):
        yield "sites", province in {site["province"] for site in found["sites"]}


def _mean(values: list[float]) -> float:
    return sum(values) / max(1, len(values))


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


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "--repair", type=int, metavar="N", help="measure the repair on N held-out texts instead"
    )
    arguments = parser.parse_args()
    if arguments.repair:
        measure_repair(arguments.repair)
        return
    documents = texts()
    measure_text(documents)
    measure_understanding(documents)


if __name__ == "__main__":
    main()
