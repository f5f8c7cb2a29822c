"""Words that warn, cut out of the running text: สิ่งที่ต้องพึงระวังในขั้นตอนนี้ คือ “…”, ข้อควรระวัง: …, and their remedies."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from harvester.drafting.understanding.lists import Item
from harvester.model.document import Block
from harvester.model.draft import DraftCaution, Said, Stripped, quote
from harvester.reading.wording import patterns
from harvester.thai.numbering import sign_of

_P = patterns("harvester.drafting", "cautions")
SHORTEST = 10
"""Characters of a warning that says something."""
LABELLED = "กลายเป็นป้าย “ข้อควรระวัง” แล้ว"
REMEDIED = "กลายเป็นป้าย “ทางแก้” แล้ว"


@dataclass(slots=True)
class Told:
    """A stretch of prose with the cautions taken out of it, and the words that became labels."""

    prose: list[Said]
    cautions: list[DraftCaution]
    labels: list[Stripped]


def prose_and_cautions(blocks: Iterable[Block], rule: str = "text", *, warn: bool = False) -> Told:
    """Prose and cautions of some blocks; `warn` also takes sentences that begin with อย่า, ห้าม, ระวัง."""
    result = Told([], [], [])
    for block in blocks:
        if result.cautions and (start := remedy_at(block.text)) >= 0 and result.cautions[-1].remedy is None:
            result.labels.append(Stripped(quote(block, 0, start, rule="cautions"), REMEDIED))
            way_out = quote(block, start, confidence=0.9, rule="cautions")
            result.cautions[-1] = DraftCaution(result.cautions[-1].said, way_out)
            continue
        for start, end, cue in _caution_spans(block.text, warn=warn):
            if cue is None:
                result.prose.append(quote(block, start, end, rule=rule))
                continue
            if cue > start:
                result.labels.append(Stripped(quote(block, start, cue, rule="cautions"), LABELLED))
            result.cautions.append(caution(block, cue, end, result.labels, 0.95 if cue > start else 0.7))
    return result


def caution(
    block: Block, start: int, end: int, labels: list[Stripped], confidence: float = 0.9
) -> DraftCaution:
    """One caution, with the remedy that the same paragraph names."""
    match = _P.remedy.search(block.text, start + 4, end)
    if match is None:
        return DraftCaution(quote(block, start, end, confidence, "cautions"))
    labels.append(Stripped(quote(block, match.start(), match.end(), rule="cautions"), REMEDIED))
    return DraftCaution(
        quote(block, start, match.start(), confidence, "cautions"),
        quote(block, match.end(), end, confidence, "cautions"),
    )


def remedy_at(text: str, start: int = 0) -> int:
    """Where the words of a remedy begin when the text begins by naming one (ทางแก้: …); -1 when it does not."""
    sign = sign_of(text[start:])
    skip = start + (sign.length if sign and not sign.number else 0)
    match = _P.remedy.match(text[skip:])
    return skip + match.end() if match and skip + match.end() < len(text) else -1


def after_cue(text: str, start: int = 0) -> int:
    """Where a caution's own words begin behind the words that only announce it; `start` when nothing does."""
    match = _P.cue.match(text, start)
    return match.end() if match and text[match.end() :].strip() else start


def is_caution(text: str) -> bool:
    """Whether a paragraph begins by warning."""
    return bool(_P.cue.match(text) or _P.warns.match(text))


def _caution_spans(text: str, *, warn: bool) -> Iterator[tuple[int, int, int | None]]:
    """(start, end, end of the cue or None) of prose and cautions, covering the text."""
    cuts: list[tuple[int, int]] = []
    for match in _P.cue.finditer(text):
        if match.start() == 0 or text[match.start() - 1] in ' \t\n(“"':
            cuts.append((match.start(), match.end()))
    if not cuts:
        yield from _clauses(text, warn=warn)
        return
    at = 0
    for number, (start, after) in enumerate(cuts):
        if text[at:start].strip():
            yield at, start, None
        end = cuts[number + 1][0] if number + 1 < len(cuts) else len(text)
        at = end
        if text[after:end].strip():
            yield start, end, after
        elif text[start:end].strip():
            yield start, end, None
    if text[at:].strip():
        yield at, len(text), None


