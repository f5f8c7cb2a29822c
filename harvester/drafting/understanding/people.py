"""Every stretch of a document that may be a person's name, with the signs that speak for and against its being who wrote
or told the document. What each sign weighs (`patterns.yml`) was learned on labelled documents by `tools/learn_people.py`."""

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice, takewhile

from harvester.drafting.understanding.context import Context
from harvester.drafting.understanding.conversation import speaker
from harvester.drafting.understanding.labels import label_of
from harvester.drafting.understanding.names import (
    LONGEST_NAME,
    MAKERS,
    SIGNATURE,
    bare_name,
    kind_of_name,
    offices,
    pooled,
    roles,
    roles_alone,
    roles_at_end,
    roles_behind,
    said_after,
    scale,
    spans,
    words_of,
)
from harvester.drafting.understanding.plausibility import ORGANISATION, POSITION
from harvester.model.document import Block, Kind, tidy_blanks
from harvester.model.draft import Said
from harvester.reading.wording import patterns
from harvester.thai.names import TITLES, is_name, likeness, person_at
from harvester.thai.numbering import sign_of

NEAR, APART = 48, 60
"""Characters around a name that are looked at, and between two names of a list."""
_P = patterns("harvester.drafting", "people")
_PLACES = ("before: ", "above ends: ", "above: ", "right behind: ", "below: ")
_PARTS = _P.set_of("parts")
NOBODY = _P.nobody


@dataclass(slots=True)
class Candidate:
    """A name with the number of its block, the number of its run (names that stand together) and its signs."""

    said: Said
    block: int
    run: int = 0
    signs: dict[str, float] = field(default_factory=dict)


def candidates(context: Context) -> list[Candidate]:
    """Every candidate in the order of the text, then what only the format says."""
    return list(_Page(context).candidates())


