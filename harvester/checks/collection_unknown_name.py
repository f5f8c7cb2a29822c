"""Collections that ask for lessons, tags, series or roles which are not there."""

from __future__ import annotations

from collections.abc import Iterator

from harvester.model import Library
from harvester.model.diagnostics import Finding
from harvester.model.selection import unknown_names


def collection_unknown_name(library: Library) -> Iterator[Finding]:
    """ชุดบทเรียนเรียกสิ่งที่ไม่มีในคลัง

    ids ต้องเป็น id ของบทเรียน ส่วน tags series และ roles ต้องเป็นคำที่มีบทเรียนใช้

    *ผิด / Bad:*

        ids: [cordinate-before-visit]

    *ถูก / Good:*

        ids: [coordinate-before-visit]
    """
    for collection in library.collections:
        yield from unknown_names(library, collection)
