"""The name of a document. Every line near the top is a candidate, and so is what a label, a frame ("องค์ความรู้เรื่อง …")
or the format gives; the signs that speak for and against each are weighed, and the weights (`patterns.yml`) were learned
on labelled documents by `tools/learn_title.py`."""

import math
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from harvester.drafting.understanding.headings import POST
from harvester.drafting.understanding.labels import Label, inner_labels, is_label_by_words, label_of
from harvester.drafting.understanding.lists import opening
from harvester.drafting.understanding.outline import NAMING
from harvester.drafting.understanding.title_words import is_no_name, of_words
from harvester.model.document import Block, Document, Kind, tidy_blanks
from harvester.model.draft import IN_TEXT, Said, quote
from harvester.reading.profile import Profile
from harvester.reading.wording import patterns
from harvester.thai.dictionary import times_met
from harvester.thai.numbering import sign_of, trim_decoration
from harvester.thai.segment import Segmenter

LONGEST, SHORT = 220, 70
"""Characters of a line that can be a title, and of one made of the first words of a story."""
LEAST = 0.01
"""What the signs of a title must come to, for each of its characters."""
LINES, LABELLED, AGAIN = 24, 40, 40
"""Blocks from the top that can hold a title, those in which a label may name it, and characters that a story repeats."""
_P = patterns("harvester.drafting", "title")
KIND_ONLY = _P.kind_only
BY = _P.by


@dataclass(frozen=True, slots=True)
class Candidate:
    """Words that may be the title, and the signs that speak for and against (a share or a yes each)."""

    said: Said
    signs: Mapping[str, float]


def title(document: Document, profile: Profile, blocks: list[Block]) -> Said:
    """The candidate that its signs speak for most, as sure as they are. Never empty: a document without a title is
    called by its first words or by the name of its file, which is a proposal (`PROPOSED`) and no title."""
    found = candidates(document, profile, blocks)
    if not found:
        return Said(_stem(document.name), confidence=0.1, rule="file")
    weights = {sign: float(weight) for sign, weight in _P.words_of("weights").items()}
    scores = [sum(weights.get(sign, 0.0) * share for sign, share in one.signs.items()) for one in found]
    best = max(range(len(found)), key=scores.__getitem__)
    sure = 1 / sum(math.exp(score - scores[best]) for score in scores)
    said = found[best].said
    headed = "only top heading" in found[best].signs
    if scores[best] < LEAST * len(said.text) and said.rule == "title" and not headed:
        # the least bad line of a page without a title
        cut = (one.said for one in found if one.said.rule == "opening" and one.said.start == said.start)
        said = next(cut, replace(said, rule="opening"))
    return replace(said, confidence=min(0.3, sure) if said.rule in IN_TEXT else max(0.15, min(0.95, sure)))


def candidates(document: Document, profile: Profile, blocks: list[Block]) -> list[Candidate]:
    """Each stretch that may be the title once, with its signs."""
    page = _Page(document, profile, blocks)
    found: dict[tuple[int, int], Candidate] = {}
    for at, said, how in page.stretches():
        nameless = (
            not said.text or _P.mail.search(said.text) or KIND_ONLY.match(said.text) or _is_day(said.text)
        )
        if not nameless and (said.start, said.end) not in found:
            found[said.start, said.end] = Candidate(said, page.signs(at, said, how))
    return [*found.values(), *page.given_alone()]


