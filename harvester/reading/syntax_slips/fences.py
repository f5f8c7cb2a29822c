"""Faults of the two `---` lines round the front matter."""

from __future__ import annotations

from collections.abc import Iterator

from harvester.model.diagnostics import Finding, Fix
from harvester.reading.syntax_slips.source import Line, Source, is_known


def missing_fence(source: Source) -> Iterator[Finding]:
    """ส่วนหัวของบทเรียนต้องขึ้นต้นด้วยบรรทัด --- หนึ่งบรรทัด"""
    if not source.lines or source.has_opening:
        return
    first = source.lines[source.first]
    if first.text.startswith("```"):
        yield from _shown_as_code(source, first)
        return
    if is_known(first.entry):
        fix = Fix("เติมบรรทัด --- ก่อนบรรทัดแรก", first.start, first.start, "---\n")
        yield source.finding(
            first.start,
            first.end,
            "ส่วนหัวไม่มีเส้น --- เปิด",
            "พิมพ์ขีดกลางสามตัว --- เป็นบรรทัดแรกของไฟล์ ไม่มีอะไรนำหน้า",
            fix,
        )


def _shown_as_code(source: Source, first: Line) -> Iterator[Finding]:
    """A whole lesson pasted with the back-ticks that showed it as code somewhere else."""
    after = source.lines[source.first + 1 : source.first + 3]
    if len(after) < 2 or not after[0].is_ruler or not is_known(after[1].entry):
        return
    for line in (first, *(one for one in source.lines[first.number :] if one.text.strip() == "```")):
        end = min(line.end + 1, len(source.text))
        yield source.finding(
            line.start,
            line.end,
            "บรรทัด ``` ทำให้ส่วนหัวกลายเป็นตัวอย่างรหัส",
            "ลบบรรทัดที่มี ``` ออก ให้บรรทัดแรกของไฟล์เป็น ---",
            Fix("ลบบรรทัด ```", line.start, end, ""),
        )


def unclosed_fence(source: Source) -> Iterator[Finding]:
    """ส่วนหัวของบทเรียนต้องปิดด้วยบรรทัด --- อีกหนึ่งบรรทัด"""
    start, end = source.front_range
    if start == end or source.closing is not None or not any(is_known(line.entry) for line in source.front):
        return
    last = source.lines[end - 1]
    new = "\n---\n" if last.end == len(source.text) else "\n---"
    opening = source.lines[source.first]
    yield source.finding(
        opening.start,
        opening.end,
        "ส่วนหัวยังไม่ปิดด้วยเส้น ---",
        f"เติมบรรทัด --- ต่อจากบรรทัดที่ {last.number} ก่อนขึ้นเนื้อเรื่อง",
        Fix("เติมบรรทัด --- ปิดส่วนหัว", last.end, last.end, new),
    )


def wrong_fence(source: Source) -> Iterator[Finding]:
    """เส้นเปิดและเส้นปิดส่วนหัวต้องเป็นขีดกลางสามตัวพอดี"""
    if not any(is_known(line.entry) for line in source.front):
        return
    for line in (source.lines[source.first], source.closing):
        if line is not None and line.is_ruler and not line.is_fence:
            yield source.finding(
                line.start,
                line.end,
                f"เส้นนี้ต้องเป็นขีดกลางสามตัว --- ไม่ใช่ {line.text.strip()[:12]}",
                "พิมพ์ --- ติดกันสามตัวชิดซ้าย แล้วปิดการแก้คำอัตโนมัติของโปรแกรมพิมพ์",
                Fix("เปลี่ยนเป็น ---", line.start, line.end, "---"),
            )
