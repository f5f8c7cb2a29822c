"""What stands around a person's name: the position and organisation on its line, under it, or behind it in a sentence."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from harvester.drafting.understanding.context import Context
from harvester.drafting.understanding.plausibility import ORGANISATION, POSITION, is_named
from harvester.model.document import Block, tidy_blanks
from harvester.model.draft import Said
from harvester.reading.wording import patterns
from harvester.thai.date_search import find_dates
from harvester.thai.names import may_be_person, person_at, person_score
from harvester.thai.segment import Segmenter

SIGNATURE = 140
"""Characters of a line that may be a signature."""
GLUED = 0.6
"""Sureness of a name that no blank parts from the position before it."""
UNDER_TITLE, LONGEST_NAME, NUMBERED = 12, 90, 4
"""Blocks under a title among which its writers are named; characters of a name, and of a number before the first."""
_P = patterns("harvester.drafting", "people")


def add_position(context: Context, person: dict[str, Said]) -> dict[str, Said]:
    """With the position and organisation that a sentence gives behind the name, wherever the text names the person."""
    name = person["name"].text
    for match in re.finditer(re.escape(name), context.text) if len(name) > 5 else ():
        if "position" in person and "organisation" in person:
            break
        until = _P.presented.search(context.text, match.end() + 1, match.end() + SIGNATURE)
        line = next((one.end for one in context.blocks if one.start <= match.start() < one.end), match.end())
        end = min(until.start(), line) if until else match.end()
        if end - match.end() > 3 and ":" not in context.text[match.end() : end]:
            told = split_position(context, context.at(match.start(), end, 0.65, "told"))
            person = {key: value for key, value in told.items() if key != "name"} | person
    return person


def add_lines_under(context: Context, person: dict[str, Said]) -> dict[str, Said]:
    """With the position and organisation that are on the lines under the name."""
    name = person["name"]
    if not name.end or ("position" in person and "organisation" in person):
        return person
    lines = [one for one in context.blocks if one.start >= name.end and not _P.latin_name.match(one.text)][:2]
    for line in lines:
        text = line.text.strip()
        if len(text) > SIGNATURE or line.gap > 1 or ":" in text or find_dates(text):
            break
        position, organisation = POSITION.match(text), ORGANISATION.match(text)
        if position and "position" not in person:
            low = line.start + (named.end() if (named := _P.prefix.match(line.text)) else 0)
            person |= parted_office(context, "position", context.at(low, line.end, 0.75, "signature"))
        elif organisation and "organisation" not in person:
            person = {**person, "organisation": context.at(line.start, line.end, 0.75, "signature")}
        elif not position:
            break
    return person


def parted_office(context: Context, part: str, value: Said) -> dict[str, Said]:
    """A position with the organisation behind it is both."""
    if part == "position" and (posted := _P.posted.search(value.text)):
        cut = context.document.text.find(value.text[posted.start() :][:12], value.start)
        return {
            "position": replace(value, text=value.text[: posted.start()], end=cut),
            "organisation": context.at(cut + len("ประจำ"), value.end, value.confidence, value.rule),
        }
    if part == "position" and (match := ORGANISATION.search(value.text, 4)) and match.start():
        low = value.text[: match.start()].strip()
        cut = context.document.text.find(
            value.text[match.start() :].strip()[:12], value.start, value.end or None
        )
        if low and cut > value.start and POSITION.match(low) and " " in value.text[: match.start() + 1]:
            return {
                "position": replace(value, text=low, end=cut),
                "organisation": context.at(cut, value.end, value.confidence, value.rule),
            }
    return {part: value}


def several(context: Context, value: Said) -> list[Said]:
    """The counted names of a line, or those of one that holds nothing but names; else the line itself."""
    text = context.document.text[value.start : value.end] if value.end else ""
    counted = [match.span("person") for match in _P.counted.finditer(text)]
    if len(counted) > 1:
        at = value.start
        return [context.at(at + low, at + high, value.confidence, value.rule) for low, high in counted]
    stop = _P.not_theirs.search(text)
    titled = [
        (at.start(), *person_at(text, at.start()))
        for at in _P.title_before.finditer(text, 0, stop.start() if stop else len(text))
    ]
    titled = [one for one in titled if one[2] >= GLUED + 0.1]
    if titled and titled[0][0] <= NUMBERED and (len(titled) > 1 or stop):
        return [
            context.at(value.start + low, value.start + high, value.confidence, value.rule)
            for low, high, _ in titled
        ]
    cuts = [0, *(at for match in _P.between.finditer(text) for at in match.span()), len(text)]
    words = [match.span() for match in re.finditer(r"\S+", text)]
    pairs = [(low, high) for (low, _), (_, high) in zip(words[::2], words[1::2], strict=False)]
    for spans in (list(zip(cuts[::2], cuts[1::2], strict=True)), pairs if len(words) % 2 == 0 else []):
        names = [text[low:high].strip() for low, high in spans]
        if len(names) > 1 and all(person_score(name) >= 0.5 or may_be_person(name) for name in names):
            at = value.start
            return [context.at(at + low, at + high, value.confidence, value.rule) for low, high in spans]
    return [value]


def named_beneath(context: Context, value: Said) -> Iterator[Said]:
    """The lines right under a name that are nothing but a person's name with a title."""
    for line in (one for one in context.blocks if value.end and one.start >= value.end):
        if line.gap or not is_named(line.text) or person_score(line.text) < GLUED:
            return
        yield context.at(line.start, line.end, value.confidence, value.rule)


