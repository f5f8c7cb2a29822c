"""Forms whose lines were run together when their text was taken out, laid apart again at their numbered labels."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import lru_cache
from itertools import pairwise

from harvester.drafting.understanding.labels import label_of, target_of
from harvester.drafting.understanding.plausibility import LABEL, reads_as_heading
from harvester.model.document import Block, Kind
from harvester.model.sections import SECTIONS
from harvester.reading.profile import Profile
from harvester.reading.wording import patterns
from harvester.thai.numbering import sign_of
from harvester.thai.text import arabic

FEW = 3
"""Blocks of a text that was typed without line ends."""
LONG = 100
"""Characters of a paragraph that may hold several labels."""
INLINE = 60
"""Characters of a paragraph that may name several sections, each with a colon."""
LABELLED = 0.5
"""Share of the rows of a table whose first cell is a label, from which it is a form."""
SHORT_LABEL = 6
"""Characters of a label that is too plain a word to be looked for in running text."""


def split_forms(blocks: Iterable[Block], profile: Profile) -> Iterator[Block]:
    """Each block, or its labels and their values one after another when it holds at least two numbered labels."""
    blocks = list(blocks)
    few = sum(not block.aside for block in blocks) <= FEW
    for block in (piece for whole in blocks for piece in _turned(whole, profile)):
        found = (
            _labels(block.text, profile) if len(block.text) > LONG and block.kind is not Kind.TABLE else []
        )
        if len(found) < 2 and block.kind is not Kind.TABLE and len(block.text) > INLINE:
            found = _sections(block.text, profile)
        if few and len(found) < 2 and block.kind is not Kind.TABLE:
            found = _in_one_line(block.text, profile)
        if len(found) < 2 and not (few and found):
            yield block
            continue
        if found[0][0] > 0:
            yield from _cut(block, 0, found[0][0])
        for (start, end), after in zip(
            found, [*(start for start, _ in found[1:]), len(block.text)], strict=True
        ):
            yield from _cut(block, start, end)
            yield from _cut(block, end, after)


def _turned(block: Block, profile: Profile) -> list[Block]:
    """The block in two where a digest turns to its results, and before tags at its end; a row a block for a table of
    labels and their values."""
    if block.kind is Kind.TABLE:
        return _rows(block, profile) or [block]
    if block.aside or block.kind is not Kind.PARAGRAPH or len(block.text) < INLINE:
        return [block]
    cuts = [match.start() for match in _P.turns.finditer(block.text) if match.start()]
    return [piece for low, high in pairwise([0, *cuts, len(block.text)]) for piece in _cut(block, low, high)]


def _rows(table: Block, profile: Profile) -> list[Block]:
    """The rows of a table whose first column names what the second holds; nothing for any other table."""
    rows = [row.split(" | ") for row in table.text.split("\n")]
    if len(rows) < 2 or any(len(row) != 2 for row in rows):
        return []
    named = [target_of(_P.counted.sub("", row[0]), profile) for row in rows]
    headed = target_of(rows[0][1], profile).startswith("field ")
    known = named[0].startswith("field ") and sum(map(bool, named)) >= LABELLED * len(rows)
    titled = "field title" in named and (named[0] != "field title" or sum(map(bool, named)) > 2)
    if headed or not (known or titled):
        return []
    edges = [0, *(match.end() for match in re.finditer("\n", table.text)), len(table.text)]
    row = replace(table, kind=Kind.PARAGRAPH)
    return [piece for low, high in pairwise(edges) for piece in _cut(row, low, high)]


def _sections(text: str, profile: Profile) -> list[tuple[int, int]]:
    """เป้าหมาย… : … สิ่งที่เกินคาด… : … : at least two sections, each named before a colon."""
    found: list[tuple[int, int]] = []
    for colon in _P.colon.finditer(text):
        low = max(found[-1][1] if found else 0, colon.start() - LABEL)
        starts = [low] if low == 0 or found else []
        starts += [at + 1 for at in range(low, colon.start()) if text[at].isspace()]
        for start in starts:
            name = text[start : colon.start()].strip()
            target = profile.target(name) if len(name) >= 4 else ""
            if (target and not target.startswith("field")) or reads_as_heading(name):
                found.append((start, colon.end()))
                break
    return found if len(found) > 1 else []


def _in_one_line(text: str, profile: Profile) -> list[tuple[int, int]]:
    """Names of sections and fields in a story typed without a line's end: … ขั้นตอน ๑) … ข้อควรระวัง อย่า …"""
    found = []
    for match in _plain_labels(profile).finditer(text):
        target = profile.target(match["name"])
        if match["colon"] or sign_of(text[match.end() :]) or (target == "cautions" and match.start()):
            found.append(match.span())
    return found if len(found) > 1 or (found and found[0][0] > 0) else []


