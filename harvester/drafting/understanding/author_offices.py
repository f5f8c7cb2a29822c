"""The position and organisation of those who wrote: on the line of a name, in brackets, under it, at its label, at the mark of
its note, or once for all who are named together."""

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from dataclasses import replace

from harvester.drafting.understanding.context import Context
from harvester.drafting.understanding.names import SIGNATURE, bare_name, roles, roles_at_end
from harvester.drafting.understanding.people import Candidate
from harvester.drafting.understanding.plausibility import ORGANISATION, POSITION
from harvester.model.document import Block, Kind
from harvester.model.draft import Said
from harvester.reading.wording import patterns
from harvester.thai.date_search import find_dates
from harvester.thai.names import TITLES, names_somebody, person_at

_P = patterns("harvester.drafting", "authors")
COVER, FIRST = 400, 16
"""Characters behind the makers in which a cover names their organisation, and the blocks in which a cover names them."""
Person = dict[str, Said]


def offices_of(context: Context, people: list[Candidate], stops: list[int]) -> list[Person]:
    """`position` and `organisation` of each, of an office neither; `stops` are where names begin in the text, in order."""
    offices = [_beside(context, one, stops) for one in people]
    _share(context, people, offices)
    return [
        {} if "organisation" in one.signs else office for one, office in zip(people, offices, strict=True)
    ]


def _beside(context: Context, one: Candidate, stops: list[int]) -> Person:
    """What stands behind a name on its line, before it, in the note that its mark points to, or under it."""
    if not _stands(context, one):
        return {}
    block = context.blocks[one.block]
    high = min([block.end, *(at for at in stops if at >= one.said.end)])
    office = (
        _noted(context, one, block)
        or _cells(context, one, block)
        or _parts(context, one.said.end, max(high, one.said.end))
    )
    if "position" not in office and (before := _before(context, one, block)):
        office = {"position": before} | office
    return office


def _stands(context: Context, one: Candidate) -> bool:
    """Whether the line of a name is left in the text."""
    end = context.blocks[one.block].end if one.block < len(context.blocks) else 0
    return one.said.start < end and one.said.end > 0


def _cells(context: Context, one: Candidate, block: Block) -> Person:
    """What the cells behind a name in its row of a table say."""
    found: Person = {}
    row = re.match(r"\s*\|[^\n]*", context.document.text[one.said.end : block.end])
    for cell in re.finditer(r"(?<=\| )[^|\n]+", row[0] if row and block.kind is Kind.TABLE else ""):
        for key, form in (("position", POSITION), ("organisation", ORGANISATION)):
            if form.match(cell[0]) and key not in found:
                found[key] = _piece(context, one.said.end + cell.start(), one.said.end + cell.end())
                break
    return found


def _parts(context: Context, low: int, high: int) -> Person:
    """Position and organisation at the head of a stretch of text: up to a number, a date, or words that tell."""
    text = context.document.text[low:high]
    if part := _P.part.match(text):
        return {"position": context.at(low + part.start("part"), low + part.end("part"), 0.75, "signature")}
    skipped = _P.between.match(text)
    start = skipped.end() if skipped else 0
    ended = _P.ends.search(text, start + 1)
    gap = text[ended.start() : ended.end()].strip() if ended else ""
    # in brackets, or in the next column
    if ended and gap in ("", "(") and ORGANISATION.match(text, ended.end()):
        ended = (_P.bracket if gap else _P.ends).search(text, ended.end())
    end = ended.start() if ended else len(text)
    office = ORGANISATION.search(text, start, end)
    if (home := _P.home.search(text, start, end)) and not (office and office.start() < home.start()):
        end = home.start()
    end = min([end, *(at for at, _, _ in find_dates(text[:end]) if at >= start)])
    position = POSITION.match(text, start, end) or _P.rank.match(text, start, end)
    unit = _P.unit.search(text, start, end)
    organisation = ORGANISATION.search(text, position.end() if position else start, end)
    if unit and organisation and start < unit.end() < organisation.start():
        organisation = unit  # the office within the office
    if organisation and not position and organisation.start() > start:
        organisation = None
    glued = _P.glued_office.match(text, position.end(), end) if position else None
    if (
        glued
        and text[glued.end() : glued.end() + 1] == " "
        and ORGANISATION.match(text, glued.end() + 1, end)
    ):
        organisation, glued = ORGANISATION.match(text, glued.end() + 1, end), None  # it is a part of that
    if position and not organisation and not glued:
        organisation = _P.short_form.search(text, position.end(), end)
    if not (position or organisation):
        organisation = _P.foreign_office.match(text, start, end)
    if position and "adviser" in roles(position[0]):
        return {}  # whoever comes next advises
    found = {}
    cut = glued.start("office") if glued else organisation.start() if organisation else end
    organisation = organisation or glued
    if organisation and (named := _P.belongs.search(text, organisation.end(), end)):
        end = named.start()  # what it belongs to is no part of its name
    if (
        organisation
        and _P.own_name.match(text, organisation.start())
        and (home := _P.home.search(text, organisation.end(), end))
    ):
        end = home.start()
    if position:
        found["position"] = _piece(context, low + start, low + cut)
    if organisation:
        found["organisation"] = _piece(context, low + cut, low + end)
    if position and organisation and _P.two_posts.match(found["organisation"].text):
        found = {"position": _piece(context, low + start, low + end)}  # ปลัด อบต./เลขานุการสภา
    if position and not organisation and (named := _P.belongs.search(text)):
        close = _P.ends.search(text, named.end() + 1)
        found["organisation"] = _piece(
            context, low + named.end(), low + (close.start() if close else len(text))
        )
    return {key: value for key, value in found.items() if value.text}


