"""A folder of hostile inputs, set into the lesson format; CPU limits for what may be slow."""

from __future__ import annotations

import csv
import importlib.util
import re
import signal
import tarfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import NamedTuple

import pytest

ROOT = Path(__file__).parents[2]
FOLDER = ROOT.parent / "shared" / "hostile"
present = pytest.mark.skipif(
    not (FOLDER / "index.tsv").is_file(), reason=f"no hostile inputs in {FOLDER.parent.name}/{FOLDER.name}"
)
_WRAPPER_ID = re.compile(rb"^id: LL-\d+\r?\n", re.MULTILINE)
_FENCE = re.compile(rb"(?<![^\xbf])---(\r\n|\r|\n)")


class Row(NamedTuple):
    """One input: where it is, what it is, what must become of it."""

    file: str
    kind: str
    what: str
    expect: str
    code: str = ""

    @property
    def stem(self) -> str:
        """A lesson id for it."""
        return re.sub(r"[^a-z0-9]+", "-", Path(self.file).stem.lower()).strip("-")


@cache
def rows(folder: Path = FOLDER) -> tuple[Row, ...]:
    """The whole index; empty where the inputs are missing."""
    if not (folder / "index.tsv").is_file():
        return ()
    with (folder / "index.tsv").open(encoding="utf-8") as stream:
        return tuple(
            Row(one["file"], one["kind"], one["what"], one["expect"], one.get("code") or "")
            for one in csv.DictReader(stream, delimiter="\t")
        )


@cache
def inputs(folder: Path = FOLDER) -> dict[str, bytes]:
    """File of the index to its bytes; from the archive, or from the folder itself where there is none."""
    if not (folder / "inputs.tar.xz").is_file():
        return {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()}
    with tarfile.open(folder / "inputs.tar.xz") as archive:
        members = (member for member in archive if member.isfile())
        return {m.name.removeprefix("./"): archive.extractfile(m).read() for m in members}  # type: ignore[union-attr]


def lesson_of(raw: bytes, *, published: bool = False) -> bytes:
    """The input as a lesson: the generic `id` of its wrapper gives way to the file's name."""
    raw = _WRAPPER_ID.sub(b"", raw, count=1)
    return _FENCE.sub(rb"---\1status: published\1", raw, count=1) if published else raw


def site_of(folder: Path) -> Path:
    """An empty site without prints and guides."""
    (folder / "lessons" / "2569").mkdir(parents=True)
    nav = [line for line in (ROOT / "mkdocs.yml").read_text("utf-8").splitlines() if "pages/" not in line]
    (folder / "mkdocs.yml").write_text("\n".join(nav) + "\n", encoding="utf-8")
    (folder / "pyproject.toml").write_text("[tool.harvester]\nprints = false\n", encoding="utf-8")
    return folder


def maker(folder: Path = FOLDER) -> ModuleType:
    """The script that makes the trees, writing this format's lessons."""
    spec = importlib.util.spec_from_file_location("make_trees", folder / "make_trees.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    module.L = _tree_lesson
    return module


def _tree_lesson(title: str, name: str = "", links: str = "") -> str:
    """The trees' lesson in this format; `related` and `supersedes` are this format's uses_with and follows."""
    told = links.replace("LL-1", "a").replace("LL-2", "b").replace("LL-9", "nowhere")
    kind, _, targets = told.strip().partition(": ")
    own = {"related": "uses_with", "supersedes": "follows"}.get(kind)
    head = f"links:\n  {own}: {targets}\n" if own else ""
    return f"---\ntitle: {title} {name}\n{head}---\n\n## บริบท\n\nน้ำใจ\n"


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
