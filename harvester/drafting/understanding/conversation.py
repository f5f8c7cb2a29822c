"""Conversations: who spoke when, and what is only small talk."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace

from harvester.model.document import Block, Kind
from harvester.reading.wording import patterns

_P = patterns("harvester.drafting", "boilerplate")
SPOKEN = "ชื่อและเวลาในแชต"
SMALL_TALK = "คำทักทายและข้อความของระบบแชต"
MOSTLY = 0.6
"""Share of lines with a time from which a text is a conversation."""
FEWEST = 3
LONGEST_NAME = 5
"""Words of a speaker's name."""


def split_conversation(blocks: Iterable[Block]) -> Iterator[Block]:
    """Every block; of a conversation the time and speaker as an aside before what was said, and small talk as one too."""
    blocks = list(blocks)
    heads = _heads(blocks)
    for block, end in zip(blocks, heads, strict=True):
        if not end:
            yield replace(block, aside=SMALL_TALK) if any(heads) and _P.system.search(block.text) else block
            continue
        head = block.text[:end].rstrip()
        yield replace(block, text=head, end=block.start + len(head), aside=SPOKEN)
        if rest := block.text[end:].strip():
            start = block.start + block.text.index(rest, end)
            aside = SMALL_TALK if _P.system.search(rest) or _P.greeting.match(rest) else ""
            yield replace(
                block, kind=Kind.QUOTE, text=rest, start=start, end=start + len(rest), gap=0, aside=aside
            )


def speaker(blocks: Iterable[Block]) -> tuple[int, int] | None:
    """The place of the name of the person who said most."""
    blocks = list(blocks)
    said = Counter[str]()
    first: dict[str, tuple[int, int]] = {}
    for block, end in zip(blocks, _heads(blocks), strict=True):
        low = match.end() if end and (match := _P.time.match(block.text)) else 0
        name = block.text[low:end].strip(" \t:：")
        if low and name:
            said[name] += len(block.text) - end
            start = block.start + block.text.index(name, low)
            first.setdefault(name, (start, start + len(name)))
    return first[said.most_common(1)[0][0]] if said else None


def _heads(blocks: list[Block]) -> list[int]:
    """Where what was said begins in each block; 0 where no one is named."""
    times = [_P.time.match(block.text) if block.kind is Kind.PARAGRAPH else None for block in blocks]
    timed = sum(time is not None for time in times)
    if timed < FEWEST or timed < MOSTLY * len(blocks):
        return [0] * len(blocks)
    rests = [block.text[time.end() :] if time else "" for block, time in zip(blocks, times, strict=True)]
    starts = Counter(start for rest in rests for start in _starts(rest))
    colons = sum(_P.colon.match(rest) is not None for rest in rests)
    if not any(count > 1 for count in starts.values()) and not colons:
        return [0] * len(blocks)  # a schedule: nobody speaks
    heads = []
    for rest, time in zip(rests, times, strict=True):
        if time is None:
            heads.append(0)
            continue
        first = next(_starts(rest), "")  # of who spoke once alone, the first word
        named = max((start for start in _starts(rest) if starts[start] > 1), key=len, default=first)
        if "\t" in rest:
            named = rest[: rest.index("\t") + 1]
        elif (match := _P.colon.match(rest)) and (starts[named] < 2 or colons > MOSTLY * timed):
            named = match[0]
        heads.append(time.end() + len(named))
    return heads


def _starts(rest: str) -> Iterator[str]:
    """What may be the speaker's name: up to a tab, or the first words."""
    if "\t" in rest:
        yield rest[: rest.index("\t") + 1]
        return
    for number, match in enumerate(re.finditer(r"\s+", rest)):
        if number >= LONGEST_NAME:
            return
        yield rest[: match.end()]