def _clauses(text: str, *, warn: bool) -> Iterator[tuple[int, int, int | None]]:
    """(start, end, start or None) of prose and of the clauses that warn, each with the reason told behind it. With
    `warn` a warning at the head of a sentence takes in what follows it; else one that the text begins with is
    prose."""
    sign = sign_of(text)
    head = sign.length if sign and not sign.number else 0
    starts = [head, *(match.end() for match in _P.gap.finditer(text, head + 1))]
    found: list[tuple[int, int]] = []
    for number, start in enumerate(starts):
        end = starts[number + 1] if number + 1 < len(starts) else len(text)
        if found and found[-1][1] == start and len(text[found[-1][0] : start].strip()) < SHORTEST:
            found[-1] = found[-1][0], end  # ทั้งนี้, and then what it leads to
        elif _P.warns.match(text, start) and not _P.talks.match(text, start) and (warn or number or head):
            found.append((start, end))
        elif found and found[-1][1] == start and _P.reason.match(text, start):
            found[-1] = found[-1][0], end
    if warn and len(found) == 1 and found[0][0] == head:
        found = [(head, len(text))]
    if sign and sign.number and found[:1] and found[0][0] == sign.length:
        yield 0, len(text), sign.length  # an entry that begins by warning warns to its end
        return
    at = 0
    for low, high in found:
        if len(text[low:high].strip()) < SHORTEST:
            continue
        if text[at:low].strip() and low != head:
            yield at, low, None
            at = low
        yield at, high, low
        at = high
    if text[at:].strip():
        yield at, len(text), None


def entry(source: Item | Block) -> tuple[DraftCaution, list[Stripped]]:
    """One caution or trap out of a list's entry or a paragraph, with its remedy, and the words made labels."""
    labels: list[Stripped] = []
    if isinstance(source, Block):
        sign = sign_of(source.text)
        alone = _announced_caution(source, sign.length if sign else 0, labels)
        return alone, labels
    first = _announced_caution(source.head, source.sign.length, labels)
    for block in source.rest:
        first = extend_caution(first, block, labels)
    return first, labels


def _announced_caution(block: Block, start: int, labels: list[Stripped]) -> DraftCaution:
    """A caution without its sign and the words that announce it, which its span takes in."""
    found = caution(block, after_cue(block.text, start), len(block.text), labels)
    return replace(found, said=replace(found.said, start=block.start))


def entries(blocks: Iterable[Block]) -> tuple[list[DraftCaution], list[Stripped]]:
    """A caution a paragraph; one that begins with ทางแก้ belongs to the one before it."""
    found: list[DraftCaution] = []
    labels: list[Stripped] = []
    for block in blocks:
        if found and remedy_at(block.text) >= 0:
            found[-1] = extend_caution(found[-1], block, labels)
            continue
        hazard, words = entry(block)
        found.append(hazard)
        labels += words
    return found, labels


def extend_caution(first: DraftCaution, block: Block, labels: list[Stripped]) -> DraftCaution:
    """A caution and a paragraph told under it: its remedy, or more words."""
    if (start := remedy_at(block.text)) >= 0 and first.remedy is None:
        labels.append(Stripped(quote(block, 0, start, rule="cautions"), REMEDIED))
        return DraftCaution(first.said, quote(block, start, confidence=0.9, rule="cautions"))
    more = caution(block, 0, len(block.text), labels)
    if more.remedy is not None or first.remedy is None:
        words = replace(first.said, text=f"{first.said.text} {more.said.text}".strip(), end=more.said.end)
        return DraftCaution(words, more.remedy or first.remedy)
    remedy = replace(first.remedy, text=f"{first.remedy.text} {more.said.text}", end=more.said.end)
    return DraftCaution(first.said, remedy)
