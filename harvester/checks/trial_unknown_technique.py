"""Trials of techniques that their lesson does not hold."""

from __future__ import annotations

from collections.abc import Iterator

from harvester.model import Library
from harvester.model.diagnostics import Finding
from harvester.thai.text import fold


def trial_unknown_technique(library: Library) -> Iterator[Finding]:
    """ผลการลองทำบอกเทคนิคที่ไม่มีในบทเรียน

    technique เป็นชื่อเทคนิค ลำดับ หรือ technique-1 ตามที่อยู่ในบทเรียน

    *ผิด / Bad:*

        technique: technique-7

    *ถูก / Good:*

        technique: technique-1
    """
    for trial in library.trials:
        lesson = library.by_id.get(trial.lesson)
        if lesson is None or not trial.technique:
            continue
        names = {fold(name) for t in lesson.techniques for name in (t.name, t.anchor)}
        names |= {str(number) for number in range(1, len(lesson.techniques) + 1)}
        if fold(trial.technique) not in names:
            told = ", ".join(f"{t.anchor} ({t.name[:30]})" for t in lesson.techniques) or "ไม่มีเทคนิค"
            message = f"บทเรียน “{lesson.id}” ไม่มีเทคนิค “{trial.technique[:60]}”"
            yield Finding(trial.place_on_disk, message, f"ในบทเรียนมี: {told}")
