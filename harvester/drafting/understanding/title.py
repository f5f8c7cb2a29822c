"""The name of a document: what a label, the format or the first lines say it is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from harvester.drafting.draft import Said, said
from harvester.drafting.understanding.decoration import undecorated
from harvester.drafting.understanding.headings import POST
from harvester.drafting.understanding.labels import inner_labels, label_of
from harvester.drafting.understanding.names import clause
from harvester.drafting.understanding.outline import NAMING
from harvester.model.document import Block, Document, Kind, tidy
from harvester.reading.profile import Profile
from harvester.thai.date_search import find_dates
from harvester.thai.names import is_person
from harvester.thai.numbering import sign_of
from harvester.thai.sentences import sentences

LONGEST = 220
"""Characters of a first line that can still be a title."""
TALE = 120
"""Characters from which a first line tells something."""
SHORT = 70
"""Characters of a title made of the first words of a story."""
_SITE = re.compile(r"\s+(?:[|»›·•–—-]|::)\s+[^|»›·–—]{2,60}$")
KIND_ONLY = re.compile(
    r"^(?:ข่าว(?:ประชาสัมพันธ์|แจก|กิจกรรม|สาร)?(?:\s*»)?|press release|สำหรับเผยแพร่ทันที"
    r"|(?:แบบ|ใบ)(?:บันทึก|ฟอร์ม|ความรู้|สรุป|เสนอ|รายงาน)\S{0,22}(?:\s*\([^()]{2,40}\))?"
    r"|(?:ราย)?งานการประชุม(?:เชิงปฏิบัติการ)?|รายงาน(?:ผล)?(?:การ(?:ดำเนินงาน|ดำเนินการ|อบรม|ประชุม|ใช้\S{2,20}))?"
    r"|(?:สรุป|ถอด|การถอด|สรุปการถอด)?บทเรียน|เรื่องเล่า(?:เร้าพลัง|จากพื้นที่\S*)?|เรื่องบอกเล่า\S*|สรุป(?:ผล)?(?:การประชุม|การอบรม)?"
    r"|ข้อมูล(?:โครงการ\S*|ทั่วไป|พื้นฐาน)|คลัง\S{2,24}|บทความ|ประชาสัมพันธ์|newsletters?|กิจกรรม|รูปภาพ|ภาพกิจกรรม|เนื้อหา|รายละเอียด|คำนำ|สารบัญ"
    r"|(?:after action review|aar|bar|before action review|การทบทวนหลังปฏิบัติ(?:งาน|การ)?)(?:\s*\([^()]{2,40}\))?"
    r"|(?:ชุดความรู้|องค์ความรู้|บทเรียน|เรื่อง|เทคนิค|ลำดับ)(?:ที่)?\s*[0-9๐-๙]{1,3})\s*$",
    re.IGNORECASE,
)
"""A line that says what kind of document this is, and no more."""
_NOT_A_TITLE = re.compile(
    r"^(?:ข่าว\S*\s+\w+day|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,?\s|วันที่|วัน(?:จันทร์|อังคาร|พุธ|พฤหัส|ศุกร์|เสาร์|อาทิตย์)"
    r"|\d{1,2}[/.-]\d|โดย\s|หน้า\s*\d|บันทึกข้อความ$|สำเนา|ที่\s+\S+\s*/|https?://|ปีการศึกษา|รายละเอียด\s?[:：]|[\W\d_]+$)"
)
_ISSUE = re.compile(
    r"ฉบับที่\s*[0-9๐-๙]|^(?:โครงการ|แผน)\S{4,}\s*(?:\S+\s)?(?:ประจำ)?ปี(?:งบประมาณ)?\s*(?:พ\.ศ\.\s*)?[0-9๐-๙]{4}|[…|]\s*$"
)
"""Names of what it belongs to: an issue, a programme of a year, a site."""
_OFFICE = re.compile(
    r"^(?:องค์การบริหาร|อบต\.?|เทศบาล|ทต\.|ทม\.|สำนักงาน|ศูนย์(?!ซ่อม)|วิทยาลัย|โรงเรียน|โรงพยาบาล|รพ\.|มหาวิทยาลัย|กรม|กอง|กระทรวง|มูลนิธิ|สมาคม|สถาบัน|กศน\.?|สกร\.)(?!\S*(?:เปิด|จัด|ชวน|ร่วม|ลงพื้นที่|มอบ|อบรม|ประชุม|พัฒนาคุณ|สอน|ผู้สูง))\S*(?:\s+\S+){0,4}$"
)
_TALE = re.compile(
    r"(?:ครับ|ค่ะ|คะ|จ้า|นะ)(?=\s|$)|^(?:ผม|ดิฉัน|ฉัน|หนู|เรา|วันนี้|เมื่อวาน|เมื่อ|ตามที่|จากการ|ด้วย|สวัสดี)|(?:ผม|ดิฉัน|พวกเรา)(?:ได้|ไป|มา|ขอ|จึง|ก็)"
)
"""Marks of a sentence that tells."""
_OPENS = re.compile(r"^[“\"](?P<name>[^“”\"\n]{6,90})[”\"](?=\s{2,}|\s*\S{30})")
_OF_KIND = re.compile(
    r"^(?:ถอดเทป|ถอดบทเรียน|บทสัมภาษณ์|สัมภาษณ์|องค์ความรู้|บทเรียน|เรื่องเล่า|รายงาน|สรุป|แบบบันทึก|บันทึก|พอดแคสต์|รายการ|เวทีเล่า|เวทีเรียนรู้|วงเล่า|วงคุย|กรณีศึกษา)[^\n:：]{0,34}?\s?(?:เรื่อง|ตอน(?!ที่)|หัวข้อ)\s*[:：]?\s*(?P<name>[^\s0-9๐-๙][^\n]{3,})$"
)
"""The kind of document, and then its name."""
BY = re.compile(r"\s+(?:เขียน)?โดย\s*[:：]?\s+(?P<name>[ก-๎.]{2,30}\s[ก-๎]{2,30})\s*$")
"""A writer named at the end of a title."""
_QUOTED = re.compile(r"^[“\"‘'«][^“”\"‘’'«»]{4,}[”\"’'»]$")
_NAMES_WORK = re.compile(r"^(?:แบบ|รายงาน)\S*โครงการ\S{6,}")
_EMPTY = re.compile(
    r"^(?:untitled|document\s*\d*|microsoft word|เอกสาร\s*\d*|new document|index|home|หน้าแรก)\b",
    re.IGNORECASE,
)
_REPLY = re.compile(r"^(?:(?:fwd?|re|ตอบกลับ|ส่งต่อ)\s*[:：]\s*)+", re.IGNORECASE)
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
    yield from _repeated(blocks, profile)
    for number, block in enumerate(blocks[:8]):
        line = block.text.strip()
        label = label_of(line, profile)
        if label is not None and label.target == "technique" and len(line) <= LONGEST:
            yield said(block, label.value, len(block.text), 0.5, "title")
        sign = sign_of(line)
        is_item = sign is not None and not sign.shown and (number > 0 or sign.number != 0)
        below = blocks[number + 1].text if number + 1 < len(blocks) else ""
        if _is_no_title(line) or label is not None or (is_item and len(blocks) > 1) or POST.match(below):
            continue
        if opened := _OPENS.match(line):
            yield replace(said(block, *opened.span("name"), 0.75, "title"), rule="opening")
            return
        if named := _OF_KIND.match(line):
            low, high = named.span("name")
            yield said(
                block, *(low + 1, high - 1) if _QUOTED.match(named["name"]) else (low, high), 0.84, "title"
            )
            return
        if len(line) > TALE or _TALE.search(line) or _runs_on(block, blocks[number + 1 :]):
            yield _opening(block)
            return
        belongs = number + 1 < len(blocks) and bool(
            _OFFICE.match(line) or _ISSUE.search(line) or is_person(line) >= 0.5
        )
        yield _whole(block, max(0.15, (0.4 if belongs else 0.8) - 0.05 * number))
        if not belongs:
            return
    if blocks:  # nothing but lists and labels: the first words, which stay where they are
        sign = sign_of(blocks[0].text)
        yield Said(clause(tidy(blocks[0].text[sign.length if sign else 0 :])), confidence=0.2, rule="title")


def _runs_on(block: Block, after: list[Block]) -> bool:
    """A long line of several clauses with nothing that sets it apart from what follows."""
    apart = block.bold or not after or after[0].gap > 0
    return len(block.text) > 60 and len(block.text.split()) > 5 and not apart


def _is_no_title(line: str) -> bool:
    if (_NOT_A_TITLE.match(line) and len(line) < TALE) or KIND_ONLY.match(line) or POST.match(line):
        return True
    return len(line) < 40 and any(end - start > 0.55 * len(line) for start, end, _ in find_dates(line))


def _opening(block: Block) -> Said:
    """The first words of a story that has no title: unsure, and they stay in the text too."""
    low, high = sentences(block.text)[0]
    cut = min(high, low + SHORT)
    space = block.text.rfind(" ", low + 20, cut + 1)
    end = space if (high > cut or high - low > SHORT) and space > 0 else cut
    return said(block, low, end, 0.3, "opening")


def _repeated(blocks: list[Block], profile: Profile) -> Iterator[Said]:
    """A line that stands twice near the top, as pages say their title in the head and over the text."""
    seen: dict[str, Block] = {}
    for block in blocks[:12]:
        if label_of(block.text, profile) is not None or sign_of(block.text) is not None:
            continue
        words = "".join(tidy(block.text).split())
        core = BY.sub("", tidy(block.text))
        for key in {words, "".join(core.split())}:
            again = key in seen and 8 <= len(key) <= TALE
            if again and not _is_no_title(block.text.strip()) and not _OFFICE.match(tidy(block.text)):
                yield _whole(seen[key], 0.86)
                return
            seen.setdefault(key, block)


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
    """The value of a title's label; else of the project's, which then gives the document its name."""
    for target, sure in (("field title", 0.95), ("field programme", 0.86)):
        for number, block in enumerate(blocks[:40]):
            label = label_of(block.text, profile)
            if label is None or label.target != target:
                continue
            if target == "field programme" and any(
                _NAMES_WORK.search(one.text) for one in blocks[:number][:2]
            ):
                return
            if block.text[label.value :].strip(" ._…"):
                inner = (one for one in inner_labels(block.text, profile) if one.value > label.value)
                end = next((block.text.rfind(one.name, 0, one.value) for one in inner), len(block.text))
                low, high = label.value, end
                if reply := _REPLY.match(block.text[low:].lstrip()):
                    low = block.text.index(reply[0], low) + reply.end()
                if _QUOTED.match(block.text[low:high].strip()):
                    low, high = block.text.index(block.text[low:high].strip()[0], low) + 1, high - 1
                yield said(block, low, len(block.text[:high].rstrip()), sure, "label")
                return
            after = blocks[number + 1] if number + 1 < len(blocks) else None
            if after is not None and label_of(after.text, profile) is None and len(after.text) <= LONGEST:
                yield said(after, confidence=sure - 0.02, rule="label")
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
