"""The name of a list's entry and what is told under it: a short head is a name, a long one begins with it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from harvester.drafting.draft import DraftCaution, Said, Stripped, said
from harvester.drafting.understanding.cautions import REMEDIED, caution, cue_at, remedy_at
from harvester.drafting.understanding.lists import Item
from harvester.model.document import Block, tidy
from harvester.reading.wording import patterns
from harvester.thai.numbering import sign_of

NAME = 110
"""Characters that a head may have to be a name."""
CLAUSE = 70
"""Characters of a name cut out of a long head."""
_TOO_SOON = 12
COUNTED = ("ครั้ง", "เวที", "สัปดาห์", "ระยะ", "กิจกรรม")
"""Nouns whose number says something."""
_P = patterns("harvester.drafting", "names")


def body_of(item: Item) -> list[Block]:
    """The blocks of an entry, the head without its sign."""
    length = item.sign.length
    head = replace(item.head, text=item.head.text[length:], start=item.head.start + length)
    return [head, *item.rest]


def whole_name(item: Item) -> Said:
    """All of the head; its span takes the sign in. ครั้งที่ 2 is more than a sign, and stays."""
    text = item.head.text if item.sign.counted in COUNTED else item.text
    return replace(said(item.head), text=tidy(text), rule="list")


def named(item: Item) -> tuple[Said, list[Block]]:
    """A name, and the body: without a head that is only a name, with a head that begins with it."""
    text = item.text
    if len(text) <= NAME and item.rest:
        return whole_name(item), item.rest
    if match := _P.named.match(text):
        cut = item.sign.length + match.end()
        name = Said(tidy(match["name"]), item.head.start, item.head.start + cut, item.head.page, 0.9, "list")
        return name, [replace(item.head, text=item.head.text[cut:], start=item.head.start + cut), *item.rest]
    name = Said(
        clause(text), item.head.start, item.head.start + item.sign.length, item.head.page, 0.6, "list"
    )
    return name, body_of(item)


def clause(text: str) -> str:
    """The first words of a sentence, up to a blank that parts clauses, without the verb that leads on."""
    return _P.leads_on.sub("", _first_words(tidy(text)))


def _first_words(text: str) -> str:
    if len(text) <= CLAUSE:
        return text
    space = next((at for at in range(_TOO_SOON, CLAUSE) if text[at] == " " and at >= 24), -1)
    if space < 0:
        space = text.rfind(" ", _TOO_SOON, CLAUSE)
    return text[:space] if space > 0 else text[:CLAUSE].rstrip()


def entry(source: Item | Block) -> tuple[DraftCaution, list[Stripped]]:
    """One caution or trap out of a list's entry or a paragraph, with its remedy, and the words made labels."""
    labels: list[Stripped] = []
    if isinstance(source, Block):
        sign = sign_of(source.text)
        alone = _announced(source, sign.length if sign else 0, labels)
        return alone, labels
    first = _announced(source.head, source.sign.length, labels)
    for block in source.rest:
        first = with_more(first, block, labels)
    return first, labels


def _announced(block: Block, start: int, labels: list[Stripped]) -> DraftCaution:
    """A caution without its sign and the words that announce it, which its span takes in."""
    found = caution(block, cue_at(block.text, start), len(block.text), labels)
    return replace(found, said=replace(found.said, start=block.start))


def entries(blocks: Iterable[Block]) -> tuple[list[DraftCaution], list[Stripped]]:
    """A caution a paragraph; one that begins with ทางแก้ belongs to the one before it."""
    found: list[DraftCaution] = []
    labels: list[Stripped] = []
    for block in blocks:
        if found and remedy_at(block.text) >= 0:
            found[-1] = with_more(found[-1], block, labels)
            continue
        hazard, words = entry(block)
        found.append(hazard)
        labels += words
    return found, labels


def with_more(first: DraftCaution, block: Block, labels: list[Stripped]) -> DraftCaution:
    """A caution and a paragraph told under it: its remedy, or more words."""
    if (start := remedy_at(block.text)) >= 0 and first.remedy is None:
        labels.append(Stripped(said(block, 0, start, rule="cautions"), REMEDIED))
        return DraftCaution(first.said, said(block, start, confidence=0.9, rule="cautions"))
    more = caution(block, 0, len(block.text), labels)
    if more.remedy is not None or first.remedy is None:
        words = replace(first.said, text=f"{first.said.text} {more.said.text}".strip(), end=more.said.end)
        return DraftCaution(words, more.remedy or first.remedy)
    remedy = replace(first.remedy, text=f"{first.remedy.text} {more.said.text}", end=more.said.end)
    return DraftCaution(first.said, remedy)
