"""Names and years that are nearly right: a misspelt field, a heading that is not yet one, a year of the wrong era."""

import re
from collections.abc import Iterator

from harvester.model import SectionKind
from harvester.model.diagnostics import Finding
from harvester.model.fields import names_of
from harvester.model.lesson import Lesson, field_named, path_named
from harvester.model.sections import SECTIONS, nearest_section, section_named
from harvester.reading.syntax_slips.source import Line, Source
from harvester.thai.dates import DateError, parse_date
from harvester.thai.text import arabic, fold, near_names

_HEADING = re.compile(r"^(?P<marks>[#＃]{1,6})(?P<blank>[ \t]*)(?P<name>\S.*?)[ \t#]*$")
_BARE_HEADING = re.compile(r"^(?P<mark>\*\*|__|)(?P<name>[ก-๙A-Za-z][^*_|>]*?)(?P=mark)\s*$")
_NAMED_TECHNIQUE = re.compile(r"เทคนิค(?:ที่\s*[0-9๐-๙]+)?\s*[:：]\s*\S")
_SECTION_NAMES = frozenset(fold(name) for row in SECTIONS for name in (row.label, *row.aliases))
LONGEST = 300
"""Characters of a line that may still be a heading."""
_FIELD_NAMES = names_of(Lesson)


def misspelt_key(source: Source) -> Iterator[Finding]:
    """ชื่อช่องในส่วนหัวสะกดไม่ตรง แต่ใกล้กับช่องที่มีอยู่"""
    for entry in source.entries:
        if not entry.is_top or path_named(entry.key):
            continue
        for name in near_names(entry.key, _FIELD_NAMES, 1, slips=True):
            if _FIELD_NAMES[name] not in _used_words(source):
                start, end = entry.key_start, entry.key_start + len(entry.key)
                related = (_FIELD_NAMES[name],)
                yield source.mended(start, end, "misspelt-key", entry.key, name, right=name, related=related)


def heading_without_space(source: Source) -> Iterator[Finding]:
    """หลังเครื่องหมาย ## ต้องเว้นวรรคหนึ่งครั้ง"""
    for line in source.body:
        if line.text[:1] not in ("#", "＃"):
            continue
        match = _HEADING.match(line.text) if len(line.text) < LONGEST else None
        if match is None or (match["blank"] and "＃" not in match["marks"]):
            continue
        if section_named(match["name"])[0] is None and not nearest_section(match["name"])[1]:
            continue
        marks = "#" * len(match["marks"])
        end = line.start + match.end("blank")
        values = (marks, match["name"])
        yield source.mended(line.start, end, "heading-without-space", *values, right=f"{marks} ")


def heading_without_marks(source: Source) -> Iterator[Finding]:
    """หัวข้อต้องขึ้นต้นด้วย ##"""
    numbers = {line.number for line in source.body}
    for line in source.body:
        if len(line.text) > LONGEST or not (match := _BARE_HEADING.match(line.text)):
            continue
        name = match["name"]
        row, rest = section_named(name)
        whole = not rest and fold(name.rstrip(":： ")) in _SECTION_NAMES
        named = row is not None and row.kind is SectionKind.TECHNIQUE and _NAMED_TECHNIQUE.match(name)
        if not (whole or named) or not _stands_alone(source, line, numbers):
            continue
        right = f"## {name.rstrip(':： ')}"
        yield source.mended(line.start, line.end, "heading-without-marks", right, right=right)


def _stands_alone(source: Source, line: Line, numbers: set[int]) -> bool:
    """As a heading would: a blank line before and after, then something for it to introduce."""
    before = [one.text for one in source.lines[: line.number - 1] if one.number in numbers]
    after = [one.text for one in source.lines[line.number :]]
    if (before and before[-1].strip()) or not after or after[0].strip():
        return False
    introduced = next((text for text in after if text.strip()), "#")
    last = next((text for text in reversed(before) if text.strip()), "")
    return not introduced.startswith("#") and not last.startswith("#")


def _used_words(source: Source) -> set[str]:
    fields = (field_named(entry.key) for entry in source.entries if entry.is_top)
    return {field.key for field in fields if field is not None}


_ERA = re.compile(r"(?P<era>[พค]\s?\.\s?ศ\s?\.?)\s*(?P<year>[0-9๐-๙]{4})(?![0-9๐-๙])")
_ISO = re.compile(r"(?P<year>2[45]\d\d)(-\d{1,2}){1,2}")
_DATES = ("date", "review_after")


def wrong_era(source: Source) -> Iterator[Finding]:
    """ปีพุทธศักราชกับคริสต์ศักราชสลับกัน"""
    if not _ERA.search(source.text):
        return
    for line in (*source.front, *source.body):
        for match in _ERA.finditer(line.text):
            year = int(arabic(match["year"]))
            christian = match["era"].startswith("ค")
            right, years = ("พ.ศ.", range(2400, 2701)) if christian else ("ค.ศ.", range(1850, 2158))
            if year in years:
                start, end = line.start + match.start("era"), line.start + match.end("era")
                values, mend = (match["year"], match["era"], right), (start, end, right)
                yield source.finding(start, line.start + match.end(), "wrong-era", *values, mend=mend)


def buddhist_year_in_iso_date(source: Source) -> Iterator[Finding]:
    """วันที่แบบ ปี-เดือน-วัน ใช้ปี พ.ศ."""
    for entry in source.entries:
        field = field_named(entry.key)
        value = entry.value.strip("\"'")
        if field is None or field.key not in _DATES or not _ISO.fullmatch(arabic(value)):
            continue
        try:
            thai = parse_date(value).thai_short()
        except DateError:
            continue
        yield source.value_finding(entry, "buddhist-year-in-iso-date", thai, right=thai)
