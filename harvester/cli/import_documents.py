"""`harvester import`: turns old documents into draft lessons and reports the result of each."""

import json
import re
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

import click
from rich.console import Console
from rich.table import Table

from harvester import pipeline, store
from harvester.cli.site_folder import open_memory, site_settings
from harvester.documents.limits import MAX_BYTES
from harvester.documents.reception import SUFFIXES
from harvester.drafting.batch import ALREADY, REFUSED, Batch, Outcome, known_texts
from harvester.drafting.proposals import keys_of
from harvester.drafting.writer import as_data, markdown
from harvester.model import Library
from harvester.model.document import Refused, Unreadable
from harvester.reading.files import content_of, files_under, unfit
from harvester.settings import Settings

_STATES = {"drafted": "[green]ได้ร่าง[/]", ALREADY: "[dim]มีแล้ว[/]", REFUSED: "[red]ไม่รับ[/]"}
_RIGHTS = ("rights-reserved", "maybe-reserved", "near-copy", "same-source")
TOLD = (*_RIGHTS, "hidden-text", "active-content", "unknown-tag", "left-over")
"""Findings that the table shows."""
_WEB = re.compile(r"https?://", re.IGNORECASE)
_DIGEST = re.compile(r"^  sha256: '?([0-9a-f]{64})'?$", re.MULTILINE)


def import_documents(
    sources: tuple[str, ...],
    out: Path | None,
    as_json: bool,
    split: bool,
    dry_run: bool,
    review: bool,
    permission: str,
    accept: bool,
    allow_network: bool,
) -> None:
    """Make drafts of old documents, never over a file that is there."""
    settings = site_settings()
    folder = out or (settings.lessons_folder / "drafts" if settings else Path("drafts"))
    writes = not dry_run and (out is not None or not as_json)
    if settings is not None:  # lessons that a build has read need not be read again
        open_memory(settings)
    batch = _batch(settings, folder, split, permission)
    batch.accept = accept
    closed: list[Outcome] = []
    readable = _readable(_open_sources(sources, allow_network), closed)
    outcomes = [*pipeline.import_documents(readable, batch), *closed]
    made = [draft for outcome in outcomes for draft in outcome.drafts]
    for draft in made if writes else ():
        store.write_new(folder / f"{draft.id}.md", markdown(draft).encode())
    if review and not dry_run:
        _reviews(settings, out, outcomes)
    if as_json:
        click.echo(json.dumps([*map(as_data, made)], ensure_ascii=False, indent=2))
    _print_outcomes(outcomes, folder if made and writes else None, quiet=as_json)
    if any(outcome.state == REFUSED for outcome in outcomes):
        sys.exit(1)


def _readable(
    opened: Iterable[tuple[str, str, bytes | Refused]], closed: list[Outcome]
) -> Iterator[tuple[bytes, str, str]]:
    """Bytes, name and web address of what could be opened; the rest goes to `closed`."""
    for source, name, content in opened:
        if isinstance(content, Refused):
            closed.append(Outcome(name, REFUSED, refused=content))
        else:
            yield content, name, source if _WEB.match(source) else ""


def _batch(settings: Settings | None, folder: Path, split: bool, permission: str) -> Batch:
    there = settings is not None and settings.lessons_folder.is_dir()
    library = pipeline.load(settings) if settings is not None and there else Library()
    batch = Batch(library.vocabulary, split, " ".join(permission.split()))
    if settings is not None and library.lessons:
        batch.taken |= {str(name) for name in library.by_id}
        batch.known += known_texts((str(one.id), one.title, str(one.body)) for one in library.lessons)
        batch.series.update(lesson.series.name for lesson in library.lessons if lesson.series is not None)
        parts = ("url", "number", "publisher")
        for lesson in library.lessons:
            told = {f"source.{part}": str(getattr(lesson.source, part, "")) for part in parts}
            batch.sources += [(key, lesson.title, str(lesson.id)) for key in keys_of(told)]
        _remember(batch, settings.lessons_folder)
    if folder.is_dir():
        _remember(batch, folder)
    return batch


def _remember(batch: Batch, folder: Path) -> None:
    """Ids and source digests of the drafts that earlier imports wrote to a folder."""
    for file in files_under(folder, ".md"):
        batch.taken.add(file.stem)
        head = (content_of(folder, file, 20_000) or b"").decode("utf-8", "replace")
        for digest in _DIGEST.findall(head):
            batch.digests.setdefault(digest, file.stem)


def _open_sources(
    sources: tuple[str, ...], allow_network: bool
) -> Iterator[tuple[str, str, bytes | Refused]]:
    """Source, name and bytes of everything named, in order; what cannot be opened is reported."""
    for source in sources:
        if source == "-":
            yield source, "stdin", sys.stdin.buffer.read(MAX_BYTES + 1)
        elif _WEB.match(source):
            yield source, *_from_web(source, allow_network)
        else:
            yield from ((source, *found) for found in _from_disk(Path(source)))