class _Page:
    """What is known of a document before a candidate is looked at."""

    def __init__(self, context: Context) -> None:
        self.context, self.blocks = context, context.blocks
        self.values = sorted(
            (value.start, value.end, key) for key, value in context.outline.labelled if value.end
        )
        self.targets = {block.start: part.target for part in context.outline.parts for block in part.blocks}
        self.lines = [tidy_blanks(block.text) for block in self.blocks]
        self.starts = [block.start for block in context.document.blocks]
        self.title = next(
            (at for at, one in enumerate(self.blocks) if one.start <= context.title.start < one.end), 0
        )
        self.given = [bare_name(context.document.properties.get(key, "")) for key in ("writer", "author")]
        self.places = [
            match.span(1)
            for pattern in context.profile.fields.get("authors.name", ())
            if (match := pattern.search(context.document.text)) and match[1].strip()
        ]
        self.formed = {bare_name(context.document.text[low:high]) for low, high in self.places}

    def candidates(self) -> Iterator[Candidate]:
        if not self.blocks:
            return
        found = [
            Candidate(self.context.at(block.start + low, block.start + high, 0.8, "told"), at)
            for at, block in enumerate(self.blocks)
            for low, high in spans(block.text, tuple(self._cuts(block)))
        ]
        known = list(self._known())
        taken = [(one.said.start, one.said.end) for one in known]
        found = [
            one for one in found if not any(one.said.start < end and low < one.said.end for low, end in taken)
        ]
        found = sorted([*found, *known], key=lambda one: one.said.start)
        for before, one in zip([None, *found], found, strict=False):
            one.run = before.run + (not self._together(before, one)) if before else 0
        runs: dict[int, list[Candidate]] = {}
        for one in found:
            runs.setdefault(one.run, []).append(one)
        said = Counter(bare_name(one.said.text) for one in found)
        spoken = speaker(self.context.document.blocks)
        labelled = any(
            self._value(one) == "authors.name" and kind_of_name(one.said.text) != "words" for one in found
        )
        elsewhere: dict[str, set[str]] = {}
        for run in runs.values():
            shared = self._of_run(run, len(found)) | {
                "labelled elsewhere": labelled and self._value(run[0]) != "authors.name"
            }
            for one in run:
                own = self._own(one, said) | {"speaks most": spoken == (one.said.start, one.said.end)}
                one.signs = {name: 1.0 for name, value in (shared | own).items() if value}
                parts = {sign.partition(": ")[2] for sign in one.signs if sign.startswith(_PLACES)}
                elsewhere.setdefault(bare_name(one.said.text), set()).update(parts)
        for one in found:
            one.signs |= {
                f"somewhere: {part}": 1.0
                for part in elsewhere[bare_name(one.said.text)]
                if part.replace(" ", "-") in _PARTS
            }
        yield from found

    def _known(self) -> Iterator[Candidate]:
        """Names that the profile, the format or a conversation gives."""
        context, document = self.context, self.context.document
        places = self.places[:1] or ([context.posting.name] if context.posting else [])
        if (spoken := speaker(document.blocks)) is not None:
            places.append(spoken)
        for key in ("writer", "author"):
            name = tidy_blanks(document.properties.get(key, ""))
            if name and len(name.split()) < 4 and (at := document.text.find(name)) >= 0:
                places.append((at, at + len(name)))
            elif name and len(name.split()) < 4 and len(name) <= LONGEST_NAME:
                yield Candidate(Said(name, confidence=0.5, rule="format"), 0)
        starts = [block.start for block in self.blocks]
        for low, high in dict.fromkeys(places):
            yield Candidate(context.at(low, high, 0.7, "format"), max(0, bisect_right(starts, low) - 1))

    def _cuts(self, block: Block) -> Iterator[tuple[int, int]]:
        """Where the value of a label begins and ends in a block."""
        first = bisect_left(self.values, (block.start, 0, ""))
        for start, end, _ in takewhile(lambda value: value[0] < block.end, islice(self.values, first, None)):
            if end <= block.end:
                yield start - block.start, end - block.start

    def _value(self, one: Candidate) -> str:
        """The field whose label gives the words in which a candidate is."""
        at = bisect_right(self.values, (one.said.start, len(self.context.document.text), "")) - 1
        return self.values[at][2] if at >= 0 and self.values[at][1] >= one.said.end else ""

    def _together(self, one: Candidate, other: Candidate) -> bool:
        """Whether nothing but numbers, classes, telephones and what somebody is parts two names."""
        values = self._value(one), self._value(other)
        goes_on = values == ("authors.name", "") and TITLES.match(other.said.text)
        if other.block - one.block > 2 or not (values[0] == values[1] or goes_on):
            return False
        between = self.context.document.text[one.said.end : other.said.start]
        alike = kind_of_name(one.said.text) == kind_of_name(other.said.text) or _P.comma.fullmatch(between)
        if not alike and not (self._has_office(one) and self._has_office(other)):
            return False
        between = _P.gaps.sub(" ", between)
        if len(between) > 3 * APART or _P.signed.search(between) or _P.says.search(between):
            return False
        words = _P.aside.sub(" ", between)
        parted = roles(words if goes_on else words.rpartition("\n")[2]) - {"told"} or "adviser" in roles(
            words
        )
        return len(words) < APART and not parted

    def _has_office(self, one: Candidate) -> bool:
        """Whether a name is alone on its line and where its bearer works is alone on the next."""
        name, below = self.lines[one.block], (*self.lines, "")[one.block + 1]
        return name == one.said.text and bool(ORGANISATION.match(below[:SIGNATURE]))

    def _of_run(self, run: list[Candidate], number: int) -> dict[str, object]:
        """The signs of where names stand together."""
        first, last = run[0], run[-1]
        block, end = self.blocks[first.block], self.blocks[last.block]
        before = block.text[: max(0, first.said.start - block.start)]
        after = end.text[last.said.end - end.start :]
        over, _, lead = before.rpartition("\n")
        tail, _, under = after.partition("\n")
        table = block.kind is Kind.TABLE  # each of its rows is a line
        row = block.text.find("\n", len(before)) - block.text.rfind("\n", 0, len(before))
        long = (row if table else len(block.text)) > SIGNATURE
        lead, tail = lead.strip(" \t([-–•*|").rstrip(" /"), tail.strip(" \t")
        sign = sign_of(lead + " x")
        lead = lead[sign.length if sign else 0 :]
        if counted := _P.numbered.search(lead, max(0, len(lead) - 5)):
            lead = lead[: counted.start()]
        # what somebody is stands before the name
        ranked = bool(POSITION.match(lead)) and len(lead) < APART and not roles(lead)
        lead = "" if ranked else lead
        above = over.rpartition("\n")[2] or self._above(first.block)
        if table and first.block:  # the head of its column, and what stands over the table
            above = f"{over.partition(chr(10))[0]} {self.lines[first.block - 1]}"[:SIGNATURE]
        rest = _P.aside.sub("", tail[: 2 * SIGNATURE])
        yes: dict[str, object] = {
            f"runs {min(len(run), 4)}": True,
            f"value of {self._value(first) or 'nothing'}": True,
            f"within {self.targets.get(block.start, 'head')}": True,
            f"line {scale(first.block - self.title, (-1, 0, 1, 2, 4, 8, 16))}": True,
            f"from end {scale(len(self.blocks) - 1 - last.block, (0, 1, 2, 4, 8, 16))}": True,
            f"document of {scale(len(self.blocks), (1, 3, 8, 20, 60))}": True,
            f"people {scale(number, (1, 2, 4, 10, 30))}": True,
            "in another field": self._value(first) not in ("", "authors.name"),
            "on one line": first.block == last.block and len(run) > 1,
            "begins its line": not lead,
            "position before": ranked,
            "line of people": not lead and len(run) > 1 and first.block == last.block and any(offices(tail)),
            "ends its line": len(tail) <= 2 * SIGNATURE and not rest.strip(" ).,"),
            "long line": long,
            "in title": self.context.title.start <= first.said.start < self.context.title.end,
            "item": block.kind is Kind.ITEM or sign is not None,
            "gap above": block.gap > 0,
        }
        yes["alone"] = yes["begins its line"] and yes["ends its line"]
        behind = rest[:NEAR].strip()
        found = [
            *pooled(roles_at_end(lead[-NEAR:]), "before"),
            *pooled(roles_alone(lead), "led"),
            *pooled(roles(lead[-NEAR:]), "near before"),
            *pooled(roles_behind(behind), "after"),
            *(f"after: {name}" for name in said_after(behind)),
            *pooled(roles_at_end(tail[-NEAR:]) & {"story"} if len(tail) <= SIGNATURE else set(), "after"),
        ]
        if not lead:
            found += [f"above: {name}" for name in (words_of(over) if over else self._line(first.block - 1))]
            higher = self.lines[max(0, first.block - 3) : max(0, first.block - 1)]
            higher_roles = {role for line in higher if len(line) < SIGNATURE for role in roles(line)}
            found += pooled(higher_roles, "higher")
            found += pooled(roles_at_end(above[-NEAR:]), "above ends")
            # who took minutes stands over the words that say so, but where those begin what belongs together
            begins = first.block and self.blocks[first.block - 1].gap and not block.gap
            found += pooled(roles_alone(above) - (set() if begins else {"records"}), "led")
            found += pooled(roles(above) if len(above) <= SIGNATURE else set(), "above")
        if not tail:
            below = under.partition("\n")[0] or (*self.lines, "")[last.block + 1]
            found += [f"below: {name}" for name in (words_of(below) if under else self._line(last.block + 1))]
            if not under and any(offices(below)):  # the part that somebody had stands under what he is
                below = f"{below}\n{(*self.lines, '', '')[last.block + 2]}"
            found += pooled(roles(below) if len(below) <= SIGNATURE else set(), "below")
        return yes | dict.fromkeys(found, True)

    def _above(self, at: int) -> str:
        """The line over a block; one that was left out where it names a part that somebody had (ลงชื่อ ผู้บันทึก)."""
        low = self.blocks[at - 1].end if at else 0
        for over in self.context.document.blocks[: bisect_left(self.starts, self.blocks[at].start)][-1:]:
            if low <= over.start and len(words := _P.dots.sub(" ", over.text)) < APART and roles(words):
                return tidy_blanks(words)
        return self.lines[at - 1] if at else ""

    def _line(self, at: int) -> Iterator[str]:
        if not 0 <= at < len(self.blocks):
            yield "nothing"
            return
        if at == self.title:
            yield "title"
        yield from words_of(self.lines[at])
        if label := label_of(self.blocks[at].text, self.context.profile):
            yield f"label {label.target}" if label.target.startswith("field ") else "other label"

    def _own(self, one: Candidate, said: Counter[str]) -> dict[str, object]:
        """The signs of one name."""
        name, bare = one.said.text, bare_name(one.said.text)
        words = name.split()
        titled = TITLES.match(name)
        block = self.blocks[one.block]
        end = max(0, one.said.end - block.start)
        tail = block.text[end:].partition("\n")[0].strip(" \t|")
        behind = tail[:NEAR].strip()
        parts = roles_behind(behind)
        if len(tail) <= SIGNATURE and POSITION.match(tail):  # what somebody is, and then the part he had
            parts |= roles_at_end(tail) & {*MAKERS, "checks"}
        return {
            **dict.fromkeys(pooled(parts, "right behind"), True),
            **{f"right behind: {office}": True for office in offices(behind.lstrip("(,-– 0123456789"))},
            "always": True,
            kind_of_name(one.said.text): True,
            f"sure {scale(int(10 * person_at(name)[1]), (0, 4, 6, 8))}": True,
            f"titled {_P.first_of('ranks', titled[0])}" if titled else "untitled": True,
            "known given name": is_name(bare[: len(words[0])]) if words else False,
            f"words {min(len(words), 4)}": True,
            "latin": not re.search("[ก-๎]", name),
            f"like a name {scale(int(2 * likeness(words[-2:])), (-2, -1, 0, 1, 2, 4))}": True,
            "position": POSITION.match(name) is not None, "organisation": ORGANISATION.match(name) is not None,
            f"said {min(3, said[bare])} times": True,
            "of the format": bool(bare) and bare in self.given,
            "of the profile": bool(bare) and bare in self.formed,
            "nobody": NOBODY.match(name) is not None,
            "noted": _P.noted.match(block.text, end) is not None,
            "bracketed": block.text[: one.said.start - block.start].rstrip().endswith("("),
        }  # fmt: skip