class _Page:
    """What is known of a document before a candidate is looked at."""

    def __init__(self, document: Document, profile: Profile, blocks: list[Block]) -> None:
        self.document, self.profile, self.blocks = document, profile, blocks
        self.lines = [tidy_blanks(block.text) for block in blocks[:LABELLED]]
        self.tops = [
            block
            for block in blocks
            if block.kind is Kind.HEADING and block.level <= 1 and _P.thai.search(block.text)
        ]
        given = _P.page_of.sub("", tidy_blanks(document.properties.get("title", "")))
        parts = [part.strip() for part in _P.parts.split(given) if part.strip()]
        # The pages of a day, under the name of their site.
        archive = any(map(_is_day, [*parts, given.rpartition(": ")[2]]))
        self.given = "" if _P.empty.match(given) or not _P.thai.search(given) or archive else given
        self.parts = parts if self.given else []

    @cached_property
    def _often(self) -> dict[str, int]:
        counts: dict[str, int] = {}
        for block in self.document.blocks:
            key = _bare(BY.sub("", block.text))
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

    def stretches(self) -> Iterator[tuple[int, Said, str]]:
        """Number of the block, the words, how they are set off from their line."""
        blocks = self.blocks
        for at, block in enumerate(blocks[:LABELLED]):
            label = self.labels[at]
            target = label.target if label else ""
            if label and target in ("field title", "field programme", "technique"):
                value = block.text[label.value :]
                higher = (line for line in self.lines[max(0, at - 3) : at] if not KIND_ONLY.match(line))
                reported = any(map(_P.names_work.search, higher))
                if value.strip(" ._…") and not (target == "field programme" and (reported or self._named)):
                    yield at, self._value(block, label), target
            if (
                at
                and not target
                and (above := self.labels[at - 1]) is not None
                and len(block.text) <= LONGEST
            ):
                empty = not self.blocks[at - 1].text[above.value :].strip(" ._…")
                translated = not _P.thai.search(self.blocks[at - 1].text[above.value :]) and not block.gap
                if above.target in ("field title", "field programme") and (empty or translated):
                    yield at, _whole(block, "label"), f"under {above.target}"
            if at >= LINES:
                continue
            again = self._is_told_again(at)
            for how, pattern in _P.table_of("frames"):
                framed = pattern.search(block.text)
                if not framed or (how.startswith("up to") and (again or is_no_name(framed["name"]))):
                    continue
                rest = len(block.text) - framed.end("name") > SHORT or framed.start("name") > SHORT
                yield at, _unquoted(block, *framed.span("name"), "phrase" if rest else "title"), how
            if len(block.text) <= LONGEST:
                counter = _P.counter.search(self.lines[at])
                counted = counter is not None and self.lines[at][: counter.start()] in self.lines
                tells = (
                    block.kind is not Kind.HEADING and len(block.text) > SHORT and _P.tale.search(block.text)
                )
                if not (counted or (tells and not again)):
                    yield at, _whole(block), "line"
                below = blocks[at + 1] if at + 1 < len(blocks) else None
                if below and at < 8 and not below.gap and len(below.text) <= LONGEST - len(block.text):
                    two = tidy_blanks(f"{block.text} {below.text}")
                    yield at, Said(two, block.start, below.end, block.page, 1.0, "title"), "two lines"
            if len(block.text) > SHORT and at < 8 and not again and block not in self.tops:
                said = opening(block, SHORT)
                yield at, replace(said, rule="title") if said.text == self.lines[at] else said, "opening"

    def _is_told_again(self, at: int) -> bool:
        """Whether the text goes on to say the end of a line word for word, as a story says its headline."""
        end = "".join(self.lines[at].split())[-AGAIN:]
        return len(end) == AGAIN and any(end in "".join(line.split()) for line in self.lines[at + 1 : at + 4])

    @cached_property
    def _named(self) -> bool:
        """Whether a label gives a title of its own: a programme is none then."""
        named = (one for one in self.labels if one is not None and one.target == "field title")
        return any(one.name != "ชื่อ" for one in named)

    def _value(self, block: Block, label: Label) -> Said:
        """What a label says, up to the next label of the line, without a second name of the label."""
        inner = (one for one in inner_labels(block.text, self.profile) if one.value > label.value)
        low = 0 if _P.own_word.match(block.text) else label.value
        row = (block.text + "\n").index("\n", low) if block.kind is Kind.TABLE else len(block.text)
        high = next((block.text.rfind(one.name, 0, one.value) for one in inner), row)
        if either := _P.either.match(block.text[low:]):
            low += either.end()
        if reply := _P.reply.match(block.text[low:].lstrip()):
            low = block.text.index(reply[0], low) + reply.end()
        return _unquoted(block, low, len(block.text[:high].rstrip()), "label")

    def given_alone(self) -> Iterator[Candidate]:
        """The title of the format and its parts, where no line says them."""
        lines = {_bare(line) for line in self.lines}
        short = _P.about.sub("", NAMING.sub("", _P.site.sub("", self.given)))
        for number, text in enumerate(dict.fromkeys([short, *self.parts[:1], *self.parts[-1:]])):
            site = _P.office.match(text) and len(text) < SHORT and not _P.narrates.search(text)
            if (
                text
                and not (site or KIND_ONLY.match(text))
                and _P.thai.search(text)
                and _bare(text) not in lines
            ):
                signs = dict.fromkeys((*of_words(text), "format alone", f"format alone {number}"), 1.0)
                yield Candidate(Said(text, rule="format"), signs | {"echo": self._echo("", text)})

    def signs(self, at: int, said: Said, how: str) -> dict[str, float]:
        """What speaks for and against a candidate: its words, those above and below, how and where it stands."""
        text, block, bare = said.text, self.blocks[at], _bare(said.text)
        before, below = self.lines[at - 1] if at else "", (*self.lines, "")[at + 1]
        after = self.blocks[at + 1] if at + 1 < len(self.blocks) else None
        label, sign = self.labels[at], sign_of(block.text)
        given, whole = [_bare(part) for part in self.parts], _bare(self.given)
        yes = {
            how: True,
            f"at {min(at, 9)}": True,
            "top heading": block in self.tops,
            "only top heading": self.tops == [block],
            "lower heading": block.kind is Kind.HEADING and block.level > 1,
            "bold": block.bold,
            "first of the format": bool(given) and bare in (given[0], whole),
            "of the format": bare in given[1:] or (len(bare) > 12 and bare in whole and bare != whole),
            "another than the format": bool(given) and bare not in whole,
            "begins the format": bool(given) and len(bare) > 8 and whole.startswith(bare),
            "twice": self._often.get(bare, 0) > 1 and len(bare) >= 8,
            "said again": len(bare) >= 12
            and any(bare in one for one in self._bare_texts if one != _bare(block.text)),
            "begins the next": len(bare) >= 8 and _bare(below).startswith(bare),
            "quoted": bool(_P.quoted.match(block.text.strip())),
            f"story in {min(5, self._to_story(at))}": True,
            "item": sign is not None and not sign.shown and len(self.blocks) > 1,
            "other label": label is not None and how in ("line", "opening"),
            "label of anything": label is not None and label.name == "ชื่อ" and at > 0,
            "over a long text": len(below) > max(90, len(text)),
            "over a label": after is not None and at + 1 < LABELLED and self.labels[at + 1] is not None,
            "over a post line": bool(POST.match(below)),
            "under a post line": bool(POST.match(before)),
            "over a summary": self.profile.summary == "second-line" and not at,
            "spoken": block.kind is Kind.QUOTE,
            "in brackets": text.startswith("(") and text.endswith(")"),
            "over a longer line": len(text) < len(below) <= LONGEST,
            "over a shorter line": bool(below) and len(below) <= len(text),
            "last": not below,
            "under a longer line": len(before) > len(text),
            "after a blank line": block.gap > 0,
            "before a blank line": after is not None and after.gap > 0,
            "after a paragraph": any(len(one) > 150 for one in self.lines[:at]),
            "before the author": self.profile.title == "before-author" and bool(_P.author.match(below)),
            "a counter behind": bool(_P.counter.search(text)),
            "a programme over its work": any(map(_P.of_programme.match, self.lines[at + 1 : at + 3])),
            "under a programme": any(map(_P.programme.match, self.lines[max(0, at - 2) : at])),
        }
        found = [name for name, value in yes.items() if value] + [*of_words(text)]
        found += [f"under: {one}" for one in of_words(before)] + [f"over: {one}" for one in of_words(below)]
        return dict.fromkeys(found, 1.0) | {"echo": self._echo(block.text, text)}

    @cached_property
    def _bare_texts(self) -> list[str]:
        return [_bare(block.text) for block in self.blocks[:60]]

    def _to_story(self, at: int) -> int:
        return next((n for n, line in enumerate(self.lines[at + 1 :]) if len(line) > 110), 9)

    def _echo(self, line: str, text: str) -> float:
        """Share of the rarer words of a candidate that the rest of the text says too."""
        rare = [word for word in Segmenter().words(text) if len(word) > 2 and times_met(word) < 20000]
        rest = self._text.replace(line, " ", 1) if line else self._text
        return sum(word in rest for word in rare) / len(rare) if rare else 0.0

    @cached_property
    def _text(self) -> str:
        return "\n".join(block.text for block in self.blocks[:60])


