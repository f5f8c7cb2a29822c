"""`harvester harvest` and `gather`: results for later builds, from here and from sister libraries."""

import ipaddress
import json
import sys
import time
from functools import partial
from pathlib import Path
from urllib.parse import urljoin

import click

from harvester import SetupError, store, study
from harvester.cli.site_folder import as_typed, current_settings, open_memory
from harvester.documents.web_address import fetch, is_public
from harvester.executors import executor
from harvester.memo import memory
from harvester.model.document import Unreadable
from harvester.reading.companions import FOLDER, Unfit, gather_lessons, key_of
from harvester.reading.library import read_vocabulary
from harvester.store import locked, write_packs


def harvest(named: str, source: Path | None, out: Path | None) -> None:
    """Remember what the stations find, by an executor; or read JSON Lines from `source` into `out`. Raises `SetupError`."""
    if (source is None) != (out is None):
        raise SetupError("ใช้ --from คู่กับ --out\nเช่น harvester harvest --from corpus --out harvested")
    settings = current_settings()
    work = executor(named)
    start = time.monotonic()
    if source and out:
        vocabulary = read_vocabulary(settings.lessons_folder)
        lessons = 0
        for name, count, before in study.shards(source, out, vocabulary, work):
            lessons += count
            click.echo(f"{name} {count} เรื่อง{' (ทำไว้แล้ว)' if before else ''}", err=True)
        told = f"ผลของบทเรียน {lessons:,} เรื่องอยู่ที่ {as_typed(out.resolve())}"
    else:
        with locked(settings.cache_folder):
            open_memory(settings)
            lessons = study.prepare(settings, work, few=0)
            write_packs(settings.cache_folder, memory.changed())  # what this is for: a fault is told
        told = f"จำบทเรียนเพิ่ม {lessons:,} เรื่อง การสร้างเว็บครั้งถัดไปจะเร็วขึ้น"
    click.echo(f"{told} ({time.monotonic() - start:.1f} วินาที {work.workers} กระบวนการ)")


MOST = 30_000_000
"""Bytes of one file of a sister."""


def gather(allow_loopback: bool) -> None:
    """Fetch the open data of sister libraries into the folder `sisters`."""
    settings = current_settings()
    if not settings.sisters:
        click.echo('ยังไม่ได้ตั้งคลังพี่น้อง เพิ่ม sisters = ["https://…/"] ใน [tool.harvester] ของ pyproject.toml')
        return
    kept_now: set[Path] = set()
    failed = 0
    for sister in settings.sisters:
        try:
            kept = gather_lessons(partial(_load, settings.root, sister, allow_loopback))
        except (Unfit, Unreadable, OSError) as error:
            failed += 1
            why = "เปิดอ่านไม่ได้" if isinstance(error, OSError) else getattr(error, "message", error)
            click.echo(f"{sister}: {why} (ใช้ของเดิมที่เก็บไว้ต่อไป ถ้ามี)", err=True)
            continue
        file = settings.root / FOLDER / f"{key_of(kept)}.json"
        store.write_file(file, (json.dumps(kept, ensure_ascii=False, indent=1) + "\n").encode())
        kept_now.add(file)
        click.echo(
            f"{kept['name']}: เก็บ {len(kept['lessons']):,} เรื่อง ({kept['licence'] or 'ไม่บอกสัญญาอนุญาต'})"
        )
    if not failed:
        for old in set((settings.root / FOLDER).glob("*.json")) - kept_now:
            old.unlink()
            click.echo(f"ลบ {old.name} เพราะไม่อยู่ใน sisters แล้ว")
    sys.exit(1 if failed else 0)


def _load(root: Path, sister: str, allow_loopback: bool, name: str) -> bytes:
    """A file of the sister's open data, from the web or from a folder of it."""
    if sister.startswith(("http://", "https://")):
        base = sister if sister.endswith("/data/") else urljoin(f"{sister.rstrip('/')}/", "data/")
        allowed = partial(_may_ask, allow_loopback=allow_loopback)
        return fetch(urljoin(base, name), allowed=allowed, most=MOST)[0]
    folder = root / sister
    file = folder / "data" / name if (folder / "data").is_dir() else folder / name
    with file.open("rb") as stream:
        return stream.read(MOST)


def _may_ask(address: str, allow_loopback: bool) -> bool:
    return is_public(address) or (allow_loopback and ipaddress.ip_address(address).is_loopback)
