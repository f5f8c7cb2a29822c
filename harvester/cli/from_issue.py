"""`harvester from-issue`: an issue written in a form becomes a draft in the library, and a reply to its author."""

from __future__ import annotations

import json
import re
from datetime import date
from functools import partial
from pathlib import Path

import click

from harvester import pipeline, store
from harvester.cli.site_folder import current_settings
from harvester.doors.issue_body import MAX_BODY, read_issue
from harvester.doors.submission import drafted
from harvester.model import Library
from harvester.model.diagnostics import SetupError
from harvester.rendering.forge import Forge
from harvester.search.answering import answer
from harvester.search.building import index_of
from harvester.search.document import documents
from harvester.search.engine import Search
from harvester.settings import Settings
from harvester.thai.segment import Segmenter

NEAREST = 3
"""Lessons named to someone who asks for one."""


@click.command("from-issue")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--event", is_flag=True, help="ไฟล์เป็นเหตุการณ์ของ GitHub (JSON) ไม่ใช่เนื้อประเด็นเปล่า ๆ")
@click.option(
    "--out", "folder", type=click.Path(path_type=Path, file_okay=False), help="เขียนลงโฟลเดอร์นี้แทนโฟลเดอร์บทเรียน"
)
@click.option(
    "--reply", "reply_file", type=click.Path(path_type=Path, dir_okay=False), help="เขียนคำตอบถึงผู้ส่งลงไฟล์นี้"
)
@click.option("--json", "as_json", is_flag=True, help="รายงานเป็น JSON")
@click.pass_context
def from_issue(
    ctx: click.Context, file: Path, event: bool, folder: Path | None, reply_file: Path | None, as_json: bool
) -> None:
    """แปลงประเด็น (issue) ที่ส่งด้วยแบบฟอร์ม เป็นร่างบทเรียนหรือผลการลอง ไม่เขียนทับไฟล์เดิม"""
    settings = current_settings(ctx)
    body, title = _read(file, event)
    library = pipeline.load(settings)
    draft = drafted(
        read_issue(body, title),
        library,
        date.today(),
        pipeline.judged,
        forge=Forge(settings.repository),
        seek=partial(_found, library, settings),
    )
    written = ""
    if draft.path:
        target = store.write_new((folder or settings.lessons_folder) / draft.path, draft.text.encode())
        written = str(target)
    if reply_file is not None:
        store.write_file(reply_file, draft.reply.encode())
    if as_json:
        report = {"written": written, "path": draft.path, "text": draft.text, "title": draft.title, "points": draft.points,
                  "notes": draft.notes, "invitations": draft.invitations, "reply": draft.reply}  # fmt: skip
        click.echo(json.dumps(report, ensure_ascii=False, indent=2))
        return
    if written:
        click.echo(f"เขียนร่างแล้ว: {written}\n", err=True)
    click.echo(draft.reply, nl=False)


def _found(library: Library, settings: Settings, question: str) -> list[tuple[str, str]]:
    """Titles and ids of the lessons that the site's own search finds first."""
    shown = pipeline.publishable(pipeline.harvest(library), settings.drafts)
    opened = Search(index_of(shown).load)
    found: dict[str, str] = {}
    for hit in answer(opened, " ".join(question.split())[:200]).hits:
        address = re.match(r"lessons/([a-z0-9-]+)/", opened.lexicon.address_of(hit.document))
        if address and (lesson := shown.by_id.get(address[1])):
            found.setdefault(lesson.id, lesson.title)
        if len(found) == NEAREST:
            break
    return [(title, name) for name, title in found.items()]


def _read(file: Path, event: bool) -> tuple[str, str]:
    try:
        # Characters of a forge's file may take four bytes each, and an event holds more than the issue.
        with file.open("rb") as stream:
            raw = stream.read(MAX_BODY * 16).decode("utf-8", "replace")
    except OSError as error:
        raise SetupError(f"เปิด {file} ไม่ได้ ตรวจชื่อไฟล์ที่พิมพ์") from error
    if not event:
        return raw, ""
    try:
        issue = json.loads(raw)["issue"]
        return str(issue["body"] or ""), str(issue["title"] or "")
    except (ValueError, KeyError, TypeError) as error:
        raise SetupError(f"{file} ไม่ใช่เหตุการณ์ของประเด็นจาก GitHub") from error
