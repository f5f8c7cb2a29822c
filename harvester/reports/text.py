"""Findings as Thai text for a terminal, in the manner of ruff: rule, place, line with a caret, remedy."""

import unicodedata
from collections.abc import Callable, Iterator, Sequence
from itertools import accumulate

from rich.cells import cell_len

from harvester.model.diagnostics import Diagnostic, Severity
from harvester.reports.report import LABELS, Report, summary
from harvester.thai.text import clusters

Paint = Callable[[str, str], str]
"""(text, role) to text; roles error, warning, info, place, gutter, hint. Colours: the caller's matter."""

_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
_HARMLESS = frozenset("\u200b\u200c\u200d")
COLUMNS = 100
TAB = "    "


def plain(text: str, role: str) -> str:
    """No colour at all."""
    return text


def as_text(report: Report, paint: Paint = plain) -> str:
    """Every fault as a block, every invitation as a line, then one line that sums up."""
    faults = [found for found in report.ordered if found.severity is not Severity.INFO]
    invitations = [found for found in report.ordered if found.severity is Severity.INFO]
    blocks = ["\n".join(_block(found, report, paint)) for found in faults]
    if invitations:
        head = paint("ชวนเติม (ไม่ใช่ความผิด)", "info")
        blocks.append("\n".join([head, *(_line(found, report, paint) for found in invitations)]))
    return "\n\n".join([*blocks, summary(report)]) + "\n"


def _line(found: Diagnostic, report: Report, paint: Paint) -> str:
    where = paint(f"{visible(report.path(found.place))}:{found.place.line}", "place")
    return f"  {where} {visible(found.message)} [{found.rule}]"


def _block(found: Diagnostic, report: Report, paint: Paint) -> Iterator[str]:
    place = found.place
    role = str(found.severity)
    gutter = " " * len(str(place.line))
    yield paint(f"{LABELS[found.severity]} [{found.rule}]", role) + f" {visible(found.message)}"
    where = f"{visible(report.path(place))}:{place.line}:{place.column}"
    yield gutter + paint("--> ", "gutter") + paint(where, "place")
    line = report.line(place)
    bar = paint(f"{gutter} |", "gutter")
    if line is not None:
        shown, indent, width = _excerpt(line, place.column - 1, found.width)
        yield bar
        yield paint(f"{place.line} |", "gutter") + (f" {shown}" if shown else "")
        yield f"{bar} {' ' * indent}" + paint("^" * width, role)
    if found.hint:
        yield paint(f"{gutter} = ", "gutter") + paint("วิธีแก้: ", "hint") + visible(found.hint)
    if found.fix is not None:
        yield paint(f"{gutter} = ", "gutter") + paint("แก้ให้ได้: ", "hint") + visible(found.fix.title)


def _excerpt(line: str, start: int, width: int) -> tuple[str, int, int]:
    """The part of a line round a place, cut between clusters; the columns before the caret and under it."""
    if start == 0 and width == 1:
        start = len(line) - len(line.lstrip())  # a finding on the whole line points at its first sign
    start = min(start, len(line))
    before, marked, after = line[:start], line[start : start + width], line[start + width :]
    head, tail = visible(before), visible(after)
    body = visible(marked)
    if cell_len(head) + cell_len(body) > COLUMNS:
        last = COLUMNS // 3
        head = "…" + "".join(_fitting(clusters(head[-last * 8 :])[::-1], last)[::-1])
    body = _first_columns(body, COLUMNS - cell_len(head))
    room = COLUMNS - cell_len(head) - cell_len(body)
    tail = _first_columns(tail, room)
    return (head + body + tail).rstrip(), cell_len(head), max(1, cell_len(body))


def _first_columns(text: str, columns: int) -> str:
    if cell_len(text[: columns * 4]) <= columns and len(text) <= columns * 4:
        return text
    return "".join(_fitting(clusters(text[: columns * 8 + 8]), columns - 1)) + "…"


def _fitting(pieces: Sequence[str], columns: int) -> list[str]:
    """The first pieces, as many as take at most so many columns together."""
    widths = accumulate(map(cell_len, pieces))
    return [piece for piece, width in zip(pieces, widths, strict=True) if width <= columns]


def visible(text: str) -> str:
    """Controls and direction marks as a visible sign, so that a lesson cannot steer the reader's terminal."""
    text = text.replace("\t", TAB)
    unseen = (sign for sign in set(text) - _HARMLESS if unicodedata.category(sign) in _UNSEEN)
    return text.translate(dict.fromkeys(map(ord, unseen), "�"))
