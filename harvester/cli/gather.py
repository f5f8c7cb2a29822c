"""`harvester gather`: fetches the open data of sister libraries and keeps it, for search, related lessons and gaps."""

from __future__ import annotations

import ipaddress
import json
from functools import partial
from pathlib import Path
from urllib.parse import urljoin

import click

from harvester import store
from harvester.cli.site_folder import current_settings
from harvester.documents.web_address import fetch, is_public
from harvester.model.document import Unreadable
from harvester.reading.companions import FOLDER, Unfit, gather_lessons, key_of

MOST = 30_000_000
"""Bytes of one file of a sister."""


@click.command()
@click.option("--allow-loopback", is_flag=True, help="ยอมให้ดึงจากเว็บในเครื่องนี้ (127.0.0.1) สำหรับทดสอบ")
@click.pass_context
def gather(ctx: click.Context, allow_loopback: bool) -> None:
    """ดึงข้อมูลเปิดของคลังพี่น้องที่ตั้งไว้ใน sisters มาเก็บในโฟลเดอร์ sisters"""
    settings = current_settings(ctx)
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
            why = (
                error.message
                if isinstance(error, Unreadable)
                else error
                if isinstance(error, Unfit)
                else "เปิดอ่านไม่ได้"
            )
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
    ctx.exit(1 if failed else 0)


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
