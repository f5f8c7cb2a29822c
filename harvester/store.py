"""The one place that writes: atomic files and folders, the published site, locks. Knows nothing of their content."""

from __future__ import annotations

import ctypes
import os
import shutil
import sys
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from harvester.model import Artifact
from harvester.model.diagnostics import SetupError

_AT_FDCWD = -100
_RENAME_EXCHANGE = 2


def write_file(path: Path, content: bytes) -> None:
    """Write whole or not at all: a reader sees the old file or the new one."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name[:40]}.", suffix=".part")
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        os.chmod(name, 0o644)
        os.replace(name, path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def write_new(path: Path, content: bytes) -> Path:
    """Write a file that is not there yet; the name gets a number when it is taken. Returns where it went."""
    path.parent.mkdir(parents=True, exist_ok=True)
    for number in range(1, 10_000):
        free = path if number == 1 else path.with_stem(f"{path.stem}-{number}")
        try:
            handle = os.open(free, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o644)
        except FileExistsError:
            continue
        with os.fdopen(handle, "wb") as stream:
            stream.write(content)
        return free
    raise SetupError(f"มีไฟล์ชื่อ {path.name} มากเกินไปใน {path.parent}")


def write_tree(folder: Path, artifacts: Iterable[Artifact]) -> int:
    """Replace `folder` by the artifacts, all at once. Returns how many files it holds.

    Raises `SetupError` when an artifact's path leads out of the folder.
    """
    staged = stage(folder)
    count = 0
    try:
        for artifact in artifacts:
            target = (staged / artifact.path).resolve()
            if not target.is_relative_to(staged.resolve()):
                raise SetupError(f"ชื่อไฟล์ชี้ออกนอกโฟลเดอร์: {artifact.path}")
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(artifact.content)
            count += 1
    except BaseException:
        shutil.rmtree(staged, ignore_errors=True)
        raise
    publish(staged, folder)
    return count


def stage(folder: Path) -> Path:
    """A new empty folder beside `folder`, to be filled and then published as it."""
    recover(folder)
    folder.parent.mkdir(parents=True, exist_ok=True)
    staged = Path(tempfile.mkdtemp(dir=folder.parent, prefix=f".{folder.name}-staged-"))
    os.chmod(staged, 0o755)
    return staged


def publish(staged: Path, folder: Path) -> None:
    """Put the staged folder in the place of `folder`; at every instant one of the two stands there whole.

    Where the system cannot exchange two folders in one step, the old one is first set aside under a
    name from which `recover` brings it back.
    """
    aside = _aside(folder)
    if not folder.exists():
        os.replace(staged, folder)
    elif _exchanged(staged, folder):
        shutil.rmtree(staged, ignore_errors=True)
    else:
        shutil.rmtree(aside, ignore_errors=True)
        os.replace(folder, aside)
        os.replace(staged, folder)
        shutil.rmtree(aside, ignore_errors=True)


def recover(folder: Path) -> None:
    """Clear up after a killed build: the folder set aside comes back, half-filled ones go."""
    aside = _aside(folder)
    if aside.exists() and not folder.exists():
        os.replace(aside, folder)
    shutil.rmtree(aside, ignore_errors=True)
    if folder.parent.exists():
        for left in folder.parent.glob(f".{folder.name}-staged-*"):
            shutil.rmtree(left, ignore_errors=True)


@contextmanager
def locked(cache_folder: Path) -> Iterator[None]:
    """One build at a time; raises `SetupError` when another holds the lock."""
    cache_folder.mkdir(parents=True, exist_ok=True)
    lock = FileLock(cache_folder / "build.lock")
    try:
        lock.acquire(timeout=0.1)
    except Timeout as error:
        raise SetupError("มีการสร้างเว็บอีกงานหนึ่งทำอยู่ รอให้เสร็จก่อนแล้วสั่งใหม่") from error
    try:
        yield
    finally:
        lock.release()


def _aside(folder: Path) -> Path:
    return folder.parent / f".{folder.name}-last-good"


def _exchanged(one: Path, other: Path) -> bool:
    """True when the two folders changed names in one step (Linux only)."""
    if sys.platform != "linux":
        return False
    renameat2 = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)
    if renameat2 is None:
        return False
    result = renameat2(_AT_FDCWD, os.fsencode(one), _AT_FDCWD, os.fsencode(other), _RENAME_EXCHANGE)
    return bool(result == 0)
