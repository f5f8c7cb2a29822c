"""`harvester withdraw`: removes a lesson, a name or a picture from all that this library holds and publishes."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import click

from harvester import SetupError, pipeline, store
from harvester.cli.site_folder import current_settings
from harvester.doors import withdrawal
from harvester.doors.withdrawal import Withdrawal
from harvester.model import Library
from harvester.reading.files import Decoded, content_of, decode
from harvester.settings import Settings
from harvester.thai.dates import ThaiDate


def withdraw(what: str, yes: bool, dry_run: bool) -> None:
    """Take a lesson, a person's name or a picture out of every file, after asking."""
    settings = current_settings()
    library = pipeline.load(settings)
    found = _find_withdrawal(library, settings, what.strip())
    click.echo(f"จะลบ {len(found.gone)} ไฟล์ แก้ {len(found.files)} ไฟล์")
    for path in (*found.gone, *sorted(found.files)):
        click.echo(f"  {'ลบ' if path in found.gone else 'แก้'} {settings.lessons}/{path}")
    if dry_run:
        return
    if not yes:
        click.confirm("ทำเลยหรือไม่ (ย้อนคืนไม่ได้)", abort=True, err=True)
    for path, text in found.files.items():
        store.write_file(settings.lessons_folder / path, text.encode())
    for path in found.gone:
        (settings.lessons_folder / path).unlink(missing_ok=True)
    # Caches and the built site still hold it: the one is made anew, of the other nothing may stay.
    shutil.rmtree(settings.cache_folder, ignore_errors=True)
    pages = [f"lessons/{lesson}" for lesson in found.lessons] if found.kind == "lesson" else []
    for folder in (*pages, "prints", "search"):
        shutil.rmtree(settings.site_folder / folder, ignore_errors=True)
    click.echo(
        "ถอนแล้ว ต่อไปสั่ง harvester build แล้วเผยแพร่ใหม่ ที่อยู่เดิมจะบอกว่าถูกถอน และข้อมูลเปิดจะบอกคลังอื่นให้ถอนตาม\n"
        "ประวัติใน git ยังมีข้อความเดิมอยู่ วิธีล้างอยู่ในคู่มือ “เมื่อมีคนขอถอน” (lessons/pages/withdraw.md)"
    )


def _find_withdrawal(library: Library, settings: Settings, what: str) -> Withdrawal:
    """What the words name, a lesson before a picture before a person. Raises `SetupError` when they name nothing."""
    today = library.today or ThaiDate(1970, 1, 1)
    texts = dict(_texts(settings.lessons_folder))
    lesson = library.by_id.get(what)
    if lesson is not None:
        return withdrawal.of_lesson(library, texts, lesson, today)
    asked = what.removeprefix(f"{settings.lessons}/")
    pictures = [one for one in library.pictures if asked in (one, one.rpartition("/")[2])]
    if len(pictures) > 1:
        raise SetupError(f"มีภาพชื่อ {asked} หลายภาพ ใส่ทั้งเส้นทาง: {' '.join(sorted(pictures))}")
    if pictures:
        return withdrawal.of_picture(library, texts, pictures[0], today)
    found = withdrawal.of_name(library, texts, what, today)
    if found is withdrawal.NOTHING:
        raise SetupError(f"ไม่พบ “{what[:80]}” ในคลัง ไม่ใช่ รหัสบทเรียน ชื่อภาพ หรือชื่อคนที่อยู่ในไฟล์ใด")
    return found


def _texts(folder: Path) -> Iterator[tuple[str, str]]:
    """Every Markdown and YAML file of the lessons folder that can be read, by path inside it."""
    for file in sorted(folder.rglob("*")):
        path = file.relative_to(folder).as_posix()
        if file.suffix in (".md", ".markdown", ".yml", ".yaml") and (raw := content_of(folder, file)):
            decoded = decode(raw, path)
            if isinstance(decoded, Decoded):
                yield path, decoded.text
