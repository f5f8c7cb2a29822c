"""Which blocks are headings: by their form, by the words of a line that is alone, by their number among known chapters."""

from harvester.drafting.understanding.labels import label_of
from harvester.drafting.understanding.plausibility import reads_as_heading
from harvester.model.document import Block, Kind
from harvester.reading.profile import Profile
from harvester.reading.wording import patterns
from harvester.thai.numbering import sign_of

BOLD_HEADING = 100
"""Characters of a bold line that may still be a heading."""
CHAPTER = 80
"""Characters of a numbered line that may be the name of a chapter."""
SUBHEAD = 45
"""Characters of a line that a numbered list is under, and that names what is done in it."""
_P = patterns("harvester.drafting", "headings")
AGENDA = _P.agenda
POST = _P.post
VALUE = 240
"""Characters of a field's value on a line of its own."""


def is_heading(block: Block) -> bool:
    """A heading by its form; a signed one may be an item of a list, which `lists` finds out."""
    if AGENDA.match(block.text) and len(block.text) <= VALUE:
        return True
    if sign_of(block.text) is not None:
        return False
    return block.kind is Kind.HEADING or (block.bold and len(block.text) <= BOLD_HEADING)


def bare_heading(text: str) -> str:
    """The words of a heading without its sign."""
    sign = sign_of(text)
    return text[sign.length :] if sign is not None and not sign.counted else text


def is_implied_heading(blocks: list[Block], at: int) -> bool:
    """A line of plain text that names a section by its words, or that a numbered list from 1 is under."""
    block = blocks[at]
    after = blocks[at + 1] if at + 1 < len(blocks) else None
    if after is None or block.kind not in (Kind.PARAGRAPH, Kind.ITEM, Kind.HEADING):
        return False
    sign = sign_of(block.text)
    if sign is not None and sign.counted:
        return False
    if reads_as_heading(bare_heading(block.text)):
        return sign is None or not reads_as_heading(bare_heading(after.text))
    below = sign_of(after.text)
    above = sign_of(blocks[at - 1].text) if at else None
    return (
        sign is None
        and below is not None
        and below.number == 1
        and len(block.text) <= SUBHEAD
        and len(block.text.split()) <= 4
        and (
            _P.word.match(block.text) is not None
            or ((block.gap > 0 or above is not None) and _P.names_work.match(block.text) is not None)
        )
    )


def chapters_of(blocks: list[Block], profile: Profile) -> dict[int, int]:
    """Short numbered lines among chapters whose names we know (๑. บริบท ๒. … ๓. ปัจจัยความสำเร็จ): where the words begin."""
    found: dict[int, int] = {}
    last: dict[str, int] = {}
    after: dict[str, list[int]] = {}
    for at, block in enumerate(blocks):
        sign = sign_of(block.text)
        if sign is None or not sign.number:
            continue
        label = label_of(block.text, profile)
        is_field = label is not None and label.target.startswith("field")
        alone = label is not None and label.value >= len(block.text)
        if not is_field and (alone or reads_as_heading(bare_heading(block.text))):
            last[sign.style] = sign.number
            after[sign.style] = []
        elif sign.style in last:
            own = after[sign.style]
            if sign.number == last[sign.style] + 1 and not own and len(block.text) <= CHAPTER:
                found[at] = sign.length
                last[sign.style] = sign.number
            else:
                own.append(sign.number)
    return found
