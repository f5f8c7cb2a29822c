"""The name of a document. Every line near the top is a candidate, and so is what a label, a frame ("องค์ความรู้เรื่อง …")
or the format gives; the signs that speak for and against each are weighed, and the weights (`patterns.yml`) were learned
on labelled documents by `tools/learn_title.py`."""

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from operator import itemgetter

from harvester.drafting.understanding.labels import Label, inner_labels
from harvester.drafting.understanding.lists import opening
from harvester.drafting.understanding.outline import NAMING
from harvester.drafting.understanding.title_signs import (
    BY,
    LABELLED,
    LONGEST,
    SHORT,
    Page,
    bare,
    is_no_name,
    of_words,
    says_a_day,
)
from harvester.model.document import Block, Document, Kind, tidy_blanks
from harvester.model.draft import IN_TEXT, Said, quote
from harvester.reading.profile import Profile
from harvester.reading.wording import patterns
from harvester.thai.names import may_be_person, names_somebody
from harvester.thai.numbering import sign_of, trim_decoration

LINES = 24
"""Blocks from the top that can hold a title."""
_P = patterns("harvester.drafting", "title")
KIND_ONLY = _P.kind_only


@dataclass(frozen=True, slots=True)
class Candidate:
    """Words that may be the title, and the signs that speak for and against (a share or a yes each)."""

    said: Said
    signs: dict[str, float]


def title(document: Document, profile: Profile, blocks: list[Block]) -> Said:
    """The candidate that its signs speak for most, as sure as they are. Never empty: a document without a title is
    called by its first words or by the name of its file, which is a proposal (`PROPOSED`) and no title."""
    found = candidates(document, profile, blocks)
    weights = {sign: float(weight) for sign, weight in _P.words_of("weights").items()}
    scores = [sum(weights.get(sign, 0.0) * share for sign, share in one.signs.items()) for one in found]
    order = sorted(zip(scores, (one.said for one in found), strict=True), key=itemgetter(0), reverse=True)
    named = [(score, said) for score, said in order if said.rule != "opening"]
    best, said = named[0]
    sure = 1 / sum(math.exp(score - best) for score, _ in named)
    if said.rule == "file" and len(found) > 1:
        line = next(one for _, one in order if one is not said)
        cut = (one.said for one in found if one.said.rule == "opening" and one.said.start == line.start)
        said = next(cut, replace(line, rule="opening"))
    said = _in_full(said, blocks)
    return replace(said, confidence=min(0.3, sure) if said.rule in IN_TEXT else max(0.15, min(0.95, sure)))


def _is_list_of_people(text: str) -> bool:
    """Whether a line is nothing but two or more names (มาลี ใจดี, สมชาย ทองสุข)."""
    names = _P.comma.split(text)
    return len(names) > 1 and all(len(name.split()) == 2 and may_be_person(name) for name in names)


def _in_full(said: Said, blocks: list[Block]) -> Said:
    """A title that a site has cut off, as a line of its own gives it: การย้อมคราม... / การย้อมครามของบ้านนาดี"""
    if cut := _P.cut_off.search(said.text):
        begun = said.text[: cut.start()]
        for block in blocks[:LINES]:
            at = block.text.find(begun)
            goes_on = at >= 0 and not _P.cut_off.match(block.text, at + len(begun))
            if goes_on and len(block.text) <= LONGEST and len(begun) >= SHORT // 4:
                return quote(block, at, len(block.text), 1.0, said.rule)
    return said


def candidates(document: Document, profile: Profile, blocks: list[Block]) -> list[Candidate]:
    """Each stretch that may be the title once, with its signs; the last is the name of the file, for a document without
    a title, with the signs of such a document."""
    page = _Page(document, profile, blocks)
    found: dict[tuple[int, int], Candidate] = {}
    for at, said, how in page.stretches():
        nameless = (
            not said.text
            or _P.mail.search(said.text)
            or _P.hour.match(said.text)
            or _P.office_alone.match(said.text)
            or _P.greets.match(said.text)
            or _P.of_page.match(said.text)
            or (how == "line" and blocks[at].kind is not Kind.HEADING and _P.tags.match(said.text))
            or _P.english_byline.match(said.text)
            or _P.file_name.search(said.text)
            or _is_list_of_people(said.text)
            or _P.of_picture.match(said.text)
            or says_a_day(said.text)
        )
        if not nameless and (said.start, said.end) not in found:
            signs = page.signs(at, said, how)
            first = signs.keys() >= {"office", "left out before the story"} and said.start <= page.start
            if not first:  # the first line of a page says whose site it is
                found[said.start, said.end] = Candidate(said, signs)
    every = [*found.values(), *page.given_alone()]
    for sign in ("echoed words", "echoed in the story"):
        most = max((one.signs[sign] for one in every), default=0.0)
        for one in every:
            if most and one.signs[sign] == most:
                one.signs[f"most {sign}"] = 1.0
    if len(blocks) != 1 or len(blocks[0].text) > SHORT or not every:
        every.append(Candidate(Said(_stem(document.name), rule="file"), page.signs_of_none(len(every))))
    return every


