"""`harvester new`: asks for a lesson in Thai, one question at a time, and writes its file with a hint in every section."""

from __future__ import annotations

import re
from datetime import date

import click

from harvester import pipeline, store
from harvester.cli.site_folder import current_settings
from harvester.diagnostics import SetupError
from harvester.doors.manuscript import lesson_text, one_line
from harvester.doors.questions import LESSON, Question
from harvester.doors.submission import proposed_id
from harvester.reading.schema import ID_PATTERN
from harvester.thai.dates import DateError, parse_date

ASKED = ("summary", "date", "authors.name", "place.province", "place.district", "programme", "roles", "tags")
"""Fields that are asked for in a terminal; the body is written in an editor."""


@click.command()
@click.option("--title", default="", help="ชื่อเรื่อง")
@click.option("--id", "given_id", default="", help="รหัส (ตัวอังกฤษเล็ก ตัวเลข ขีดกลาง) ปกติเสนอให้จากชื่อเรื่อง")
@click.option("--yes", is_flag=True, help="ไม่ต้องถาม ใช้ค่าที่เสนอ")
@click.pass_context
def new(ctx: click.Context, title: str, given_id: str, yes: bool) -> None:
    """เริ่มบทเรียนใหม่ ถามทีละข้อ แล้วทำไฟล์ให้เขียนต่อ (ไม่เขียนทับไฟล์เดิม)"""
    settings = current_settings(ctx)
    questions = {question.key: question for question in LESSON}
    answers = {"title": one_line(title) or ("" if yes else _asked(questions["title"]))}
    if not answers["title"]:
        raise SetupError("ต้องมีชื่อเรื่อง เช่น harvester new --title 'นัดด้วยใจ ตามด้วยหนังสือ' --yes")
    library = pipeline.load(settings)
    taken = {str(name) for name in library.by_id}
    name = given_id or proposed_id(answers["title"], taken)
    if not yes and not given_id:
        click.echo("รหัสใช้เป็นที่อยู่เว็บ ตั้งแล้วไม่เปลี่ยน ใช้ตัวอังกฤษเล็ก ตัวเลข และขีดกลาง", err=True)
        name = click.prompt("รหัส", default=name, err=True, value_proc=lambda value: _free(value, taken))
    _free(name, taken)
    for key in () if yes else ASKED:
        answers[key] = _asked(questions[key])
    path = settings.lessons_folder / str(date.today().year + 543) / f"{name}.md"
    if path.exists():
        raise SetupError(f"มีไฟล์ {path} อยู่แล้ว ใช้ --id ตั้งรหัสอื่น")
    written = store.write_new(path, lesson_text(answers, hints=True).encode())
    click.echo(f"เขียนต่อได้ที่ {written}\nตรวจด้วย: harvester check {written}\nดูหน้าเว็บด้วย: harvester serve")


def _free(name: str, taken: set[str]) -> str:
    if not re.fullmatch(ID_PATTERN, name) or len(name) > 80:
        raise click.UsageError(f"รหัส “{name}” ใช้ไม่ได้ ใช้ตัวอังกฤษเล็ก ตัวเลข และขีดกลาง เช่น call-before-letter")
    if name in taken:
        raise click.UsageError(f"มีบทเรียนรหัส {name} อยู่แล้ว ตั้งรหัสอื่น")
    return name


def _asked(question: Question) -> str:
    """The answer to one question; an empty one is an answer unless the lesson cannot stand without it."""
    hint = question.hint + (f" เช่น {question.example}" if question.example else "")
    click.secho(hint, dim=True, err=True)
    while True:
        answer = str(click.prompt(question.label, default="", show_default=False, err=True)).strip()
        if question.key == "date" and answer:
            try:
                parse_date(answer)
            except DateError as error:
                click.echo(str(error), err=True)
                continue
        if answer or question.key != "title":
            return answer
        click.echo("ข้อนี้ต้องมี", err=True)
