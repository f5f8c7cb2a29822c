"""A lesson file mended by the safe fixes that reading offers, and in its canonical form. Writes nothing."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Set
from dataclasses import dataclass

from harvester.model import Lesson
from harvester.model.diagnostics import Fix
from harvester.model.fields import FieldRow, Shape, fields_of, names_of
from harvester.model.names import BRACKET, ORIGIN_LABELS, origin_named
from harvester.reading.cautions_and_traps import CAUTION, REMEDY, TRAP
from harvester.reading.files import Decoded, decode
from harvester.reading.front_matter import Parts, split
from harvester.reading.lesson import read_lesson
from harvester.reading.limits import merge_conflicts
from harvester.reading.yaml import Listing, Node, Scalar, Table
from harvester.thai.dates import DateError, parse_date
from harvester.thai.text import arabic, fold, normalise

ROUNDS = 12
"""How often a mended text is read again; a fix may bring to light what stood behind its fault."""


@dataclass(frozen=True, slots=True)
class Mended:
    """A file before and after, as text; `fixes` are the Thai titles of what was done, in order."""

    before: str
    after: str
    fixes: tuple[str, ...]

    @property
    def changed(self) -> bool:
        """Something was mended, if only the encoding."""
        return bool(self.fixes)


def mend(path: str, raw: bytes) -> Mended | None:
    """The file with every safe fix applied; None when it cannot be read as text at all."""
    decoded = decode(raw, path)
    if not isinstance(decoded, Decoded):
        return None
    text = normalise(decoded.text)  # so that every fix can say where it belongs
    titles = [one.fix.title for one in decoded.findings if one.fix]
    for _ in range(ROUNDS):
        found = read_lesson(path, text.encode("utf-8")).diagnostics
        fixes = without_overlaps(one.fix for one in found if one.fix is not None)
        mended = apply_fixes(text, fixes)
        if mended == text:
            break
        titles += [fix.title for fix in fixes]
        text = mended
    return Mended(decoded.text, text, tuple(titles))


def without_overlaps(fixes: Iterable[Fix]) -> tuple[Fix, ...]:
    """Fixes in the order of the text; of two that overlap or are on one spot only the first."""
    kept: list[Fix] = []
    for fix in sorted(set(fixes), key=lambda fix: (fix.start, fix.end)):
        last = kept[-1] if kept else Fix("", -1, -1, "")
        if fix.start > last.end or (fix.start == last.end and last.start < last.end):
            kept.append(fix)
    return tuple(kept)


def apply_fixes(text: str, fixes: Iterable[Fix]) -> str:
    """The text with fixes that do not overlap."""
    for fix in sorted(fixes, key=lambda fix: fix.start, reverse=True):
        text = text[: fix.start] + fix.text + text[fix.end :]
    return text


_QUOTED = re.compile(r'"(?:[^"\\\n]|\\.)*"')
_BREAK = re.compile(r"\s*(?:\\[nrt]\s*)+")
"""Line ends that double quotes hide in one line."""
_CODE = re.compile(r"^(`{3,}|~{3,})[^\n]*\n.*?(?:^\1[^\n]*$|\Z)", re.MULTILINE | re.DOTALL)


def canonical(path: str, raw: bytes) -> str | None:
    """The file as UTF-8 text in canonical form; None when it cannot be read as text or holds only invisible signs.
    Idempotent."""
    decoded = decode(raw, path)
    if not isinstance(decoded, Decoded):
        return None
    text = normalise(decoded.text)
    if not text.strip():
        return None
    if merge_conflicts(text, path):
        return decoded.text
    parts = split(text, path)
    if any(one.rule.startswith(("missing-", "unclosed-")) for one in parts.findings):
        return _tidy_blanks(text)
    head = text[: len(text) - len(parts.body)]
    if parts.findings:
        without = "\n".join(line.rstrip() for line in head.split("\n"))
        if without != head:  # a head that YAML refuses for tabs in empty lines can be read without them
            return canonical(path, (without + parts.body).encode())
    else:
        head = apply_fixes(head, _edits(head, parts))
    first = head.count("\n", 0, len(head) - len(head.lstrip())) + 2
    lines = [line.rstrip() for line in head.strip().split("\n")][1:-1]
    names = names_of(Lesson)
    starts = {key.place.line - first: names.get(fold(key.text), "") for key, _ in parts.head.entries}
    comments = {one.place.line - first for one in parts.head.comments}
    ordered = lines if parts.findings else _in_field_order(lines, starts, comments)
    body = _tidy_blanks(parts.body)
    return "\n".join(["---", *ordered, "---", *(["", body] if body.strip() else [""])])


def _edits(head: str, parts: Parts) -> Iterator[Fix]:
    """English keys, short Thai dates, keys of choices, Arabic numbers: each an edit of the head's text."""
    starts = [0]
    for line in head.split("\n"):
        starts.append(starts[-1] + len(line) + 1)
    for node, new in _canonical_spellings(parts.head, Lesson):
        at = starts[node.place.line - 1] + node.place.column - 1
        if new != node.text and head.startswith(node.text, at):
            yield Fix("", at, at + len(node.text), new)
        elif (quoted := _QUOTED.match(head, at)) and "\n" in node.text and "\n" not in new:
            yield Fix("", at, quoted.end(), _BREAK.sub(" ", quoted[0]))


