"""The line of a page that says who posted it and when, read by its parts in any order: a word for by, a name, a day, a
counter (โดย ลุงสวน - 11/06/2563, เขียนโดย ใบเตย ที่ 03:42, มีนาคม 5, 2020 by somchai); or a name over the day and hour."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from harvester.drafting.understanding.plausibility import ORGANISATION
from harvester.model.document import Block
from harvester.reading.wording import patterns
from harvester.thai.date_search import find_dates
from harvester.thai.dates import ThaiDate
from harvester.thai.names import may_be_person, person_at

_P = patterns("harvester.drafting", "posting")
LONGEST, STORY, NEAR, HANDLE = 170, 100, 2, 30
"""Characters of a line of posting and of a paragraph that tells; lines from who posted to the day; characters of a name."""
Day = tuple[int, int, ThaiDate]


@dataclass(frozen=True, slots=True)
class Posting:
    """Where in the text the name and the day (with what it is) stand, and the line of the name."""

    line: Block
    name: tuple[int, int]
    day: Day | None


def posting(blocks: Sequence[Block]) -> Posting | None:
    """The first line of posting above what readers answered."""
    told = False
    for at, block in enumerate(blocks):
        text = block.text
        if told and _P.answers.match(text):
            return None
        told = told or len(text) > STORY
        if len(text) > LONGEST:
            continue
        boxed = at and _P.author_box.fullmatch(blocks[at - 1].text) and may_be_person(text)
        name = (
            (0, len(text))
            if boxed
            else _by(blocks, at) or (_over_its_day if told else _over_its_text)(blocks, at)
        )
        if name:
            low, high = (block.start + one for one in name)
            return Posting(block, (low, high), _day_near(blocks, at))
    return None


def _by(blocks: Sequence[Block], at: int) -> tuple[int, int] | None:
    """The name behind a word for by, where nothing but words of posting stand before it and a sign of posting beside."""
    text = blocks[at].text
    for lead in _P.lead.finditer(text):
        before = text[: lead.start()]
        somebody = _P.somebody.match(text, lead.end())
        if somebody and ORGANISATION.match(somebody["name"]):
            continue
        name = somebody or _P.team.match(text, lead.end())
        if not name or _says(_P.parted.split(before)[-1]):
            continue
        rest = f"{before} {text[name.end('name') :]}"
        below = blocks[at + 1 : at + 2]
        if below and name["name"].isascii() and _P.pen_name.fullmatch(below[0].text):
            return None  # the account of who is named there
        if _P.sure.match(lead[0]) or _P.signs.search(rest) or find_dates(rest) or _day_near(blocks, at):
            return name.span("name")
    return None


def _over_its_day(blocks: Sequence[Block], at: int) -> tuple[int, int] | None:
    """The name of a member over, or before, the day and hour of what stands above, or a handle and its day."""
    text, below = blocks[at].text, blocks[at + 1].text if at + 1 < len(blocks) else ""
    name = _P.member.match(text)
    rest = text[name.end() :].strip() if name else ""
    if not name or name.end("name") > HANDLE or (rest and not _P.posts.match(rest)):
        return None
    when = rest or below
    return name.span("name") if _is_stamp(when) or (text[0] == "@" and find_dates(when)) else None


def _over_its_text(blocks: Sequence[Block], at: int) -> tuple[int, int] | None:
    """The name over what a forum says of its member, or a network of its post, or before the day of posting on its line;
    a pen name alone under that day."""
    text, below = blocks[at].text, blocks[at + 1].text if at + 1 < len(blocks) else ""
    name = _P.member.fullmatch(text) if len(text) <= HANDLE else None
    if name and _P.rank.match(below):
        return name.span("name")
    pen_name, over = _P.pen_name.fullmatch(text), blocks[at - 1].text if at else ""
    somebody = len(text) <= HANDLE and (pen_name or person_at(text)[1] > 0.5)
    signed = pen_name and find_dates(over) and (_is_stamp(over) or _P.sure.match(over))
    if signed or (at < NEAR and somebody and _P.shared.match(below)):
        return 0, len(text)
    two = re.match(r"\S+\s{1,2}\S+", text)
    if at and two and may_be_person(two[0]) and find_dates(text) and not _says(text[two.end() :]):
        return two.span()
    return None


def _is_stamp(text: str) -> bool:
    """A day and an hour, and nothing else."""
    return bool(find_dates(text) and _P.hour.search(text)) and not _says(text)


def _says(text: str) -> bool:
    """Whether words are left beside days, hours and what is said of posting."""
    for start, end, _ in reversed(find_dates(text)):
        text = text[:start] + text[end:]
    return bool(_P.left.search(_P.words.sub(" ", text)))


def _day_near(blocks: Sequence[Block], at: int) -> Day | None:
    """The day on a line, or on one beside it that says no more."""
    for other in (at, at + 1, at - 1, at + NEAR, at - NEAR):
        if 0 <= other < len(blocks) and len(blocks[other].text) <= LONGEST:
            low = blocks[other].start
            for start, end, date in find_dates(blocks[other].text)[-1:]:
                if date.day and not date.end and (other == at or not _says(blocks[other].text)):
                    return low + start, low + end, date
    return None
