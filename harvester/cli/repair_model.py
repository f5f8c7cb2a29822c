"""`harvester repair-model`: the model that repairs broken Thai, built anew from sound texts."""

from __future__ import annotations

import hashlib
import json
import lzma
from collections.abc import Iterator
from pathlib import Path

import click

HELD_OUT = 40
"""Of so many texts one is kept for measuring, by the hash of its title."""


@click.command("repair-model", short_help="สร้างแบบจำลองซ่อมข้อความไทยใหม่ จากคลังข้อความที่ใช้ได้อย่างอิสระ")
@click.argument(
    "corpus", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path)
)
@click.option(
    "--out", required=True, type=click.Path(file_okay=False, path_type=Path), help="โฟลเดอร์ที่จะเขียนแบบจำลอง"
)
@click.option("--jobs", default=2, show_default=True, help="จำนวนตัวประมวลผล")
def repair_model(corpus: tuple[Path, ...], out: Path, jobs: int) -> None:
    """สร้าง model.json.xz และ names.txt.xz จากข้อความไทยที่สมบูรณ์ (.txt หรือ .jsonl ที่มีช่อง text, บีบอัด .xz ได้)"""
    from harvester.thai.repair import build  # PyThaiNLP and scipy are slow to load, and only needed here

    texts = [text for path in corpus for text in _texts(path)]
    model = build.build(texts, jobs)
    out.mkdir(parents=True, exist_ok=True)
    for name, packed in (
        ("model.json.xz", build.pack(model)),
        ("names.txt.xz", build.pack_names(build.known_names())),
    ):
        (out / name).write_bytes(packed)
        click.echo(f"{out / name}: {len(packed):,} ไบต์")


def _texts(path: Path) -> Iterator[str]:
    raw = path.read_bytes()
    content = (lzma.decompress(raw) if path.suffix == ".xz" else raw).decode("utf-8")
    if ".jsonl" not in path.name:
        yield from content.split("\f")
        return
    for line in content.splitlines():
        document = json.loads(line)
        if not held_out(document.get("title", "")):
            yield document["text"]


def held_out(title: str) -> bool:
    """Whether the text with this title is kept for measuring."""
    return hashlib.sha256(title.encode()).digest()[0] % HELD_OUT == 0
