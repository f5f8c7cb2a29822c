"""Thai as it must look on a screen: where a line may turn and what stays together. Display only:
the joiners put in here must never reach the index, an excerpt or an export."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Protocol

from markupsafe import Markup, escape

from harvester.thai.dictionary import commonness
from harvester.thai.text import clusters

JOINER = "\u2060"
TURN = "\u200b"
"""Stands between words: browsers read Thai by a small dictionary that finds แผนก ลับ in แผน กลับ."""
NBSP = "\u00a0"
WIDEST_PHRASE = 13
"""Base letters; 13 of Maitree at 29 px are at most 300 px, the text width of the smallest phone."""
NARROW = 7
"""Base letters that the first column of a table holds on the smallest phone."""
COMMON = 7.0
"""Log of frequency from which a word is surely in a browser's dictionary; a rarer one is kept whole by joiners."""
SHORT = 3
"""Base letters of a phrase too short to stand alone."""

_MONTHS = "ม.ค.|ก.พ.|มี.ค.|เม.ย.|พ.ค.|มิ.ย.|ก.ค.|ส.ค.|ก.ย.|ต.ค.|พ.ย.|ธ.ค."
_UNITS = "บาท|คน|ครั้ง|วัน|ปี|เดือน|สัปดาห์|ชั่วโมง|นาที|ข้อ|ขั้น|เรื่อง|กิโลเมตร|กก\\.|กม\\.|หมู่|ตำบล|ราย|แห่ง|ชุด|แผ่น"
_BEFORE_REPEAT = re.compile(r"(?<! ) +(?=ๆ|ฯลฯ)")
_DAY_MONTH = re.compile(rf"(?<=[0-9๐-๙]) (?=(?:{_MONTHS.replace('.', chr(92) + '.')}))")
_MONTH_YEAR = re.compile(rf"((?:{_MONTHS.replace('.', chr(92) + '.')})) (?=[0-9๐-๙])")
_NUMBER_UNIT = re.compile(rf"(?<=[0-9๐-๙]) (?={_UNITS})")
_THAI = frozenset(map(chr, range(0x0E01, 0x0E4F)))
_COMBINING = re.compile("[\u0e31\u0e34-\u0e3a\u0e47-\u0e4e]")
_LEADING = re.compile(
    "การ|ความ|ที่|ซึ่ง|ของ|ใน|และ|หรือ|แต่|ไม่|จะ|ให้|กับ|จาก|ตาม|เพื่อ|โดย|ถ้า|เมื่อ|ก่อน|หลัง|อย่า|เคย|กำลัง|ต้อง|ควร|ผู้"
    "|นัก|ทุก|บาง|แต่ละ|เป็น|คือ|ถึง|ต่อ|แก่|แด่|ทาง|อย่าง|ขอ|ยัง|จึง|ก็|น่า|ชาว|เวลา|มี|คน|เรื่อง|ด้วย"
)
"""Small words that lean on the one after them."""
_TRAILING = re.compile("ๆ|แล้ว|ได้|อยู่|ขึ้น|ลง|ไว้|ไป|มา|กัน|เอง|นี้|นั้น|เลย|นะ|สุด|ว่า")
"""Small words that lean on the one before them."""


def kept_together(text: str) -> str:
    """Spaces that must not end a line made hard: before ๆ, inside dates, between number and unit."""
    text = _BEFORE_REPEAT.sub(NBSP, text)
    text = _DAY_MONTH.sub(NBSP, text)
    text = _MONTH_YEAR.sub(rf"\1{NBSP}", text)
    return _NUMBER_UNIT.sub(NBSP, text)


def base_letters(text: str) -> int:
    """Letters that take room of their own; vowels and tone marks above and below take none."""
    return len(_COMBINING.sub("", text.replace(JOINER, "").replace(TURN, "")))


class Cutter(Protocol):
    """What is needed of a `harvester.thai.segment.Segmenter`."""

    def cut(self, text: str) -> list[str]:
        """The words of a text, joined they are the text."""
        ...

    def parts(self, word: str) -> list[str]:
        """The parts of a compound."""
        ...


