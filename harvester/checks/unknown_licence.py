"""Licences that tell a reader nothing."""

from __future__ import annotations

from collections.abc import Iterator

from harvester.model import Library
from harvester.model.diagnostics import Finding
from harvester.model.licences import is_known


def unknown_licence(library: Library) -> Iterator[Finding]:
    """ไม่รู้จักสัญญาอนุญาตนี้

    คนอ่านต้องรู้ว่าพิมพ์แจกหรือดัดแปลงได้แค่ไหน ใช้ชื่อที่รู้จักกันทั่วไป ถ้าต้นทางไม่บอกให้เขียน not-stated

    *ผิด / Bad:*

        source: {title: บันทึกของคุณชาย, licence: ใช้ได้เลย}

    *ถูก / Good:*

        source: {title: บันทึกของคุณชาย, licence: CC-BY-4.0}
    """
    for lesson in library.lessons:
        named = lesson.source.licence if lesson.source else ""
        if named and not is_known(named):
            hint = (
                "ใช้ CC-BY-4.0 CC-BY-SA-4.0 public-domain all-rights-reserved (สงวนสิทธิ์) หรือ not-stated (ไม่ระบุ)"
            )
            place = lesson.place_of("source.licence")
            yield Finding(place, f"ไม่รู้จักสัญญาอนุญาต “{named[:60]}”", hint, width=len(named))
