"""The table of section headings: what a heading introduces, by every Thai name people give it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from harvester.model import SectionKind
from harvester.model.names import of_heading
from harvester.thai.text import fold, near_names, normalise


@dataclass(frozen=True, slots=True)
class SectionRow:
    """One kind of section: canonical Thai heading, aliases, and the hint a writer sees."""

    kind: SectionKind
    label: str
    aliases: tuple[str, ...]
    hint: str


def _rows() -> Iterator[SectionRow]:
    for line in files("harvester.model").joinpath("sections.tsv").read_text("utf-8").splitlines():
        kind, label, hint, aliases = line.split("\t")
        yield SectionRow(SectionKind(kind), label, tuple(filter(None, aliases.split(", "))), hint)


SECTIONS: tuple[SectionRow, ...] = tuple(_rows())
"""The rows of `sections.tsv`: kind, heading, hint, aliases."""
ALONGSIDE = ("บทเรียนย่อย", "ลำดับกิจกรรม", "เนื้อหาที่ยังไม่ได้จัด", "ความเห็นท้ายบันทึก", "เรื่องอื่น")
"""Headings that drafts of old documents hold: no part of a lesson that the table names, and no mistake."""
PLACEHOLDERS = ("เขียนสรุปด้วยคำของเราเองตรงนี้", "_No response_")
"""What is in a draft or a form where someone is still to write; no words of a lesson."""
_BY_NAME = {fold(name): row for row in SECTIONS for name in (row.label, *row.aliases, row.kind.value)}
_ALONGSIDE = frozenset(map(fold, ALONGSIDE))
_NUMBER = re.compile(r"^\s*(?:(?:ที่|ข้อที่|ข้อ)?\s*[0-9๐-๙]+\s*[.):]?\s+|[0-9๐-๙]+\s*[.)]\s*)")
_MARKS = re.compile(r"\s{0,9}\{[#.][^{}]{0,200}\}\s*$|[*_`]|\s{0,9}(?:->|→)\s*$")
_CUT = re.compile(r"^(?P<name>[^:：–—]+?)\s*(?:[:：]|\s[–—-]\s)\s*(?P<rest>.*)$", re.DOTALL)
_TECHNIQUE = re.compile(r"^เทคนิค(?:ที่)?\s*(?:[0-9๐-๙]+\s*[.):]?\s*|[:：]\s*|\s+)(?P<rest>.*)$", re.DOTALL)
LONGEST = 500
"""Characters of a heading that are looked at."""


def plain_heading(heading: str) -> str:
    """The heading's words: no emphasis, attribute lists, arrows, trailing colon."""
    return _MARKS.sub("", normalise(heading[:LONGEST])).strip().rstrip(":：").strip()


def section_named(heading: str) -> tuple[SectionRow | None, str]:
    """What a heading introduces, and the words left over (a technique's name); `(None, heading)` if unknown."""
    return _section_named(heading[:LONGEST])


@lru_cache(maxsize=4096)
def _section_named(heading: str) -> tuple[SectionRow | None, str]:
    plain = of_heading(plain_heading(heading))[1]
    unnumbered = _NUMBER.sub("", plain)
    for text in (plain, unnumbered):
        if (row := _BY_NAME.get(fold(text))) is not None:
            return row, ""
    if (match := _TECHNIQUE.match(unnumbered)) is not None:
        return _BY_NAME[fold("เทคนิค")], match["rest"].strip().lstrip(":： ").strip()
    if (match := _CUT.match(unnumbered)) is not None and (
        row := _BY_NAME.get(fold(_bare(match["name"])))
    ) is not None:
        return row, match["rest"].strip()
    return None, plain


def _bare(name: str) -> str:
    return re.sub(r"\s*(?:ที่\s*)?[0-9๐-๙]+\s*$", "", name)


def is_alongside(heading: str) -> bool:
    """Whether a heading is one of `ALONGSIDE`."""
    return fold(plain_heading(heading)) in _ALONGSIDE


def nearest_section(heading: str) -> tuple[str, str]:
    """What of a heading is misspelt, and the known name that was most likely meant; empty when none is near.

    A name may be before a colon (`เทคนิด: นัดด้วยใจ`), and what follows the colon is not looked at.
    """
    plain = plain_heading(heading)
    for name in dict.fromkeys((plain, re.split(r"\s*[:：]", plain)[0])):
        for near in near_names(name, _BY_NAME, 1, slips=True):
            row = _BY_NAME[near]
            return name, next(one for one in (row.label, *row.aliases, row.kind.value) if fold(one) == near)
    return "", ""
