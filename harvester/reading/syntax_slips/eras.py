"""Years of the wrong era: a Buddhist year called Christian, or set into a form that means Christian years."""

from __future__ import annotations

import re
from collections.abc import Iterator

from harvester.model.diagnostics import Finding, Fix
from harvester.model.schema import field_named
from harvester.reading.syntax_slips.source import Source
from harvester.thai.dates import DateError, parse_date
from harvester.thai.text import arabic

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
            right = (
                "พ.ศ."
                if christian and 2400 <= year <= 2700
                else "ค.ศ."
                if not christian and 1850 <= year <= 2157
                else ""
            )
            if right:
                start, end = line.start + match.start("era"), line.start + match.end("era")
                yield source.finding(
                    start,
                    line.start + match.end(),
                    f"ปี {match['year']} ไม่ใช่ {match['era']}",
                    f"เขียนเป็น {right} {match['year']}",
                    Fix(f"เปลี่ยนเป็น {right}", start, end, right),
                )


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
        fix = Fix(f"เขียนเป็น {thai}", entry.value_start, entry.value_end, thai)
        message = f"อ่านเป็น {thai} เพราะปีเป็น พ.ศ."
        yield source.finding(
            entry.value_start, entry.value_end, message, f"เขียนเป็น {thai} จะไม่มีใครอ่านผิด", fix
        )
