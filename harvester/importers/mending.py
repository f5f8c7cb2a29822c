"""Broken Thai in documents of every kind put right, block by block, with a remark for what is unsure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from harvester.diagnostics import Diagnostic, Place, Severity
from harvester.importers.draft import Block, Document
from harvester.thai.repair import Change, looks_broken, repairer
from harvester.thai.text import normalise

TOLD = 20
"""Unsure places that are told of one document."""


def mended(document: Document) -> Document:
    """The document itself when its Thai is sound (or was mended page by page already)."""
    if document.form == "pdf" or not looks_broken(document.text):
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
