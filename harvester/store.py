"""The only place that writes: atomic files and folders, the published site, locks."""

import ctypes
import errno
import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from harvester import SetupError

if TYPE_CHECKING:
    from harvester.model import Artifact

MEMORY = "memory"
"""Folder of the memory's packs in the cache folder."""
MANY, SPARE = "lessons", "spare"
"""The folder of a site in which each lesson has its own, and where it is kept in the cache folder when a newer site
takes the place of the old: to make and remove that many folders takes as long as a tenth of an edit."""
_AT_FDCWD = -100
_RENAME_EXCHANGE = 2


def write_file(path: Path, content: bytes, lasting: bool = True) -> None:
    """Write whole or not at all: a reader sees the old file or the new one. With `lasting` it is on the disk when
    this returns."""
    with _temporary_beside(path, content, lasting) as written:
        os.replace(written, path)


def write_new(path: Path, content: bytes) -> Path:
    """Write a file that is not there yet, whole or not at all; the name gets a number when it is taken. Returns where
    it went."""
    with _temporary_beside(path, content) as written:
        for number in range(1, 10_000):
            free = path if number == 1 else path.with_stem(f"{path.stem}-{number}")
            try:
                _claim(written, free)
            except FileExistsError:
                continue
            return free
    raise SetupError(f"มีไฟล์ชื่อ {path.name} มากเกินไปใน {path.parent}")


@contextmanager
def _temporary_beside(path: Path, content: bytes, lasting: bool = True) -> Iterator[Path]:
    """A hidden temporary file with the content in the same folder, to be renamed; removed afterwards if it was not."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name[:40]}.", suffix=".part")
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(content)
            stream.flush()
            if lasting:
                os.fsync(stream.fileno())
        os.chmod(name, 0o644)
        yield Path(name)
    finally:
        Path(name).unlink(missing_ok=True)


def _claim(written: Path, free: Path) -> None:
    """Rename a written file to a name that is free. Raises `FileExistsError`."""
    try:
        os.link(written, free)
    except (AttributeError, PermissionError, NotImplementedError):  # no hard links on this disk
        os.close(os.open(free, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o644))
        os.replace(written, free)


def append_line(path: Path, line: str) -> None:
    """Add a line to a file, in one write."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a", encoding="utf-8") as stream:
        stream.write(f"{line}\n")


def keep(path: Path, content: bytes) -> None:
    """Cache bytes with their digest; a full disk is no error."""
    with suppress(OSError):
        write_file(path, sha256(content).digest() + content)


def read_cached(path: Path) -> bytes | None:
    """The cached bytes, or None; a damaged file is removed."""
    try:
        raw = path.read_bytes()
        if sha256(raw[32:]).digest() == raw[:32]:
            return raw[32:]
        path.unlink(missing_ok=True)
    except OSError:
        pass
    return None


def write_tree(folder: Path, artifacts: Iterable["Artifact"]) -> int:
    """Replace `folder` by the artifacts, all at once. Returns how many files it holds. Raises `SetupError` when an
    artifact's path leads out of the folder."""
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
    """A new empty folder beside `folder`, to be filled and then published as it. Raises `SetupError` when `folder` is
    a link or a file: publishing would put a folder in its place."""
    if folder.is_symlink() or (folder.exists() and not folder.is_dir()):
        what = f"เป็นลิงก์ไปที่ {os.readlink(folder)}" if folder.is_symlink() else "เป็นไฟล์ ไม่ใช่โฟลเดอร์"
        raise SetupError(f"{folder} {what} จึงไม่เขียนทับ\nย้ายออกก่อน หรือตั้ง site เป็นโฟลเดอร์อื่นใน pyproject.toml")
    recover(folder)
    folder.parent.mkdir(parents=True, exist_ok=True)
    staged = Path(tempfile.mkdtemp(dir=folder.parent, prefix=f".{folder.name}-staged-"))
    os.chmod(staged, 0o755)
    return staged


def publish(staged: Path, folder: Path, cache_folder: Path | None = None) -> None:
    """Put the staged folder in the place of `folder`; at every instant one of the two is there, complete. Where the
    system cannot exchange two folders in one step, the old one is first set aside under a name from which `recover`
    brings it back. Of the old one `MANY` goes to the cache folder, for the next build to begin with."""
    aside = _set_aside(folder)
    if not folder.exists():
        os.replace(staged, folder)
        return
    old = staged
    if not _exchange(staged, folder):
        shutil.rmtree(aside, ignore_errors=True)
        os.replace(folder, aside)
        os.replace(staged, folder)
        old = aside
    if cache_folder and not os.environ.get("CI"):  # whose cache would hold every page
        shutil.rmtree(cache_folder / SPARE, ignore_errors=True)
        with suppress(OSError):
            os.rename(old / MANY, cache_folder / SPARE)
    shutil.rmtree(old, ignore_errors=True)


