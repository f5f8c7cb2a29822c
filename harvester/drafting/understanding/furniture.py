"""What is left of a page around its story, by marks that hold on any site: short lines over and under the running text,
without a verb, beside lines that are known to be menus or buttons. `tools/fit_furniture.py` finds what each mark weighs."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from harvester.drafting.understanding.labels import label_of
from harvester.drafting.understanding.outline import Outline
from harvester.drafting.understanding.plausibility import ORGANISATION, POSITION, section_asked_for
from harvester.model.document import Block, Kind, tidy_blanks
from harvester.model.draft import Said, Stripped, quote
from harvester.reading.profile import Profile
from harvester.reading.wording import patterns
from harvester.thai.date_search import find_dates
from harvester.thai.names import person_score
from harvester.thai.numbering import sign_of

_P = patterns("harvester.drafting", "furniture")
AROUND = "ส่วนของหน้าเว็บรอบเนื้อหา"
_LOOSE = ("", "title", "other", "context")
HELD = 0.25
"""Share of a line that a field holds."""
SURE = 0.7
"""Probability from which a line is left out."""
STORY, SHORT, SENTENCE = 120, 60, 300
"""Characters of a paragraph that tells, of a line that may be a button, and of one that is looked at closely."""
VERBS, FAR, RUN = 4, 6, 10
"""Words of a sentence in a paragraph that tells; lines from it, and short lines one after another, that count."""
BRIEF = (30, 2)
"""Characters and words of a sentence of a line that tells in a page without paragraphs."""
NAMED = 0.55
"""Sureness of a title from which what is over it is the head of a page."""


@dataclass(slots=True)
class Line:
    """A line of the page. `known`: left out already; `asked`: it may be taken out; `marks`: see
    `mark`."""

    text: str
    start: int
    end: int
    kind: Kind = Kind.PARAGRAPH
    bold: bool = False
    known: bool = False
    asked: bool = False
    marks: dict[str, float] = field(default_factory=dict)


def page_of(blocks: Iterable[Block], gone: Iterable[Stripped], profile: Profile) -> list[Line]:
    """The lines of a page in order, marked: what is left of it, and what was left out already."""
    lines = [
        Line(cut.said.text, cut.said.start, cut.said.end, known=True)
        for cut in gone
        if _P.page.search(cut.why)
    ]
    lines += [Line(tidy_blanks(one.text), one.start, one.end, one.kind, one.bold) for one in blocks]
    lines.sort(key=lambda line: line.start)
    mark(lines, profile)
    return lines


def strip_furniture(
    lines: list[Line], outline: Outline, fields: Iterable[Said], title: Said
) -> list[Stripped]:
    """Take lines that are furniture out of the parts. A line that a field is in stays, and so do
    signatures."""
    # Else it was typed by hand, and only what is over its title or a few foreign words are none of it.
    page = any(line.known for line in lines)
    thai = any(line.marks["tells"] and not line.marks["latin letters"] > HELD for line in lines)
    named = title.rule in ("label", "title") and title.confidence >= NAMED
    held = [(value.start, value.end) for value in (title, *fields) if value.end > value.start]
    places = {(block.start, block.end): (part, block) for part in outline.parts for block in part.blocks}
    for line in lines:
        part = places[line.start, line.end][0] if (line.start, line.end) in places else None
        line.marks["above the title"] = line.start < title.start
        named_part = part is not None and part.heading is not None and part.heading.rule == "label"
        line.marks["headed"] = part is not None and (part.target not in _LOOSE or named_part)
        line.asked = (
            part is not None
            and part.target != "signature"
            and not (line.marks["headed"] and part.blocks[0].start == line.start)
            and (
                page
                or (named and line.end <= title.start and not line.marks.get("sign"))
                or (thai and bool(_P.slug.match(line.text)))
            )
            and not (line.marks["tells"] or title.text in line.text)
            and not (_names(line.text) or _is_held(line, held))
        )
    found: list[Stripped] = []
    for line, furniture in zip(lines, is_furniture(lines), strict=True):
        if furniture:
            part, block = places[line.start, line.end]
            part.blocks.remove(block)
            found.append(Stripped(quote(block, rule="boilerplate"), AROUND))
    return found


def _is_held(line: Line, held: Iterable[tuple[int, int]]) -> bool:
    """Whether a field takes a good part of a line."""
    inside = sum(max(0, min(line.end, high) - max(line.start, low)) for low, high in held)
    return inside > HELD * (line.end - line.start)


def _names(text: str) -> bool:
    """Whether a line begins with somebody's name."""
    return person_score(text) >= 0.5 and "ก" <= text[0] <= "๎"