class Typography:
    """Knows which words belong together; `names` are words that are not in the browser's dictionary."""

    def __init__(self, segmenter: Cutter, names: Iterable[str] = ()) -> None:
        self._segmenter = segmenter
        self._names = frozenset(names)
        self._joined: dict[str, str] = {}

    def words(self, text: str) -> list[str]:
        """The text in pieces between which a line may turn; joined they are the text."""
        return self._segmenter.cut(text)

    def word(self, word: str) -> str:
        """A word with joiners where the browser's dictionary would wrongly cut it."""
        done = self._joined.get(word)
        if done is None:
            done = self._joined[word] = self._join(word)
        return done

    def running(self, text: str) -> str:
        """Running text, ready to be escaped."""
        return kept_together("".join(turn + shown for turn, _, shown in self.set_words(text)))

    def set_words(self, text: str) -> Iterator[tuple[str, str, str]]:
        """Each word of a text: what stands before it, the word, and the word as it is shown."""
        before = " "
        for word in self.words(text):
            yield TURN if _are_apart(before, word) else "", word, self.word(word)
            before = word

    def phrases(self, text: str) -> Markup:
        """A title as phrases that never break, `<wbr>` between: safe HTML."""
        runs: list[Markup] = []
        for run in kept_together(text).split(" "):
            runs.append(Markup("<wbr>").join(map(self._nowrap, self._grouped(run))))
        return Markup(" ").join(runs)

    def narrow(self, text: str) -> Markup:
        """A label for a narrow column: a line may turn at every word, and between the parts of a long one."""
        parts = (part for token in self.words(text) for part in self._narrow(token, NARROW))
        return Markup("<wbr>").join(Markup('<span class="nb">{}</span>').format(part) for part in parts)

    def _nowrap(self, phrase: str) -> Markup:
        if base_letters(phrase) > WIDEST_PHRASE + 2:
            return Markup("<wbr>").join(map(escape, self._segmenter.cut(phrase)))
        return Markup('<span class="nb">{}</span>').format(phrase)

    def _grouped(self, run: str) -> Iterator[str]:
        """Words put together with the small words that lean on them, none wider than the smallest phone."""
        phrase, leaning = "", False
        for word in (part for token in self.words(run) for part in self._narrow(token, WIDEST_PHRASE)):
            fits = base_letters(phrase + word) <= WIDEST_PHRASE
            if phrase and not (
                fits and (leaning or _TRAILING.fullmatch(word) or not _turns(word) or not _opens(phrase))
            ):
                yield phrase
                phrase = ""
            phrase += word
            leaning = _LEADING.fullmatch(word) is not None or base_letters(phrase) <= SHORT
        if phrase:
            yield phrase

    def _narrow(self, word: str, widest: int) -> list[str]:
        return [word] if base_letters(word) <= widest else self._segmenter.parts(word) or [word]

    def _join(self, word: str) -> str:
        if len(word) < 4 or word.isascii() or " " in word:
            return word
        parts = self._segmenter.parts(word) or [word]
        if "".join(parts) != word:
            return word
        if base_letters(word) > WIDEST_PHRASE and len(parts) > 1:
            return TURN.join(map(self.word, parts))
        return JOINER.join(map(self._known, parts))

    def _known(self, word: str) -> str:
        """A simple word, with joiners where a browser may not know it."""
        unknown = word in self._names or commonness(word) < COMMON
        return JOINER.join(clusters(word)) if unknown and _THAI.issuperset(word) else word


def _are_apart(before: str, word: str) -> bool:
    """Whether two words stand side by side in one run of Thai letters, and a line may turn between them."""
    return (
        before[-1] in _THAI and word[0] in _THAI and word[0] not in "ๆฯ" and min(len(before), len(word)) > 1
    )


def _turns(word: str) -> bool:
    """Whether a line may turn before this word: not before a closing sign or a bare mark."""
    return word[0].isalnum() or word[0] in "“‘([เแโใไ"


def _opens(phrase: str) -> bool:
    """Whether a line may turn after this phrase: not after an opening sign."""
    return phrase[-1] not in "“‘([/-"
