"""`harvester print`: collections, or lessons chosen on the spot, as files to print; `--report` counts layout faults."""

import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import click
import pypdfium2
from rich.console import Console

from harvester import pipeline, store
from harvester.cli.site_folder import current_settings, open_memory
from harvester.documents.pdf_lines import lines_of
from harvester.model import Collection, Library, Print
from harvester.model.diagnostics import Finding, SetupError
from harvester.printing import FORMS, Press
from harvester.printing.collections import print_form, whole_words
from harvester.printing.press import Shelf
from harvester.printing.report import COUNTS, count_faults
from harvester.thai.segment import Segmenter
from harvester.thai.text import slug

SHOWN = 3
"""Faults of a kind that are reported with their words."""


def report(prints: Sequence[Print], segmenter: Segmenter) -> None:
    """Print one row for each PDF, and the words around its faults."""
    made = [one for one in prints if one.content.startswith(b"%PDF")]
    click.echo(" · ".join(("ไฟล์", *COUNTS.values())))
    for one in made:
        document = pypdfium2.PdfDocument(one.content)
        pages = (lines_of(document[number], number) for number in range(len(document)))
        lines = [line for page in pages for line in page if line.text.strip()]
        is_card = one.form.startswith(("cards", "poster", "booklet-fold"))
        counts, faults = count_faults(lines, len(document), segmenter, is_card=is_card)
        click.echo(" · ".join((one.name, *map(str, counts.values()))))
        for kind, name in COUNTS.items():
            for fault in [fault for fault in faults if fault.kind == kind][:SHOWN]:
                click.echo(f"    {name} หน้า {fault.page}: {fault.words}")


ALL = tuple(name for name, form in FORMS.items() if form.usual)
"""What `--format all` makes."""


def print_collections(
    collections: tuple[str, ...],
    forms: tuple[str, ...],
    title: str,
    digits: str | None,
    hours: str,
    people: int,
    counted: bool,
    folder: Path,
    **narrowing: Any,
) -> None:
    """Print collections in their forms into a folder."""
    settings = current_settings()
    open_memory(settings)
    library = pipeline.publishable(pipeline.harvest(pipeline.load(settings)), settings.drafts)
    chosen = [_collection_named(library, name) for name in collections]
    if any(value for name, value in narrowing.items() if name != "order"):
        title = title or _title(narrowing)
        narrowing["ids"] = tuple(part.strip() for part in narrowing["ids"].split(",") if part.strip())
        narrowing |= {"id": slug(title), "title": title, "editor": settings.publisher}
        narrowing |= {"outputs": ("booklet",), "digits": digits or settings.digits}
        chosen.append(Collection(path="harvester print", **narrowing))
    if not settings.has_address:
        told = f"คิวอาร์โค้ดบนกระดาษจะพาไป {settings.url} ซึ่งไม่ใช่เว็บนี้ ตั้ง url ใน pyproject.toml ก่อนพิมพ์แจก"
        click.echo(told, err=True)
    if not chosen:
        known = "\n".join(f"  {one.id:<24} {one.title}" for one in library.collections) or "  (ยังไม่มีชุด)"
        raise SetupError(f"บอกว่าจะพิมพ์ชุดไหน หรือเลือกบทเรียนเองด้วย --tag --province --ids\nชุดที่มี:\n{known}")
    failed = False
    done: list[Print] = []
    said: dict[Finding, None] = {}
    console = Console(stderr=True)
    with Press(whole_words(library), Shelf(settings.cache_folder / "prints")) as press:
        for collection in chosen:
            for form in _forms(forms, collection):
                with console.status(f"กำลังจัดหน้า {collection.title}: {FORMS[form].label}"):
                    job = (library, settings, collection, form, press, float(hours), people)
                    made, findings = print_form(*job)
                for finding in (one for one in findings if one not in said):
                    hint = f"\n    วิธีแก้: {finding.hint}" if finding.hint else ""
                    click.echo(f"{finding.place.path}: {finding.message}{hint}", err=True)
                said |= dict.fromkeys(findings)
                if made is None:
                    failed = True
                    break
                store.write_file(folder / made.name, made.content)
                done.append(made)
                pages = f" {made.pages} หน้า" if made.pages else ""
                size = f"{len(made.content) / 1024:,.0f} KB"
                click.echo(f"{folder / made.name}  {FORMS[form].label}{pages} {size}")
    if counted:
        report(done, Segmenter(library.vocabulary.words()))
    if failed:
        sys.exit(1)


def _collection_named(library: Library, name: str) -> Collection:
    for collection in library.collections:
        if collection.id == name:
            return collection
    known = " ".join(collection.id for collection in library.collections)
    raise SetupError(f"ไม่มีชุดชื่อ “{name}” ใน lessons/collections\nชุดที่มี: {known}")


def _title(chosen: Mapping[str, Any]) -> str:
    """A title that says what was chosen."""
    bare = (name.removeprefix("จังหวัด").removeprefix("จ.").strip() for name in chosen["provinces"])
    words = [*chosen["tags"], *(f"จังหวัด{name}" for name in bare), *chosen["series"], *chosen["roles"]]
    words += [f"“{chosen['query']}”"] if chosen["query"] else []
    return " ".join(words) or "บทเรียนที่เลือกไว้"


def _forms(asked: tuple[str, ...], collection: Collection) -> list[str]:
    if "all" in asked:
        return list(ALL)
    usual = [output for output in collection.outputs if output in FORMS]
    return list(dict.fromkeys(asked)) or usual or ["booklet"]
