"""`harvester format`: writes lessons in canonical form, or only tells which are not in it."""

from __future__ import annotations

import difflib
import sys
from pathlib import Path

import click

from harvester import store
from harvester.cli.checked_paths import chosen
from harvester.reading.canonical import canonical
from harvester.reports.text import visible


@click.command("format")
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@click.option("--check", "only_tell", is_flag=True, help="บอกอย่างเดียวว่าไฟล์ใดยังไม่เป็นรูปแบบมาตรฐาน ไม่แตะไฟล์")
@click.option("--diff", is_flag=True, help="แสดงว่าจะเปลี่ยนอะไร ไม่แตะไฟล์")
@click.pass_context
def format_lessons(ctx: click.Context, paths: tuple[Path, ...], only_tell: bool, diff: bool) -> None:
    """จัดบทเรียนให้เป็นรูปแบบมาตรฐาน: UTF-8 ชื่อช่องและลำดับเดียวกัน วันที่แบบไทย ข้อความอยู่ครบทุกคำ"""
    asked = chosen(ctx, paths)
    changed = unread = same = 0
    for path, file in asked.lessons():
        raw = file.read_bytes()
        text = canonical(path, raw)
        name = f"{asked.folder}/{path}"
        if text is None:
            unread += 1
            click.echo(f"อ่านไม่ได้ {name} (ดูเหตุด้วย harvester check)", err=True)
        elif text.encode("utf-8") == raw:
            same += 1
        else:
            changed += 1
            if diff:
                click.echo(_difference(raw.decode("utf-8", "replace"), text, name))
            elif only_tell:
                click.echo(f"ยังไม่เป็นรูปแบบมาตรฐาน {name}")
            else:
                store.write_file(file, text.encode("utf-8"))
                click.echo(f"จัดแล้ว {name}")
    told = "ควรจัด" if diff or only_tell else "จัดแล้ว"
    click.echo(
        f"{told} {changed:,} ไฟล์ เป็นรูปแบบมาตรฐานอยู่แล้ว {same:,} ไฟล์"
        + (f" อ่านไม่ได้ {unread:,} ไฟล์" if unread else "")
    )
    sys.exit(1 if unread or (changed and (diff or only_tell)) else 0)


def _difference(before: str, after: str, name: str) -> str:
    lines = difflib.unified_diff(
        before.splitlines(), after.splitlines(), name, f"{name} (รูปแบบมาตรฐาน)", lineterm=""
    )
    return "\n".join(map(visible, lines))
