"""The shape of the front matter: its two `---` lines and its indentation."""

from collections.abc import Iterator, Mapping

from harvester.model.diagnostics import Finding
from harvester.model.fields import names_of
from harvester.model.lesson import field_named
from harvester.reading.syntax_slips.source import Entry, Line, Source, is_known
from harvester.thai.text import fold


def missing_fence(source: Source) -> Iterator[Finding]:
    """ส่วนหัวของบทเรียนต้องขึ้นต้นด้วยบรรทัด --- หนึ่งบรรทัด"""
    if not source.lines or source.has_opening:
        return
    first = source.lines[source.first]
    if first.text.startswith("```"):
        yield from _shown_as_code(source, first)
        return
    if is_known(first.entry):
        mend = (first.start, first.start, "---\n")
        yield source.finding(first.start, first.end, "missing-fence", mend=mend)


def _shown_as_code(source: Source, first: Line) -> Iterator[Finding]:
    """A whole lesson pasted with the back-ticks that showed it as code somewhere else."""
    after = source.lines[source.first + 1 : source.first + 3]
    if len(after) < 2 or not after[0].is_ruler or not is_known(after[1].entry):
        return
    for line in (first, *(one for one in source.lines[first.number :] if one.text.strip() == "```")):
        mend = (line.start, min(line.end + 1, len(source.text)), "")
        yield source.finding(line.start, line.end, "missing-fence/code", mend=mend)


def unclosed_fence(source: Source) -> Iterator[Finding]:
    """ส่วนหัวของบทเรียนต้องปิดด้วยบรรทัด --- อีกหนึ่งบรรทัด"""
    start, end = source.front_range
    if start == end or source.closing is not None or not any(is_known(line.entry) for line in source.front):
        return
    last = source.lines[end - 1]
    new = "\n---\n" if last.end == len(source.text) else "\n---"
    opening = source.lines[source.first]
    mend = (last.end, last.end, new)
    yield source.finding(opening.start, opening.end, "unclosed-fence", last.number, mend=mend)


def wrong_fence(source: Source) -> Iterator[Finding]:
    """เส้นเปิดและเส้นปิดส่วนหัวต้องเป็นขีดกลางสามตัวพอดี"""
    if not any(is_known(line.entry) for line in source.front):
        return
    for line in (source.lines[source.first], source.closing):
        if line is not None and line.is_ruler and not line.is_fence:
            yield source.mended(line.start, line.end, "wrong-fence", line.text.strip(), right="---")


def wrong_indent(source: Source) -> Iterator[Finding]:
    """บรรทัดที่อยู่ระดับเดียวกันต้องเริ่มตรงกัน"""
    yield from _too_far(source)
    yield from _not_far_enough(source)
    yield from _out_of_line(source)


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
            start, end = entry.line.start, entry.line.start + len(entry.indent)
            yield source.mended(start, end, "wrong-indent", entry.key, right="")


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
            values, mend = (entry.key, group.key), (start, start, "  ")
            yield source.finding(start, start + len(entry.key), "wrong-indent/outside", *values, mend=mend)
            continue
        group = None
        if field is not None and field.shape is not None and not field.many and not entry.value:
            group, children = entry, names_of(field.shape)


def _out_of_line(source: Source) -> Iterator[Finding]:
    """Entries of one group, or of one list, that do not begin below one another."""
    first: Entry | None = None
    last: Entry | None = None
    inner: int | None = None
    for entry in source.entries:
        if entry.is_top:
            first, last, inner = None, entry, None
            continue
        if first is not None and last is not None and not last.value and _column(entry) > _column(last):
            inner = _column(entry)
        if inner is not None and _column(entry) >= inner:  # a group within the group, as provenance has them
            last = entry
            continue
        inner = None
        if first is None:
            first = entry if last is not None and last.is_top and not last.value else None
        elif "\t" not in entry.indent and last is not None and last.value:
            wanted = _column(first) if entry.in_list == first.in_list else None
            if first.in_list and not entry.in_list:
                wanted = first.key_start - first.line.start
            if wanted is not None and 0 < abs(_column(entry) - wanted) <= 3:
                start = entry.line.start
                values = (entry.key, first.key, first.line.number, wanted)
                mend = (start, start + len(entry.indent), " " * wanted)
                yield source.finding(start, entry.key_start, "wrong-indent/beside", *values, mend=mend)
        last = entry


def _column(entry: Entry) -> int:
    return len(entry.indent)