def is_furniture(lines: Sequence[Line]) -> list[bool]:
    """Whether each line that is asked for is part of the page and not of its story."""
    return [line.asked and chance(lines, at) >= SURE for at, line in enumerate(lines)]


def chance(lines: Sequence[Line], at: int) -> float:
    """The probability that a marked line is furniture, from its own marks and those of the lines beside it."""
    weights = _weights()
    total = weights["always"]
    for where, number in (("", at), ("above ", at - 1), ("below ", at + 1)):
        if 0 <= number < len(lines):
            total += sum(
                weights.get(where + name, 0.0) * value for name, value in lines[number].marks.items()
            )
    return 1 / (1 + math.exp(-total))


def mark(lines: Sequence[Line], profile: Profile) -> None:
    """Give every line its marks, each from 0 to 1."""
    fresh = [at for at, line in enumerate(lines) if not line.known]
    tells = [at for at in fresh if _tells(lines[at].text, STORY, VERBS)]
    tells = tells or [at for at in fresh if _tells(lines[at].text, *BRIEF)]
    first, last = (tells[0], tells[-1]) if tells else (len(lines), -1)
    known = [at for at, line in enumerate(lines) if line.known]
    bare = ["".join(line.text.split()) for line in lines]
    whole = "\n".join(bare)
    runs = {
        at: len(run)
        for _, found in groupby(range(len(lines)), lambda at: len(lines[at].text) < SHORT)
        for run in [list(found)]
        for at in run
    }
    for at, line in enumerate(lines):
        line.marks = marks = _own(line, profile)
        over, under, near = at < first, at > last, marks["short"]
        marks |= {
            "tells": at in tells, "over": over, "under": under, "within": not over and not under and near,
            "far over": over and min(1, (first - at) / FAR), "far under": under and min(1, (at - last) / FAR),
            "head": over and at < 2, "end": under and at >= len(lines) - 3,
            "run": near and min(RUN, runs[at]) / RUN, "run under": under and near and min(RUN, runs[at]) / RUN,
            "said again": 3 < len(bare[at]) <= STORY and whole.count(bare[at]) > 1,
            "page": bool(known), "page over": over and bool(known), "page under": under and bool(known),
            "known above": any(at - 3 <= other < at for other in known),
            "known below": any(at < other <= at + 3 for other in known),
            "known under": under and any(last < other < at for other in known),
            "known over": over and any(at < other < first for other in known),
            "between": at - 1 in known and at + 1 in known, "known": line.known,
            "before story": at + 1 < len(lines) and len(lines[at + 1].text) >= STORY,
            "no story": len(tells) < 2 and near,
        }  # fmt: skip


def _tells(text: str, size: int, verbs: int) -> bool:
    """Whether a line is a paragraph of a story."""
    return len(text) >= size and len(_P.verb.findall(text)) >= verbs


def _own(line: Line, profile: Profile) -> dict[str, float]:
    """The marks of a line by itself."""
    text = line.text
    size = max(1, len(text))
    verbs = len(_P.verb.findall(text))
    marks: dict[str, float] = {name: bool(p.search(text)) for name, p in _P.table_of("marks")}
    marks |= {
        "size": min(1.0, math.log(size) / 6), "long": size >= STORY, "short": size < SHORT,
        "digits": sum(letter.isdigit() for letter in text) / size,
        "latin letters": sum(letter.isascii() and letter.isalpha() for letter in text) / size,
        "verbs": min(3, verbs) / 3, "no verb": not verbs,
        "signs": min(3, len(_P.parting.findall(text))) / 3,
        "heading": line.kind is Kind.HEADING, "item": line.kind is Kind.ITEM, "table": line.kind is Kind.TABLE,
        "bold": line.bold,
    }  # fmt: skip
    if size < SENTENCE:
        sign, label = sign_of(text), label_of(text, profile)
        marks |= {
            "sign": sign is not None, "number": sign is not None and bool(sign.number),
            "label": label is not None and label.value < size, "open label": label is not None and label.value >= size,
            "field": label is not None and label.target.startswith("field"),
            "section": size < SHORT and bool(section_asked_for(text)), "person": person_score(text) >= 0.5,
            "office": bool(ORGANISATION.match(text) or POSITION.match(text)),
            "day": sum(end - start for start, end, _ in find_dates(text)) / size,
        }  # fmt: skip
    return marks


def _weights() -> dict[str, float]:
    return {name: float(weight) for name, weight in _P.words_of("weights").items()}
