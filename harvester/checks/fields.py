"""Checks of single fields: dates and reviews, places that the gazetteer does not know, sources and licences."""

from collections.abc import Callable, Iterator

from harvester.checks._body import say
from harvester.model import Lesson, Library, Locality, Trial
from harvester.model.diagnostics import Finding, Place
from harvester.model.fields import values_of
from harvester.model.licences import is_all_rights_reserved, is_known
from harvester.thai.dates import ThaiDate
from harvester.thai.places import Found, find
from harvester.thai.text import did_you_mean


def overdue_review(library: Library) -> Iterator[Finding]:
    """เลยกำหนดทบทวนบทเรียนแล้ว"""
    for lesson in library.lessons:
        due = lesson.review_after
        if due and library.today and library.is_in_use(lesson) and has_passed(due, library.today):
            yield say("overdue-review", lesson.place_of("review_after"), due.thai_short())


def has_passed(due: ThaiDate, today: ThaiDate) -> bool:
    """The whole of a day, month or year has passed."""
    end = due.end or due
    return (end.year, end.month or 12, end.day or 31) < (today.year, today.month or 1, today.day or 1)


def future_date(library: Library) -> Iterator[Finding]:
    """วันที่อยู่ในอนาคต"""
    if (now := library.today) is None:
        return
    today = (now.year, now.month or 12, now.day or 31)
    for one in _records(library):
        for row, key, date in values_of(one):
            ahead = row.kind == "date" and (date.year, date.month or 1, date.day or 1) > today
            if ahead and not row.ahead:
                yield say("future-date", one.place_of(key), date.thai_short())


def _records(library: Library) -> tuple[Lesson | Trial, ...]:
    return *library.lessons, *library.trials


_LABELS = {"province": "จังหวัด", "district": "อำเภอ", "subdistrict": "ตำบล"}


def unknown_place(library: Library) -> Iterator[Finding]:
    """ชื่อจังหวัด อำเภอ หรือตำบลไม่ตรงกับทำเนียบ"""
    for one in _records(library):
        if one.place is not None:
            yield from _check_place(one.place, one.place_of)


def _check_place(place: Locality, where: Callable[[str], Place]) -> Iterator[Finding]:
    found = find(place.province, place.district, place.subdistrict)
    if found.wrong:
        name, key = getattr(place, found.wrong), "unknown-place/choices" if found.choices else "unknown-place"
        inside = f"ใน {found.place.thai()}" if found.place.province else "ในทำเนียบ"
        values = (_LABELS[found.wrong], name, inside)
        yield say(key, where(f"place.{found.wrong}"), *values, hint=_hint(found), width=len(name))


def _hint(found: Found) -> str:
    hints = []
    if found.suggestions:
        hints.append(did_you_mean(found.suggestions))
    if found.elsewhere:
        hints.append(f"ชื่อนี้อยู่ที่ {' หรือ '.join(other.thai() for other in found.elsewhere[:3])}")
    if found.choices:
        hints.append(f"บอกให้ชัดว่าเป็น {' หรือ '.join(other.thai() for other in found.choices[:3])}")
    return " · ".join(hints)


def missing_source_licence(library: Library) -> Iterator[Finding]:
    """ต้นเรื่องยังไม่บอกสัญญาอนุญาต"""
    for lesson in library.lessons:
        source = lesson.source
        if source is not None and (source.url or source.title) and not source.licence:
            yield say("missing-source-licence", lesson.place_of("source"))


def unknown_licence(library: Library) -> Iterator[Finding]:
    """ไม่รู้จักสัญญาอนุญาตนี้"""
    for lesson in library.lessons:
        named = lesson.source.licence if lesson.source else ""
        if named and not is_known(named):
            yield say("unknown-licence", lesson.place_of("source.licence"), named, width=len(named))


MOST = 4000
"""Letters of body that a summary in one's own words may take."""


def full_text_of_reserved_source(library: Library) -> Iterator[Finding]:
    """เนื้อหายาวเกินสรุป ทั้งที่ต้นเรื่องสงวนสิทธิ์"""
    for lesson in library.lessons:
        source = lesson.source
        if source is None or source.consent or not is_all_rights_reserved(source.licence):
            continue
        letters = sum(map(len, lesson.body.split()))
        if letters > MOST:
            yield say("full-text-of-reserved-source", lesson.place_of("source.licence"), letters, MOST)
