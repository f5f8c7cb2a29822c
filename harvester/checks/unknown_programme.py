"""Programmes that the vocabulary does not hold."""

from __future__ import annotations

from collections.abc import Iterator

from harvester.checks._names import known, suggestion
from harvester.model import Library
from harvester.model.diagnostics import Finding
from harvester.thai.text import fold


def unknown_programme(library: Library) -> Iterator[Finding]:
    """โครงการนี้ไม่มีในคลังคำ

    ชื่อโครงการที่สะกดตรงกันทำให้บทเรียนของโครงการเดียวกันอยู่หน้าเดียวกัน คำใหม่เพิ่มได้ใน vocabulary/programmes.yml

    *ผิด / Bad:*

        programme: การจัดการความรู้แก้จนเมืองนครฯ ปี 2

    *ถูก / Good:*

        programme: การจัดการความรู้แก้จนเมืองนคร
    """
    programmes = known(library.vocabulary.programmes)
    for lesson in library.lessons if programmes else ():
        name = lesson.programme
        if name and fold(name) not in programmes:
            hint = suggestion(name, (entry.label for entry in library.vocabulary.programmes))
            hint = hint or "เพิ่มโครงการนี้ใน vocabulary/programmes.yml"
            yield Finding(
                lesson.place_of("programme"), f"ไม่มีโครงการ “{name[:60]}” ในคลังคำ", hint, width=len(name)
            )
