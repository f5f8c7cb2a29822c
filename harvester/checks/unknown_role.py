"""Roles that the vocabulary does not hold."""

from __future__ import annotations

from collections.abc import Iterator

from harvester.checks._names import known, suggestion
from harvester.model import Library
from harvester.model.diagnostics import Finding, Place
from harvester.thai.text import fold


def unknown_role(library: Library) -> Iterator[Finding]:
    """บทบาทนี้ไม่มีในคลังคำ

    บทบาทอย่าง คุณเอื้อ คุณอำนวย คุณกิจ ช่วยให้คนอ่านหาเรื่องที่เหมาะกับงานตน คำใหม่เพิ่มได้ใน vocabulary/roles.yml

    *ผิด / Bad:*

        roles: [คุณอำนวย, คุนกิจ]

    *ถูก / Good:*

        roles: [คุณอำนวย, คุณกิจ]
    """
    roles = known(library.vocabulary.roles)
    if not roles:
        return
    for name, place in _uses(library):
        if fold(name) not in roles:
            hint = suggestion(name, (role.label for role in library.vocabulary.roles))
            hint = hint or "เลือกจากคลังคำ หรือเพิ่มคำใหม่ใน vocabulary/roles.yml"
            yield Finding(place, f"ไม่มีบทบาท “{name[:60]}” ในคลังคำ", hint, width=len(name))


def _uses(library: Library) -> Iterator[tuple[str, Place]]:
    for lesson in library.lessons:
        for index, role in enumerate(lesson.roles):
            yield role, lesson.place_of(f"roles.{index}")
        for index, author in enumerate(lesson.authors):
            if author.role:
                yield author.role, lesson.place_of(f"authors.{index}.role")
    for trial in library.trials:
        if trial.role:
            yield trial.role, trial.place_on_disk
