"""The one door to files that strangers put into a folder: regular ones inside it are opened, nothing else ever is. A
pipe would hang the person who opens it, a device never ends, and a link may lead to a secret of the machine."""

import codecs
import os
import re
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from harvester.model.diagnostics import Diagnostic, Place
from harvester.reading.wording import told


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


MAX_BYTES = 1_000_000
_THAI = range(0x0E01, 0x0E5C)


@dataclass(frozen=True, slots=True)
class Decoded:
    """The text, the encoding it was in, and what has to be said about it."""

    text: str
    encoding: str
    findings: tuple[Diagnostic, ...] = ()


def decode(raw: bytes, path: str) -> Decoded | Diagnostic:
    """The text of `raw`, or what refuses it: too large, empty, binary, unknown encoding."""
    start = Place(path)
    if len(raw) > MAX_BYTES:
        return told("file-too-large", start, len(raw) / 1e6, MAX_BYTES / 1e6)
    if not raw.strip(b"\xef\xbb\xbf \t\r\n"):
        return told("empty-file", start)
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _other(raw, path, "utf-16")
    if b"\x00" in raw:
        return told("unreadable-encoding/binary", start)
    try:
        return Decoded(_lines(raw.decode("utf-8-sig")), "utf-8")
    except UnicodeDecodeError as error:
        if _is_mixed(raw):
            before = raw[: error.start].decode("utf-8", "replace").split("\n")
            return told("mixed-encoding", Place(path, len(before), len(before[-1]) + 1))
    return _other(raw, path, "cp874")


def _other(raw: bytes, path: str, encoding: str) -> Decoded | Diagnostic:
    try:
        text = _lines(raw.decode(encoding))
    except UnicodeDecodeError:
        text = ""
    if "\0" in text:  # in UTF-8 such a file is refused above
        text = ""
    letters = [char for char in text if char.isalpha() or ord(char) in _THAI]
    thai = sum(ord(char) in _THAI for char in letters)
    if not letters or (encoding == "cp874" and thai < len(letters) * 0.2):
        return told("unreadable-encoding", Place(path))
    name = "TIS-620/Windows-874" if encoding == "cp874" else "UTF-16"
    return Decoded(text, encoding, (told("old-encoding", Place(path), name, mend=(0, 0, "")),))


def _is_mixed(raw: bytes) -> bool:
    """True when some lines are Thai in UTF-8 and others are not UTF-8 at all."""
    good = bad = False
    for line in raw.split(b"\n"):
        if line.isascii():
            continue
        try:
            line.decode("utf-8")
            good = True
        except UnicodeDecodeError:
            bad = True
    return good and bad


_FOREIGN = "\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"
_STRUCTURE = re.compile(
    rf"^[{_FOREIGN} \t]*(?:(?:\#{{1,6}}|[-*+>]|[0-9๐-๙]{{1,3}}[.)])[{_FOREIGN} \t]*)*"
    rf"|(?<=[:,{{\[])[ \t]*[{_FOREIGN}][{_FOREIGN} \t]*"
    rf"|(?<![{_FOREIGN} \t])[ \t]*[{_FOREIGN}][{_FOREIGN} \t]*(?=#)",
    re.MULTILINE,
)
"""Spaces of word processors and of Chinese keyboards where Markdown and YAML look for plain ones."""
_HIDDEN = re.compile(r"^[\u200b-\u200f\u2060\ufeff]+(?=[^\S\n]*(?:---|#|[-*+>]|\d|[\wก-๎]+:))", re.MULTILINE)
_OTHER_ENDS = re.compile("[\x0b\x0c\x85\u2028\u2029]")
"""Signs that end a line to some programs and not to others."""
_ANY_FOREIGN = re.compile(rf"[{_FOREIGN}]")


def _lines(text: str) -> str:
    """One kind of line end; foreign spaces in front of and behind signs as spaces, hidden signs at line starts off."""
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    text = _OTHER_ENDS.sub(" ", _HIDDEN.sub("", text))
    # few texts have any, and looking for each place where one would be wrong takes long
    return (
        _STRUCTURE.sub(lambda match: _ANY_FOREIGN.sub(" ", match[0]), text)
        if _ANY_FOREIGN.search(text)
        else text
    )


def as_text(raw: bytes, named: str = "") -> str:
    """Text that must be read whatever it is in: the encoding it names, UTF-8, UTF-16, else that of old Windows."""
    tried = ("utf-16",) if raw.startswith((b"\xff\xfe", b"\xfe\xff")) else (named, "utf-8-sig", "cp874")
    texts = (decoded_as(raw, encoding) for encoding in filter(None, tried))
    return _lines(next((text for text in texts if text is not None), "") or raw.decode("utf-8", "replace"))


def decoded_as(raw: bytes, encoding: str) -> str | None:
    """The text in an encoding that a stranger named; None where there is none, or the bytes are not in it, or
    it is slow on long texts (those of host names)."""
    try:
        text = "" if codecs.lookup(encoding).name in ("idna", "punycode") else raw.decode(encoding)
        text.encode("utf-8")  # some make halves of signs, which no file can hold
        return text or None
    except (ValueError, LookupError):
        return None