def _labels(text: str, profile: Profile) -> list[tuple[int, int]]:
    """Where numbered labels stand; blanks inside them do not count, but one must follow."""
    places = [at for at, sign in enumerate(text) if not sign.isspace()]
    squeezed = arabic("".join(text[at] for at in places))
    found = []
    for match in _numbered_labels(profile).finditer(squeezed) if _P.number.search(squeezed) else ():
        start, end = places[match.start()], places[match.end() - 1] + 1
        freely = start == 0 or text[start - 1].isspace()
        if freely and (end == len(text) or text[end].isspace() or text[end - 1] in ":："):
            found.append((start, end))
    return found


def forms(blocks: list[Block], profile: Profile) -> list[list[Block]]:
    """The blocks of each filled-in form of a collection, after what is before the first; one list when there is one."""
    starts = [at for at, block in enumerate(blocks) if _begins(block, profile)] if profile.form else []
    if len(starts) < 2:
        starts = _form_starts(blocks, profile)
    if len(starts) < 2:
        return [blocks]
    cuts = [0, *starts, len(blocks)]
    return [blocks[low:high] for low, high in pairwise(cuts)]


def _form_starts(blocks: list[Block], profile: Profile) -> list[int]:
    """Where forms begin that no profile knows: one label of a title comes again, with a label of an author after each."""
    labels = [label_of(block.text, profile) for block in blocks]
    titles = [at for at, label in enumerate(labels) if label is not None and label.target == "field title"]
    if len(titles) < 2 or len({labels[at].name for at in titles if labels[at]}) > 1:  # type: ignore[union-attr]
        return []
    for low, high in pairwise([*titles, len(blocks)]):
        if not any(label is not None and label.target == "field authors.name" for label in labels[low:high]):
            return []
    return titles


def _begins(block: Block, profile: Profile) -> bool:
    label = label_of(block.text, profile)
    return (
        label is not None
        and label.target == "field title"
        and profile.labels.get(label.name) == "field title"
    )


def _cut(block: Block, low: int, high: int) -> Iterator[Block]:
    core = block.text[low:high].strip()
    if core.strip(" :："):
        start = block.start + low + block.text[low:high].index(core)
        yield replace(block, text=core, start=start, end=start + len(core), gap=block.gap if low == 0 else 0)


_P = patterns("harvester.drafting", "form_splitting")


@lru_cache(maxsize=8)
def _plain_labels(profile: Profile) -> re.Pattern[str]:
    """A known name between blanks, with its colon if it has one."""
    names = {*profile.labels, *(name for row in SECTIONS for name in (row.label, *row.aliases))}
    known = "|".join(
        re.escape(name) for name in sorted(names, key=len, reverse=True) if len(name) >= SHORT_LABEL
    )
    return re.compile(
        rf"(?:(?<=\s)|^)(?P<name>{known})(?:\s*(?P<colon>[:：]|->)\s*|\s+)(?=\S)", re.IGNORECASE
    )


@lru_cache(maxsize=8)
def _numbered_labels(profile: Profile) -> re.Pattern[str]:
    """A number and a known label; blanks in the label may be missing or doubled."""
    names = sorted(
        {"".join(label.split()) for label in profile.labels if len(label) >= SHORT_LABEL or label == "ที่มา"},
        key=len, reverse=True,
    )  # fmt: skip
    known = "|".join(map(re.escape, names))
    return re.compile(rf"[0-9]{{1,2}}[.)](?:{known})(?:\([^()]{{2,60}}\))?[:：]?", re.IGNORECASE)
