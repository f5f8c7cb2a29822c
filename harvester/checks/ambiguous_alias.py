"""Words of the vocabulary that lead to two entries."""

from __future__ import annotations

from collections.abc import Iterator

from harvester.model import Entry, Library, forms_of
from harvester.model.diagnostics import Finding
from harvester.thai.text import fold


def ambiguous_alias(library: Library) -> Iterator[Finding]:
    """คำเดียวในคลังคำชี้ไปสองรายการ

    เมื่อเจอคำนี้ในบทเรียน คลังจะไม่รู้ว่าหมายถึงรายการไหน ให้คำหนึ่งคำอยู่กับรายการเดียว

    *ผิด / Bad:*

        - {label: การประชุม, aliases: [วงคุย]}
        - {label: สนทนากลุ่ม, aliases: [วงคุย]}

    *ถูก / Good:*

        - {label: การประชุม}
        - {label: สนทนากลุ่ม, aliases: [วงคุย]}
    """
    words = library.vocabulary
    kinds: tuple[tuple[Entry, ...], ...] = (
        words.tags,
        words.terms,
        words.roles,
        words.organisations,
        words.programmes,
    )
    for entries in kinds:
        first: dict[str, Entry] = {}
        for entry in entries:
            for form in dict.fromkeys(map(fold, forms_of(entry))):
                other = first.setdefault(form, entry)
                if other is not entry:
                    message = f"“{form}” เป็นชื่อของทั้ง “{other.label}” และ “{entry.label}”"
                    yield Finding(entry.place, message, "ลบคำนี้ออกจากรายการหนึ่ง หรือรวมสองรายการเข้าด้วยกัน")
