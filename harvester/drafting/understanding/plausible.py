"""Whether a value can be what its label says: is it a name, a date, a place, an address? Judges form, never meaning."""

from __future__ import annotations

import re
from functools import lru_cache

from harvester.drafting.understanding.label_words import field_of
from harvester.model.schema import LessonShape, rows
from harvester.thai.date_search import find_dates
from harvester.thai.dates import DateError, parse_date
from harvester.thai.names import is_person, person_at
from harvester.thai.places import PREFIX, bearers

ORGANISATION = re.compile(
    r"(?:^|(?<=\s))(?:ประจำ|สังกัด|จาก|แห่ง)?\s?(?:สำนักงาน|สำนัก|กระทรวง|กรม|กอง|เทศบาล|องค์การ|องค์กร|อบต|อบจ|ทต\.|ทม\.|มหาวิทยาลัย|ม\.(?=[ก-๎])|มรภ|คณะ|โรงพยาบาล|รพ\.|รพ|มูลนิธิ|สมาคม|สมัชชา|ศูนย์|สถาบัน|กลุ่ม(?!งาน)|ชมรม|"
    r"โรงเรียน|ร\.ร\.|วิทยาลัย|เครือข่าย|บริษัท|ธนาคาร|สหกรณ์|วิสาหกิจ|ที่ว่าการ|กศน|สกร|ธกส|พอช|สสส|สปสช|กขป|พชอ|สสอ|สสจ|สพป|สพม|ตำบล|อำเภอ|จังหวัด|บ้าน)"
)
"""Words with which the name of an organisation begins."""
POSITION = re.compile(
    r"(?:^|(?<=\s))(?:ตำแหน่ง\s*)?(?:รอง|ผู้ช่วย|อดีต|รักษาการ)?\s?(?:เลขานุการ|เลขาธิการ|เลขาฯ?|นักวิชาการ|นักพัฒนา|นักวิจัย|นักจัดการ|นักวิเคราะห์|นักสังคม|นักโภชนาการ|นักบริหาร|นักทรัพยากร|นักส่งเสริม|เจ้าหน้าที่|เจ้าพนักงาน|พนักงาน|พัฒนาการ|พัฒนากร|ผู้อำนวยการ|ผอ\.|ผู้จัดการ|ผู้ประสานงาน|"
    r"ผู้ใหญ่บ้าน|กำนัน|นายก|ประธาน|กรรมการ|เหรัญญิก|ครู|อาจารย์|พยาบาล|แพทย์|นายแพทย์|สาธารณสุข|เกษตร|ปลัด|หัวหน้า|วิทยากร|อาสาสมัคร|อสม|ปราชญ์|แกนนำ|บรรณาธิการ|ที่ปรึกษา|ศึกษานิเทศก์|เกษตรกร|สมาชิก|คณบดี|อธิการ|ผู้ก่อตั้ง|โค้ช|พี่เลี้ยง)"
)
"""Words with which a position begins."""
_BLANK = re.compile(r"[\s.…_\-–—:/()]*$")
_CLOCK = re.compile(r"(?:เวลา\s*)?\d{1,2}[.:]\d{2}\s*(?:[-–]\s*\d{1,2}[.:]\d{2}\s*)?(?:น\.?)?\s*$")
_PLACE = re.compile(r"(?:บ้าน|หมู่|ม\.|ต\.|ตำบล|อ\.|อำเภอ|จ\.|จังหวัด)\s?[ก-๎0-9]")
_PUBLISHED = re.compile(
    r"หนังสือ|วารสาร|เว็บ|www|http|ข่าว|รายงาน|เอกสาร|คู่มือ|นิตยสาร|gotoknow|\.com|ฉบับ|โดย|บันทึก|[“\"(]",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"[A-Za-zก-ฮ.\s]{0,10}[0-9๐-๙][\w./-]{2,}(?:\s|$)")
_SENTENCE = 90
_PROSE = re.compile(r"(?:ที่|ซึ่ง|เพราะ|แล้ว|ได้|ต้อง|เพื่อ)\S{0,20}\s\S+\s\S+")


@lru_cache(maxsize=1 << 12)
def is_plausible(key: str, value: str) -> bool:
    """Whether `value` may fill the schema's `key` when a label says so; only what is surely something else may not."""
    value = value.strip()
    if _BLANK.match(value):
        return False
    if key == "authors.name":
        return _may_be_name(value)
    row = next((row for row in rows(LessonShape) if row.key == key), None)
    if row is not None and row.choices:
        return value in row.choices or value in row.labels.values()
    if row is not None and row.kind == "date":
        return bool(find_dates(value)) or _is_date(value)
    if row is not None and row.kind == "integer":
        return value.isdigit()
    if key in ("authors.position", "authors.organisation", "programme"):
        return len(value) <= 200
    if key.startswith("place."):
        return len(value) <= 60
    if key == "place":
        return len(value) <= 240
    if key == "source.title":
        return len(value) <= 200 and bool(
            _PUBLISHED.search(value) or (len(value) < 60 and ORGANISATION.match(value))
        )
    return True


@lru_cache(maxsize=1 << 12)
def is_sure(key: str, value: str) -> bool:
    """Whether `value` looks like nothing else than a value of `key`, so that a label needs no colon before it."""
    value = value.strip()
    if key == "authors.name":
        return person_at(value)[1] >= 0.5
    if key == "authors.organisation":
        return bool(ORGANISATION.match(value)) and len(value) <= 140
    if key == "authors.position":
        return bool(POSITION.match(value)) and len(value) <= 120
    if key == "date" or key.endswith((".date", ".edited")):
        found = find_dates(value)
        return _is_date(value) or bool(
            found and found[0][0] <= 24 and len(_CLOCK.sub("", value)) - found[0][1] <= 4
        )
    if key in ("place", "address"):
        return len(value) <= 200 and (
            bool(PREFIX.search(value)) or any(bearers("province", word) for word in value.split())
        )
    if key.startswith("place."):
        return bool(bearers(key.removeprefix("place."), value))
    if key == "source.number":
        return bool(_NUMBER.match(value))
    return key in ("title", "programme") and len(value) <= 200


def as_person(value: str) -> bool:
    """A value that is surely a person's name, whatever its label says."""
    return is_person(value) >= 0.6


def _may_be_name(value: str) -> bool:
    if person_at(value)[1] >= 0.5:
        return True
    words = value.split()
    if len(value) > _SENTENCE or len(words) > 9 or _PROSE.search(value):
        return False
    return not any(field_of(word) for word in words) and not value[:1].isdigit() and not _PLACE.match(value)


def _is_date(value: str) -> bool:
    try:
        parse_date(value)
    except DateError:
        return False
    return True
