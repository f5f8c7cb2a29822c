"""How faithful the harvest desk is: text by kind of file beside other extractors, fields and objects by gold files.

Documents are the made-up ones of `tests/drafting/families` with their gold files, and the seeds of ../shared
where they are. Every document is saved as several kinds of file (PDF by Chromium in three fonts and by LibreOffice, old DOC and RTF by LibreOffice), and every
extractor gets the same bytes. Text: F1 of character 5-grams, blanks collapsed, against the document's own
words. `--repair` measures the repair of broken Thai with the garbler of ../shared/recipes on held-out texts.

    python benchmarks/harvest_fidelity.py
    python benchmarks/harvest_fidelity.py --repair 80
    python benchmarks/harvest_fidelity.py FOLDER      # fields of documents with gold of your own
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT / "benchmarks"), str(ROOT)]

from fidelity.files import files_of
from fidelity.gold import gold_of, texts
from fidelity.peers import PEERS, WEB, missing
from fidelity.repair import measure_repair

from harvester.documents import DOCUMENTS
from harvester.documents.reception import read_documents
from harvester.drafting.understanding import understand
from harvester.drafting.writer import as_data
from harvester.model.document import Document
from harvester.thai.repair import normalise
from tests.documents.making import lines_of

KINDS = (*WEB, "docx", "odt", "doc", "rtf", "pdf", "pdf-office")


def f1(gold: str, found: str) -> float:
    """Of character 5-grams, with blanks collapsed and every spelling of Thai alike."""
    one, other = (Counter(_grams(" ".join(normalise(text).split()))) for text in (gold, found))
    common = sum((one & other).values())
    return 2 * common / max(1, sum(one.values()) + sum(other.values()))


def _grams(text: str) -> Iterator[str]:
    return (text[at : at + 5] for at in range(len(text) - 4))


def measure_text(documents: dict[str, str]) -> None:
    scores: defaultdict[tuple[str, str], list[float]] = defaultdict(list)
    worst: dict[str, tuple[float, str]] = {}
    sound = {name: text for name, text in documents.items() if not {"broken", "forms"} & set(gold_of(name))}
    absent = missing()
    for name, text in sound.items():
        gold = "\n".join(lines_of(text))
        for form, file, raw in files_of(text):
            for peer, (extract, forms) in PEERS.items():
                if ("*" in forms or form in forms) and peer not in absent:
                    score = f1(gold, extract(raw, file))
                    scores[peer, form].append(score)
                    if peer == "ours" and score < worst.get(form, (2.0, ""))[0]:
                        worst[form] = score, name
    forms = [form for form in KINDS if ("ours", form) in scores]
    print(f"\nText F1, mean of {len(sound)} documents (ours also the worst)")
    print("| kind | " + " | ".join(PEERS) + " | our worst |\n|---" * 1 + "|---" * (len(PEERS) + 1) + "|")
    for form in forms:
        cells = [f"{_mean(scores[peer, form]):.4f}" if (peer, form) in scores else "-" for peer in PEERS]
        print(f"| {form} | {' | '.join(cells)} | {worst[form][0]:.4f} {worst[form][1]} |")
    for peer in absent:
        print(f"{peer}: not installed, left out")


def measure_understanding(documents: dict[str, str]) -> None:
    """Fields right of those in the gold files, and objects found, over every kind of file."""
    fields: Counter[str] = Counter()
    asked: Counter[str] = Counter()
    for name, text in documents.items():
        gold = gold_of(name)
        kinds = [] if "forms" in gold else files_of(text)
        for _, file, raw in [("txt", "document.txt", text.encode()), *kinds]:
            document = next(iter(read_documents(raw, file, DOCUMENTS)))
            if not isinstance(document, Document):
                continue
            drafts = [as_data(draft) for draft in understand(document)]
            for key, right in _checked(drafts, gold):
                asked[key] += 1
                fields[key] += right
    print("\nUnderstanding, share right over all kinds of file")
    for key in sorted(asked):
        print(f"  {key:<14} {fields[key] / asked[key]:.3f}  ({fields[key]} of {asked[key]})")


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


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "--repair", type=int, metavar="N", help="measure the repair on N held-out texts instead"
    )
    parser.add_argument(
        "folder",
        nargs="?",
        type=Path,
        help="documents with gold (NAME.gold.yml): fields, beside plainer rules",
    )
    arguments = parser.parse_args()
    if arguments.folder:
        from fidelity.fields import measure_fields

        measure_fields(arguments.folder)
        return
    if arguments.repair:
        measure_repair(arguments.repair)
        return
    documents = texts()
    measure_text(documents)
    measure_understanding(documents)


if __name__ == "__main__":
    main()
