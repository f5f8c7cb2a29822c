"""Text whose bytes were read with the wrong code page, read again with the right one."""

from __future__ import annotations

import re

COMMON = re.compile("การ|ที่|และ|ใน|ของ|ความ|เป็น|จาก|ได้|จะ|มี|ไม่|ให้|วัน|คน|งาน")
"""Words so frequent that a few lines of real Thai hold some of them."""

MISREAD = (
    ("cp1252", "utf-8"),
    ("cp874", "utf-8"),
    ("latin-1", "utf-8"),
    ("cp1252", "cp874"),
    ("latin-1", "cp874"),
    ("mac_roman", "cp874"),
    ("mac_roman", "mac_thai"),
)
"""(code page it was read with, code page it was written in)"""

_MAC_THAI = dict(
    zip(range(0x80, 0xA0), "«»…\u0e48\u0e49\u0e4a\u0e4b\u0e4c\u0e48\u0e49\u0e4a\u0e4b\u0e4c“”\u0e4d\0•"
        "\u0e31\u0e47\u0e34\u0e35\u0e36\u0e37\u0e48\u0e49\u0e4a\u0e4b\u0e4c‘’\0", strict=True)
)  # fmt: skip

_DROPPED = re.compile(rb"\xe0([\xb8\xb9])(?![\x80-\xbf])")
"""ก or แ whose last byte, undefined in cp1252, was dropped on the way."""


def reread(text: str, seen: str, real: str) -> str | None:
    """The text as if its bytes had been read as `real` instead of `seen`; None where that is impossible."""
    raw = bytearray()
    for character in text:
        try:
            raw += character.encode(seen)
        except UnicodeEncodeError:
            if ord(character) > 255:
                return None
            raw.append(ord(character))  # bytes the code page leaves undefined come through as they are
    if real == "mac_thai":
        return "".join(_MAC_THAI.get(b) or bytes([b]).decode("cp874", "replace") for b in raw)
    for attempt in (
        (bytes(raw), _DROPPED.sub(lambda cut: cut[0] + b"\x81", raw)) if real == "utf-8" else (bytes(raw),)
    ):
        try:
            return attempt.decode(real)
        except UnicodeDecodeError:
            continue
    return None


def unmojibake(text: str) -> str:
    """The reading with the most common Thai words; every line that cannot be reread stays as it is."""
    if text.isascii():
        return text
    lines = text.split("\n")
    best, most = lines, _common_words(lines)
    for seen, real in MISREAD:
        read = [line if line.isascii() else reread(line, seen, real) or line for line in lines]
        if (found := _common_words(read)) > most:
            best, most = read, found
    return "\n".join(best)


def _common_words(lines: list[str]) -> int:
    return sum(len(COMMON.findall(line)) for line in lines)
