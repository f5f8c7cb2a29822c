"""Which site a command works on: the one named with `-C`, else the one the caller is in."""

import re
from contextlib import suppress
from functools import partial
from pathlib import Path

import click

from harvester import SetupError
from harvester.build_record import program
from harvester.memo import memory
from harvester.settings import Settings, find_root, lacking, load_settings
from harvester.store import remembered_packs, write_packs


def current_settings() -> Settings:
    """The settings of the site. Raises `SetupError` when there is none."""
    folder: Path | None = click.get_current_context().find_root().obj
    settings = load_settings(find_root((folder or Path.cwd()).resolve()))
    if settings.lessons_folder.exists() and not settings.lessons_folder.is_dir():
        raise SetupError(
            f"{settings.lessons_folder} เป็นไฟล์ ไม่ใช่โฟลเดอร์ จึงไม่มีบทเรียนให้อ่าน\nเปลี่ยนชื่อไฟล์นั้น แล้วสร้างโฟลเดอร์ชื่อนี้"
        )
    return settings


def site_settings() -> Settings | None:
    """The same, or None where there is no site: what can be done anywhere."""
    try:
        return current_settings()
    except SetupError:
        return None


def open_memory(settings: Settings) -> None:
    """Use what builds and commands learnt until the command ends, then keep what is new for the next."""
    memory.open(remembered_packs(settings.cache_folder), program())
    click.get_current_context().call_on_close(partial(_close_memory, settings.cache_folder))


def _close_memory(cache_folder: Path) -> None:
    if memory.learnt:
        with suppress(OSError):
            write_packs(cache_folder, memory.changed())
    memory.close()


def tell_lacking(settings: Settings) -> None:
    """Say on the error stream what empty settings cost."""
    for sentence in lacking(settings):
        click.echo(f"ยังขาด: {sentence}", err=True)


def as_typed(path: Path) -> str:
    """A path as one would type it here: from where one is, in quotes when it has blanks."""
    here = Path.cwd()
    shown = str(path.relative_to(here) if path.is_relative_to(here) else path)
    return f'"{shown}"' if re.search(r"[\s()&'$]", shown) else shown
