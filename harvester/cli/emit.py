"""`harvester emit`: writes the whole source of the site, for any engine, into a folder."""

from __future__ import annotations

from pathlib import Path

import click

from harvester import pipeline, store
from harvester.cli.site_folder import current_settings
from harvester.model.diagnostics import SetupError
from harvester.printing.collections import with_prints


@click.command()
@click.option(
    "--to",
    "folder",
    type=click.Path(path_type=Path, file_okay=False),
    required=True,
    help="โฟลเดอร์ปลายทาง (สร้างใหม่ทั้งโฟลเดอร์)",
)
@click.pass_context
def emit(ctx: click.Context, folder: Path) -> None:
    """เขียนต้นฉบับของเว็บทั้งหมด (Markdown ภาพ ข้อมูล) ที่ mkdocs ธรรมดาสร้างต่อได้"""
    settings = current_settings(ctx)
    if folder.exists() and any(folder.iterdir()) and not (folder / "mkdocs.yml").is_file():
        raise SetupError(f"โฟลเดอร์ {folder} มีของอื่นอยู่ เลือกโฟลเดอร์ว่างหรือโฟลเดอร์ที่เคย emit ไว้")
    library = pipeline.publishable(pipeline.harvest(pipeline.load(settings)), settings.drafts)
    library = with_prints(library, settings)
    count = store.write_tree(folder, pipeline.emit(library, settings))
    click.echo(f"เขียนแล้ว {count:,} ไฟล์ ใน {folder}\nสร้างเว็บด้วย: mkdocs build -f {folder / 'mkdocs.yml'}")
