"""A draft as a lesson's Markdown: front matter with its provenance, and a body in the canonical headings.

What a document typed is text: its `<`, `*`, `#` and the like are escaped, so that nothing of it becomes markup.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from harvester.drafting.draft import Draft, DraftCaution, DraftSection, DraftTechnique, Said
from harvester.model import SectionKind
from harvester.model.schema import LessonShape, fields_of, rows
from harvester.model.sections import PLACEHOLDERS
from harvester.reading.wording import patterns
from harvester.reading.yaml import dump
from harvester.thai.dates import DateError, parse_date

LEFT_OVER = "เนื้อหาที่ยังไม่ได้จัด"
OWN_WORDS = f"{PLACEHOLDERS[0]} (ต้นทางสงวนสิทธิ์ จึงไม่คัดข้อความมา)"
_P = patterns("harvester.drafting", "markdown_draft")
_TECHNIQUE = "เทคนิค"


def markdown(draft: Draft) -> str:
    """The whole file."""
    return f"---\n{dump(head(draft))}---\n\n{body(draft)}"


def head(draft: Draft) -> dict[str, Any]:
    """The front matter: the schema's fields in the table's order, then where each of them comes from."""
    table = {row.key: row for row in rows(LessonShape)}
    place = {key: number for number, key in enumerate(table)}
    data: dict[str, Any] = {}
    for key in sorted(
        (key for key in draft.fields),
        key=lambda key: place.get(re.sub(r"\.\d+(?=\.|$)", "", key), len(place)),
    ):
        value, row = draft.fields[key], table.get(re.sub(r"\.\d+(?=\.|$)", "", key))
        if row is not None and not (key.startswith("source.") and key == "source.collection"):
            _put(data, key.split("."), _thai_date(value.text) if row.kind == "date" else value.text)
    data["status"] = "draft"
    order = [row.key for row in fields_of(LessonShape)]
    return {key: data[key] for key in order if data.get(key)} | {"provenance": provenance(draft)}


def provenance(draft: Draft) -> dict[str, Any]:
    """Source file and hash; page, place (code points of the extracted text) and confidence of every field and section."""
    document = draft.document
    return {
        "file": document.name,
        "sha256": document.digest,
        "profile": draft.profile,
        **({"parent": draft.parent} if draft.parent else {}),
        **({"children": list(draft.children)} if draft.children else {}),
        "fields": {key: _origin(value) for key, value in draft.fields.items()},
        "sections": [f"{section.heading.text}: {_extent(section)}" for section in draft.sections],
        "missing": [finding.message for finding in draft.findings if finding.rule.startswith("missing-")],
        "privacy": [
            f"บรรทัด {found.line}: {found.kind} ควรเขียนเป็น {found.redaction}" for found in draft.privacy
        ],
        "stripped": [f"{gone.why}: {gone.said.text}" for gone in draft.stripped],
    }


def body(draft: Draft) -> str:
    """Everything under the front matter."""
    if draft.withheld:
        return _withheld(draft)
    parts = [part for section in draft.sections for part in _section(section)]
    if draft.children:
        parts += ["## บทเรียนย่อย", "\n".join(f"- [[{child}]]" for child in draft.children)]
    if draft.left_over:
        parts += [f"## {LEFT_OVER}", *(paragraph(piece) for piece in draft.left_over)]
    return "\n\n".join(parts) + "\n"


def escaped(text: str) -> str:
    """Text that Markdown leaves alone."""
    return _P.line_start.sub(_shielded, inline(text))


def inline(text: str) -> str:
    """The same where the line has begun already."""
    return _P.special.sub(r"\\\1", _P.entity.sub("&amp;", text)).replace("<", "&lt;")


def paragraph(piece: Said) -> str:
    """Escaped text; the rows of a table as a table."""
    if piece.rule != "table":
        return escaped(piece.text)
    rows = [[inline(cell.strip()) or " " for cell in row.split(" | ")] for row in piece.text.split("\n")]
    width = max(map(len, rows))
    lines = ["| " + " | ".join(row + [" "] * (width - len(row))) + " |" for row in rows]
    return "\n".join([lines[0], "|" + " --- |" * width, *lines[1:]])


def _shielded(match: re.Match[str]) -> str:
    sign = match[2]
    if sign.isdigit():
        return f"{match[1]}{sign}\\"
    return f"{match[1]}\\{sign}" if sign[0] in "#>+-!" else f"{match[1]}&#{ord(sign[0])};{sign[1:]}"


def _section(section: DraftSection) -> Iterator[str]:
    if section.technique is not None:
        yield from _technique(section.technique)
        return
    yield f"## {inline(section.heading.text)}"
    yield from (paragraph(piece) for piece in section.text)
    if section.items:
        yield _list(section.items)
    if section.cautions and section.kind in (SectionKind.CAUTIONS, SectionKind.TRAPS):
        yield "\n".join(_hazard_item(hazard) for hazard in section.cautions)
    else:
        yield from (_quote(caution, "") for caution in section.cautions)
    yield from (paragraph(piece) for piece in section.tail)


def _technique(technique: DraftTechnique) -> Iterator[str]:
    yield f"## {_TECHNIQUE}: {inline(technique.name.text)}"
    yield from (paragraph(piece) for piece in technique.why)
    yield from (_quote(caution, "") for caution in technique.cautions if not technique.steps)
    if technique.steps:
        steps = (_step(n, step.said, step.more, step.cautions) for n, step in enumerate(technique.steps, 1))
        yield "\n".join(steps).rstrip("\n")
        yield from (_quote(caution, "") for caution in technique.cautions)
    yield from (paragraph(piece) for piece in technique.tail)


def _step(number: int, said: Said, more: Iterable[Said], cautions: Iterable[DraftCaution]) -> str:
    sign = f"{number}. "
    indent = " " * len(sign)
    lines = [sign + _indented(escaped(said.text), indent)]
    for piece in more:
        lines += ["", indent + _indented(paragraph(piece), indent)]
    for caution in cautions:
        lines += ["", _quote(caution, indent)]
    return "\n".join(lines) + ("\n" if len(lines) > 1 else "")


def _quote(caution: DraftCaution, indent: str) -> str:
    lines = [f"{indent}> ข้อควรระวัง: {_one_line(caution.said)}"]
    if caution.remedy is not None:
        lines.append(f"{indent}> ทางแก้: {_one_line(caution.remedy)}")
    return "\n".join(lines)


def _hazard_item(hazard: DraftCaution) -> str:
    item = f"- {_one_line(hazard.said)}"
    return item + (f"\n  ทางแก้: {_one_line(hazard.remedy)}" if hazard.remedy is not None else "")


def _list(items: Iterable[Said]) -> str:
    return "\n".join(f"- {_one_line(item)}" for item in items)


def _one_line(said: Said) -> str:
    return " ".join(escaped(said.text).split())


def _indented(text: str, indent: str) -> str:
    return text.replace("\n", f"\n{indent}")


def _withheld(draft: Draft) -> str:
    url = draft.fields.get("source.url")
    publisher = draft.fields.get("source.publisher")
    name = escaped(publisher.text if publisher else "ต้นฉบับ")
    link = f"อ่านฉบับเต็มจากผู้เขียนได้ที่ [{name}]({_address(url.text)})" if url else "ใส่ลิงก์ไปอ่านฉบับเต็มตรงนี้"
    return f"## ใจความ\n\n{OWN_WORDS}\n\n{link}\n"


def _address(url: str) -> str:
    """A web address that cannot leave its brackets; anything but http(s) is no link."""
    if not re.match(r"https?://[^\s<>\"'()\\]+$", url):
        return "#"
    return url


def _thai_date(iso: str) -> str:
    try:
        return parse_date(iso).thai_short()
    except DateError:
        return iso


def nested(fields: Mapping[str, str]) -> dict[str, Any]:
    """Dotted keys (`needs.time`, `aliases.0`) as mappings and lists."""
    data: dict[str, Any] = {}
    for key, value in fields.items():
        _put(data, key.split("."), value)
    return data


def _put(data: dict[str, Any], path: list[str], value: str) -> None:
    """`authors.0.name` into lists of mappings, in whatever order the keys come."""
    here: Any = data
    for key, after in zip(path, [*path[1:], ""], strict=True):
        if key.isdigit():
            while len(here) <= int(key):
                here.append({} if after else "")
        if not after:
            here[int(key) if key.isdigit() else key] = value
        elif key.isdigit():
            here = here[int(key)]
        else:
            here = here.setdefault(key, [] if after.isdigit() else {})


def _origin(value: Said) -> str:
    """`page 2, 120-164, 95 %, label`; without a place where the format itself said it."""
    where = f"{value.start}-{value.end}" if value.end else "-"
    page = f"หน้า {value.page}, " if value.page else ""
    return f"{page}{where}, {value.confidence:.0%}, {value.rule or 'text'}"


def _extent(section: DraftSection) -> str:
    pieces = list(said_in(section))
    if not pieces:
        return "-"
    pages = sorted({piece.page for piece in pieces if piece.page})
    page = f"หน้า {pages[0]}" + (f"–{pages[-1]}" if len(pages) > 1 else "") + ", " if pages else ""
    sure = min(piece.confidence for piece in pieces)
    return f"{page}{min(piece.start for piece in pieces)}-{max(piece.end for piece in pieces)}, {sure:.0%}"


def said_in(section: DraftSection) -> Iterator[Said]:
    """Every piece of a section with its place, in no order."""
    yield from (*section.text, *section.items, *section.tail)
    for caution in section.cautions:
        yield from _said_of(caution)
    technique = section.technique
    if technique is None:
        return
    yield from (*technique.why, *technique.tail)
    if technique.name.rule != "title":
        yield technique.name
    for step in technique.steps:
        yield from (step.said, *step.more)
    for _, caution in technique.all_cautions:
        yield from _said_of(caution)


def _said_of(caution: DraftCaution) -> Iterator[Said]:
    yield caution.said
    if caution.remedy is not None:
        yield caution.remedy
