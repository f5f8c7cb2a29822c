"""The name of a document: what a label, the format or the first lines say it is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from harvester.drafting.draft import Said, said
from harvester.drafting.understanding.decoration import undecorated
from harvester.drafting.understanding.labels import label_of
from harvester.drafting.understanding.names import clause
from harvester.drafting.understanding.outline import NAMING
from harvester.model.document import Block, Document, Kind, tidy
from harvester.reading.profile import Profile
from harvester.thai.numbering import sign_of
from harvester.thai.sentences import sentences

LONGEST = 220
"""Characters of a first line that can still be a title."""
_SITE = re.compile(r"\s+(?:[|»›·•–—-]|::)\s+[^|»›·–—]{2,60}$")
KIND_ONLY = re.compile(
    r"^(?:ข่าวประชาสัมพันธ์|ข่าวแจก|press release|สำหรับเผยแพร่ทันที|(?:แบบ|ใบ)(?:บันทึก|ฟอร์ม|ความรู้)\S*"
    r"|(?:ราย)?งานการประชุม(?:เชิงปฏิบัติการ)?|รายงาน(?:ผล)?(?:การ(?:ดำเนินงาน|ดำเนินการ|อบรม|ประชุม))?"
    r"|(?:สรุป|ถอด)?บทเรียน|เรื่องเล่า(?:เร้าพลัง)?|สรุป(?:ผล)?(?:การประชุม|การอบรม)?"
    r"|(?:after action review|aar|การทบทวนหลังปฏิบัติ(?:งาน|การ)?)(?:\s*\([^()]{2,40}\))?"
    r"|(?:ชุดความรู้|องค์ความรู้|บทเรียน|เรื่อง|เทคนิค|ลำดับ)(?:ที่)?\s*[0-9๐-๙]{1,3})\s*$",
    re.IGNORECASE,
)
"""A line that says what kind of document this is, and no more."""
_NOT_A_TITLE = re.compile(
    r"^(?:ข่าว\S*\s+\w+day|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,?\s|วันที่|วัน(?:จันทร์|อังคาร|พุธ|พฤหัส|ศุกร์|เสาร์|อาทิตย์)"
    r"|\d{1,2}[/.-]\d|โดย\s|หน้า\s*\d|บันทึกข้อความ$|สำเนา|ที่\s+\S+\s*/|https?://|[\W\d_]+$)"
)
BY = re.compile(r"\s+(?:เขียน)?โดย\s*[:：]?\s+(?P<name>[ก-๎.]{2,30}\s[ก-๎]{2,30})\s*$")
"""A writer named at the end of a title."""
_QUOTED = re.compile(r"^[“\"‘'«][^“”\"‘’'«»]{4,}[”\"’'»]$")
_EMPTY = re.compile(
    r"^(?:untitled|document\s*\d*|microsoft word|เอกสาร\s*\d*|new document|index|home|หน้าแรก)\b",
    re.IGNORECASE,
)
_ABOUT = re.compile(r"^เรื่อง[ \t]+(?=[^\s:：])")
_AUTHOR = re.compile(r"^(?:โดย|ผู้เขียน|เขียนโดย|เจ้าของความรู้)\s*[:：]")


def title(document: Document, profile: Profile, blocks: list[Block]) -> Said:
    """The surest candidate. Never empty: a document that says nothing is called by the name of its file."""
    found = sorted(_candidates(document, profile, blocks), key=lambda value: -value.confidence)
    return next(
        (value for value in found if value.text), Said(_stem(document.name), confidence=0.1, rule="file")
    )


def _candidates(document: Document, profile: Profile, blocks: list[Block]) -> Iterator[Said]:
    yield from _labelled(profile, blocks)
    if profile.title == "before-author":
        yield from _before_author(blocks)
    headings = [
        block
        for block in blocks
        if block.kind is Kind.HEADING and block.level <= 1 and not _is_no_title(block.text.strip())
    ]
    if headings and not profile.target(tidy(headings[0].text)):
        yield _whole(headings[0], 0.9)
    given = tidy(document.properties.get("title", ""))
    short = _ABOUT.sub("", NAMING.sub("", _SITE.sub("", given)))
    if given and not _EMPTY.match(given) and not KIND_ONLY.match(short):
        for block in blocks[:12]:
            if tidy(block.text) in (short, given, _SITE.sub("", given)):
                yield _whole(block, 0.92)
        yield Said(short, confidence=0.7, rule="format")
    yield from _about(blocks)
    for number, block in enumerate(blocks[:6]):
        line = block.text.strip()
        label = label_of(line, profile)
        if label is not None and label.target == "technique" and len(line) <= LONGEST:
            yield said(block, label.value, len(block.text), 0.5, "title")
        sign = sign_of(line)
        is_item = sign is not None and not sign.shown and (number > 0 or sign.number != 0)
        if _is_no_title(line) or label is not None or (is_item and len(blocks) > 1):
            continue
        if len(line) <= LONGEST:
            yield _whole(block, 0.8 - 0.1 * number)
        else:
            low, high = sentences(block.text)[0]
            cut = min(high, low + 80)
            space = block.text.rfind(" ", low + 20, cut + 1)
            yield Said(
                tidy(block.text[low : space if high > cut and space > 0 else cut]),
                confidence=0.3,
                rule="title",
            )
        return
    if blocks:  # nothing but lists and labels: the first words, which stay where they are
        sign = sign_of(blocks[0].text)
        yield Said(clause(tidy(blocks[0].text[sign.length if sign else 0 :])), confidence=0.2, rule="title")


def _is_no_title(line: str) -> bool:
    return bool(_NOT_A_TITLE.match(line) or KIND_ONLY.match(line))


def _whole(block: Block, confidence: float) -> Said:
    """The line without its sign and without its writer (… โดย …), who is found by `authors`."""
    sign = sign_of(block.text)
    low, high = undecorated(block.text)
    end = match.start() if (match := BY.search(block.text, 0, high)) else high
    start = sign.length if sign and sign.counted in ("เรื่อง", "") and sign.number else low
    if naming := NAMING.match(block.text) or _ABOUT.match(block.text):
        start = naming.end()
    if _QUOTED.match(block.text[start:end]):
        start, end = start + 1, end - 1
    return said(block, start, end, confidence, "title")


def _about(blocks: list[Block]) -> Iterator[Said]:
    """เรื่อง … at the head of a line, as letters and minutes have it."""
    for block in blocks[:10]:
        if (match := _ABOUT.match(block.text)) and len(block.text) <= LONGEST:
            yield said(block, match.end(), len(block.text), 0.85, "title")
            return


def _labelled(profile: Profile, blocks: list[Block]) -> Iterator[Said]:
    for number, block in enumerate(blocks[:40]):
        label = label_of(block.text, profile)
        if label is None or label.target != "field title":
            continue
        if block.text[label.value :].strip(" ._…"):
            yield said(block, label.value, len(block.text), 0.95, "label")
        elif number + 1 < len(blocks) and label_of(blocks[number + 1].text, profile) is None:
            yield said(blocks[number + 1], confidence=0.93, rule="label")
        return


def _before_author(blocks: list[Block]) -> Iterator[Said]:
    """Forms of some sites print a category first and the title right above its author."""
    for before, block in pairwise(blocks):
        if _AUTHOR.match(block.text) and len(before.text) <= LONGEST:
            yield said(before, confidence=0.93, rule="title")
            return


def _stem(name: str) -> str:
    stem = re.split(r"[/\\]", name)[-1].rpartition(".")[0] or name
    return " ".join(re.sub(r"[_\s]+", " ", stem).split()) or "ไม่มีชื่อ"
