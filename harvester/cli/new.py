"""`harvester new` and `init`: a lesson asked for one question at a time, and a site of one's own."""

import sys
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

import click

from harvester import SetupError, pipeline, store
from harvester.cli.site_folder import as_typed, current_settings, tell_lacking
from harvester.doors.exports import COMMITTED, EXPORTS
from harvester.doors.manuscript import lesson_text, one_line
from harvester.doors.messages import words
from harvester.doors.questions import LESSON, Question
from harvester.doors.site_template import new_site
from harvester.doors.submission import proposed_id
from harvester.reading.canonical import mend
from harvester.reading.lesson import is_valid_name
from harvester.settings import Settings
from harvester.thai.dates import DateError, parse_date
from harvester.thai.text import fold

ASKED = ("summary", "date", "authors.name", "place.province", "place.district", "programme", "roles", "tags")
"""Fields that are asked for in a terminal; the body is written in an editor."""
LONGEST_TITLE = 180
"""Characters that still fit a list and a card."""


def new(title: str, given_id: str, yes: bool) -> None:
    """Ask for the parts of a lesson and write its file, never over another."""
    settings = current_settings()
    try:
        path, text = _lesson(settings, title, given_id, quick=yes)
    except click.Abort as stopped:
        raise SetupError("หยุดกลางทาง ยังไม่ได้เขียนไฟล์ ถ้าไม่อยากตอบทีละข้อ ใส่ --title 'ชื่อเรื่อง' --yes") from stopped
    if path.exists():
        raise SetupError(f"มีไฟล์ {path} อยู่แล้ว ใช้ --id ตั้งรหัสอื่น")
    written = store.write_new(path, text.encode())
    shown = as_typed(written)
    click.echo(f"เขียนต่อได้ที่ {shown}\nตรวจด้วย: harvester check {shown}\nดูหน้าเว็บด้วย: harvester serve")


def _lesson(settings: Settings, title: str, given_id: str, *, quick: bool) -> tuple[Path, str]:
    """Where the new lesson goes, and its text."""
    questions = {question.key: question for question in LESSON}
    named = one_line(words(title), 10_000)
    if fault := _long(named):
        raise SetupError(fault)
    if not title.strip() and not quick:
        named = _until_fit(lambda: one_line(words(_ask(questions["title"])), 10_000), _long)
    if not named:
        raise SetupError("ต้องมีชื่อเรื่อง เช่น harvester new --title 'นัดด้วยใจ ตามด้วยหนังสือ' --yes")
    library = pipeline.load(settings)
    taken = {str(name) for name in library.by_id}
    for other in library.lessons:
        if fold(other.title) == fold(named):
            click.echo(f"มีบทเรียนชื่อนี้อยู่แล้วที่ {other.path} ควรเติมสิ่งที่ต่างกันในชื่อเรื่อง", err=True)
    name = given_id or proposed_id(named, taken)
    if fault := _fault(name, taken):
        raise SetupError(fault)
    if not quick and not given_id:
        click.echo("รหัสใช้เป็นที่อยู่เว็บ ตั้งแล้วไม่เปลี่ยน กด Enter ถ้าใช้ตามที่เสนอ", err=True)
        ask = partial(click.prompt, "รหัส", default=name, err=True)
        name = _until_fit(lambda: str(ask()).strip(), lambda given: _fault(given, taken))
    answers = {"title": named} | {key: _ask(questions[key]) for key in (() if quick else ASKED)}
    path = settings.lessons_folder / str(date.today().year + 543) / f"{name}.md"
    text = lesson_text(answers, hints=True)
    mended = mend(path.name, text.encode())
    return path, mended.after if mended else text


def _long(title: str) -> str:
    """What to say of a title that is too long, or nothing."""
    told = f"ชื่อเรื่องยาว {len(title)} ตัวอักษร ย่อให้ไม่เกิน {LONGEST_TITLE} แล้วเล่าต่อในช่องสรุป"
    return told if len(title) > LONGEST_TITLE else ""


def _until_fit(ask: Callable[[], str], fault_of: Callable[[str], str]) -> str:
    """The answer, asked for until there is no fault in it."""
    while fault := fault_of(answer := ask()):
        click.echo(fault, err=True)
    return answer


