"""`harvester schema`: the format, as the doors want it: JSON Schema, forms, editor settings, tables."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from harvester import pipeline, store
from harvester.cli.site_folder import current_settings
from harvester.doors import EXPORTS
from harvester.model import Artifact, Library
from harvester.model.diagnostics import SetupError
from harvester.settings import Settings

ABOUT = {
    "json": "JSON Schema ของส่วนหัว ผลการลอง ชุด และคลังคำ",
    "cms": "ค่าตั้งของหน้าเขียน /admin",
    "issue-form": "แบบฟอร์มของ GitHub",
    "editor": "ค่าตั้งและคำย่อของ VS Code",
    "docs": "หน้าตารางช่องทั้งหมด",
    "owners": "ใครตรวจทานบทเรียนใด (CODEOWNERS)",
    "workflows": "งานอัตโนมัติของ GitHub และ GitLab",
}
"""What each export makes, for those who ask without `--for`."""


@click.command()
@click.option(
    "--for",
    "names",
    type=click.Choice(list(EXPORTS)),
    multiple=True,
    help="ทำให้ใครใช้ (ใส่ซ้ำได้)",
)
@click.option(
    "--out", "folder", type=click.Path(path_type=Path, file_okay=False), help="เขียนเป็นไฟล์ลงโฟลเดอร์นี้"
)
@click.option("--check", is_flag=True, help="ไม่เขียน บอกว่าไฟล์ใดใน --out ไม่ตรงกับตาราง (จบด้วย 1 ถ้ามี)")
@click.pass_context
def schema(ctx: click.Context, names: tuple[str, ...], folder: Path | None, check: bool) -> None:
    """แสดงรูปแบบของบทเรียนให้โปรแกรมอื่นใช้ (ไม่ใส่ --for จะบอกว่าทำอะไรได้บ้าง)"""
    if not names:
        click.echo("".join(f"{name:<12}{about}\n" for name, about in ABOUT.items()), nl=False)
        return
    library, settings = _library(ctx)
    made = [artifact for name in names for artifact in EXPORTS[name](library, settings)]
    if folder is None:
        if check:
            raise SetupError("--check ต้องใช้คู่กับ --out บอกว่าจะเทียบกับไฟล์ในโฟลเดอร์ใด")
        for artifact in made:
            click.echo(
                (f"# {artifact.path}\n" if len(made) > 1 else "") + artifact.content.decode(), nl=False
            )
        return
    stale = [artifact for artifact in made if not _same(folder, artifact)]
    for artifact in stale:
        if not check:
            store.write_file(folder / artifact.path, artifact.content)
        click.echo(f"{'ไม่ตรง' if check else 'เขียนแล้ว'} {folder / artifact.path}")
    if check and stale:
        click.echo(
            f"สั่ง harvester schema {' '.join(f'--for {name}' for name in names)} --out {folder}", err=True
        )
        sys.exit(1)
    click.echo(f"ตรงกับตาราง {len(made) - len(stale)} ไฟล์" + (f" เขียนใหม่ {len(stale)} ไฟล์" if stale else ""))


def _same(folder: Path, artifact: Artifact) -> bool:
    file = folder / artifact.path
    return file.is_file() and file.read_bytes() == artifact.content


def _library(ctx: click.Context) -> tuple[Library, Settings]:
    """The site's library; outside a site an empty one, for what belongs to the format alone."""
    try:
        settings = current_settings(ctx)
    except SetupError:
        return Library(), Settings(root=Path.cwd())
    return pipeline.load(settings), settings
