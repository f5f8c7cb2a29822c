"""Checks of single fields: dates and reviews, places that the gazetteer does not know, sources and licences."""

from collections.abc import Callable, Iterator

from harvester.model import Lesson, Library, Locality, Trial
from harvester.model.diagnostics import Finding, Place
from harvester.model.licences import is_all_rights_reserved, is_known
from harvester.model.schema import values_of
from harvester.thai.dates import ThaiDate
from harvester.thai.places import Found, find
from harvester.thai.text import did_you_mean


def overdue_review(library: Library) -> Iterator[Finding]:
    """เลยกำหนดทบทวนบทเรียนแล้ว"""
    for lesson in library.lessons:
        due = lesson.review_after
        if due and library.today and library.is_in_use(lesson) and has_passed(due, library.today):
            message = f"ครบกำหนดทบทวน {due.thai_short()} แล้ว"
            hint = "ตรวจว่ายังใช้ได้ แล้วเลื่อน review_after หรือเปลี่ยน status เป็น retired"
            yield Finding(lesson.place_of("review_after"), message, hint)


def has_passed(due: ThaiDate, today: ThaiDate) -> bool:
    """The whole of a day, month or year has passed."""
    end = due.end or due
    return (end.year, end.month or 12, end.day or 31) < (today.year, today.month or 1, today.day or 1)


def future_date(library: Library) -> Iterator[Finding]:
    """วันที่อยู่ในอนาคต"""
    if library.today is None:
        return
    for date, place in _dates(library):
        if (date.year, date.month or 1, date.day or 1) > (
            library.today.year,
            library.today.month or 12,
            library.today.day or 31,
        ):
            yield Finding(place, f"{date.thai_short()} ยังมาไม่ถึง", "ตรวจปี พ.ศ. ที่พิมพ์")


def _records(library: Library) -> tuple[Lesson | Trial, ...]:
    return *library.lessons, *library.trials


def _dates(library: Library) -> Iterator[tuple[ThaiDate, Place]]:
    for one in _records(library):
        for row, key, value in values_of(one):
            if row.kind == "date" and not row.ahead:
                yield value, one.place_of(key)


_LABELS = {"province": "จังหวัด", "district": "อำเภอ", "subdistrict": "ตำบล"}


def unknown_place(library: Library) -> Iterator[Finding]:
    """ชื่อจังหวัด อำเภอ หรือตำบลไม่ตรงกับทำเนียบ"""
    for one in _records(library):
        if one.place is not None:
            yield from _check_place(one.place, one.place_of)


def _check_place(place: Locality, where: Callable[[str], Place]) -> Iterator[Finding]:
    found = find(place.province, place.district, place.subdistrict)
    if found.wrong:
        name = getattr(place, found.wrong)
        message = f"ไม่มี{_LABELS[found.wrong]} “{name[:60]}”{_inside(found)}"
        if found.choices:
            message = f"มี{_LABELS[found.wrong]}ชื่อ “{name[:60]}” หลายแห่ง"
        yield Finding(where(f"place.{found.wrong}"), message, _hint(found), width=len(name))


def _inside(found: Found) -> str:
    return f" ใน {found.place.thai()}" if found.place.province else " ในทำเนียบ"


def _hint(found: Found) -> str:
    hints = []
    if found.suggestions:
        hints.append(did_you_mean(found.suggestions))
    if found.elsewhere:
        hints.append(f"ชื่อนี้อยู่ที่ {' หรือ '.join(other.thai() for other in found.elsewhere[:3])}")
    if found.choices:
        hints.append(f"บอกให้ชัดว่าเป็น {' หรือ '.join(other.thai() for other in found.choices[:3])}")
    return " · ".join(hints) or "ตรวจตัวสะกด ไม่ต้องมีคำว่าจังหวัด อำเภอ ตำบลนำหน้า"


def missing_source_licence(library: Library) -> Iterator[Finding]:
    """ต้นเรื่องยังไม่บอกสัญญาอนุญาต"""
    for lesson in library.lessons:
        if (
            lesson.source is not None
            and (lesson.source.url or lesson.source.title)
            and not lesson.source.licence
        ):
            yield Finding(
                lesson.place_of("source"),
                "ช่อง source ยังไม่มี licence (สัญญาอนุญาต)",
                "ดูที่ต้นเรื่อง แล้วเขียนเช่น CC-BY-4.0 หรือ all-rights-reserved",
            )


def unknown_licence(library: Library) -> Iterator[Finding]:
    """ไม่รู้จักสัญญาอนุญาตนี้"""
    for lesson in library.lessons:
        named = lesson.source.licence if lesson.source else ""
        if named and not is_known(named):
            hint = (
                "ใช้ CC-BY-4.0 CC-BY-SA-4.0 public-domain all-rights-reserved (สงวนสิทธิ์) หรือ not-stated (ไม่ระบุ)"
            )
            place = lesson.place_of("source.licence")
            yield Finding(place, f"ไม่รู้จักสัญญาอนุญาต “{named[:60]}”", hint, width=len(named))


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
            message = f"ต้นเรื่องสงวนสิทธิ์ แต่เนื้อหายาว {letters:,} ตัวอักษร"
            hint = f"ย่อด้วยคำของเราเองให้ไม่เกิน {MOST:,} ตัวอักษร หรือขออนุญาตแล้วใส่ช่อง consent"
            yield Finding(lesson.place_of("source.licence"), message, hint)
