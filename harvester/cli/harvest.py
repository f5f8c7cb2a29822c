"""`harvester harvest`: analyses lessons on an executor, for the next build or as data."""

from __future__ import annotations

import time
from pathlib import Path

import click

from harvester import study
from harvester.build_record import program
from harvester.cli.site_folder import as_typed, current_settings
from harvester.executors import executor
from harvester.memo import memory
from harvester.model.diagnostics import SetupError
from harvester.reading.library import read_vocabulary
from harvester.store import locked, remembered_packs, write_packs


@click.command()
@click.option(
    "--executor",
    "named",
    default="pool",
    show_default=True,
    metavar="วิธี",
    help="serial, pool:N, dask:N หรือ dask://เครื่อง:พอร์ต",
)
@click.option(
    "--from",
    "source",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    help="โฟลเดอร์ของไฟล์ .jsonl แทนบทเรียนของเว็บ",
)
@click.option("--out", type=click.Path(path_type=Path, file_okay=False), help="โฟลเดอร์ของผล เมื่อใช้ --from")
@click.pass_context
def harvest(ctx: click.Context, named: str, source: Path | None, out: Path | None) -> None:
    """อ่านและตัดคำบทเรียนทั้งหมดไว้ล่วงหน้า ใช้ได้หลายเครื่อง การสร้างเว็บครั้งถัดไปจึงเร็ว

    เมื่อมี --from จะอ่านบทเรียนจากไฟล์ JSON Lines ทีละไฟล์ (บรรทัดละเรื่อง: path และ text) แล้วเขียนผลลง --out
    ถ้าหยุดกลางคัน สั่งใหม่ได้ ไฟล์ที่ทำแล้วไม่ทำซ้ำ
    """
    if (source is None) != (out is None):
        raise SetupError("ใช้ --from คู่กับ --out\nเช่น harvester harvest --from corpus --out harvested")
    settings = current_settings(ctx)
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
            memory.open(remembered_packs(settings.cache_folder), program())
            lessons = study.prepare(settings, work, few=0)
            write_packs(settings.cache_folder, memory.changed())
        told = f"จำบทเรียนเพิ่ม {lessons:,} เรื่อง การสร้างเว็บครั้งถัดไปจะเร็วขึ้น"
    click.echo(f"{told} ({time.monotonic() - start:.1f} วินาที {work.workers} กระบวนการ)")
