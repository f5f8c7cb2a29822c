"""What a line of Thai is made of, letters that take a place and marks that sit on them, and how it is put in order."""

import re

LETTER = "ก-ฮะาเแโใไๅๆฯ"
"""Character class of what takes a place on the line."""
VOWEL = "\u0e31\u0e34\u0e35\u0e36\u0e37\u0e3a\u0e38\u0e39\u0e47\u0e4d\u0e4e"
"""Marks next to the base: vowels above and below, maitaikhu, nikhahit, phinthu, yamakkan."""
TONE = "\u0e48\u0e49\u0e4a\u0e4b\u0e4c"
"""Marks on top of those: the four tones and thanthakhat."""
MARK = VOWEL + TONE
NIKHAHIT = "\u0e4d"
LOST = "\ufffd"
"""A glyph that the font did not name."""

CELL = re.compile(f"([{LETTER}])([{MARK}{LOST} ]*)")
"""One letter and its slot of marks and spaces."""
RUN = re.compile(f"[{LETTER}](?:[{LETTER}{MARK}{LOST}]| {{1,2}}(?=[{LETTER}{MARK}{LOST}]))* ?")
"""Thai without anything foreign in it; at most two spaces in a row."""
CONSONANT = re.compile("[ก-ฮ]")
VALID = re.compile(f"[{VOWEL}]?[{TONE}]?$")

_WHOLE_AM = re.compile("([\u0e48-\u0e4b]?)ำ")
_SPLIT_AM = re.compile(NIKHAHIT + "([\u0e48-\u0e4b]?)า")


def decompose(text: str) -> str:
    """สระอำ as nikhahit on its base and า after it, so that it is one more mark that moves or gets lost."""
    return _WHOLE_AM.sub(NIKHAHIT + r"\1า", text)


def compose(text: str) -> str:
    """The reverse of `decompose`."""
    return _SPLIT_AM.sub(r"\1ำ", text)


def marks_of(slot: str) -> str:
    """The marks of a slot without its spaces."""
    return slot.replace(" ", "")


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


PRIVATE_USE = {0xF700: "ฐ", 0xF70F: "ญ", 0xF710: "\u0e31", 0xF711: "\u0e4d", 0xF712: "\u0e47",
               0xF718: "\u0e38", 0xF719: "\u0e39", 0xF71A: "\u0e3a"}  # fmt: skip
"""Shifted glyphs of old Windows fonts (U+F700-F71A) and of the Mac (U+F884-F899), by what they show."""
PRIVATE_USE.update(zip(range(0xF701, 0xF705), "\u0e34\u0e35\u0e36\u0e37", strict=True))
for _first in (0xF705, 0xF70A, 0xF713):
    PRIVATE_USE.update(zip(range(_first, _first + 5), TONE, strict=True))
# The Mac's corporate zone, as the Adobe Glyph List names it (maihanakatleftthai …): three shapes a tone.
PRIVATE_USE.update(
    zip(range(0xF884, 0xF89A), "\u0e31\u0e34\u0e35\u0e36\u0e37\u0e47" + "".join(3 * t for t in TONE) + NIKHAHIT,
        strict=True)
)  # fmt: skip


_RULES = [
    (re.compile(pattern), by)
    for pattern, by in (
        ("(?<=[ก-๎])[\u200b\u200c\u200d\u00ad\ufeff]+(?=[ก-๎])", ""),
        ("เเ", "แ"),
        (f"(?<=[{LETTER}{MARK}]) ?\n ?(?=[{MARK}])", ""),  # a line never starts with a mark
        (f"(?<=[ก-ฮ]){LOST}+(?=[{TONE}]?ำ|{NIKHAHIT})", ""),  # the two halves of a สระอำ glyph
        (f"ำ{LOST}+", "ำ"),
        (f"า{NIKHAHIT} ?(?![าำ])", "ำ"),  # nikhahit drawn after its า
        (f" ?{NIKHAHIT}([\u0e48-\u0e4b]?)า", r"\1ำ"),
        # a tone behind its สระอำ goes before it, unless one is there
        ("([\u0e48-\u0e4b]?)ำ([\u0e48-\u0e4b])", lambda match: (match[1] or match[2]) + "ำ"),
    )
]
_MARKS = re.compile(f"[{MARK}]{{2,}}")


def _in_order(marks: re.Match[str]) -> str:
    """Vowel first, then tone, each once."""
    return "".join(dict.fromkeys(sorted(marks[0], key=TONE.__contains__)))


def normalise(text: str) -> str:
    """Code pages, private-use marks, order of marks, doubled marks, สระอำ out of its parts, เเ to แ."""
    text = _MARKS.sub(_in_order, unmojibake(text).translate(PRIVATE_USE))
    for _ in range(3):  # what one rule joins, another may have to mend
        before = text
        for pattern, by in _RULES:
            text = pattern.sub(by, text)
        if text == before:
            break
    return text
