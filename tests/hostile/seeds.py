"""The hostile inputs beside the checkout, set into the lesson format; CPU limits for what may be slow."""

from __future__ import annotations

import csv
import re
import signal
import tarfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest

FOLDER = Path(__file__).parents[3] / "shared" / "hostile"
present = pytest.mark.skipif(
    not (FOLDER / "index.tsv").is_file(), reason=f"no hostile inputs in {FOLDER.parent.name}/{FOLDER.name}"
)
_WRAPPER_ID = re.compile(rb"^id: LL-\d+\r?\n", re.MULTILINE)


class Row(NamedTuple):
    """One input: where it is, what it is, what must become of it."""

    file: str
    kind: str
    what: str
    expect: str

    @property
    def stem(self) -> str:
        """A lesson id for it."""
        return Path(self.file).stem.replace("_", "-").lower()


@cache
def rows() -> tuple[Row, ...]:
    """The whole index; empty where the inputs are missing."""
    if not (FOLDER / "index.tsv").is_file():
        return ()
    with (FOLDER / "index.tsv").open(encoding="utf-8") as stream:
        table = csv.DictReader(stream, delimiter="\t")
        return tuple(Row(row["file"], row["kind"], row["what"], row["expect"]) for row in table)


@cache
def inputs() -> dict[str, bytes]:
    """File of the index to its bytes."""
    with tarfile.open(FOLDER / "inputs.tar.xz") as archive:
        members = (member for member in archive if member.isfile())
        return {m.name.removeprefix("./"): archive.extractfile(m).read() for m in members}  # type: ignore[union-attr]


def lesson_of(row: Row) -> bytes:
    """The input as a lesson: the generic `id` of its wrapper gives way to the file's name."""
    return _WRAPPER_ID.sub(b"", inputs()[row.file], count=1)


@contextmanager
def cpu_limit(seconds: float) -> Iterator[None]:
    """Fails when the block takes more CPU time than that."""

    def out_of_time(number: int, frame: object) -> None:
        raise TimeoutError(f"took more than {seconds} CPU seconds")

    before = signal.signal(signal.SIGVTALRM, out_of_time)
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)
