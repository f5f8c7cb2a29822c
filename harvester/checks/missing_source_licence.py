"""Sources without terms."""

from __future__ import annotations

from collections.abc import Iterator

from harvester.model import Library
from harvester.model.diagnostics import Finding


def missing_source_licence(library: Library) -> Iterator[Finding]:
    """ต้นเรื่องยังไม่บอกสัญญาอนุญาต

    ถ้าไม่รู้ว่าเจ้าของอนุญาตแค่ไหน จะพิมพ์แจกหรือดัดแปลงไม่ได้ ถ้าไม่พบให้ถือว่าสงวนสิทธิ์

    *ผิด / Bad:*

        source: {title: บันทึกของคุณชาย, url: https://example.org/1}

    *ถูก / Good:*

        source: {title: บันทึกของคุณชาย, url: https://example.org/1, licence: CC-BY-4.0}
    """
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
