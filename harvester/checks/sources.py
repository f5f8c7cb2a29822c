"""What a lesson says of its source and its licence."""

from __future__ import annotations

from collections.abc import Iterator

from harvester.model import Library
from harvester.model.diagnostics import Finding
from harvester.model.licences import is_all_rights_reserved, is_known


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
