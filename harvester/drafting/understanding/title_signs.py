"""What speaks for and against a line's being the title of a document: its words, and where it stands among the others."""

import re
from bisect import bisect_left, bisect_right
from functools import cached_property, lru_cache
from itertools import pairwise
from math import log1p

from harvester.drafting.understanding.labels import Label, is_label_by_words, label_of
from harvester.drafting.understanding.names import is_told
from harvester.drafting.understanding.plausibility import ORGANISATION, POSITION, reads_as_heading
from harvester.model.document import Block, Document, Kind, tidy_blanks
from harvester.model.draft import Said
from harvester.reading.profile import Profile
from harvester.reading.wording import patterns
from harvester.thai.date_search import find_dates
from harvester.thai.dictionary import times_met
from harvester.thai.names import may_be_person, person_score
from harvester.thai.numbering import sign_of
from harvester.thai.segment import Segmenter

_P = patterns("harvester.drafting", "title")
BY = _P.by
LONGEST, SHORT = 220, 70
"""Characters of a line that can be a title, and of one made of the first words of a story."""
PARAGRAPH, BRIEF, MENU, NAMING = 110, 30, 3, 3
"""Characters of a line that tells, and of a short one; short lines one after another that look like a menu; words of a
heading in another script that names more than a site."""
FULL = 0.7
"""Share of the widest line from which a line may have been broken for want of room."""
LABELLED, AGAIN = 40, 40
"""Blocks from the top in which a label may name the title, and characters that a story repeats."""
COMMON = 20000
"""Times that a word is met in the national corpus from which it says nothing of a text."""


@lru_cache(maxsize=1 << 10)
def of_words(text: str) -> tuple[str, ...]:
    """The signs that the words of a line are, by themselves."""
    if not text:
        return ()
    words = text.split()
    dated = sum(end - start for start, end, _ in find_dates(text)) / len(text)
    yes = {
        "organisation": bool(ORGANISATION.match(text)),
        "position": bool(POSITION.match(text)),
        "person": person_score(text) >= 0.5,
        "may be a person": may_be_person(text),
        "date": dated > 0.5,
        "holds a date": 0 < dated <= 0.5,
        "shorter than 10": len(text) < 10,
        "10 to 20": 10 <= len(text) < 20,
        "20 to 90": 20 <= len(text) < 90,
        "longer than 150": len(text) > 150,
        "one short word": len(words) == 1 and len(text) < 16,
        "many short words": len(words) > 4 and len(text) / len(words) < 9,
        "told of somebody": is_told(text),
    }
    return (*(name for name, value in yes.items() if value),
            *(name for name, pattern in _P.table_of("words") if pattern.search(text)))  # fmt: skip


def is_no_name(words: str) -> bool:
    """Whether the words before a verb or a day are a person, an office or the head of a sentence."""
    told = POSITION.match(words) or _P.tale.search(words)
    return bool(told) or person_score(words) >= 0.5 or may_be_person(words)


def echoes(text: str, rest: str, story: str) -> dict[str, float]:
    """How many of the rarer words of a line the rest of the text says too, and the first paragraph under it."""
    rare = [word for word in set(Segmenter().words(text)) if len(word) > 2 and times_met(word) < COMMON]
    said, told = sum(word in rest for word in rare), sum(word in story for word in rare)
    found = {
        "echo": said / len(rare) if rare else 0.0,
        "echoed words": log1p(said),
        "echoed in the story": log1p(told),
    }
    return found | dict.fromkeys(["no echo"] if not said else [], 1.0)


@lru_cache(maxsize=1 << 11)
def bare(text: str) -> str:
    return re.sub(r"[\W_]+", "", re.sub(r"(?<=[ก-๎])\s{1,4}[\d,]{1,7}$", "", text.strip()))


def says_a_day(text: str) -> bool:
    """Whether a short line says a day, with its hours or without, and hardly more."""
    day = _P.times.sub("", text)
    return len(day) <= SHORT / 2 and "date" in of_words(day)


