"""Broken Thai in documents of every kind put right, by block or by page, with a remark for what is unsure."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice

from harvester.documents.limits import remark
from harvester.documents.pdf_layout import paragraphs
from harvester.model.diagnostics import Diagnostic, Place
from harvester.model.document import Block, Document, Line
from harvester.reading.wording import patterns
from harvester.thai.names import is_name, person_before
from harvester.thai.repair import Change, Repairer, looks_broken, repairer
from harvester.thai.text import normalise

_NARROW = {0xFF01 + at: 0x21 + at for at in range(94)} | {0x3000: 0x20}
"""Wide letters, digits and signs of East Asian keyboards, sign for sign."""
_SIGNS = {0x00: "\ufffd", 0xA0: " ", 0xAD: None}
_P = patterns("harvester.documents", "mending")
FEWEST = 6
"""Times that ำ means า before it is taken for a habit of the file."""
TOLD = 20
"""Unsure places that are said about one document."""


def mend(document: Document) -> Document:
    """The document itself when its Thai is sound (or was mended page by page already)."""
    if _P.wide.search(document.text):
        document = _with_texts(document, [block.text.translate(_NARROW) for block in document.blocks])
    plain = [_P.stray.sub("", block.text) for block in document.blocks]
    if _is_am_for_aa(document.text):
        plain = [text.replace("ำ", "า") for text in plain]
    changed = plain != [block.text for block in document.blocks]
    if document.form in ("pdf", "picture") or not (changed or looks_broken(document.text)):
        return document
    repaired = repairer().repair("\n".join(plain))
    counts = [text.count("\n") + 1 for text in plain]
    lines = normalise(repaired.text).split("\n")
    rest = iter(lines)
    texts = ["\n".join(islice(rest, count)).strip() for count in counts]
    if repaired.style is None and not repaired.changes and not changed and texts == plain:
        return document
    remarks = (*document.remarks, *unsure(repaired.unsure, document.name))
    if len(lines) != sum(counts):  # each block by itself; one that cannot be mended stays and is told
        texts = [normalise(repairer().repair(text).text) for text in plain]
        for at, block in enumerate(document.blocks):
            if texts[at].count("\n") + 1 != counts[at]:
                texts[at] = plain[at]
                remarks += (remark("unmended-line", document.place_of(block.start), block.text[:60]),)
    texts = [_with_names_kept(text, before) for text, before in zip(texts, plain, strict=True)]
    kept = [text.strip() or block.text for text, block in zip(texts, document.blocks, strict=True)]
    return replace(_with_texts(document, kept), remarks=remarks)


def _with_names_kept(text: str, before: str) -> str:
    """The repaired words of a block, but people's names as they stood where no list of names knows the repaired one."""
    words, source = text.split(" "), normalise(before).split(" ")
    if words == source:
        return text
    # a repair joins and parts words, but leaves their consonants: what stood there has as many before it
    stood = dict(_by_place(source))
    for at, (place, word) in enumerate(_by_place(words)):
        name = stood.get(place, word) != word and person_before(words, at)
        if name and not is_name(name):
            words[at] = stood[place]
    return " ".join(words)


def _by_place(words: Sequence[str]) -> Iterator[tuple[tuple[int, str], str]]:
    """Each word under its consonants and how many stand before them."""
    before = 0
    for word in words:
        own = "".join(sign for sign in word if "ก" <= sign <= "ฮ")
        yield (before, own), word
        before += len(own)


def _is_am_for_aa(text: str) -> bool:
    """Whether every า was read as ำ (รำยงำนผลกำรปฏิบัติงำน); the true ones are found again by the repair."""
    wrong, right = text.count("ำ"), text.count("า")
    return wrong >= FEWEST and right <= wrong * 0.1


def mended_blocks(
    pages: Sequence[Sequence[Line]],
    sizes: Sequence[tuple[float, float]],
    name: str,
    remarks: list[Diagnostic],
) -> list[Block]:
    """The paragraphs of pages with their Thai repaired; where the repair is unsure the source stays and is reported."""
    fixer = repairer()
    mended = [_mended_page(page, fixer, name, remarks) for page in pages]
    return [replace(one, text=normalise(one.text)) for one in paragraphs(mended, sizes, fixer.spaces.between)]


def _mended_page(page: Sequence[Line], fixer: Repairer, name: str, remarks: list[Diagnostic]) -> list[Line]:
    repaired = fixer.repair("\n".join(line.text.translate(_SIGNS) for line in page))
    lines = repaired.text.split("\n")
    if len(lines) != len(page):  # a mark alone on a line was joined to the line above
        lines = [fixer.repair(line.text).text.replace("\n", " ") for line in page]
    remarks += unsure(repaired.unsure, name, f"หน้า {page[0].page} " if page else "")
    return [replace(line, text=mended) for line, mended in zip(page, lines, strict=True)]


def unsure(changes: tuple[Change, ...], name: str, where: str = "") -> Iterator[Diagnostic]:
    """What the repair left as it is."""
    for change in changes[:TOLD]:
        likely = f"“{change.before.strip()}” อาจเป็น “{change.after.strip()}”"
        yield remark("unsure-repair", Place(name, change.line), where, change.line, likely, change.confidence)


def _with_texts(document: Document, texts: list[str]) -> Document:
    """The same document with other words in its blocks; what is between them stays."""
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
