"""What a list, a paragraph or a part is: steps, techniques, lessons, cautions, factors … The words of the entries
weigh more than the heading that a form has put over them."""

from harvester.drafting.understanding.cautions import is_caution
from harvester.drafting.understanding.lists import Listing
from harvester.model import SectionKind
from harvester.model.document import Block
from harvester.model.sections import SECTIONS
from harvester.reading.wording import patterns
from harvester.thai.numbering import sign_of

STEPS, TECHNIQUES, LESSONS, CAUTIONS, TRAPS = "steps", "techniques", "lessons", "cautions", "traps"
ENABLING, HINDERING, OBJECTIVES, POINTS = "enabling", "hindering", "objectives", "points"
GATHERINGS = "gatherings"

_P = patterns("harvester.drafting", "meaning")
_NOUNS = _P.words_of("nouns")
_EXPLICIT = _P.words_of("explicit")
MOSTLY = 0.6
LONG_ENTRY = 150
"""Characters of an entry that tells something; shorter ones only name it."""
TOLD_ENTRY = 60
"""The same in forms whose writers put their steps under other headings."""
LESSON_LENGTH = 140
"""Mean characters of entries that can be as lessons of their own."""


def meaning_of(listing: Listing, target: str, lead: str, after: str, numbered: str) -> str:
    """`target` is the part's, `lead` its heading and the prose before the list, `after` the prose behind it;
    `numbered` is what the profile takes numbered paragraphs for."""
    items = listing.items
    mean = sum(item.size for item in items) / len(items)
    if (noun := items[0].sign.counted) and noun in _NOUNS:
        return _NOUNS[noun]
    if sum(bool(_P.step_says.search(_whole(item))) for item in items) >= max(1, len(items) * 0.3):
        return STEPS
    if _P.speaks_of_all.search(after[:120]) and _P.factors.search(after[:80]):
        return ENABLING
    if target not in _EXPLICIT and _warning(listing) >= (1 if target in ("steps", "technique") else MOSTLY):
        return CAUTIONS
    if target in _EXPLICIT:
        meaning = _EXPLICIT[target]
        return POINTS if meaning == LESSONS and mean < LESSON_LENGTH else meaning
    if target == "steps":
        return STEPS
    if target == "technique":
        told = sum(bool(item.rest) for item in items)
        return TECHNIQUES if told >= len(items) / 2 and mean >= LONG_ENTRY else STEPS
    if target == "objectives":
        if sum(bool(_P.in_order_to.match(item.text)) for item in items) >= len(items) / 2:
            return OBJECTIVES
        misplaced = numbered == STEPS and (mean >= TOLD_ENTRY or _done(listing) >= 0.5)
        return STEPS if len(items) > 1 and (misplaced or mean >= LONG_ENTRY) else OBJECTIVES
    if target in ("materials", "participants"):
        return POINTS
    for meaning, pattern in _P.table_of("leads"):
        if pattern.search(lead):
            if meaning == LESSONS and mean < LESSON_LENGTH:
                continue
            return meaning
    if items[0].sign.number and mean < LESSON_LENGTH:
        done = _done(listing)
        if (len(items) >= 3 and done >= MOSTLY) or (done >= 0.5 and _P.names_work.search(lead)):
            return POINTS if _P.held.search(lead) else STEPS
    told = target == "context" and _done(listing) < 0.5
    if (
        items[0].sign.number
        and numbered
        and not told
        and mean >= (LESSON_LENGTH if numbered == LESSONS else 40)
    ):
        return numbered
    return POINTS


def _done(listing: Listing) -> float:
    """Share of the entries that begin with something to do."""
    return sum(bool(_P.doing.match(item.text)) for item in listing.items) / len(listing.items)


def _warning(listing: Listing) -> float:
    """Share of the entries that begin by warning."""
    return sum(is_caution(item.text) for item in listing.items) / len(listing.items)


def _whole(item: object) -> str:
    return "\n".join(block.text for block in (item.head, *item.rest))  # type: ignore[attr-defined]


HAZARDS = (SectionKind.CAUTIONS, SectionKind.TRAPS)
LISTING = (
    SectionKind.ENABLING,
    SectionKind.HINDERING,
    SectionKind.QUESTIONS,
    SectionKind.OUTPUTS,
    SectionKind.OUTCOMES,
)
TELLING = (SectionKind.CONTEXT, SectionKind.OTHER, SectionKind.RESULTS, SectionKind.SUMMARY)
"""Sections that hold running text, of which a paragraph may be something else."""
LABELS = {row.kind: row.label for row in SECTIONS}
HEADING = 150
"""Characters of a numbered line that may be a heading."""
_KINDS = {kind.value: kind for kind in SectionKind}


def is_lone_heading(block: Block, after: list[Block]) -> bool:
    """A short numbered line that is in no list and has a longer paragraph under it."""
    sign = sign_of(block.text)
    return bool(
        sign
        and not is_caution(block.text[sign.length :])
        and sign.number
        and not sign.counted
        and len(block.text) <= HEADING
        and after
        and (len(after[0].text) > len(block.text) or sign_of(after[0].text))
    )


def says(text: str) -> SectionKind | None:
    """What a paragraph is by its first words, whatever it is under."""
    sign = sign_of(text)
    start = sign.length if sign and not sign.number else 0
    quoted = _P.quoted.match(text, start)
    found = _P.first_of("says", text[quoted.end() if quoted else start :])
    return SectionKind(found) if found else None


def kind_of(target: str) -> SectionKind:
    """The kind of section that a part's target means."""
    if target == "":
        return SectionKind.CONTEXT
    if target in ("technique", "steps", "title"):
        return SectionKind.OTHER
    return _KINDS.get(target, SectionKind.OTHER)