class Page:
    """What is known of a document before a candidate is looked at."""

    def __init__(self, document: Document, profile: Profile, blocks: list[Block]) -> None:
        self.document, self.profile, self.blocks = document, profile, blocks
        self.lines = [tidy_blanks(block.text) for block in blocks[:LABELLED]]
        self.start = document.blocks[0].start if document.blocks else 0
        tops = [block for block in blocks if block.kind is Kind.HEADING and block.level <= 1]
        self.tops = [block for block in tops if _P.thai.search(block.text)]
        if not self.tops and len(tops) == 1 and len(tops[0].text.split()) >= NAMING:
            self.tops = tops
        given = _P.page_of.sub("", tidy_blanks(document.properties.get("title", "")))
        parts = [part.strip() for part in _P.parts.split(given) if part.strip()]
        # The pages of a day, under the name of their site.
        archive = any(map(says_a_day, [*parts, given.rpartition(": ")[2]]))
        self.given = "" if _P.empty.match(given) or not _P.thai.search(given) or archive else given
        self.parts = parts if self.given else []

    @cached_property
    def _often(self) -> dict[str, int]:
        counts: dict[str, int] = {}
        for block in self.document.blocks:
            key = bare(BY.sub("", block.text))
            counts[key] = counts.get(key, 0) + 1
        return counts

    @cached_property
    def labels(self) -> list[Label | None]:
        """The label that each of the first blocks begins with; on the first of all, none that is told by its words."""
        return [
            label_of(block.text, self.profile)
            if at or not is_label_by_words(block.text, self.profile)
            else None
            for at, block in enumerate(self.blocks[:LABELLED])
        ]

    def is_told_again(self, at: int) -> bool:
        """Whether the text goes on to say the end of a line word for word, as a story says its headline."""
        end = "".join(self.lines[at].split())[-AGAIN:]
        return len(end) == AGAIN and any(end in "".join(line.split()) for line in self.lines[at + 1 : at + 4])

    def signs(self, at: int, said: Said, how: str) -> dict[str, float]:
        """What speaks for and against a candidate: its words, those above and below, how and where it stands."""
        text, block, short = said.text, self.blocks[at], bare(said.text)
        before, below = self.lines[at - 1] if at else "", (*self.lines, "")[at + 1]
        after = self.blocks[at + 1] if at + 1 < len(self.blocks) else None
        label, sign = self.labels[at], sign_of(block.text)
        given, whole = [bare(part) for part in self.parts], bare(self.given)
        yes = {
            how: True,
            f"{min(4, self._long_above(at))} long lines above": True,
            "above the story": at < self.story,
            f"{min(5, max(0, self.story - at))} over the story": True,
            "longest above the story": at < self.story and len(self.lines[at]) == self._longest,
            "long under short": len(text) >= BRIEF and len(before) < BRIEF,
            "top heading": block in self.tops,
            "only top heading": self.tops == [block],
            "lower heading": block.kind is Kind.HEADING and block.level > 1,
            "bold": block.bold,
            "first of the format": bool(given) and short in (given[0], whole),
            "of the format": short in given[1:] or (len(short) > 12 and short in whole and short != whole),
            "begins the format": bool(given) and len(short) > 8 and whole.startswith(short),
            "twice": self._often.get(short, 0) > 1 and len(short) >= 8,
            "begins the next": len(short) >= 8 and bare(below).startswith(short),
            "quoted": bool(_P.quoted.match(block.text.strip())),
            f"story in {min(5, self._to_story(at))}": True,
            "item": sign is not None and not sign.shown and len(self.blocks) > 1,
            "other label": label is not None and how in ("line", "opening"),
            "under other label": self._is_value(at) and not how.startswith("under"),
            "over a long text": len(below) > max(90, len(text)),
            "over a label": after is not None and at + 1 < LABELLED and self.labels[at + 1] is not None,
            "over a summary": self.profile.summary == "second-line" and not at,
            "spoken": block.kind is Kind.QUOTE,
            "last": not below,
            "after a blank line": block.gap > 0,
            "before a blank line": after is not None and after.gap > 0,
            "after a paragraph": any(len(one) > 150 for one in self.lines[:at]),
            "before the author": self.profile.title == "before-author" and bool(_P.author.match(below)),
            "reads as heading": reads_as_heading(text),
            "a programme over its work": any(map(_P.of_programme.match, self.lines[at + 1 : at + 3])),
            "under a programme": any(map(_P.programme.match, self.lines[max(0, at - 2) : at])),
        }
        yes |= self._around(at)
        if how == "two lines":
            yes |= {
                "full first line": len(self.lines[at]) > FULL * self._widest,
                "second line shorter": len(below) < len(self.lines[at]),
                "goes on": bool(_P.goes_on.search(self.lines[at]) or _P.is_gone_on.match(below)),
            }
        found = [name for name, value in yes.items() if value] + [*of_words(text)]
        found += [f"under: {one}" for one in of_words(before)] + [f"over: {one}" for one in of_words(below)]
        return dict.fromkeys(found, 1.0) | self.echoes(block.text, text, at)

    def _around(self, at: int) -> dict[str, bool]:
        """What was left out of the page beside a block says of it: menus, trails of sections, the line of copyright."""
        block, left = self.blocks[at], self._left_out
        low, high = bisect_left(left, block.start), bisect_left(left, block.end)
        kept = [one.start for one in self.blocks]
        number = bisect_left(kept, block.start)
        above = low - (bisect_left(left, kept[number - 1]) if number else 0)
        below = (bisect_left(left, kept[number + 1]) if number + 1 < len(kept) else len(left)) - high
        story = kept[self.story] if self.story < len(kept) else kept[-1]
        own = bisect_right(self._starts, block.start) - 1
        around = self._texts[max(0, own - 1) : own], self._texts[own + 1 : own + 4]
        return {
            f"left out above: {'0' if above < 1 else '1+' if above < 4 else '4+'}": True,
            f"left out below: {'0' if below < 1 else '1+' if below < 4 else '4+'}": True,
            "left out before the story": bisect_left(left, story) > high,
            "under a trail": any(map(_P.trail.match, around[0])),
            "over the way home": any(map(_P.way_home.match, around[1])),
            "right over the way home": any(map(_P.way_home.match, around[1][:1])),
            "first of a page": own == 0 and below > 0,
            "in a menu": self._menus[own],
            "under a day": any(map(says_a_day, around[0])),
            "over a day": any(map(says_a_day, around[1][:1])),
            "two over a day": any(map(says_a_day, around[1][1:2])),
            "two under a day": any(map(says_a_day, self._texts[max(0, own - 2) : max(0, own - 1)])),
        }

    @cached_property
    def _starts(self) -> list[int]:
        return [block.start for block in self.document.blocks]

    @cached_property
    def _menus(self) -> list[bool]:
        """For each line, whether those around it without a blank line are short and one was left out, as in a menu."""
        blocks, gone, found = self.document.blocks, set(self._left_out), list[bool]()
        cuts = [at for at, block in enumerate(blocks) if block.gap or not at] + [len(blocks)]
        for low, high in pairwise(cuts):
            short = high - low >= MENU and sum(map(len, self._texts[low:high])) < BRIEF * (high - low)
            found += [short and not gone.isdisjoint(self._starts[low:high])] * (high - low)
        return found

    @cached_property
    def _texts(self) -> list[str]:
        return [tidy_blanks(block.text) for block in self.document.blocks]

    @cached_property
    def _left_out(self) -> list[int]:
        """Where the lines begin that were left out of a page as its furniture."""
        kept = [block.start for block in self.blocks]
        ends = [block.end for block in self.blocks]
        found = ((bisect_right(kept, start) - 1, start) for start in self._starts)
        return [start for at, start in found if at < 0 or ends[at] <= start]

    @cached_property
    def story(self) -> int:
        """The first line that is as long as a paragraph."""
        return next((at for at, line in enumerate(self.lines) if len(line) > PARAGRAPH), len(self.lines))

    @cached_property
    def _widest(self) -> int:
        return max((min(len(line), PARAGRAPH) for line in self.lines if len(line) <= LONGEST), default=0)

    @cached_property
    def _longest(self) -> int:
        return max(
            (len(line) for line in self.lines[: max(1, self.story)] if len(line) <= LONGEST), default=0
        )

    def _is_value(self, at: int) -> bool:
        """Whether the line above is a label without a value, and none of a title."""
        above = self.labels[at - 1] if at and at <= LABELLED else None
        if above is None or above.target in ("field title", "field programme", "technique"):
            return False
        return not self.blocks[at - 1].text[above.value :].strip(" ._…:")

    def _long_above(self, at: int) -> int:
        return sum(len(line) >= BRIEF for line in self.lines[:at])

    def _to_story(self, at: int) -> int:
        return next((n for n, line in enumerate(self.lines[at + 1 :]) if len(line) > PARAGRAPH), 9)

    def echoes(self, line: str, text: str, at: int = -1) -> dict[str, float]:
        """What the rest of the text, and the first paragraph under a line, say too of a candidate."""
        rest = self._text.replace(line, " ", 1) if line else self._text
        story = next((one for one in self.lines[at + 1 :] if len(one) > PARAGRAPH), "")
        return echoes(text, rest, story)

    @cached_property
    def _text(self) -> str:
        return "\n".join(block.text for block in self.blocks[:60])