class _Page(Page):
    """The stretches of a document that may be its title."""

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
                    told = self._value(block, label)
                    yield at, told, target
                    for end in range(at + 1, min(at + 3, len(blocks))):
                        if told.end < block.end or not self._goes_on(end):
                            break
                        whole = tidy_blanks(" ".join([told.text, *self.lines[at + 1 : end + 1]]))
                        yield at, replace(told, text=whole, end=blocks[end].end), "wrapped label"
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
            again = self.is_told_again(at)
            for how, pattern in _P.table_of("frames"):
                framed = pattern.search(block.text)
                if not framed or (how.startswith("up to") and (again or is_no_name(framed["name"]))):
                    continue
                if how == "framed" and _P.more.match(block.text, framed.end()):
                    continue  # a quotation and what it is of
                rest = len(block.text) - framed.end("name") > SHORT or framed.start("name") > SHORT
                yield at, _unquoted(block, *framed.span("name"), "phrase" if rest else "title"), how
            if len(block.text) <= LONGEST:
                counter = _P.counter.search(self.lines[at])
                counted = counter is not None and self.lines[at][: counter.start()] in self.lines
                tells = (
                    block.kind is not Kind.HEADING and len(block.text) > SHORT and _P.tale.search(block.text)
                )
                signed = target == "field authors.name" or _P.signed_by.match(block.text)
                if not (counted or signed or (tells and not again)):
                    yield at, _whole(block), "line"
                below = blocks[at + 1] if at + 1 < len(blocks) else None
                alone = (_P.office_alone, _P.office, _P.of_page)  # no half of a title
                apart = below is None or below.gap or says_a_day(below.text)
                apart = apart or any(one.match(block.text) for one in alone)
                if below and at < 8 and not apart and len(below.text) <= LONGEST - len(block.text):
                    two = tidy_blanks(f"{block.text} {below.text}")
                    yield at, Said(two, block.start, below.end, block.page, 1.0, "title"), "two lines"
            if len(block.text) > SHORT and at < 8 and not again and block not in self.tops:
                said = opening(block, SHORT)
                yield at, replace(said, rule="title") if said.text == self.lines[at] else said, "opening"

    def signs_of_none(self, candidates: int) -> dict[str, float]:
        """What speaks for a document's having no title."""
        first, lines = self.lines[0] if self.lines else "", self.lines[:10]
        label = self.labels[0] if self.labels else None
        yes = {
            "none": True,
            "none: long first": len(first) > LONGEST,
            "none: first over 80": len(first) > 80,
            "none: label first": label is not None and label.target != "field title",
            "none: top heading": bool(self.tops),
            "none: format": bool(self.given),
            f"none: {self.profile.key}": True,
            f"none: {min(6, sum(len(line) < LONGEST for line in lines))} lines": True,
            f"none: story in {min(5, self.story)}": True,
            "none: spoken": bool(self.blocks) and self.blocks[0].kind is Kind.QUOTE,
            f"none: {min(3, candidates // 6)} times six": True,
        }
        found = [name for name, value in yes.items() if value] + [
            f"none: {one}" for one in of_words(first[:LONGEST])
        ]
        return dict.fromkeys(found, 1.0)

    def _goes_on(self, at: int) -> bool:
        """Whether a line may be the rest of a value that the line above is too narrow for."""
        line = self.lines[at] if at < len(self.lines) else ""
        return (
            bool(_P.thai.match(line))
            and not self.blocks[at].gap
            and len(line) <= LONGEST / 2
            and self.labels[at] is None
            and sign_of(line) is None
            and not is_no_name(line)
            and not KIND_ONLY.match(line)
            and not names_somebody(line)
            and not _P.label_of_name.match(line)
        )

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
        row -= len(code[0]) if (code := _P.language.search(block.text, low, row)) else 0
        high = next((block.text.rfind(one.name, 0, one.value) for one in inner), row)
        if either := _P.either.match(block.text[low:]):
            low += either.end()
        if reply := _P.reply.match(block.text[low:].lstrip()):
            low = block.text.index(reply[0], low) + reply.end()
        high = low + len(_P.buttons_behind.sub("", block.text[low:high]).rstrip())
        return _unquoted(block, low, high, "label")

    def given_alone(self) -> Iterator[Candidate]:
        """The title of the format and its parts, where no line says them."""
        lines = {bare(line) for line in self.lines}
        short = _P.about.sub("", NAMING.sub("", _P.site.sub("", _P.site_before.sub("", self.given))))
        for number, text in enumerate(dict.fromkeys([short, *self.parts[:1], *self.parts[-1:]])):
            site = _P.office.match(text) and len(text) < SHORT and not _P.narrates.search(text)
            if (
                text
                and not (site or KIND_ONLY.match(text))
                and _P.thai.search(text)
                and bare(text) not in lines
            ):
                signs = dict.fromkeys((*of_words(text), "format alone", f"format alone {number}"), 1.0)
                yield Candidate(Said(text, rule="format"), signs | self.echoes("", text))


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
    end = match.start() if (match := _P.buttons_behind.search(block.text, 0, end)) else end
    end = min(end, (block.text + "\n").index("\n")) if block.kind is Kind.TABLE else end
    start = sign.length if sign and sign.counted in ("เรื่อง", "") and sign.number else low
    if naming := NAMING.match(block.text) or _P.about.match(block.text) or _P.page_of.match(block.text):
        start = naming.end()
    return _unquoted(block, start, end, rule)


def _stem(name: str) -> str:
    stem = re.split(r"[/\\]", name)[-1].rpartition(".")[0] or name
    return " ".join(re.sub(r"[_\s]+", " ", stem).split()) or "ไม่มีชื่อ"