def recover(folder: Path) -> None:
    """Clean up after a killed build: restore the folder set aside, remove unfinished ones."""
    aside = _set_aside(folder)
    if aside.exists() and not folder.exists():
        os.replace(aside, folder)
    shutil.rmtree(aside, ignore_errors=True)
    if folder.parent.exists():
        for left in folder.parent.glob(f".{folder.name}-staged-*"):
            shutil.rmtree(left, ignore_errors=True)


def remembered_packs(cache_folder: Path) -> Callable[[str], bytes | None]:
    """The packs of the memory on disk, by name: those of the site, else those in the folder that the environment names in
    `HARVESTER_MEMORY` (the memory of another site), which is only read."""
    folders = [cache_folder / MEMORY, *map(Path, filter(None, [os.environ.get("HARVESTER_MEMORY")]))]

    def read(name: str) -> bytes | None:
        for folder in folders:
            with suppress(OSError):
                return (folder / name).read_bytes()
        return None

    return read


def write_packs(cache_folder: Path, packs: Iterable[tuple[str, bytes]]) -> None:
    """Write packs of the memory, each whole or not at all; two builds at once do not harm each other. One that a
    power cut spoils is known by its digest."""
    for name, content in packs:
        write_file(cache_folder / MEMORY / name, content, lasting=False)


@contextmanager
def locked(cache_folder: Path) -> Iterator[None]:
    """One build at a time; raises `SetupError` when another holds the lock."""
    from filelock import FileLock, Timeout  # takes as long to load as all the rest of this room

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


def machine_fault(error: BaseException) -> str:
    """What went wrong with the machine and what to do, in Thai."""
    if isinstance(error, OSError):
        where = f" ({error.filename})" if error.filename else ""
        message = _FAULTS.get(error.errno or 0)
        if message:
            return message.format(where=where)
        return f"เครื่องทำงานนี้ไม่สำเร็จ{where}: {error.strerror or error}\nตรวจว่าไฟล์และโฟลเดอร์นี้อ่านและเขียนได้"
    return "หน่วยความจำของเครื่องไม่พอ\nปิดโปรแกรมอื่น หรือใช้เครื่องที่มีหน่วยความจำมากกว่านี้ แล้วสั่งใหม่"


_READ_ONLY = "เขียนลงดิสก์ไม่ได้ เพราะโฟลเดอร์นี้อ่านได้อย่างเดียว{where}\nคัดลอกคลังไปไว้ในโฟลเดอร์ที่เขียนได้ แล้วสั่งใหม่"
_FULL = "ดิสก์เต็ม เขียนไฟล์ไม่ได้{where}\nลบไฟล์ที่ไม่ใช้ให้มีที่ว่าง แล้วสั่งใหม่ ของเดิมยังอยู่ครบ"
_FORBIDDEN = "ไม่มีสิทธิ์เปิดหรือเขียนที่นี่{where}\nตรวจสิทธิ์ของไฟล์และโฟลเดอร์ แล้วสั่งใหม่"
_NO_FOLDER = "ที่นี่ควรเป็นโฟลเดอร์ แต่เป็นไฟล์{where}\nเปลี่ยนชื่อหรือย้ายไฟล์นั้นออกก่อน แล้วสั่งใหม่"
_FAULTS = {
    errno.EROFS: _READ_ONLY,
    errno.ENOSPC: _FULL,
    getattr(errno, "EDQUOT", errno.ENOSPC): _FULL,
    errno.EACCES: _FORBIDDEN,
    errno.EPERM: _FORBIDDEN,
    errno.ENOTDIR: _NO_FOLDER,
    errno.EEXIST: _NO_FOLDER,
    errno.EISDIR: "ที่นี่ควรเป็นไฟล์ แต่เป็นโฟลเดอร์{where}\nเปลี่ยนชื่อหรือย้ายโฟลเดอร์นั้นออกก่อน แล้วสั่งใหม่",
    errno.ENOENT: "ไม่พบไฟล์หรือโฟลเดอร์นี้{where}\nตรวจว่าไม่ได้ย้ายหรือลบไประหว่างทำงาน แล้วสั่งใหม่",
    errno.EMFILE: "เปิดไฟล์พร้อมกันมากเกินไป{where}\nปิดโปรแกรมอื่น แล้วสั่งใหม่",
    errno.ENOMEM: "หน่วยความจำของเครื่องไม่พอ{where}\nปิดโปรแกรมอื่น แล้วสั่งใหม่",
    errno.EADDRINUSE: "พอร์ตนี้มีโปรแกรมอื่นใช้อยู่{where}\nเลือกพอร์ตอื่นด้วย --address 127.0.0.1:8001",
}


def _set_aside(folder: Path) -> Path:
    return folder.parent / f".{folder.name}-last-good"


def _exchange(one: Path, other: Path) -> bool:
    """True when the two folders changed names in one step (Linux only)."""
    if sys.platform != "linux":
        return False
    renameat2 = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)
    if renameat2 is None:
        return False
    result = renameat2(_AT_FDCWD, os.fsencode(one), _AT_FDCWD, os.fsencode(other), _RENAME_EXCHANGE)
    return bool(result == 0)
