"""Trials of lessons that are not there."""

from __future__ import annotations

from collections.abc import Iterator

from harvester.checks._names import lesson_ids, suggestion
from harvester.model import Library
from harvester.model.diagnostics import Finding


def orphan_trial(library: Library) -> Iterator[Finding]:
    """ผลการลองทำไม่มีบทเรียนให้เกาะ

    ผลการลองทำอยู่ในโฟลเดอร์ที่ชื่อเดียวกับ id ของบทเรียน: trials/<id>/<วันที่>-<ชื่อ>.yml

    *ผิด / Bad:*

        trials/cordinate-before-visit/2569-03-01-phatthalung.yml

    *ถูก / Good:*

        trials/coordinate-before-visit/2569-03-01-phatthalung.yml
    """
    ids = lesson_ids(library)
    for trial in library.trials:
        if trial.lesson not in ids:
            hint = suggestion(trial.lesson, library.by_id) or "ย้ายไปโฟลเดอร์ชื่อเดียวกับบทเรียน"
            yield Finding(trial.place_on_disk, f"ไม่มีบทเรียน “{trial.lesson[:60]}” ที่ลองทำ", hint)
