"""Abbreviations of a text, and what they stand for where the text or the vocabulary says it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from harvester.drafting.draft import Said
from harvester.drafting.understanding.clues import Clues
from harvester.thai.dates import SHORT_MONTHS

_ATTACHED = re.compile(r"(?:[เแโใไ]?[ก-ฮ]{2,4}\.)+")
_LATIN = re.compile(r"(?<![A-Za-z])[A-Z][A-Z&]{1,6}(?![A-Za-z])")
_EXPANDED = re.compile(
    r"(?P<long>[ก-๎A-Za-z][ก-๎A-Za-z ]{5,90}?)\s?\(\s?(?P<short>[A-Z]{2,7}|(?:[เแโใไ]?[ก-ฮ]{1,4}\.)+)\s?\)"
)
_COMMON = frozenset(
    (
        "จ.",
        "อ.",
        "ต.",
        "ม.",
        "น.",
        "ถ.",
        "ซ.",
        "พ.ศ.",
        "ค.ศ.",
        "ร.ศ.",
        "ดร.",
        "ผศ.",
        "รศ.",
        "ศ.",
        "นพ.",
        "พญ.",
        "โทร.",
        "กม.",
        "ซม.",
        "มม.",
        "กก.",
        "ว.ด.ป.",
        "น.ส.",
        "ร.ต.",
        "พ.ต.",
        "พล.",
        "ฯลฯ.",
        *SHORT_MONTHS,
    )
)


def terms(clues: Clues) -> Iterator[Said]:
    """Each abbreviation once, by its first place: `พชอ. = คณะกรรมการ…` where the long form is known."""
    known = {short: term.label for term in clues.vocabulary.terms for short in term.abbreviations}
    known |= {short: body.label for body in clues.vocabulary.organisations for short in body.abbreviations}
    for match in _EXPANDED.finditer(clues.text):
        known.setdefault(match["short"], match["long"].strip())
    first: dict[str, tuple[int, int]] = {}
    for pattern in (_ATTACHED, _LATIN):
        for match in pattern.finditer(clues.text):
            if match[0] not in _COMMON and _stands(clues.text, match.start(), match[0]):
                first.setdefault(match[0], match.span())
    for short, span in sorted(first.items(), key=lambda found: found[1]):
        long = known.get(short) or known.get(short.rstrip("."))
        yield clues.at(*span, 0.9 if long else 0.7, "terms", f"{short} = {long}" if long else short)


def _stands(text: str, start: int, short: str) -> bool:
    """Not the end of a longer word: consonants before it would belong to it."""
    before = text[start - 1] if start else " "
    if short.isascii():
        return True
    return not ("ก" <= before <= "๎") or text[max(0, start - 3) : start].endswith(
        ("กับ", "ของ", "าน", "ระหว่าง", "ทีม", "และ")
    )