def _from_web(url: str, allowed: bool) -> tuple[str, bytes | Refused]:
    if not allowed:
        hint = "เติม --allow-network หรือบันทึกหน้าเว็บเป็นไฟล์มานำเข้า"
        return _refused(url, "network-off", "ยังไม่ได้อนุญาตให้เปิดเว็บ", hint)
    from harvester.documents.web_address import fetch  # what speaks to the web takes long to load

    try:
        return url, fetch(url)[0]
    except Unreadable as refusal:
        return _refused(url, refusal.rule, refusal.message, refusal.hint)


def _from_disk(path: Path) -> Iterator[tuple[str, bytes | Refused]]:
    """A file, or the known kinds of files under a folder, nothing hidden; links and devices are refused."""
    if path.is_dir() and not path.is_symlink():
        inside = (file for file in sorted(path.rglob("*")) if file.suffix.lower() in SUFFIXES)
        files = [file for file in inside if file.is_symlink() or not file.is_dir()]
        parts = {file: file.relative_to(path).parts for file in files}
        shown = [file for file in files if not any(part.startswith((".", "~$")) for part in parts[file])]
        yield from (_read(file, str(file.relative_to(path.parent))) for file in shown)
        if not shown:
            yield _refused(str(path), "empty-folder", "ไม่พบเอกสารที่นำเข้าได้ในโฟลเดอร์นี้", "ตรวจว่าเลือกโฟลเดอร์ถูก")
        return
    yield _read(path, path.name)


def _refused(name: str, rule: str, message: str, hint: str) -> tuple[str, Refused]:
    return name, Refused(name, rule, message, hint)


def _read(path: Path, name: str) -> tuple[str, bytes | Refused]:
    if not path.exists() and not path.is_symlink():
        return _refused(name, "not-found", "ไม่พบไฟล์นี้", "ตรวจชื่อและโฟลเดอร์")
    if fault := unfit(path.parent, path):
        return _refused(name, "not-a-file", fault, "เลือกไฟล์เอกสารจริงที่เปิดอ่านได้")
    content = content_of(path.parent, path, MAX_BYTES + 1)
    if content is None:
        return _refused(name, "not-readable", "เปิดไฟล์ไม่ได้", "ตรวจสิทธิ์ของไฟล์")
    return name, content  # one byte too many is told by whoever receives it


def _reviews(settings: Settings | None, out: Path | None, outcomes: list[Outcome]) -> None:
    from harvester.drafting.review import review_page  # the only one here that needs templates

    folder = out or (settings.cache_folder / "review" if settings else Path("drafts"))
    for drafts in (outcome.drafts for outcome in outcomes if outcome.drafts):
        path = store.write_new(folder / f"{drafts[0].id}.review.html", review_page(drafts).encode())
        click.echo(f"หน้าเทียบต้นฉบับ: {path}", err=True)


def _print_outcomes(outcomes: list[Outcome], folder: Path | None, *, quiet: bool) -> None:
    """The table at the end; on the error stream when the output is data."""
    console = Console(stderr=quiet, highlight=False, soft_wrap=False)
    table = Table(title="สิ่งที่เกิดขึ้นกับเอกสาร", show_lines=False, expand=False)
    for heading in ("เอกสาร", "ผล", "ร่าง", "ควรดู"):
        table.add_column(heading, overflow="fold")
    for outcome in outcomes:
        table.add_row(*(_cell(cell) if at != 1 else cell for at, cell in enumerate(_row(outcome))))
    console.print(table)
    made = sum(len(outcome.drafts) for outcome in outcomes)
    states = [outcome.state for outcome in outcomes]
    console.print(f"ได้ร่าง {made} เรื่อง  มีอยู่แล้ว {states.count(ALREADY)}  ไม่รับ {states.count(REFUSED)}")
    if folder is not None:
        console.print(f"เขียนไว้ที่ {_cell(str(folder))}")


def _cell(text: str) -> str:
    return text.replace("[", "\\[")


def _row(outcome: Outcome) -> tuple[str, str, str, str]:
    if outcome.refused is not None:
        note = f"{outcome.refused.message} {outcome.refused.hint}".strip()
        return outcome.name, _STATES[outcome.state], "", note
    first = outcome.drafts[0]
    notes = [finding.message for finding in first.findings if finding.rule in TOLD]
    counts = (
        ("ข้อมูลส่วนบุคคล {} แห่ง", len(first.privacy)),
        ("มีข้อเสนอให้รับ {} ข้อ (ดูใน provenance หรือสั่งด้วย --accept)", len(first.proposals)),
        ("ยังขาด {} อย่าง", sum(finding.rule.startswith("missing-") for finding in first.findings)),
    )
    notes += [words.format(number) for words, number in counts if number]
    ids = "\n".join(draft.id for draft in outcome.drafts)
    return outcome.name, _STATES[outcome.state], ids, "\n".join(notes)
