"""Broken Thai in documents of every kind put right, by block or by page, with a remark for what is unsure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from harvester.documents.pdf_lines import Line
from harvester.model.diagnostics import Diagnostic, Place, Severity
from harvester.model.document import Block, Document
from harvester.thai.repair import Change, Repairer, looks_broken, repairer
from harvester.thai.text import normalise

_NARROW = {0xFF01 + at: 0x21 + at for at in range(94)} | {0x3000: 0x20}
"""Wide letters, digits and signs of East Asian keyboards, sign for sign."""
_WIDE = re.compile("[\uff01-\uff5e\u3000]")
TOLD = 20
"""Unsure places that are told of one document."""


def mended(document: Document) -> Document:
    """The document itself when its Thai is sound (or was mended page by page already)."""
    if _WIDE.search(document.text):
        text = document.text.translate(_NARROW)
        blocks = tuple(replace(block, text=block.text.translate(_NARROW)) for block in document.blocks)
        document = replace(document, text=text, blocks=blocks)
    if document.form in ("pdf", "picture") or not looks_broken(document.text):
        return document
    counts = [block.text.count("\n") + 1 for block in document.blocks]
    repaired = repairer().repair("\n".join(block.text for block in document.blocks))
    lines = normalise(repaired.text).split("\n")
    if (
        repaired.style is None
        and not repaired.changes
        and "\n".join(lines) == "\n".join(b.text for b in document.blocks)
    ):
        return document
    if len(lines) != sum(counts):  # a mark alone on a line went to the line above
        return document
    texts: list[str] = []
    at = 0
    for count in counts:
        texts.append("\n".join(lines[at : at + count]).strip())
        at += count
    remarks = (*document.remarks, *unsure(repaired.unsure, document.name))
    return replace(_with_texts(document, texts), remarks=remarks)


def mended_pages(
    pages: Sequence[Sequence[Line]], fixer: Repairer, name: str, remarks: list[Diagnostic]
) -> list[list[Line]]:
    """Lines with their Thai repaired; where the repair is unsure the source stays and is told."""
    return [_page(page, fixer, name, remarks) for page in pages]


def _page(page: Sequence[Line], fixer: Repairer, name: str, remarks: list[Diagnostic]) -> list[Line]:
    text = "\n".join(
        line.text.replace("\x00", "\ufffd").replace("\u00a0", " ").replace("\u00ad", "") for line in page
    )
    repaired = fixer.repair(text)
    lines = repaired.text.split("\n")
    if len(lines) != len(page):  # a mark alone on a line was joined to the line above
        lines = [fixer.repair(line.text).text.replace("\n", " ") for line in page]
    remarks += unsure(repaired.unsure, name, f"หน้า {page[0].page} " if page else "")
    return [replace(line, text=mended) for line, mended in zip(page, lines, strict=True)]


def unsure(changes: tuple[Change, ...], name: str, where: str = "") -> Iterator[Diagnostic]:
    """What the repair left as it stands."""
    for change in changes[:TOLD]:
        likely = f"“{change.before.strip()}” อาจเป็น “{change.after.strip()}”"
        message = f"{where}บรรทัด {change.line}: {likely} (มั่นใจ {change.confidence:.0%}) คงไว้ตามเดิม"
        yield Diagnostic("unsure-repair", Severity.INFO, Place(name, change.line), message, "เทียบกับต้นฉบับ")


def _with_texts(document: Document, texts: list[str]) -> Document:
    """The same document with other words in its blocks; what stands between them stays."""
    parts: list[str] = []
    blocks: list[Block] = []
    at = end = 0
    for block, text in zip(document.blocks, texts, strict=True):
        between = document.text[end : block.start]
        parts += [between, text]
        at += len(between)
        blocks.append(replace(block, text=text, start=at, end=at + len(text)))
        at += len(text)
        end = block.end
    parts.append(document.text[end:])
    return replace(document, text="".join(parts), blocks=tuple(blocks))