def _piece(context: Context, low: int, high: int) -> Said:
    """A stretch without the words and signs around it."""
    text = context.document.text[low:high]
    head = _P.prefix.match(text)
    start = head.end() if head else 0
    core = _P.blanks.sub("", text[start:])
    if core.count("(") < core.count(")"):
        core = core.rstrip(") ")
    elif text[start + len(core) :][:1] == ")" and "(" in core:
        core += ")"
    return context.at(low + start, low + start + len(core), 0.75, "signature")


def _before(context: Context, one: Candidate, block: Block) -> Said | None:
    """The position that stands right before a name on its line."""
    lead = block.text[: one.said.start - block.start]
    line = block if lead.strip() or not one.block else context.blocks[one.block - 1]
    end = len(lead) if line is block else len(line.text)
    if part := _P.part_label.match(line.text[:end]):
        return _piece(context, line.start + part.start("part"), line.start + part.end("part"))
    for at in (match.end() for match in _P.begins.finditer(lead)):
        told = lead[at:]
        is_position = POSITION.match(lead, at) and not ORGANISATION.search(lead, at)
        if is_position and len(told) > 3 and ":" not in told:
            return _piece(context, block.start + at, one.said.start)
    return None


def _under(context: Context, one: Candidate) -> Person:
    """The position and organisation on the two lines under a name."""
    found: Person = {}
    for line in context.blocks[one.block + 1 : one.block + 5]:
        again = bare_name(line.text.strip(" ()")) == bare_name(one.said.text)  # in full under a signature
        if (again or _P.latin_name.match(line.text)) and not found:
            continue
        if (
            len(line.text) > (2 * SIGNATURE if ORGANISATION.match(line.text) else SIGNATURE)
            or line.gap > 1
            or ":" in line.text
            or find_dates(line.text)
            or _P.tells.search(line.text)
            or "adviser" in roles_at_end(line.text)  # who comes next
            or names_somebody(line.text)
            or line.kind is Kind.HEADING
            or bare_name(line.text) in bare_name(context.title.text)
        ):
            break
        here = _parts(context, line.start, line.end)
        part = found.get("organisation")
        if part and here.keys() == {"organisation"} and _P.part_of_office.match(part.text) and not line.gap:
            whole = f"{part.text} {here['organisation'].text}"
            here = {"organisation": replace(part, text=whole, end=here["organisation"].end)}
        elif not here or any(key in found for key in here):
            break
        found |= here
    return found


def _noted(context: Context, one: Candidate, block: Block) -> Person:
    """What the line says that begins with the mark of a note (1, *, †) behind a name."""
    mark = _P.note_mark.match(context.document.text, one.said.end, block.end)
    if mark is None:
        return {}
    far = None if not mark[1].isdecimal() else one.block + 9  # further on it is the number of a list
    for line in context.blocks[one.block + 1 : far]:
        head = re.match(rf"{re.escape(mark[1])}[\s.)/]*(?![\d*])", line.text)
        if (
            head
            and len(line.text) <= SIGNATURE
            and (found := _parts(context, line.start + head.end(), line.end))
        ):
            return {key: replace(value, rule="note") for key, value in found.items()}
    return {}