def _is_day(text: str) -> bool:
    """Whether a short line says a day and hardly more."""
    return len(text) <= SHORT / 2 and "date" in of_words(text)


def _bare(text: str) -> str:
    return re.sub(r"[\W_]+", "", re.sub(r"(?<=[ก-๎])\s{1,4}[\d,]{1,7}$", "", text.strip()))


def _unquoted(block: Block, low: int, high: int, rule: str) -> Said:
    """A stretch without the quotation marks around it."""
    words = block.text[low:high]
    if _P.quoted.match(words.strip()):
        low += len(words) - len(words.lstrip()) + 1
        high -= len(words) - len(words.rstrip()) + 1
    return quote(block, low, high, 1.0, rule)


def _whole(block: Block, rule: str = "title") -> Said:
    """The line without its sign and without its writer (… โดย …), who is found by `authors`."""
    sign = sign_of(block.text)
    low, high = trim_decoration(block.text)
    end = match.start() if (match := BY.search(block.text, 0, high)) else high
    start = sign.length if sign and sign.counted in ("เรื่อง", "") and sign.number else low
    if naming := NAMING.match(block.text) or _P.about.match(block.text) or _P.page_of.match(block.text):
        start = naming.end()
    return _unquoted(block, start, end, rule)


def _stem(name: str) -> str:
    stem = re.split(r"[/\\]", name)[-1].rpartition(".")[0] or name
    return " ".join(re.sub(r"[_\s]+", " ", stem).split()) or "ไม่มีชื่อ"
