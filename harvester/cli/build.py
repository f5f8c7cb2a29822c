"""`harvester build`: builds the site and replaces the last good one atomically."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import click
from rich.console import Console

from harvester import build_record, store
from harvester import offline as take_along
from harvester.cli.site_folder import current_settings, tell_lacking
from harvester.settings import Settings
from harvester.thai.text import slug


@click.command()
@click.option("--strict", is_flag=True, help="ถ้ามีบทเรียนผิดแม้แต่เรื่องเดียว ไม่เผยแพร่ (ใช้ใน CI)")
@click.option("-q", "--quiet", is_flag=True, help="บอกเฉพาะปัญหาและผลสุดท้าย")
@click.option("--drafts", is_flag=True, help="รวมบทเรียนที่ยังเป็นร่าง")
@click.option("--again", is_flag=True, help="สร้างใหม่ทั้งหมด แม้ไม่มีอะไรเปลี่ยน")
@click.option("--offline", is_flag=True, help="ทำเว็บสำหรับที่ไม่มีสัญญาณ เป็น ZIP และ ZIM ในโฟลเดอร์ dist")
@click.pass_context
def build(ctx: click.Context, strict: bool, quiet: bool, drafts: bool, again: bool, offline: bool) -> None:
    """สร้างเว็บทั้งหมดลงโฟลเดอร์ site เว็บเดิมอยู่ครบจนกว่าเว็บใหม่จะเสร็จ"""
    settings = current_settings(ctx)
    said: list[str] = []
    if offline:
        _take_along(settings, strict, quiet, drafts)
        return
    with store.locked(settings.cache_folder):
        made = build_record.digest_of_inputs(settings, (strict, drafts or settings.drafts))
        known = None if again else build_record.is_current(settings, made)
        if known is not None:
            for line in known:
                click.echo(line, err=True)
            click.echo(f"ไม่มีอะไรเปลี่ยน เว็บเดิมใช้ได้ อยู่ที่ {settings.site_folder}")
            return
        staged = store.stage(settings.site_folder)
        try:
            code = _build_into(staged, settings, strict, quiet, drafts, said)
            if code == 0:
                # where nothing stays but what is sent to a cache, the old site would only make it larger
                spare = None if os.environ.get("CI") else settings.cache_folder / store.SPARE
                store.publish(staged, settings.site_folder, spare)
                build_record.remember(settings, made, said)
        finally:
            shutil.rmtree(staged, ignore_errors=True)
    if code != 0:
        click.echo("สร้างเว็บไม่สำเร็จ เว็บเดิมยังอยู่ครบ แก้ปัญหาข้างบนแล้วสั่งใหม่", err=True)
        sys.exit(1)
    click.echo(f"เว็บพร้อมแล้วที่ {settings.site_folder}")
    tell_lacking(settings)


def _build_into(
    folder: Path, settings: Settings, strict: bool, quiet: bool, drafts: bool, said: list[str]
) -> int:
    command = [sys.executable, "-m", "site_plugins.engine", "build", "--site-dir", str(folder)]
    command += ["--strict"] if strict else []
    environment = os.environ | {"HARVESTER_DRAFTS": "1"} if drafts or settings.drafts else dict(os.environ)
    return _run(command, str(settings.root), environment, quiet, said)


def _take_along(settings: Settings, strict: bool, quiet: bool, drafts: bool) -> None:
    """Write the offline copies to `dist`; the site's own folder is not touched."""
    name = slug(settings.name) or "library"
    dist = settings.root / "dist"
    with store.locked(settings.cache_folder), tempfile.TemporaryDirectory(prefix="offline-") as work:
        site, made, laid = (Path(work) / part for part in ("site", "made", "laid"))
        if _build_into(site, settings, strict, quiet, drafts, []) != 0:
            click.echo("สร้างเว็บไม่สำเร็จ จึงยังไม่ได้ทำไฟล์ออฟไลน์ แก้ปัญหาข้างบนแล้วสั่งใหม่", err=True)
            sys.exit(1)
        made.mkdir()
        take_along.write_zip(site, made / f"{name}.zip")
        if take_along.can_write_zim():
            laid.mkdir()
            take_along.write_zim(site, made / f"{name}.zim", settings, laid)
        else:
            click.echo("ยังไม่ได้ทำไฟล์ ZIM เพราะเครื่องนี้ไม่มี zimwriterfs (ติดตั้ง: apt install zim-tools)", err=True)
        for file in sorted(made.iterdir()):
            store.write_file(dist / file.name, file.read_bytes())
            click.echo(f"{dist / file.name} ({file.stat().st_size / 1e6:.1f} MB)")


def _run(command: list[str], folder: str, environment: dict[str, str], quiet: bool, said: list[str]) -> int:
    """Run MkDocs and pass on its output; in a terminal the last line is shown beside a spinner.

    Warnings are added to `said`.
    """
    console = Console(stderr=True)
    environment = environment | {
        "PYTHONUTF8": "1",
        "DISABLE_MKDOCS_2_WARNING": "true",
        "NO_MKDOCS_2_WARNING": "1",
    }
    with subprocess.Popen(
        command,
        cwd=folder,
        env=environment,
        stdin=subprocess.PIPE,  # closed when we are gone, by which the engine knows
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
    ) as process:
        assert process.stdout is not None
        explained = False
        with console.status("กำลังสร้างเว็บ") as status:
            for line in process.stdout:
                text = line.rstrip()
                said += [text] if text.startswith("WARNING") else []
                explained |= not text.startswith(("INFO", "WARNING"))
                if console.is_terminal:
                    status.update(text[:100])
                if text and not (quiet and text.startswith("INFO")):
                    console.print(text, markup=False, highlight=False, soft_wrap=True)
        code = process.wait()
    if code and not explained:  # the system ended it, or its own watch did
        click.echo(
            "การสร้างเว็บหยุดกลางทางโดยไม่บอกเหตุ มักเป็นเพราะ" + store.machine_fault(MemoryError()), err=True
        )
    return code
