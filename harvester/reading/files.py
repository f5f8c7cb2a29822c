"""The one door to files that strangers put into a folder: regular ones inside it are opened, nothing else ever is.

A pipe would hang the person who opens it, a device never ends, and a link may lead to a secret of the machine.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from pathlib import Path


def unfit(root: Path, file: Path | str) -> str:
    """Why the file must not be opened, in Thai; '' when it may."""
    try:
        mode = os.lstat(file).st_mode
        if stat.S_ISLNK(mode):
            inside = Path(file).resolve().is_relative_to(root.resolve())
            return "เป็นลิงก์ ไม่ใช่ไฟล์จริง" if inside else "เป็นลิงก์ที่ชี้ออกนอกโฟลเดอร์"
        if not stat.S_ISREG(mode):
            return "ไม่ใช่ไฟล์ธรรมดา"
        str(file).encode("utf-8")
        return "" if os.access(file, os.R_OK) else "เปิดอ่านไม่ได้"
    except (OSError, RuntimeError):
        return "เปิดอ่านไม่ได้"
    except UnicodeEncodeError:
        return "ชื่อไฟล์มีอักขระที่ใช้ไม่ได้"


def content_of(root: Path, file: Path, most: int = -1) -> bytes | None:
    """The first `most` bytes of a file under `root` (all when negative); None when it must not be opened."""
    try:
        if unfit(root, file) or not file.resolve().is_relative_to(root.resolve()):
            return None
        with os.fdopen(os.open(file, os.O_RDONLY | _CAREFUL), "rb") as stream:
            # looked at again after opening: it may have been exchanged in between
            return stream.read(most) if stat.S_ISREG(os.fstat(stream.fileno()).st_mode) else None
    except OSError:
        return None


_CAREFUL = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)


def files_under(root: Path, suffix: str) -> Iterator[Path]:
    """Every fit file under `root` whose name ends so, in a fixed order."""
    return (file for file in sorted(root.rglob(f"*{suffix}")) if not unfit(root, file))
