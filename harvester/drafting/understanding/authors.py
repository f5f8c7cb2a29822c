"""Who tells it: candidates from labels, bylines, lines that are a name, signatures and the format; the surest finder wins."""

import re
from collections.abc import Iterator
from dataclasses import replace

from harvester.drafting.understanding.context import Context
from harvester.drafting.understanding.conversation import speaker
from harvester.drafting.understanding.headings import POST
from harvester.drafting.understanding.outline import same_words
from harvester.drafting.understanding.people import (
    SIGNATURE,
    add_lines_under,
    add_position,
    footnoted,
    is_told,
    named_beneath,
    names_together,
    parted_office,
    several,
    split_position,
)
from harvester.drafting.understanding.plausibility import ORGANISATION, POSITION, is_plausible
from harvester.drafting.understanding.signatures import signatures
from harvester.drafting.understanding.title import BY
from harvester.model.document import tidy_blanks
from harvester.model.draft import Said
from harvester.reading.wording import patterns
from harvester.thai.date_search import find_dates
from harvester.thai.names import may_be_person, person_at, person_score
from harvester.thai.numbering import sign_of

_P = patterns("harvester.drafting", "authors")
NEAR_TOP = 9
"""Blocks in which a line that is nothing but a name is the writer's."""


def authors(context: Context) -> Iterator[tuple[str, Said]]:
    """`authors.N.name|position|organisation` of the first finder that finds someone."""
    for finder in (
        _labels, _roster, footnoted, _byline, _interviews, _myself, _listed, _named_line, _marked, _opening, _above,
        signatures, _posting, _spoken, _batched,
    ):  # fmt: skip
        people = [
            person
            for person in finder(context)
            if "name" in person and not _P.nobody.match(name := person["name"].text) and not is_told(name)
        ]
        if people:
            for number, person in enumerate(_in_thai(people)):
                said = person["name"]
                if mark := _P.note_mark.search(said.text):
                    end = max(0, said.end - len(mark[0]))
                    person = {**person, "name": replace(said, text=said.text[: mark.start()], end=end)}
                for key, value in add_position(context, person).items():
                    yield f"authors.{number}.{key}", value
            return


