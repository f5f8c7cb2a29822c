"""`harvester init`: a site of one's own in one command: settings, a first lesson, words, forms, automation."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from harvester import pipeline, store
from harvester.cli.site_folder import as_typed
from harvester.doors import COMMITTED, EXPORTS
from harvester.doors.site_template import new_site
from harvester.model.diagnostics import SetupError
from harvester.settings import Settings


@click.command()
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
@click.option("--name", default="คลังบทเรียนของเรา", show_default=True, help="ชื่อเว็บ")
@click.option("--publisher", default="กองบรรณาธิการ", show_default=True, help="ใครดูแลเว็บ")
@click.option("--url", default="https://example.org/", show_default=True, help="ที่อยู่เว็บเมื่อเผยแพร่แล้ว")
@click.option("--repository", default="", help="ที่อยู่ git เช่น https://github.com/ชื่อหน่วยงาน/ชื่อคลัง")
def init(folder: Path, name: str, publisher: str, url: str, repository: str) -> None:
    """เริ่มคลังใหม่ในโฟลเดอร์ว่าง พร้อมตัวอย่าง แบบฟอร์ม และงานอัตโนมัติ"""
    if folder.exists() and any(one.name != ".git" for one in folder.iterdir()):
        raise SetupError(f"โฟลเดอร์ {folder} มีของอยู่แล้ว เลือกโฟลเดอร์ว่าง")
    if not url.startswith(("https://", "http://")) or (repository and not repository.startswith("https://")):
        raise SetupError("ที่อยู่เว็บต้องขึ้นต้นด้วย https:// เช่น --url https://example.org/")
    address = url if url.endswith("/") else url + "/"
    settings = Settings(folder.resolve(), name=name, publisher=publisher, url=address, repository=repository)
    for artifact in new_site(settings, date.today().year + 543):
        store.write_new(folder / artifact.path, artifact.content)
    library = pipeline.load(settings)
    for export in COMMITTED:
        for artifact in EXPORTS[export](library, settings):
            store.write_file(folder / artifact.path, artifact.content)
    click.echo(
        f"คลังใหม่พร้อมแล้วที่ {folder}\n\n  cd {as_typed(folder)}\n  harvester serve\n\nอ่านขั้นต่อไปใน README.md"
    )
