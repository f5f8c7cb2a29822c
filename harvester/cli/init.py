"""`harvester init`: a site of one's own in one command: settings, a first lesson, words, forms, automation."""

import sys
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import click

from harvester import pipeline, store
from harvester.cli.site_folder import as_typed, tell_lacking
from harvester.doors import COMMITTED, EXPORTS
from harvester.doors.site_template import new_site
from harvester.model.diagnostics import SetupError
from harvester.settings import Settings

ASKED: Mapping[str, tuple[str, str]] = {
    "name": ("ชื่อเว็บ", "เช่น คลังบทเรียนอำเภอควนขนุน"),
    "publisher": ("ใครดูแลเว็บ", "ชื่อกลุ่มหรือหน่วยงาน"),
    "url": ("ที่อยู่เว็บ", "ขึ้นต้นด้วย https:// ถ้ายังไม่มีให้กด Enter ข้ามไปก่อน"),
    "contact": ("ทางติดต่อ", "ลิงก์ LINE OA หรือลิงก์กลุ่ม เบอร์โทร หรืออีเมล ที่คนจะส่งเรื่องมาให้"),
    "repository": ("คลังโค้ด", "ที่อยู่ git เช่น https://github.com/ชื่อหน่วยงาน/ชื่อคลัง ถ้าไม่ใช้ git ให้กด Enter"),
}
"""What is asked, in order: setting to its label and hint."""
USUAL = {"name": "คลังบทเรียนของเรา", "publisher": "กองบรรณาธิการ", "url": "https://example.org/"}


@click.command()
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
@click.option("--name", default=None, help=f"ชื่อเว็บ (ปกติ {USUAL['name']})")
@click.option("--publisher", default=None, help=f"ใครดูแลเว็บ (ปกติ {USUAL['publisher']})")
@click.option("--url", default=None, help=f"ที่อยู่เว็บเมื่อเผยแพร่แล้ว (ปกติ {USUAL['url']})")
@click.option("--contact", default=None, help="ทางติดต่อ: ลิงก์ LINE OA หรือกลุ่ม เบอร์โทร หรืออีเมล")
@click.option("--repository", default=None, help="ที่อยู่ git เช่น https://github.com/ชื่อหน่วยงาน/ชื่อคลัง")
@click.option("--no-input", is_flag=True, help="ไม่ต้องถาม ใช้ค่าปกติ")
def init(folder: Path, no_input: bool, **given: str | None) -> None:
    """เริ่มคลังใหม่ในโฟลเดอร์ว่าง พร้อมตัวอย่าง แบบฟอร์ม และงานอัตโนมัติ ถามชื่อ ที่อยู่ และทางติดต่อ"""
    if folder.exists() and any(one.name != ".git" for one in folder.iterdir()):
        raise SetupError(f"โฟลเดอร์ {folder} มีของอยู่แล้ว เลือกโฟลเดอร์ว่าง")
    asks = not no_input and sys.stdin.isatty()
    values: dict[str, Any] = {
        key: _value(key, said, asks) for key, said in ((key, given[key]) for key in ASKED)
    }
    settings = replace(Settings(folder.resolve()), **values)
    for artifact in new_site(settings, date.today().year + 543):
        store.write_new(folder / artifact.path, artifact.content)
    library = pipeline.load(settings)
    for export in COMMITTED:
        for artifact in EXPORTS[export](library, settings):
            store.write_file(folder / artifact.path, artifact.content)
    click.echo(
        f"คลังใหม่พร้อมแล้วที่ {folder}\n\n  cd {as_typed(folder)}\n  harvester admin --open\n\n"
        "บน Windows ดับเบิลคลิก start.bat ในโฟลเดอร์นั้นแทนได้ อ่านขั้นต่อไปใน README.md"
    )
    tell_lacking(settings)


def _value(key: str, said: str | None, asks: bool) -> str:
    """The setting as given, asked for, or usual. Raises `SetupError` for one that was given and is wrong."""
    label, hint = ASKED[key]
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
        fault = (
            ""
            if value.startswith(("https://", "http://"))
            else "ที่อยู่เว็บต้องขึ้นต้นด้วย https:// เช่น --url https://example.org/"
        )
        return (value if value.endswith("/") else value + "/"), fault
    if key == "repository" and value and not value.startswith("https://"):
        return value, "ที่อยู่ git ต้องขึ้นต้นด้วย https:// เช่น https://github.com/ชื่อหน่วยงาน/ชื่อคลัง"
    return value, ""
