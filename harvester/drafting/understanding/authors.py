"""Who tells it: from labels, signatures and the format's own word, cut into name, position and organisation."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from harvester.drafting.draft import Said
from harvester.drafting.understanding.chat import speaker
from harvester.drafting.understanding.clues import Clues
from harvester.drafting.understanding.outline import CLOSING
from harvester.drafting.understanding.title import BY
from harvester.model.document import Block, tidy

_TITLES = (
    r"(?:นาย|นางสาว|นาง|น\.ส\.|ดร\.|ผศ\.|รศ\.|ศ\.|อาจารย์|ครู|หมอ|พญ\.|นพ\.|ทพ\.|ภก\.|ภญ\."
    r"|ว่าที่(?:ร้อยตรี|\s?ร\.ต\.)|พระ(?:ครู|มหา)?|คุณ(?!อำนวย|เอื้อ|กิจ|ลิขิต|ประสาน|วิศาสตร์))"
)
_NAME = re.compile(
    rf"^(?P<name>{_TITLES}?\s?(?:{_TITLES}\s?)*[ก-๎A-Za-z.\-]+(?:\s+[ก-๎A-Za-z\-]+)?)(?=\s|$|,|\()"
)
POSITION = re.compile(
    r"(?:^|(?<=\s))(?:ตำแหน่ง\s*)?(?:รอง|ผู้ช่วย|อดีต|รักษาการ)?(?:เลขานุการ|เลขาธิการ|เลขาฯ?|นักวิชาการ|นักพัฒนา|นักวิจัย|นักจัดการ|นักวิเคราะห์|นักสังคม|เจ้าหน้าที่|เจ้าพนักงาน|พัฒนาการ|พัฒนากร|ผู้อำนวยการ|ผอ\.|ผู้จัดการ|ผู้ประสานงาน|"
    r"ผู้ใหญ่บ้าน|กำนัน|นายก|ประธาน|กรรมการ|เหรัญญิก|ครู|อาจารย์|พยาบาล|แพทย์|สาธารณสุข|เกษตร|ปลัด|หัวหน้า|วิทยากร|อาสาสมัคร|อสม|ปราชญ์|แกนนำ|บรรณาธิการ|ที่ปรึกษา|ศึกษานิเทศก์|เกษตรกร|สมาชิก)"
)
ORGANISATION = re.compile(
    r"(?:^|(?<=\s))(?:ประจำ|สังกัด|จาก|แห่ง)?\s?(?:สำนักงาน|สำนัก|กระทรวง|กรม|กอง|เทศบาล|องค์การ|องค์กร|อบต|อบจ|มหาวิทยาลัย|ม\.|คณะ|โรงพยาบาล|รพ\.|รพ|มูลนิธิ|สมาคม|สมัชชา|ศูนย์|สถาบัน|กลุ่ม|ชมรม|"
    r"โรงเรียน|วิทยาลัย|เครือข่าย|บริษัท|ธนาคาร|สหกรณ์|วิสาหกิจ|ที่ว่าการ|กศน|ธกส|พอช|สสส|สปสช|กขป|พชอ|สสอ|สสจ|สพป|ตำบล|อำเภอ|จังหวัด|บ้าน)"
)
_SIGNS = re.compile(
    r"\s*(?:[-–—]\s*)?(?:ผู้)?(?:รายงาน|จดรายงาน(?:การประชุม)?|จดบันทึก(?:การประชุม)?|เรียบเรียง|บันทึก|ถอดบทเรียน|เล่าเรื่อง|เขียน|เล่า|ภาพ\s*/\s*ข่าว|ข่าว\s*/\s*ภาพ)\s*$"
)
_SIGNED_BY = re.compile(
    r"^(?:ผู้)?(?:รายงาน|เรียบเรียง|บันทึก|ถอดบทเรียน|เล่าเรื่อง|เขียน|ภาพ\s*/\s*ข่าว|ข่าว\s*/\s*ภาพ)(?:โดย)?\s*[:：]?\s+(?=\S)"
)
_IN_BRACKETS = re.compile(rf"^\(\s*(?P<name>{_TITLES}\s?\S+(?:\s+\S+)?)\s*\)$")
_ADDRESS = re.compile(r"\s*[<(\[]?[\w.+-]+@[\w.-]+")
_HOME = re.compile(r"\s(?:บ้าน\S+\s+)?(?:หมู่(?:ที่)?|ม\.|ต\.|ตำบล|อ\.|อำเภอ|จ\.|จังหวัด)\s?(?=[ก-๎0-9๐-๙])")
"""Where somebody lives, behind the name."""
_SIGNED = re.compile(r"^\(?ลงชื่อ\)?[\s.…_]*(?=\S)")
_PLAIN_NAME = re.compile(r"^(?:[ก-๎.]{2,30}\s?)?[ก-๎]{2,30}\s+[ก-๎]{2,30}$")
_NOBODY = re.compile(
    r"^(?:admin\w*|administrator|user\d*|windows user|microsoft.*|hp|acer|asus|lenovo|pc|owner"
    r"|ผู้ดูแลระบบ|แอดมิน|unknown|python-docx|ไม่ระบุ|-+)$",
    re.IGNORECASE,
)
_PREFIX = re.compile(r"^(?:ตำแหน่ง|สังกัด|หน่วยงาน|ประจำ|จาก)\s*[:：]?\s*(?=\S)")
SIGNATURE = 140
"""Characters of a line that may be a signature."""


def authors(clues: Clues) -> Iterator[tuple[str, Said]]:
    """`authors.N.name|position|organisation`; people named by labels first, then who signed, then the format."""
    people = (
        list(_labelled(clues))
        or list(_titled(clues))
        or list(_signed(clues))
        or list(_spoken(clues))
        or list(_given(clues))
    )
    for number, person in enumerate(people):
        for key, value in person.items():
            yield f"authors.{number}.{key}", value


def _labelled(clues: Clues) -> Iterator[dict[str, Said]]:
    """Names in the order of the form; a position or organisation belongs to the last name."""
    person: dict[str, Said] = {}
    for key, value in clues.outline.labelled:
        part = key.removeprefix("authors.")
        if key == "authors.name" or (part in person and key.startswith("authors.")):
            if "name" in person:
                yield person
            person = {}
        if key == "authors.name":
            person = _parted(clues, value)
        elif part in ("position", "organisation"):
            person[part] = value
        elif key == "address" and "organisation" not in person and ORGANISATION.match(value.text):
            person["organisation"] = value
    if "name" not in person:
        for value in _profiled(clues):
            person = _parted(clues, value) | person
    if "name" in person:
        yield person


def _profiled(clues: Clues) -> Iterator[Said]:
    for pattern in clues.profile.fields.get("authors.name", ()):
        if (match := pattern.search(clues.document.text)) and match[1].strip():
            yield clues.at(*match.span(1), 0.9, "profile")
            return


def _signed(clues: Clues) -> Iterator[dict[str, Said]]:
    lines = clues.blocks[-8:] if len(clues.blocks) > 4 else clues.blocks[1:]
    for number, block in enumerate(lines):
        text = block.text.strip()
        if len(text) > SIGNATURE:
            continue
        if match := _IN_BRACKETS.match(text):
            start = block.start + block.text.index(match["name"])
            name = clues.at(start, start + len(match["name"]), 0.8, "signature")
            yield _signature(clues, name, lines[number + 1 :])
        elif number and CLOSING.match(lines[number - 1].text.strip()) and _PLAIN_NAME.match(text):
            yield _signature(clues, clues.at(block.start, block.end, 0.8, "signature"), lines[number + 1 :])
        elif (match := _SIGNS.search(text)) and match.start() > 3:
            low = found.end() if (found := _SIGNED.match(text)) else 0
            if not re.search(r"[^\W\d_]", text[low : match.start()]):  # a line to be signed on
                continue
            yield _parted(clues, clues.at(block.start + low, block.start + match.start(), 0.8, "signature"))
        elif match := _SIGNED_BY.match(text):
            yield _parted(clues, clues.at(block.start + match.end(), block.end, 0.8, "signature"))


def _signature(clues: Clues, name: Said, after: Sequence[Block]) -> dict[str, Said]:
    """A name under the closing words of a letter or in brackets, with the position or organisation under it."""
    person = {"name": name}
    for line in after[:2]:
        for key, pattern in (("position", POSITION), ("organisation", ORGANISATION)):
            if key not in person and len(line.text) <= SIGNATURE and pattern.match(line.text):
                person[key] = clues.at(line.start, line.end, 0.75, "signature")
                break
    return person


def _titled(clues: Clues) -> Iterator[dict[str, Said]]:
    """A name behind the title on its own line."""
    end = clues.document.text.find("\n", clues.title.end)
    line = clues.document.text[clues.title.start : end if end >= 0 else None]
    if clues.title.end and (match := BY.search(line)):
        low, high = match.span("name")
        yield {"name": clues.at(clues.title.start + low, clues.title.start + high, 0.7, "title")}


def _spoken(clues: Clues) -> Iterator[dict[str, Said]]:
    """Whoever said most in a conversation."""
    if (place := speaker(clues.document.blocks)) is not None:
        yield {"name": clues.at(*place, 0.55, "chat")}


def _given(clues: Clues) -> Iterator[dict[str, Said]]:
    name = tidy(clues.document.properties.get("author", ""))
    if name and not _NOBODY.match(name) and len(name) <= 80:
        yield {"name": Said(name, confidence=0.5, rule="format")}


def _parted(clues: Clues, value: Said) -> dict[str, Said]:
    """One line cut where a position or an organisation begins."""
    text = clues.document.text[value.start : value.end] if value.end else value.text
    if address := _ADDRESS.search(text):
        value = replace(value, text=text[: address.start()].strip(), end=value.start + address.start())
        text = text[: address.start()]
    match = _NAME.match(text)
    cut = match.end() if match else len(text)
    position = POSITION.search(text, cut)
    organisation = ORGANISATION.search(text, position.end() if position else cut)
    home = _HOME.search(text, cut)
    if home and not (organisation and organisation.start() < home.start()):
        text, organisation = text[: home.start()], None
    if not position and not organisation:
        return {"name": value}
    ends = organisation.start() if organisation else len(text)

    def part(low: int, high: int) -> Said:
        core = _PREFIX.sub("", text[low:high].strip(" ,()\t\n"))
        start = value.start + low + text[low:high].index(core) if core else value.start + low
        return clues.at(start, start + len(core), value.confidence, value.rule, tidy(core))

    person = {"name": part(0, position.start() if position else ends)}
    if position:
        person["position"] = part(position.start(), ends)
    if organisation:
        person["organisation"] = part(organisation.start(), len(text))
    return {key: found for key, found in person.items() if found.text}