def footnoted(context: Context) -> Iterator[dict[str, Said]]:
    """Names with the marks of notes (… 1 และ … 2), each with the office that a line with its mark gives."""
    lines = [one for one in context.blocks if one.start >= context.title.start][:UNDER_TITLE]
    for line in lines:
        found = list(_P.marked.finditer(line.text)) if re.search("[ก-๎]", line.text) else []
        if not found or "".join(match[0] for match in found) != line.text.rstrip():
            continue
        sure = [
            match for match in found if person_score(match["person"]) >= 0.5 or may_be_person(match["person"])
        ]
        notes = {match["mark"]: _note(context, line, match["mark"]) for match in found}
        if 2 * len(sure) < len(found) or (len(found) < 2 and not notes[found[0]["mark"]]):
            continue
        for match in found:
            low, high = match.span("person")
            yield {"name": context.at(line.start + low, line.start + high, 0.8, "signature")} | notes[
                match["mark"]
            ]
        return


def _note(context: Context, line: Block, mark: str) -> dict[str, Said]:
    """The position and organisation of the first line below that begins with a mark."""
    for one in context.blocks:
        head = re.match(rf"{re.escape(mark)}[\s.)]*(?![\d*])", one.text) if one.start > line.start else None
        if head and len(one.text) <= SIGNATURE:
            rest = context.at(one.start + head.end(), one.end, 0.75, "signature")
            if POSITION.match(rest.text):
                return parted_office(context, "position", rest)
            if ORGANISATION.match(rest.text):
                return {"organisation": rest}
    return {}


def is_told(name: str) -> bool:
    """Whether what was taken for a name is a sentence."""
    return len(name) > LONGEST_NAME or bool(_P.says.search(name))


def split_position(context: Context, value: Said) -> dict[str, Said]:
    """One line cut where a position or an organisation begins."""
    text = context.document.text[value.start : value.end] if value.end else value.text
    if (role := _P.part.search(text)) and person_at(text)[1] >= 0.5:
        low, high = role.span("part")
        office = context.at(value.start + low, value.start + high, value.confidence, value.rule)
        name = context.at(value.start, value.start + role.start(), value.confidence, value.rule)
        return {"position": office} | split_position(context, name)
    for pattern in (_P.address, _P.phone, _P.company, _P.sort, _P.labelled, _P.student):
        if found := pattern.search(text):
            text = text[: found.start()].rstrip(" ,(-")
            value = replace(value, text=tidy_blanks(text), end=value.start + len(text))
    end, certain = person_at(text)
    if certain < GLUED and POSITION.match(text):
        end = 0
    if not end and (two := re.match(r"\S+\s\S+(?=\s)", text)) and may_be_person(two[0]):
        end = two.end()
    if dated := next((start for start, high, _ in find_dates(text) if high == len(text) and start > end), 0):
        text = text[:dated].rstrip()  # the day on which it was signed
        value = replace(value, text=tidy_blanks(text), end=value.start + len(text))
    position = POSITION.search(text, end)
    organisation = ORGANISATION.search(text, position.end() if position else end)
    home = _P.home.search(text, end)
    if home and not (organisation and organisation.start() < home.start()):
        text, organisation = text[: home.start()], None
        value = replace(value, text=tidy_blanks(text), end=value.start + len(text))
        position = position if position and position.start() < len(text) else None
    if not end and position and position.start() == 0:
        for at in sorted(
            {*(blank.end() for blank in re.finditer(r"\s+", text)), *Segmenter().boundaries(text)}
        ):
            sure = 0.55 if at and text[at - 1].isspace() else GLUED
            if at and person_at(text, at)[1] >= sure:  # what somebody is, and then the name
                low = value.start + at
                who = split_position(context, context.at(low, value.end, value.confidence, value.rule))
                return {"position": context.at(value.start, low, value.confidence, value.rule)} | who
        return {"name": value}
    unit = _P.unit.match(text, end) if end and not position else None
    if unit and organisation and organisation.start() > unit.end():
        organisation = unit  # the office within the office
    if end and not position and not organisation and (foreign := _P.foreign_office.match(text, end)):
        organisation = foreign
    if not position and not (organisation and organisation.start()):
        return {"name": value} if value.text.strip() else {}
    ends = organisation.start() if organisation else len(text)

    def part(low: int, high: int) -> Said:
        core = _P.prefix.sub("", text[low:high].strip(" ,()\t\n"))
        start = value.start + low + text[low:high].index(core) if core else value.start + low
        return context.at(start, start + len(core), value.confidence, value.rule, tidy_blanks(core))

    person = {"name": part(0, position.start() if position else ends)}
    if position:
        person["position"] = part(position.start(), ends)
    if organisation:
        person["organisation"] = part(organisation.start(), len(text))
    return {key: found for key, found in person.items() if found.text}


def names_together(context: Context, lines: Sequence[Block]) -> Iterator[dict[str, Said]]:
    """Names one under the other, each perhaps written again in Latin letters; what is under the last is of all."""
    people = [split_position(context, context.at(lines[0].start, lines[0].end, 0.7, "signature"))]
    for line, below in pairwise([*lines[1:], lines[-1]]):
        named = person_score(line.text) >= 0.5 or may_be_person(line.text) or _P.latin_name.match(below.text)
        if re.search("[ก-๎]", line.text) and (
            named or (not line.gap and below.gap and len(line.text.split()) == 2 and len(line.text) < 40)
        ):
            people.append({"name": context.at(line.start, line.end, 0.7, "signature")})
        elif re.search("[ก-๎]", line.text):
            break
    people[-1] = add_lines_under(context, people[-1])
    office = {key: people[-1][key] for key in ("organisation",) if key in people[-1]}
    yield from (office | person for person in people)
