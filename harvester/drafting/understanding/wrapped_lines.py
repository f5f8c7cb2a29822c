"""Paragraphs that an editor cut in two in the middle of a sentence, put together again."""

import re
from collections.abc import Iterable
from dataclasses import replace

from harvester.drafting.understanding.labels import label_of
from harvester.drafting.understanding.plausibility import reads_as_heading
from harvester.model.document import Block, Kind
from harvester.reading.profile import Profile
from harvester.reading.wording import patterns
from harvester.thai.numbering import is_only_sign, sign_of
from harvester.thai.segment import Segmenter

TAIL = 40
"""Characters in which the last word is looked for."""
SHORTEST = 40
"""Characters of a first half: shorter lines are headings and list items."""
NEAR_TOP, TITLE, LONG_LINE = 8, 80, 140
"""Blocks in which a title is, and characters of one of its lines, and of the longest."""
FULL, FEWEST_FULL = 0.85, 4
"""Share of the widest line from which one is full, and full lines by which a text was broken for width."""
WRAPPED = 60
"""Characters of a line that is the rest of the entry above it."""
_OPEN = ("(", "“", "‘", ",")
_P = patterns("harvester.drafting", "wrapped_lines")
_TITLE = patterns("harvester.drafting", "title")


def join_continuations(text: str, blocks: Iterable[Block], profile: Profile) -> list[Block]:
    """A block that ends in a word which cannot end a sentence is one with the next."""
    result: list[Block] = []
    blocks = list(blocks)
    full = _width(blocks)
    for number, block in enumerate(blocks):
        last = result[-1] if result and not text[result[-1].end : block.start].strip() else None
        if last is not None and _is_wrapped(text, last, block, blocks[number + 1 : number + 4], profile):
            whole = text[last.start : block.end].replace("\n", " ")
            result[-1] = replace(last, text=whole, end=block.end)
            continue
        if len(result) > 1 and _is_rest_of_name(result[-2], result[-1], block, profile):
            whole = text[result[-1].start : block.end].replace("\n", " ")
            result[-1] = replace(result[-1], text=whole, end=block.end)
            continue
        if (
            last is not None
            and number < NEAR_TOP
            and (
                _goes_on_as_title(last, block, profile)
                or _is_rest_of_title(last, block, blocks[number + 1 : number + 4])
            )
        ):
            result[-1] = replace(last, text=f"{last.text} {block.text}", end=block.end)
            continue
        if last is not None and (
            _belongs(text, last, block, profile, full) or _is_led_by(last, block, profile)
        ):
            result[-1] = replace(last, text=text[last.start : block.end], end=block.end)
        else:
            result.append(block)
    return result


def _is_rest_of_name(above: Block, last: Block, block: Block, profile: Profile) -> bool:
    """A lone word under another below the label of a person: pages print given and family name as two fields."""
    if len(block.text.split()) != 1 or len(last.text.split()) > 2 or len(last.text) > WRAPPED:
        return False
    label = label_of(above.text, profile)
    if label is None or label.target != "field authors.name" or label.value < len(above.text):
        return False
    words = (last, block)
    return all(re.fullmatch(r"[ก-๎. ]{2,}", one.text) and not label_of(one.text, profile) for one in words)


def _goes_on_as_title(last: Block, block: Block, profile: Profile) -> bool:
    """A short line near the top that begins, or follows what ends, in the middle of a name."""
    if (
        block.gap
        or not last.kind is block.kind is Kind.PARAGRAPH
        or not 15 <= len(last.text) <= TITLE >= len(block.text)
    ):
        return False
    two = (last, block)
    if any(sign_of(one.text) or label_of(one.text, profile) or _TITLE.of_page.match(one.text) for one in two):
        return False
    return bool(_P.title_goes_on.match(block.text) or _P.title_open.search(last.text))


def _is_rest_of_title(last: Block, block: Block, after: list[Block]) -> bool:
    """A line that with the one above is said again below, or that both stand over the same name in another language."""
    if block.gap or last.kind is not block.kind or not 15 <= len(last.text) <= LONG_LINE >= len(block.text):
        return False
    if _TITLE.kind_only.match(last.text):
        return False
    both = "".join(f"{last.text}{block.text}".split())
    if any("".join(one.text.split()) == both for one in after):
        return True
    return bool(
        after and not after[0].gap and _P.two_lines.match(last.text) and _P.two_lines.match(block.text)
        and _P.latin_line.match(after[0].text)
    )  # fmt: skip


def _is_wrapped(text: str, last: Block, block: Block, after: list[Block], profile: Profile) -> bool:
    """A short indented line without a sign between two entries of a numbered list is the rest of the first."""
    sign = sign_of(last.text)
    if sign is None or not sign.number or sign.counted or not last.kind is block.kind is Kind.PARAGRAPH:
        return False
    indented = (
        text[block.start - 1 : block.start] == " "
        or len(last.text) < last.end - last.start
        or "  " in last.text
    )
    if block.gap or not indented or len(block.text) > WRAPPED or sign_of(block.text):
        return False
    if (
        label_of(block.text, profile)
        or label_of(last.text, profile)
        or reads_as_heading(last.text[sign.length :])
    ):
        return False
    found = next(((sign_of(one.text), one.gap) for one in after if sign_of(one.text) or one.gap), (None, 1))
    return (
        found[0] is not None
        and not found[1]
        and found[0].style == sign.style
        and found[0].number == sign.number + 1
    )


def _is_led_by(last: Block, block: Block, profile: Profile) -> bool:
    """ขั้นที่ 1 or ทางแก้ on a line, what to do on the next."""
    if not last.kind is block.kind is Kind.PARAGRAPH or label_of(block.text, profile) is not None:
        return False
    if is_only_sign(last.text):
        return sign_of(block.text) is None
    label = label_of(last.text, profile)
    return label is not None and label.target == "remedy" and label.value >= len(last.text)


def _width(blocks: list[Block]) -> float:
    """Characters from which a line of a text that was broken for width is full; no line is where it was not."""
    sizes = sorted(len(block.text) for block in blocks if not block.aside)
    widest = sizes[-1] if sizes else 0
    full = widest * FULL
    return (
        full
        if WRAPPED < widest <= LONG_LINE and sum(size >= full for size in sizes) >= FEWEST_FULL
        else widest + 1
    )


def _belongs(text: str, last: Block, block: Block, profile: Profile, full: float) -> bool:
    broken = len(last.text.rsplit("\n", 1)[-1]) >= full and text[last.end : block.start].strip(" ") == "\n"
    return (
        last.kind in (Kind.PARAGRAPH, Kind.ITEM)
        and block.kind is Kind.PARAGRAPH
        and last.bold == block.bold
        and len(last.text) >= SHORTEST
        and (_is_open(last.text.rstrip()) or broken)
        and not is_only_sign(block.text)
        and bool(re.match("[ก-๎]", block.text))
        and sign_of(block.text) is None
        and not _P.fresh.match(block.text)
        and label_of(block.text, profile) is None
    )


def _is_open(text: str) -> bool:
    """By its last word as the segmenter sees it: โครงการ ends a sentence, การ does not."""
    return text.endswith(_OPEN) or Segmenter().cut(text[-TAIL:])[-1] in _P.set_of("goes_on")