def _canonical_spellings(table: Table, shape: type[Shape]) -> Iterator[tuple[Scalar, str]]:
    """Each key and value that has a canonical spelling, with that spelling."""
    names = names_of(shape)
    rows = {row.key: row for row in fields_of(shape)}
    said = Counter(names.get(fold(key.text), "") for key, _ in table.entries)
    for key, value in table.entries:
        name = names.get(fold(key.text), "")
        row = rows.get(name)
        if row is None or said[name] > 1:  # unknown, or said twice under two names
            continue
        yield key, row.key
        yield from _wanted_of(value, row)


def _wanted_of(value: Node, row: FieldRow) -> Iterator[tuple[Scalar, str]]:
    if isinstance(value, Scalar):
        yield value, _canonical_value(value.text if row.long else " ".join(value.text.split()), row)
    elif isinstance(value, Table) and row.shape is not None:
        yield from _canonical_spellings(value, row.shape)
    elif isinstance(value, Listing):
        for item in value.items:
            yield from _wanted_of(item, row)


def _canonical_value(text: str, row: FieldRow) -> str:
    if row.kind == "date":
        try:
            return parse_date(text).thai_short()
        except DateError:
            return text
    if row.kind == "integer":
        return arabic(text)
    return next((key for key, label in row.labels.items() if fold(text) == fold(label)), text)


def _in_field_order(lines: list[str], starts: dict[int, str], comments: Set[int]) -> list[str]:
    """The fields in the table's order, unknown ones after them; a comment goes with the field below it. `starts` says
    on which of the lines a field starts, and its canonical key; `comments` where comments stand: a line of quoted
    text may begin with # as well."""
    order = {key: number for number, key in enumerate(row.key for row in fields_of(Lesson))}
    blocks: list[tuple[int, list[str]]] = []
    between: list[str] = []
    for number, line in enumerate(lines):
        if number in starts:
            above = [comment for comment in between if comment]
            blocks.append((order.get(starts[number], len(order)), [*above, line]))
            between = []
        elif not blocks or not line or (line.startswith("#") and number in comments):
            between.append(line)
        else:
            blocks[-1][1].extend([*between, line])
            between = []
    blocks.sort(key=lambda block: block[0])
    return [line for _, block in blocks for line in block] + [comment for comment in between if comment]


def _tidy_blanks(text: str) -> str:
    """No blanks at line ends (but Markdown's two), one blank line at a time, one end of line at the end."""
    pieces, at = [], 0
    for code in _CODE.finditer(text):
        pieces += [_tidy_prose(text[at : code.start()]), code[0]]
        at = code.end()
    pieces.append(_tidy_prose(text[at:]))
    return "".join(pieces).strip("\n") + "\n"


def _tidy_prose(text: str) -> str:
    text = re.sub(r"(?<=\S)[ \t]{2,}$", "  ", text, flags=re.MULTILINE)
    text = re.sub(r"(?<=\S)(?:[ \t]|\t[ \t]+)$|^[ \t]+$", "", text, flags=re.MULTILINE)
    return _name_origins_alike(re.sub(r"\n{3,}", "\n\n", text))


_ORIGIN = re.compile(
    rf"(^[ \t]*(?:>[ \t]?)*(?:[-+*•][ \t]+|\d+[.)][ \t]+|[#]{{1,6}}[ \t][^\n():：]{{1,60}}?|\[![A-Z]+\][ \t]*)"
    rf"|(?:\A|(?<=\n\n))[ \t]*(?:>[ \t]?)*(?:{CAUTION}|{REMEDY}|{TRAP})[ \t]*)(?![*_])({BRACKET})(?<![*_])",
    re.MULTILINE | re.IGNORECASE,
)


def _name_origins_alike(text: str) -> str:
    """Markdown in which each bracket that names an origin behind a label, number or dash has its canonical name."""
    return _ORIGIN.sub(
        lambda m: f"{m[1]}({ORIGIN_LABELS[origin]})" if (origin := origin_named(m[2])) else m[0], text
    )
