"""`harvester check`: reports what is wrong in the library and applies the safe fixes."""

from __future__ import annotations

import difflib
import sys
from pathlib import Path
from typing import Any

import click

from harvester import pipeline, store
from harvester.cli.checked_paths import Chosen, chosen
from harvester.cli.rules import pages
from harvester.cli.site_folder import tell_lacking
from harvester.model.diagnostics import Severity
from harvester.reading.canonical import mend
from harvester.reading.files import MAX_BYTES, Decoded, content_of, decode
from harvester.reports import FORMATS, Report
from harvester.reports.text import as_text, visible

_COLOURS: dict[str, dict[str, Any]] = {
    "error": {"fg": "red", "bold": True},
    "warning": {"fg": "yellow", "bold": True},
    "info": {"fg": "cyan", "bold": True},
    "place": {"bold": True},
    "gutter": {"fg": "blue"},
    "hint": {"fg": "green"},
}


@click.command()
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@click.option("--format", "form", type=click.Choice(list(FORMATS)), default="text", help="รูปแบบของรายงาน")
@click.option("--strict", is_flag=True, help="จุดที่ควรแก้นับเป็นไม่ผ่านด้วย")
@click.option("--fix", is_flag=True, help="แก้จุดที่แก้ได้อย่างปลอดภัยให้เลย แสดงให้ดูก่อนทุกจุด")
@click.option("--diff", is_flag=True, help="แสดงว่า --fix จะแก้อะไร โดยไม่แตะไฟล์")
@click.pass_context
def check(
    ctx: click.Context, paths: tuple[Path, ...], form: str, strict: bool, fix: bool, diff: bool
) -> None:
    """ตรวจบทเรียน บอกทุกจุดที่ต้องแก้พร้อมวิธีแก้ (จบด้วย 0 ผ่าน 1 มีที่ต้องแก้ 2 ตรวจไม่ได้)"""
    asked = chosen(ctx, paths)
    if fix or diff:
        _mend(asked, write=fix)
    report = _report(asked)
    click.echo(as_text(report, _paint) if form == "text" else FORMATS[form](report), nl=False)
    if form == "text":
        tell_lacking(asked.settings)
    fails = {Severity.ERROR, Severity.WARNING} if strict else {Severity.ERROR}
    sys.exit(1 if any(found.severity in fails for found in report.diagnostics) else 0)


def _report(asked: Chosen) -> Report:
    """The findings in the chosen files; the whole library is read, since findings depend on it."""
    library = pipeline.checked(pipeline.load(asked.settings))
    found = tuple(one for one in library.diagnostics if asked.holds(one.place.path))
    return Report(
        diagnostics=found,
        sources={path: text for path in {one.place.path for one in found} if (text := _text(asked, path))},
        pages=pages(),
        folder=asked.folder,
        lessons=sum(1 for _ in asked.lessons()),
    )


def _text(asked: Chosen, path: str) -> str:
    """The text of a file of the library; '' for one that reading refused."""
    root = asked.settings.lessons_folder
    decoded = decode(content_of(root, root / path, MAX_BYTES + 1) or b"", path)
    return decoded.text if isinstance(decoded, Decoded) else ""


def _mend(asked: Chosen, write: bool) -> None:
    """Show every safe edit as a diff on the error stream, so that standard output holds the report alone."""
    for path, file in asked.lessons():
        mended = mend(path, file.read_bytes())
        if mended is None or not mended.changed:
            continue
        name = f"{asked.folder}/{path}"
        lines = difflib.unified_diff(
            mended.before.splitlines(), mended.after.splitlines(), name, f"{name} (แก้แล้ว)", lineterm=""
        )
        click.echo("\n".join([*map(visible, lines), *(f"# {title}" for title in mended.fixes)]), err=True)
        if write:
            store.write_file(file, mended.after.encode("utf-8"))


def _paint(text: str, role: str) -> str:
    return click.style(text, **_COLOURS[role]) if role in _COLOURS else text
