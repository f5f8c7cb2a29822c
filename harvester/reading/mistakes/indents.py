"""Faults of indentation in the front matter: an entry that stands too far in or not far enough."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from harvester.diagnostics import Finding, Fix
from harvester.reading.mistakes.source import Entry, Source
from harvester.reading.schema import field_named, names_of
from harvester.thai.text import fold


def wrong_indent(source: Source) -> Iterator[Finding]:
    """บรรทัดที่อยู่ระดับเดียวกันต้องเริ่มตรงกัน

    ช่องใหญ่ เช่น title เริ่มชิดซ้าย ช่องย่อย เช่น province ใต้ place เว้นเข้าไปสองวรรค

    *ผิด / Bad:*

        title: นัดด้วยใจ ตามด้วยหนังสือ
         date: 2 พ.ย. 2549

    *ถูก / Good:*

        title: นัดด้วยใจ ตามด้วยหนังสือ
        date: 2 พ.ย. 2549
    """
    yield from _too_far(source)
    yield from _not_far_enough(source)


def _too_far(source: Source) -> Iterator[Finding]:
    """A top-level field pushed in under a field that already has its value."""
    parent: Entry | None = None
    for entry in source.entries:
        if entry.is_top:
            parent = entry
            continue
        if "\t" in entry.indent or entry.in_list or field_named(entry.key) is None:
            continue
        complete = parent is None or (parent.value and parent.value[0] not in "|>[{\"'")
        if complete:
            start = entry.line.start
            yield source.finding(
                start,
                start + len(entry.indent),
                f"{entry.key} ย่อหน้าเข้าไปเกินบรรทัดก่อน",
                f"เลื่อน {entry.key} ออกมาชิดซ้าย",
                Fix("เลื่อนออกมาชิดซ้าย", start, start + len(entry.indent), ""),
            )


def _not_far_enough(source: Source) -> Iterator[Finding]:
    """Fields of a group (place, source …) written at the left edge below the empty name of the group."""
    group: Entry | None = None
    children: Mapping[str, str] = {}
    for entry in source.entries:
        if not entry.is_top:
            group = None
            continue
        field = field_named(entry.key)
        if group is not None and field is None and fold(entry.key) in children:
            start = entry.line.start
            yield source.finding(
                start,
                start + len(entry.key),
                f"{entry.key} ต้องย่อหน้าอยู่ใต้ {group.key}",
                f"เคาะเว้นวรรคสองครั้งหน้า {entry.key}",
                Fix(f"ย่อหน้าใต้ {group.key}", start, start, "  "),
            )
            continue
        group = None
        if field is not None and field.shape is not None and not field.many and not entry.value:
            group, children = entry, names_of(field.shape)
