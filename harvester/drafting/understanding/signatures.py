"""Who signs at the end of a document."""

import re
from collections.abc import Iterator, Sequence

from harvester.drafting.understanding.context import Context
from harvester.drafting.understanding.outline import CLOSING
from harvester.drafting.understanding.people import (
    SIGNATURE,
    split_position,
)
from harvester.drafting.understanding.plausibility import ORGANISATION, POSITION, is_plausible
from harvester.model.document import Block
from harvester.model.draft import Said
from harvester.reading.wording import patterns
from harvester.thai.names import person_at, person_score

_P = patterns("harvester.drafting", "authors")


def signatures(context: Context) -> Iterator[dict[str, Said]]:
    """Who signs at the end; those who only checked or allowed it are left out, a recorder comes before others."""
    lines = context.blocks[-10:] if len(context.blocks) > 4 else context.blocks[1:]
    found: list[dict[str, Said]] = []
    for number, block in enumerate(lines):
        text = block.text.strip()
        before = lines[number - 1].text.strip() if number else ""
        if len(text) > SIGNATURE or _P.checked.search(text) or _P.checked.search(before):
            if _P.checked.search(text) and found:
                break
            continue
        low = found_at.end() if (found_at := _P.signed.match(text)) else 0
        after = lines[number + 1 :]
        if (match := _P.in_brackets.match(text)) and person_at(match["name"])[1] >= 0.5:
            start = block.start + block.text.index(match["name"])
            found.append(
                _signature(context, context.at(start, start + len(match["name"]), 0.8, "signature"), after)
            )
        elif person_score(text) and (CLOSING.match(before) or (after and _P.role_alone.match(after[0].text))):
            found.append(_signature(context, context.at(block.start, block.end, 0.8, "signature"), after))
        elif CLOSING.match(before) and is_plausible("authors.name", text) and len(text.split()) == 2:
            found.append(_signature(context, context.at(block.start, block.end, 0.7, "signature"), after))
        elif (match := _P.signs.search(text)) and match.start() > 3:
            name = text[low : match.start()]
            if re.search(r"[^\W\d_]", name) and is_plausible("authors.name", name):
                found.append(
                    split_position(
                        context, context.at(block.start + low, block.start + match.start(), 0.8, "signature")
                    )
                )
        elif (match := _P.signed_by.match(text)) and (
            person_at(text, match.end())[1] >= 0.5
            or (_P.said_so.search(match[0]) and is_plausible("authors.name", text[match.end() :]))
        ):
            found.append(
                split_position(context, context.at(block.start + match.end(), block.end, 0.8, "signature"))
            )
    named = [person for person in found if "name" in person]
    names = [person["name"].text.replace(" ", "") for person in named]
    for person, name, again in zip(named, names, [*names, ""][1:], strict=True):
        if not again.endswith(name):
            yield person  # who signs by hand is named in full in brackets below


def _signature(context: Context, name: Said, after: Sequence[Block]) -> dict[str, Said]:
    """A name under the closing words of a letter or in brackets, with the position or organisation under it."""
    person = {"name": name}
    for line in after[:2]:
        for key, pattern in (("position", POSITION), ("organisation", ORGANISATION)):
            if key not in person and len(line.text) <= SIGNATURE and pattern.match(line.text):
                person[key] = context.at(line.start, line.end, 0.75, "signature")
                break
    for key, value in context.outline.labelled:
        if key == "authors.organisation":
            person.setdefault("organisation", value)
    return person
