"""What a draft still lacks to be a lesson, each with the question that a person can answer."""

from __future__ import annotations

from collections.abc import Iterator

from harvester.drafting.draft import Draft
from harvester.model import SectionKind
from harvester.model.diagnostics import Diagnostic, Place, Severity

UNSURE = 0.6
"""Confidence below which a field is to be looked at."""
_FIELDS = (
    ("date", "missing-date", "ไม่พบวันที่", "เกิดขึ้นหรือเล่าเมื่อไร เติมช่อง date เช่น 2 พ.ย. 2549"),
    ("authors.0.name", "missing-author", "ไม่พบชื่อผู้เล่า", "ใครเล่าหรือใครเขียน เติมช่อง authors"),
    ("place.province", "missing-place", "ไม่พบสถานที่", "เกิดที่จังหวัด อำเภอ ตำบลไหน เติมช่อง place"),
    ("summary", "missing-summary", "ยังไม่มีใจความ", "เขียนหนึ่งประโยคที่คนอ่านเอาไปทำได้ ใส่ในช่อง summary"),
    (
        "source.licence",
        "missing-licence",
        "ไม่พบสัญญาอนุญาตของเอกสารต้นทาง",
        "ถามเจ้าของเรื่อง แล้วเติมช่อง source.licence และ consent",
    ),
)


def missing(draft: Draft) -> Iterator[Diagnostic]:
    """Fields nobody found, fields to be looked at, and parts that a lesson lives by."""
    place = Place(draft.document.name)
    for key, rule, message, hint in _FIELDS:
        if key not in draft.fields:
            yield Diagnostic(rule, Severity.INFO, place, message, hint)
    for key, value in draft.fields.items():
        if value.confidence < UNSURE and not key.startswith("source.title"):
            line, column = draft.document.line_of(value.start)
            message = f"ช่อง {key} = “{value.text[:60]}” ยังไม่แน่ใจ (มั่นใจ {value.confidence:.0%})"
            yield Diagnostic(
                "unsure-field",
                Severity.INFO,
                Place(draft.document.name, line, column),
                message,
                "ตรวจกับต้นฉบับ",
            )
    if draft.withheld:
        return
    techniques = draft.techniques
    cautions = [c for t in techniques for c in t.all_cautions] or any(s.cautions for s in draft.sections)
    if not techniques and not any(
        s.kind in (SectionKind.TRAPS, SectionKind.CAUTIONS) for s in draft.sections
    ):
        yield Diagnostic(
            "missing-technique",
            Severity.INFO,
            place,
            "ไม่พบเทคนิคหรือขั้นตอน",
            "ทำอย่างไร เขียนหัวข้อ ## เทคนิค: … แล้วเป็นข้อ 1. 2. 3.",
        )
    elif not any(technique.steps for technique in techniques):
        yield Diagnostic(
            "missing-steps", Severity.INFO, place, "เทคนิคยังไม่มีขั้นตอนเป็นข้อ", "แยกเป็นข้อ 1. 2. 3. ให้คนอื่นทำตามได้"
        )
    if not cautions:
        yield Diagnostic(
            "missing-cautions",
            Severity.INFO,
            place,
            "ไม่พบข้อควรระวัง",
            "อะไรเคยพลาด เขียน > ข้อควรระวัง: ใต้ขั้นตอนนั้น",
        )
    if draft.left_over:
        first = draft.left_over[0]
        line, column = draft.document.line_of(first.start)
        message = f"มีเนื้อหาที่ยังไม่ได้จัด {len(draft.left_over)} ย่อหน้า"
        yield Diagnostic(
            "left-over",
            Severity.INFO,
            Place(draft.document.name, line, column),
            message,
            "ย้ายเข้าหัวข้อที่เหมาะ หรือลบออก",
        )
