"""Fields of strangers' documents against gold that a person wrote, strict, field by field, beside plainer rules.

A folder holds documents and, beside each, NAME.gold.yml with what is right: title, date, posted, province, district, authors
([{name, position, organisation}]), sections ([{kind, text}]), out (words that must not be in the body).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from harvester.documents import DOCUMENTS
from harvester.documents.reception import read_documents
from harvester.drafting.understanding import understand
from harvester.drafting.writer import as_data
from harvester.model.document import Document
from harvester.reading.yaml import parse, plain
from harvester.thai.text import normalise

from .field_rules import EXTRACTORS, by_rules
from .peers import missing


def by_the_desk(raw: bytes, name: str) -> dict[str, Any]:
    """The first draft as `harvester import --json` prints it."""
    document = next(iter(read_documents(raw, name, DOCUMENTS)))
    return as_data(understand(document)[0]) if isinstance(document, Document) else {"body": ""}


def measure_fields(folder: Path) -> None:
    """Prints right of asked for every field and reader, and what was invented (a value where gold has none)."""
    readers = {"desk": by_the_desk} | {
        name: (lambda raw, file, extract=extract: by_rules(extract, raw, file))
        for name, extract in EXTRACTORS.items()
        if name not in missing()
    }
    right: Counter[tuple[str, str]] = Counter()
    asked: Counter[tuple[str, str]] = Counter()
    for gold_file in sorted(folder.rglob("*.gold.yml")):
        gold = dict(plain(parse(gold_file.read_text(encoding="utf-8"), gold_file.name)[0]))
        file = next(
            one
            for one in gold_file.parent.glob(f"{gold_file.name.removesuffix('.gold.yml')}.*")
            if one != gold_file
        )
        for reader, read in readers.items():
            for key, good in _checked(read(file.read_bytes(), file.name), gold):
                asked[reader, key] += 1
                right[reader, key] += good
    keys = sorted({key for _, key in asked})
    print("\n| field | " + " | ".join(readers) + " |\n|---" + "|---" * len(readers) + "|")
    for key in [*keys, "all"]:
        shares = []
        for reader in readers:
            of = (
                asked[reader, key]
                if key != "all"
                else sum(n for (one, _), n in asked.items() if one == reader)
            )
            good = (
                right[reader, key]
                if key != "all"
                else sum(n for (one, _), n in right.items() if one == reader)
            )
            shares.append(f"{good / max(1, of):.1%} ({good}/{of})")
        print(f"| {key} | {' | '.join(shares)} |")


def _checked(data: dict[str, Any], gold: dict[str, Any]) -> Iterator[tuple[str, bool]]:
    place, source = data.get("place") or {}, data.get("source") or {}
    found = {"title": data.get("title", ""), "date": data.get("date", ""), "posted": source.get("date", ""),
             "province": place.get("province", ""), "district": place.get("district", "")}  # fmt: skip
    for key, value in found.items():
        if key in gold:
            yield (key if gold[key] else f"{key} invented"), _bare(value) == _bare(gold[key])
    people = data.get("authors", [])
    if gold.get("authors") == []:
        yield "author invented", not people
    for number, person in enumerate(gold.get("authors", [])):
        mine = people[number] if number < len(people) else {}
        for part, value in person.items():
            yield f"author {part}", _bare(mine.get(part, "")) == _bare(value)
    for section in gold.get("sections", []):
        texts = " ".join(
            one["text"] + " ".join(c["text"] for c in one["cautions"])
            for one in data.get("sections", [])
            if one["kind"] == section["kind"]
        )
        yield "section", _bare(section["text"]) in _bare(texts)
    for words in gold.get("out", []):
        yield "boilerplate out", words not in data.get("body", "")


def _bare(text: str) -> str:
    return "".join(sign for sign in normalise(str(text)) if sign.isalnum())
