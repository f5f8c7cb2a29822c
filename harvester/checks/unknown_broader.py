"""Broader tags and related terms that the vocabulary does not hold."""

from __future__ import annotations

from collections.abc import Iterator

from harvester.checks._names import known, suggestion
from harvester.model import Library
from harvester.model.diagnostics import Finding
from harvester.thai.text import fold


def unknown_broader(library: Library) -> Iterator[Finding]:
    """คลังคำโยงไปคำที่ไม่มี

    broader ของแท็ก และ see ของคำในอภิธาน ต้องเป็นคำที่อยู่ในคลังคำด้วยกัน

    *ผิด / Bad:*

        - {label: การประชุม, broader: ทำงานทีม}

    *ถูก / Good:*

        - {label: การประชุม, broader: การทำงานเป็นทีม}
        - {label: การทำงานเป็นทีม}
    """
    tags, terms = known(library.vocabulary.tags), known(library.vocabulary.terms)
    for tag in library.vocabulary.tags:
        if tag.broader and fold(tag.broader) not in tags:
            hint = suggestion(tag.broader, tags.values()) or "เพิ่มแท็กนี้ หรือลบ broader"
            yield Finding(tag.place, f"แท็ก “{tag.label}” อยู่ใต้ “{tag.broader}” ซึ่งไม่มี", hint)
    for term in library.vocabulary.terms:
        for name in term.see:
            if fold(name) not in terms and fold(name) not in tags:
                hint = suggestion(name, terms.values()) or "เพิ่มคำนี้ หรือลบออกจาก see"
                yield Finding(term.place, f"คำ “{term.label}” ให้ดู “{name}” ซึ่งไม่มี", hint)