def _told(context: Context, one: Candidate) -> Person:
    """What a sentence says behind the name, wherever the text names the person again."""
    found: Person = {}
    titled = TITLES.match(one.said.text)
    words = one.said.text[titled.end() if titled else 0 :].split()
    name = r"\s+".join(map(re.escape, words))
    for match in re.finditer(name, context.text) if len(words) > 1 and len(name) > 5 else ():
        if not one.said.start <= match.start() < one.said.end:
            at = max(0, bisect_right(context.blocks, match.start(), key=lambda block: block.start) - 1)
            line = max(context.blocks[at].end, match.end())
            led = context.text[context.blocks[at].start : match.start()]
            under = _under(context, replace(one, block=at)) if not led or TITLES.fullmatch(led) else {}
            found = under | _parts(context, match.end(), min(line, match.end() + SIGNATURE)) | found
    return found


def _share(context: Context, people: list[Candidate], offices: list[Person]) -> None:
    """Give what labels say to the name above it (or the first), and what stands under the last name to all of its list."""
    for number, (one, office) in enumerate(zip(people, offices, strict=True)):
        last = number + 1 == len(people) or people[number + 1].run != one.run
        if not last and people[number + 1].block > one.block + 1:  # each has an office of his own
            office |= {key: value for key, value in _under(context, one).items() if key not in office}
        if last and not len(office) > 1 and _stands(context, one):
            under = {key: value for key, value in _under(context, one).items() if key not in office}
            office |= under
            at = number
            while at >= 0 and people[at].run == one.run and "organisation" in under:
                offices[at].setdefault("organisation", under["organisation"])
                at -= 1
    for one, office in zip(people, offices, strict=True):
        for key, value in _told(context, one).items():
            office.setdefault(key, value)
    if people and not any("organisation" in office for office in offices):
        _once(context, people, offices)
    labelled = [
        (key.removeprefix("authors."), value)
        for key, value in context.outline.labelled
        if (
            key in ("authors.position", "authors.organisation")
            and _P.thai.search(value.text)
            and person_at(value.text)[1] < 0.5
            and not context.title.start <= value.start < context.title.end
        )
        or (key == "address" and ORGANISATION.match(value.text) and not _P.area.match(value.text))
    ]
    labelled.sort(key=lambda pair: pair[1].start < people[0].said.start if people else False)
    times, starts = Counter(key for key, _ in labelled), [one.said.start for one in people]
    for part, value in labelled:
        part = "organisation" if part == "address" else part
        above = max(0, bisect_left(starts, value.start) - 1)
        everybody = part != "position" and times[part] == 1
        glued = part == "organisation" and _P.thai.match(context.document.text, max(0, value.start - 1))
        for own in offices if everybody else offices[above : above + 1]:
            held = ("label", "note", "signature") if glued else ("label", "note")
            if part not in own or own[part].rule not in held:
                for key, said in _parted(context, part, value, both=not times["organisation"]).items():
                    own[key] = replace(said, rule="label")


def _parted(context: Context, part: str, value: Said, *, both: bool) -> Person:
    """The value of a label; a position with the organisation behind it is both where no label says the organisation."""
    if part == "position" and value.end and both:
        found = _parts(context, value.start, value.end)
        if len(found) > 1:
            return found
        office = ORGANISATION.search(value.text, 2)
        if office and not _P.area.match(value.text, office.start()):
            cut = value.start + office.start()
            return {
                "position": _piece(context, value.start, cut),
                "organisation": _piece(context, cut, value.end),
            }
    close = _P.street.search(value.text) or (part == "organisation" and _P.belongs.search(value.text))
    end = value.start + close.start() if close else value.end
    return {part: _piece(context, value.start, end) if value.end else value}


def _once(context: Context, people: list[Candidate], offices: list[Person]) -> None:
    """The organisation that a cover names once, behind all who made the work."""
    last = max(people, key=lambda one: one.said.end)
    text = context.text[last.said.end : last.said.end + COVER]
    if last.block < FIRST and (found := _P.house.search(text)):
        start = last.said.end + found.start()
        line = context.blocks[bisect_right(context.blocks, start, key=lambda block: block.start) - 1]
        ended = [end.search(text, found.end()) for end in (_P.house_ends, _P.ends)]
        ended += [_P.home.search(text, found.end())] if _P.own_name.match(text, found.start()) else []
        high = min([line.end, *(match.start() + last.said.end for match in ended if match)])
        said = _piece(context, start, min(high, line.end))
        # alone, or on a cover whose lines ran together
        ended_there = _P.house_ends.match(text, high - last.said.end) is not None
        alone = ended_there or (line.start == start and len(line.text) <= SIGNATURE)
        for office in offices:
            office.setdefault("organisation", replace(said, confidence=0.65 if alone else 0.5, rule="told"))