def _fault(name: str, taken: set[str]) -> str:
    """Why a name cannot be an id, or nothing."""
    if not is_valid_name(name):
        return f"รหัส “{name[:80]}” ใช้ไม่ได้ ใช้ตัวอังกฤษเล็ก ตัวเลข และขีดกลาง เช่น call-before-letter"
    return f"มีบทเรียนรหัส {name} อยู่แล้ว ตั้งรหัสอื่น" if name in taken else ""


def _ask(question: Question) -> str:
    """The answer to one question; an empty one is an answer unless the lesson cannot be without it."""
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


SETTINGS_ASKED: Mapping[str, tuple[str, str]] = {
    "name": ("ชื่อเว็บ", "เช่น คลังบทเรียนอำเภอควนขนุน"),
    "publisher": ("ใครดูแลเว็บ", "ชื่อกลุ่มหรือหน่วยงาน"),
    "url": ("ที่อยู่เว็บ", "ขึ้นต้นด้วย https:// ถ้ายังไม่มีให้กด Enter ข้ามไปก่อน"),
    "contact": ("ทางติดต่อ", "ลิงก์ LINE OA หรือลิงก์กลุ่ม เบอร์โทร หรืออีเมล ที่คนจะส่งเรื่องมาให้"),
    "repository": ("คลังโค้ด", "ที่อยู่ git เช่น https://github.com/ชื่อหน่วยงาน/ชื่อคลัง ถ้าไม่ใช้ git ให้กด Enter"),
}
"""What is asked, in order: setting to its label and hint."""
USUAL = {"name": "คลังบทเรียนของเรา", "publisher": "กองบรรณาธิการ", "url": "https://example.org/"}


def init(folder: Path, no_input: bool, **given: str | None) -> None:
    """Write a new site into an empty folder. Raises `SetupError` where it is not empty."""
    if folder.exists() and any(one.name != ".git" for one in folder.iterdir()):
        raise SetupError(f"โฟลเดอร์ {folder} มีของอยู่แล้ว เลือกโฟลเดอร์ว่าง")
    asks = not no_input and sys.stdin.isatty()
    values: dict[str, Any] = {key: _value(key, given[key], asks) for key in SETTINGS_ASKED}
    settings = replace(Settings(folder.resolve()), **values)
    for artifact in new_site(settings, date.today().year + 543):
        store.write_new(folder / artifact.path, artifact.content)
    library = pipeline.load(settings)
    for export in COMMITTED:
        for artifact in EXPORTS[export].make(library, settings):
            store.write_file(folder / artifact.path, artifact.content)
    click.echo(
        f"คลังใหม่พร้อมแล้วที่ {folder}\n\n  cd {as_typed(folder)}\n  harvester admin --open\n\n"
        "บน Windows ดับเบิลคลิก start.bat ในโฟลเดอร์นั้นแทนได้ อ่านขั้นต่อไปใน README.md"
    )
    tell_lacking(settings)


def _value(key: str, said: str | None, asks: bool) -> str:
    """The setting as given, asked for, or usual. Raises `SetupError` for one that was given and is wrong."""
    label, hint = SETTINGS_ASKED[key]
    while True:
        value = said
        if value is None and asks:
            click.secho(f"{hint} (ข้ามได้)", dim=True, err=True)
            value = str(click.prompt(label, default=USUAL.get(key, ""), show_default=False, err=True))
        value, fault = _fit_value(key, " ".join((value if value is not None else USUAL.get(key, "")).split()))
        if not fault:
            return value
        if said is not None or not asks:
            raise SetupError(fault)
        click.echo(fault, err=True)


def _fit_value(key: str, value: str) -> tuple[str, str]:
    """The value as settings hold it, and what is wrong with it."""
    value = value or USUAL.get(key, "")
    if key == "url":
        fault = "ที่อยู่เว็บต้องขึ้นต้นด้วย https:// เช่น --url https://example.org/"
        right = value.startswith(("https://", "http://"))
        return (value if value.endswith("/") else value + "/"), "" if right else fault
    if key == "repository" and value and not value.startswith("https://"):
        return value, "ที่อยู่ git ต้องขึ้นต้นด้วย https:// เช่น https://github.com/ชื่อหน่วยงาน/ชื่อคลัง"
    return value, ""