def _in_thai(people: list[dict[str, Said]]) -> list[dict[str, Said]]:
    """Of names that all are in Latin letters and then in Thai ones, the Thai."""
    thai = [bool(re.search("[ก-๎]", person["name"].text)) for person in people]
    in_turn = len(people) > 1 and thai == [False, True] * (len(people) // 2)
    return people[1::2] if in_turn else people


def _labels(context: Context) -> Iterator[dict[str, Said]]:
    """Names in the order of the form; a position or organisation belongs to the last name."""
    person: dict[str, Said] = {}
    for key, value in context.outline.labelled:
        part = key.removeprefix("authors.")
        if key == "authors.name" or (part in person and key.startswith("authors.")):
            if "name" in person:
                yield add_lines_under(context, person)
            person = person if key != "authors.name" or "name" in person else {**person}
            person = {} if "name" in person or part in person else person
        if key == "authors.name":
            *others, value = (*several(context, value), *named_beneath(context, value))
            yield from (split_position(context, other) for other in others)
            person = {**person, **split_position(context, value)}
        elif part in ("position", "organisation"):
            person |= parted_office(context, part, value)
        elif (
            key == "address"
            and "organisation" not in person
            and ORGANISATION.match(value.text)
            and not _P.area.match(value.text)
        ):
            person["organisation"] = value
    if "name" not in person:
        for value in _profile_names(context):
            person = split_position(context, value) | person
    if "name" in person:
        yield add_lines_under(context, person)


def _profile_names(context: Context) -> Iterator[Said]:
    for pattern in context.profile.fields.get("authors.name", ()):
        if (match := pattern.search(context.document.text)) and match[1].strip():
            yield context.at(*match.span(1), 0.9, "profile")
            return


def _roster(context: Context) -> Iterator[dict[str, Said]]:
    """คณะทำงาน 1. นาย… ตำแหน่ง … 2. นาง…, in running text."""
    for block in context.blocks:
        if match := _P.roster.search(block.text):
            names = several(context, context.at(block.start + match.end(), block.end, 0.8, "list"))
            if len(names) > 1:
                yield from (split_position(context, name) for name in names)
                return


def _byline(context: Context) -> Iterator[dict[str, Said]]:
    """โดย … on a line of its own, behind the title or at a line's end near the top; `by kaew @…` of portals."""
    blocks = context.blocks
    for number, block in enumerate(blocks):
        if match := _P.portal.match(block.text):
            yield {
                "name": context.at(
                    block.start + match.start("name"), block.start + match.end("name"), 0.85, "byline"
                )
            }
            return
        match = _P.byline.search(block.text) if len(block.text) <= SIGNATURE else None
        if match is None or (NEAR_TOP < number < len(blocks) - 4):
            continue
        value = context.at(block.start + match.start("name"), block.start + len(block.text), 0.8, "signature")
        own = match.start() == 0
        if (
            person_at(value.text)[1] >= 0.5
            or len(several(context, value)) > 1
            or (own and is_plausible("authors.name", value.text) and len(value.text) < 60)
        ):
            behind_title = block.start <= context.title.start < context.title.end <= block.end
            if len(names := several(context, value)) > 1:
                yield from ({"name": name} for name in names)
                return
            rival = next(_named_line(context), None) if behind_title else None
            yield rival or add_lines_under(context, split_position(context, value))
            return
    end = context.document.text.find("\n", context.title.end)
    line = context.document.text[context.title.start : end if end >= 0 else None]
    if context.title.end and (match := BY.search(line)):
        low, high = match.span("name")
        yield {"name": context.at(context.title.start + low, context.title.start + high, 0.7, "title")}


def _named_line(context: Context) -> Iterator[dict[str, Said]]:
    """A line near the top, below the title, that is nothing but a person's name (and what the person does)."""
    if any(_P.by_site.search(block.text) for block in context.document.blocks[:NEAR_TOP]):
        return
    in_journal = bool(_P.journal.search(context.document.text))
    lines = [block for block in context.blocks if block.start >= context.title.start][:NEAR_TOP]
    while len(lines) > 2 and (
        same_words(lines[1].text, context.title.text) or lines[1].text.startswith(context.title.text)
    ):
        del lines[1]
    for number, block in enumerate(lines):
        text = _P.signs.sub("", _P.student.sub("", block.text.strip()))
        names = several(context, context.at(block.start, block.start + len(text), 0.7, "signature"))
        if len(names) > 1 and number == 1:
            yield from ({"name": name} for name in names)
            return
        end, sure = person_at(text)
        if not sure and number == 1 and may_be_person(text):  # right under the title
            end, sure = len(text), 0.5
        rest = text[end:].strip(" ,()-–")
        below = lines[number + 1].text if number + 1 < len(lines) else ""
        if (
            sure
            and block.gap
            and _P.latin_name.match(text)
            and not (in_journal or person_at(below)[1] or may_be_person(below))
        ):
            continue  # a plugin of the site, or a camera
        if not sure and _P.latin_name.match(below) and is_plausible("authors.name", text):
            end, sure, rest = len(text), 0.5, ""
        if not sure or len(text) > SIGNATURE or block.start <= context.title.start < block.end:
            continue
        if rest and not (POSITION.match(rest) or ORGANISATION.match(rest)):
            continue
        dated = bool(find_dates(below)) and len(below) < 40
        told = number + 1 < len(lines) and (len(below) > 2 * len(text) or bool(_P.latin_name.match(below)))
        follows = number == 1 or dated or told or rest or POSITION.match(below) or ORGANISATION.match(below)
        if (
            follows
            and number < NEAR_TOP - 1
            and not _P.others.search(lines[number - 1].text if number else "")
        ):
            yield from names_together(context, lines[number:])
            return


def _listed(context: Context) -> Iterator[dict[str, Said]]:
    """At least two entries under the title, each a name and an office behind it."""
    found: list[dict[str, Said]] = []
    for block in (one for one in context.blocks if one.start > context.title.start):
        sign = sign_of(block.text)
        low = sign.length if sign else 0
        words = list(re.finditer(r"\S+", block.text[low:]))
        end = low + words[1].end() if len(words) > 2 else low
        name, office = block.text[low:end].strip(), block.text[end:].strip()
        if not (sign and ORGANISATION.match(office) and re.fullmatch(r"[ก-๎.]+\s+[ก-๎]+", name)):
            break
        at = block.start
        found.append({"name": context.at(at + low, at + end, 0.7, "signature"),
                      "organisation": context.at(at + end + 1, block.end, 0.7, "signature")})  # fmt: skip
    yield from found if len(found) > 1 else ()


def _above(context: Context) -> Iterator[dict[str, Said]]:
    """A person's name over the title, as pages of members have it."""
    for block in context.blocks[:4]:
        if block.end <= context.title.start and person_score(block.text) >= 0.55:
            yield add_lines_under(context, {"name": context.at(block.start, block.end, 0.65, "signature")})
            return


def _myself(context: Context) -> Iterator[dict[str, Said]]:
    """ผม นายพันธุ์ทอง จันทร์สว่าง, in the story itself."""
    match = _P.myself.search(context.text)
    if match is not None:
        end, sure = person_at(context.text, match.end())
        if sure >= 0.5:
            yield {"name": context.at(match.end(), end, 0.7, "told")}


def _interviews(context: Context) -> Iterator[dict[str, Said]]:
    """The person who was asked: ข้อมูลจากการสัมภาษณ์ …, near the top."""
    for block in context.blocks[:NEAR_TOP]:
        match = _P.asked.match(block.text) if len(block.text) <= SIGNATURE else None
        if match and person_at(block.text, match.end())[1] >= 0.5:
            asked = context.at(block.start + match.end(), block.end, 0.8, "signature")
            yield add_lines_under(context, split_position(context, asked))
            return


def _posting(context: Context) -> Iterator[dict[str, Said]]:
    """The name over a post in a social network, where it is a person's."""
    for block, below in zip(context.document.blocks[:3], context.document.blocks[1:4], strict=False):
        if POST.match(below.text) and person_score(block.text):
            yield {"name": context.at(block.start, block.end, 0.6, "signature")}
            return


def _spoken(context: Context) -> Iterator[dict[str, Said]]:
    """The person who said most in a conversation."""
    if (place := speaker(context.document.blocks)) is not None:
        yield {"name": context.at(*place, 0.55, "chat")}


def _opening(context: Context) -> Iterator[dict[str, Said]]:
    """A story that begins with its title, its writer and the writer's position, run together."""
    for block in context.blocks[:NEAR_TOP]:
        if not block.text.startswith(context.title.text) or len(block.text) < SIGNATURE:
            continue
        for blank in re.finditer(r"\s+", block.text[len(context.title.text) : SIGNATURE]):
            low = len(context.title.text) + blank.end()
            position = POSITION.search(block.text, low, low + SIGNATURE)
            name = block.text[low : position.start() if position else low].rstrip()
            if position and person_score(name) >= 0.5:
                until = re.search(r"\s{2,}|\sเมื่อ|$", block.text[position.end() :])
                high = position.end() + (until.start() if until else 0)
                yield split_position(context, context.at(block.start + low, block.start + high, 0.65, "told"))
                return


def _marked(context: Context) -> Iterator[dict[str, Said]]:
    """The person whom an element of the page is called by."""
    name = context.document.properties.get("writer", "")
    at = context.document.text.find(name) if name else -1
    if at >= 0 and (person_score(name) >= 0.5 or may_be_person(name)):
        yield {"name": context.at(at, at + len(name), 0.7, "format")}


def _batched(context: Context) -> Iterator[dict[str, Said]]:
    name = tidy_blanks(context.document.properties.get("author", ""))
    if name and len(name) <= 80:
        yield {"name": Said(name, confidence=0.5, rule="format")}
