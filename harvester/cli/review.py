"""`harvester review`: summarises a change to the library for its author and its reviewers."""

from __future__ import annotations

import json
import sys
import tempfile
from dataclasses import asdict, replace
from pathlib import Path

import click

from harvester import pipeline, store
from harvester.cli.page_pictures import pictures_of
from harvester.cli.rules import pages
from harvester.cli.site_folder import current_settings
from harvester.doors.comment import comment, review_page, style_sheet
from harvester.doors.history import changes, texts_at
from harvester.doors.review import Review, review
from harvester.model.diagnostics import SetupError
from harvester.reports import FORMATS, Report


@click.command("review")
@click.option("--base", required=True, metavar="REF", help="เทียบกับ commit หรือ branch ไหน เช่น origin/main")
@click.option(
    "--format", "form", type=click.Choice(["markdown", "json", *FORMATS]), default="markdown", help="รูปแบบ"
)
@click.option("--out", "file", type=click.Path(path_type=Path, dir_okay=False), help="เขียนลงไฟล์แทนหน้าจอ")
@click.option(
    "--preview", is_flag=True, help="เติมหน้าสำหรับผู้ตรวจทาน (review.html) พร้อมภาพหน้าที่เปลี่ยน ลงในเว็บที่สร้างไว้แล้ว"
)
@click.option("--link", default="", help="ที่อยู่ของตัวอย่างหน้าเว็บ ใส่ไว้ในความเห็น")
@click.option("--strict", is_flag=True, help="จบด้วย 1 ถ้าบทเรียนที่เปลี่ยนยังมีจุดที่ต้องแก้")
@click.pass_context
def review_change(
    ctx: click.Context, base: str, form: str, file: Path | None, preview: bool, link: str, strict: bool
) -> None:
    """บอกว่าการส่งครั้งนี้เปลี่ยนอะไร พร้อมเผยแพร่หรือยัง เหลือกี่จุด (ตรวจเข้มเฉพาะบทเรียนที่เปลี่ยน)"""
    settings = current_settings(ctx)
    library = pipeline.harvest(pipeline.load(settings))
    with tempfile.TemporaryDirectory() as folder:
        texts_at(settings.root, settings.lessons, base, Path(folder))
        before = pipeline.load(replace(settings, root=Path(folder)))
    found = review(library, changes(settings.root, settings.lessons, base), before)
    if preview:
        if not (settings.site_folder / "index.html").is_file():
            raise SetupError("ยังไม่มีเว็บให้ดูตัวอย่าง สั่ง harvester build --drafts ก่อน")
        shown = pictures_of(settings.site_folder, [one.id for one in found.lessons if one.kind != "removed"])
        for name, content in shown.items():
            store.write_file(settings.site_folder / "review" / f"{name}.png", content)
        built = frozenset(page.parent.name for page in settings.site_folder.glob("lessons/*/index.html"))
        page = review_page(found, settings, frozenset(shown), built)
        store.write_file(settings.site_folder / "review.html", page.encode())
        store.write_file(settings.site_folder / "review" / "review.css", style_sheet())
    text = _render(found, form, settings.lessons, link)
    if file is None:
        click.echo(text, nl=False)
    else:
        store.write_file(file, text.encode())
    sys.exit(1 if strict and not found.ready else 0)


def _render(found: Review, form: str, folder: str, link: str) -> str:
    if form == "markdown":
        return comment(
            found, folder, f"👀 [ดูตัวอย่างหน้าเว็บก่อนเผยแพร่]({link})" if link.startswith("https://") else ""
        )
    if form == "json":
        return json.dumps(asdict(found), ensure_ascii=False, indent=2, default=str) + "\n"
    return FORMATS[form](Report(found.diagnostics, {}, pages(), folder, len(found.lessons)))
