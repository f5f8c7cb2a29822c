"""Collections that gather nothing."""

from __future__ import annotations

from collections.abc import Iterator

from harvester.model import Library
from harvester.model.diagnostics import Finding
from harvester.model.selection import select


def empty_collection(library: Library) -> Iterator[Finding]:
    """ชุดบทเรียนนี้ไม่มีบทเรียนเลย

    ไม่มีบทเรียนใดตรงกับที่เลือกไว้ เล่มที่พิมพ์จะว่างเปล่า

    *ผิด / Bad:*

        title: ชุดคนทำงานพื้นที่
        tags: [แท็กที่ไม่มีใครใช้]

    *ถูก / Good:*

        title: ชุดคนทำงานพื้นที่
        tags: [การประสานงาน]
    """
    for collection in library.collections:
        if not collection.query and not select(library, collection):
            message = f"ชุด “{collection.title[:60]}” ไม่มีบทเรียนเลย"
            yield Finding(collection.place, message, "เพิ่ม ids หรือเลือกแท็ก จังหวัด บทบาทที่มีบทเรียน")
