"""Lines that begin with the label of a form: ความเป็นมา -> …, ตำแหน่ง : …, 4. ที่มาและความสำคัญ."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from harvester.reading.profile import Profile
from harvester.thai.numbering import sign_of
from harvester.thai.text import fold

PLAIN = 8
"""Characters of a label that stands for one without a colon after a number."""
SHOWN = 6
"""The same behind a sign for show."""
WARNING = 240
"""Characters of a line that a name of cautions opens."""
LONGEST = 90
"""Characters of a label; longer is a sentence."""
_ARROW = re.compile(r"^(?P<name>[^\n]{2,90}?)\s*(?:->|→|=>|➔|➜)\s*")
_COLON = re.compile(r"^(?P<name>[^:：\n]{1,90}?)\s*[:：]\s*")
_TABBED = re.compile(r"^(?P<name>[^\t\n]{2,60}?)(?:[ ]*+\t\s*+|[ ]{3,}+)(?=\S)")
"""A label and its value as they stand in two columns."""
_INNER = re.compile(
    r"(?:^|(?<=\s)|(?<=[ก-๎])(?=(?:ตำแหน่ง|สังกัด|วันที่)\s*[:：]))(?P<name>[^\s:：][^:：\n]{0,28}?)\s*[:：]\s*"
)
_OPEN_LABELS = re.compile(
    r"^(?P<name>ชื่อองค์ความรู้|ชื่อเจ้าของความรู้|ชื่อเจ้าขององค์ความรู้|เจ้าขององค์ความรู้|เจ้าของความรู้|ชื่อ\s?[-–]\s?(?:นาม)?สกุล|ชื่อเรื่อง"
    r"|ชื่อเทคนิค|ตำแหน่ง|สังกัด|หน่วยงาน|ผู้เขียน|ผู้บันทึก|ผู้เล่า(?:เรื่อง)?|ผู้ถ่ายทอด|ผู้เรียบเรียง|ผู้รวบรวม|ผู้จัดทำ|ผู้ให้ข้อมูล|ผู้รายงาน|เล่าโดย|สรุปโดย|รวบรวมโดย|บันทึกโดย|ถ่ายทอดโดย|สถานที่|ผู้จดรายงานการประชุม|ผู้ถอดบทเรียน|รายงานโดย|เรียบเรียงโดย|เขียนโดย"
    r"|เบอร์โทรศัพท์|เบอร์โทร|โทรศัพท์|โทร\.|อีเมล|e-?mail)\s+(?=\S)",
    re.IGNORECASE,
)
"""Labels so plain that people leave the colon out."""


_GLUED = re.compile(
    r"^(?:(?:ชื่อ)?เจ้าขององค์ความรู้|(?:ชื่อ)?เจ้าของความรู้|ชื่อ\s?[-–]\s?(?:นาม)?สกุล|ผู้(?:เขียน|บันทึก|เล่า|ถ่ายทอด|รายงาน)|โดย(?=นา))"
    r"(?=นาย|นาง|น\.ส\.|ว่าที่|ดร\.|ครู|พระ)"
    r"|^ตำแหน่ง(?=นัก|เจ้า|พัฒนา|ผู้|ครู|หัวหน้า|ปลัด|นายก)|^สังกัด(?=สำนัก|กรม|กอง|เทศบาล|องค์การ|โรง|ศูนย์)"
    r"|^ชื่อ(?:องค์|ชุด)?ความรู้(?=[ก-๎]{6})"
)
"""Labels whose blank was lost, before what can only be their value."""


@dataclass(frozen=True, slots=True)
class Label:
    """`name` as written, what it introduces (`target`, see `Profile`), where its value starts in the text."""

    name: str
    target: str
    value: int


def label_of(text: str, profile: Profile) -> Label | None:
    """The label at the head of a paragraph, if it is one."""
    sign = sign_of(text)
    skip = sign.length if sign and not sign.counted else 0
    core = text[skip:]
    if match := _TABBED.match(core):
        name = match["name"].strip(" :：")
        if target := profile.target(name):
            return Label(name, target, skip + match.end())
    if match := _ARROW.match(core):
        name = match["name"].strip()
        return Label(name, profile.target(name) or "other", skip + match.end())
    if match := _COLON.match(core):
        name = match["name"].strip()
        if target := profile.target(name):
            return Label(name, target, skip + match.end())
    if sign is not None and sign.shown and (opened := _opened(core, profile, "")) is not None:
        return Label(opened[0], opened[1], skip + opened[2])
    if match := _OPEN_LABELS.match(core):
        name = match["name"]
        if len(core) <= 160 and (target := profile.target(name)):
            return Label(name, target, skip + match.end())
    if len(core) <= 160 and (match := _GLUED.match(core)):
        name = core[: match.end()]
        if target := profile.target(name):
            return Label(name, target, skip + match.end())
    if len(core) <= WARNING and (opened := _opened(core, profile, "cautions")) is not None:
        return Label(opened[0], opened[1], skip + opened[2])
    whole = core.strip().strip("*_").rstrip(":： .")
    if len(whole) <= LONGEST and (target := profile.target(whole)) and not _is_word(whole, target):
        return Label(whole, target, len(text))
    numbered = sign is not None and sign.number and len(core) <= 240
    if numbered and (opened := _opened(core, profile)) is not None:
        return Label(opened[0], opened[1], skip + opened[2])
    return None


def _opened(core: str, profile: Profile, kind: str = "field") -> tuple[str, str, int] | None:
    """The longest label that a line begins with, without a colon: ๑. ชื่อชุดความรู้ … (`kind` begins its target)"""
    words = core.split(" ")
    for count in range(min(4, len(words) - 1), 0, -1):
        name = " ".join(words[:count])
        target = profile.labels.get(fold(name), "") or (profile.target(name) if kind != "field" else "")
        if len(name) >= (PLAIN if kind else SHOWN) and target and target.startswith(kind):
            return name, target, len(name)
    return None


def inner_labels(text: str, profile: Profile) -> Iterator[Label]:
    """Every known field label followed by a colon, in order: โดย : … ตำแหน่ง : … วันที่ : …"""
    for match in _INNER.finditer(text):
        words = match["name"].split(" ")
        for first in range(len(words)):
            name = " ".join(words[first:])
            target = profile.target(name) if len(name) > 1 else ""
            if target.startswith("field") or target == "contact":
                yield Label(name, target, match.end())
                break


def _is_word(whole: str, target: str) -> bool:
    """A lone word such as ที่มา or โดย is no heading of a field: its value would have to follow."""
    return target.startswith("field") and len(whole) <= 4
