"""Typesets pages in a child process: the press, the PDF with facts about its pages, the cache of finished ones."""

from __future__ import annotations

import hashlib
import json
import os
import pickle
import subprocess
import sys
import threading
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Self

from harvester import SetupError, store
from harvester.printing.breaking import Breaker

END = "end--"
"""How ids begin that only tell where something ends."""


@dataclass(frozen=True, slots=True)
class Sheets:
    """A PDF as bytes. `anchors` gives the page (from 1) that each element with an id begins on, `ends` how far
    down its page (0 to 1) each element stands whose id begins with `END`; these are no anchors of the PDF.
    `warnings` are the typesetter's own words (English)."""

    pdf: bytes
    pages: int
    anchors: Mapping[str, int] = field(default_factory=dict)
    warnings: tuple[str, ...] = ()
    ends: Mapping[str, float] = field(default_factory=dict)

    def packed(self) -> bytes:
        """As bytes, for the cache."""
        head = {"pages": self.pages, "anchors": self.anchors, "warnings": self.warnings, "ends": self.ends}
        return json.dumps(head, ensure_ascii=False, sort_keys=True).encode() + b"\n" + self.pdf

    @classmethod
    def unpacked(cls, content: bytes) -> Sheets:
        """What was packed. Raises `ValueError` when it was not."""
        head, _, pdf = content.partition(b"\n")
        try:
            known = json.loads(head)
            return cls(pdf, known["pages"], known["anchors"], tuple(known["warnings"]), known["ends"])
        except (KeyError, TypeError) as error:
            raise ValueError("not packed sheets") from error


def length(sheets: Sheets, name: str) -> int:
    """The pages from an id to the mark of its end."""
    return sheets.anchors.get(f"{END}{name}", 0) - sheets.anchors.get(name, 0) + 1


@dataclass(slots=True)
class Shelf:
    """A cache folder of typeset documents; entries not used since it was opened can be cleared."""

    folder: Path
    used: set[str] = field(default_factory=set)

    def get(self, key: str) -> bytes | None:
        """The entry under a digest, or None."""
        self.used.add(key)
        return store.read_cached(self.folder / key)

    def put(self, key: str, content: bytes) -> None:
        """Store an entry under its digest."""
        self.used.add(key)
        store.keep(self.folder / key, content)

    def clear(self) -> None:
        """Remove the entries that were not used."""
        for file in self.folder.glob("*") if self.folder.is_dir() else ():
            if file.name not in self.used:
                file.unlink(missing_ok=True)


PATIENCE = 900.0
"""Seconds after which one document counts as lost."""
CHILD = (sys.executable, "-P", "-m", "harvester.printing.child")
INSTALL = {
    "posix": "ติดตั้งบน Debian หรือ Ubuntu ด้วยคำสั่ง: "
    "sudo apt install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 libthai-data",
    "nt": "ติดตั้งครั้งเดียวด้วยสองคำสั่ง: winget install --id MSYS2.MSYS2 --exact\n"
    r'C:\msys64\usr\bin\bash.exe -lc "pacman -Sy --noconfirm mingw-w64-ucrt-x86_64-pango"'
    "\nหรือพิมพ์จากตะกร้าในหน้าเว็บ ไม่ต้องติดตั้งอะไร",
}
CANNOT_PRINT = (
    "เครื่องนี้ยังจัดหน้า PDF ไม่ได้ เพราะไม่มีโปรแกรมจัดหน้า PDF (Pango)\n"
    f"{INSTALL[os.name]}\nส่วนอื่นของคลัง รวมทั้งอีบุ๊ก EPUB ใช้ได้ตามปกติ"
)


class Press:
    """Typesets pages in a child process; a context manager for many documents. With a `shelf`, documents typeset
    before from the same page, pictures, words and code are reused."""

    def __init__(self, whole_words: Iterable[str] = (), shelf: Shelf | None = None) -> None:
        self._words = tuple(sorted(set(whole_words)))
        self._shelf = shelf
        self._works = True
        self._breaker: Breaker | None = None
        self._child: subprocess.Popen[bytes] | None = None
        self._faces: TemporaryDirectory[str]

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        if self._child:
            self._child.communicate()
            self._child = None

    def set(self, page: str, pictures: Mapping[str, bytes] | None = None) -> Sheets:
        """The page as a PDF with Thai line breaks. Raises `SetupError` without Pango."""
        shown = {name: content for name, content in (pictures or {}).items() if name in page}
        names = sorted(shown)
        words = "\0".join((page, *self._words, *names))
        return self.kept(lambda: self._typeset(page, shown), words.encode(), *(shown[name] for name in names))

    def kept(self, make: Callable[[], Sheets], *made_of: bytes) -> Sheets:
        """The sheets that were made of the same before, else what `make` gives."""
        if self._shelf is None:
            return make()
        digest = hashlib.sha256(_code())
        for part in made_of:
            digest.update(b"%d " % len(part) + part)
        key = digest.hexdigest()
        if kept := self._shelf.get(key):
            with suppress(ValueError):
                return Sheets.unpacked(kept)
        sheets = make()
        self._shelf.put(key, sheets.packed())
        return sheets

    def _typeset(self, page: str, pictures: dict[str, bytes]) -> Sheets:
        if self._breaker is None:
            self._breaker = Breaker(self._words)
        answer = self._answer(self._breaker.marked(page), pictures) if self._works else None
        if answer is None:
            self._works = False
            raise SetupError(CANNOT_PRINT)
        if isinstance(answer, Sheets):
            return answer
        said = f"\n({answer})" if answer else ""
        raise SetupError(f"โปรแกรมจัดหน้า PDF หยุดกลางคัน อาจเพราะหน่วยความจำไม่พอ ลองพิมพ์ชุดที่เล็กลง{said}")

    def _answer(self, page: str, pictures: dict[str, bytes]) -> object:
        """The child's answer, '' when it died, None when it cannot typeset. A child that exceeds the time limit is killed."""
        if self._child is None:
            paths = [str(Path(__file__).parents[2]), os.environ.get("PYTHONPATH", "")]
            self._faces = TemporaryDirectory(prefix="harvester-print-", ignore_cleanup_errors=True)
            self._child = subprocess.Popen(
                CHILD,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                # WeasyPrint writes faces there, and a child that is killed cannot remove them.
                env=os.environ
                | {"PYTHONPATH": os.pathsep.join(filter(None, paths)), "TMPDIR": self._faces.name},
            )
        child = self._child
        late = threading.Timer(PATIENCE, child.kill)
        late.start()
        try:
            pickle.dump((page, pictures), child.stdin)  # type: ignore[arg-type]
            child.stdin.flush()  # type: ignore[union-attr]
            answer: object = pickle.load(child.stdout)  # type: ignore[arg-type]
        except (EOFError, OSError, pickle.UnpicklingError):
            child.kill()
            self._child = None
            return ""
        finally:
            late.cancel()
        return answer


@cache
def _code() -> bytes:
    """A digest of the typesetting code: our modules and the versions of what they use."""
    digest = hashlib.sha256()
    for name in ("fonttools", "pikepdf", "pypdf", "weasyprint"):
        with suppress(PackageNotFoundError):
            digest.update(f"{name} {version(name)}\0".encode())
    for file in sorted(Path(__file__).parent.glob("*.py")):
        digest.update(file.read_bytes())
    return digest.digest()
