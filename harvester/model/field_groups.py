"""Groups of fields and kinds of value that the tables of lessons and their companions are made of: people,
places, needs, sources, numbers. They give meaning to plain text values; positions and Thai wording of errors are left
to `validation`."""

import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from typing import Annotated, Any

from harvester.model.fields import Read, Shape, field_row
from harvester.thai import places
from harvester.thai.dates import ThaiDate, parse_date
from harvester.thai.text import arabic, fold

STATUS_LABELS = {"draft": "ร่าง", "reviewed": "ตรวจทานแล้ว", "published": "เผยแพร่แล้ว", "retired": "เลิกใช้แล้ว"}
EVIDENCE_LABELS = {"told": "เล่าต่อกันมา", "observed": "เห็นกับตา", "repeated": "ทำซ้ำแล้ว", "evaluated": "ประเมินแล้ว"}
OUTCOME_LABELS = {"worked": "ได้ผล", "partly": "ได้ผลบางส่วน", "failed": "ไม่ได้ผล"}
FORMER = {"ได้บางส่วน": "partly"}
"""Labels that choices had once, which files and messages still hold."""
RENAMED = {"แท็ก": "หัวเรื่อง", "ปัจจัยฉุด": "ปัจจัยอุปสรรค"}
"""Labels that questions had once, which open issues still hold, to those they have now."""
LANGUAGES = {"th": "ไทย", "en": "อังกฤษ", "ms": "มลายู", "lo": "ลาว", "km": "เขมร", "my": "พม่า", "zh": "จีน"}
LEVELS = ("ครัวเรือน", "หมู่บ้าน", "ชุมชน", "ตำบล", "อำเภอ", "จังหวัด", "เขต", "ภาค", "ประเทศ")
OUTPUT_LABELS = {"booklet": "เล่ม", "cards": "บัตรเทคนิค", "brief": "สรุปหน้าเดียว", "poster": "ใบงานกลุ่ม", "epub": "อีบุ๊ก", "kit": "ชุดครึ่งวัน"}
ID_PATTERN = r"^[a-z0-9]+(-[a-z0-9]+)*$"

SHORT_FORM = {"form": "asked for by editors; what people fill in stays short"}


def _list(value: Any) -> Any:
    """A lone scalar is a list of one; commas and Thai list signs separate."""
    if isinstance(value, str):
        return [part.strip() for part in re.split(r"[,،、;|]|\s·\s", value) if part.strip()]
    return value


def _date(value: Any) -> ThaiDate:
    if isinstance(value, ThaiDate):
        return value
    if not isinstance(value, str):
        raise ValueError("ต้องเป็นวันที่หนึ่งวัน เช่น 2 พ.ย. 2549")
    return parse_date(value)


def choice(labels: dict[str, str]) -> Read:
    by_name = {fold(name): key for key, label in labels.items() for name in (key, label)}
    by_name |= {fold(name): key for name, key in FORMER.items() if key in labels}
    return Read(lambda value: by_name.get(fold(value), value) if isinstance(value, str) else value)


def single_value(key: str) -> Read:
    """A lone string means a mapping that holds only its main key."""
    return Read(lambda value: {key: value} if isinstance(value, str) else value)


def as_place(value: Any) -> Any:
    """A place written as one address line (ต.… อ.… จ.…), or a lone province."""
    if not isinstance(value, str):
        return value
    found = places.parse_place(value)
    known = asdict(found) if found else {"province": value}
    return {key: name for key, name in known.items() if name}


def choices_of(labels: Mapping[str, str]) -> list[str]:
    """Everything that may be written for one of these choices."""
    return [*labels, *labels.values(), *(name for name, key in FORMER.items() if key in labels)]


Date = Annotated[ThaiDate, Read(_date, "Plain")]
Texts = Annotated[tuple[str, ...], Read(_list)]
Ids = Annotated[Texts, Read(lambda found: tuple(one.strip("[] ") for one in found), "After")]


def as_number(value: Any) -> Any:
    """Thai digits count as Arabic ones."""
    return arabic(value) if isinstance(value, str) else value


@dataclass(frozen=True, slots=True)
class Person(Shape):
    """Someone who told, wrote or took part."""

    name: str = field_row("ชื่อ", "ชื่อ-สกุล, ผู้เล่า", "ชื่อและนามสกุล", "สมหญิง ใจดี", default=..., main=True, search="people", longest=100, insist=True)
    position: str = field_row("ตำแหน่ง", "หน้าที่", "ตำแหน่งตอนที่เล่า", "นักวิชาการพัฒนาชุมชน", default="", without=SHORT_FORM)
    organisation: str = field_row("หน่วยงาน", "สังกัด, องค์กร, organization", "หน่วยงานหรือกลุ่ม", "เทศบาลตำบลบ้านนา", default="", without=SHORT_FORM)
    role: str = field_row("บทบาท", "", "บทบาทในงาน", "คุณอำนวย", default="", without=SHORT_FORM)


@dataclass(frozen=True, slots=True)
class Locality(Shape):
    """Where it happened, in the names of the gazetteer; `level` is the scale of the work (ตำบล, จังหวัด …)."""

    province: str = field_row("จังหวัด", "", "ชื่อจังหวัด ไม่ต้องมีคำว่าจังหวัด", "พัทลุง", default="", main=True)
    district: str = field_row("อำเภอ", "เขต, amphoe", "ชื่ออำเภอหรือเขต", "ควนขนุน", default="")
    subdistrict: str = field_row("ตำบล", "แขวง, tambon", "ชื่อตำบลหรือแขวง", "ปันแต", default="")
    village: str = field_row("หมู่บ้าน", "ชุมชน, บ้าน", "ชื่อหมู่บ้านหรือชุมชน", "หมู่ 4 บ้านทุ่งนา", default="", without=SHORT_FORM)
    level: str = field_row("ระดับ", "ระดับงาน", "ขนาดของงาน", "ตำบล", default="", choices=tuple(LEVELS), without=SHORT_FORM, search="body")


def _in_gazetteer(written: Locality | None) -> Locality | None:
    """A place in the gazetteer's spelling as far as it is right (กทม. is กรุงเทพมหานคร); nothing when no part of it
    was given."""
    if not written or written == Locality():
        return None
    known = places.find(written.province, written.district, written.subdistrict).place
    return replace(
        written, **{level: getattr(known, level) or getattr(written, level) for level in places.LEVELS}
    )


Where = Annotated[Locality | None, Read(as_place), Read(_in_gazetteer, "After")]


@dataclass(frozen=True, slots=True)
class SeriesPart(Shape):
    """The place of a lesson in a series; `part` 0 when no number was given."""

    name: str = field_row("ชื่อเรื่องหลัก", "ชื่อ, ชื่อชุด", "ชื่อที่ทุกตอนใช้ร่วมกัน", "บทเรียน KM เมืองนคร", default=..., main=True, longest=100, search="body")
    part: Annotated[int, Read(as_number)] = field_row("ตอนที่", "ตอน, ลำดับ", "ตอนที่เท่าไร", "8", default=0)


@dataclass(frozen=True, slots=True)
class Needs(Shape):
    """What it takes to do it, in the author's words."""

    time: str = field_row("เวลา", "ระยะเวลา", "ใช้เวลานานเท่าใด", "1 สัปดาห์", default="", icon="clock")
    people: str = field_row("จำนวนคน", "คน, ผู้ร่วมทำ", "ใช้คนกี่คน", "3–8 คน", default="", icon="people", unit="คน")
    cost: str = field_row("ค่าใช้จ่าย", "งบ, งบประมาณ", "ใช้เงินมากน้อยเพียงใด", "ต่ำ", default="", icon="coin", without=SHORT_FORM)
    difficulty: str = field_row("ความยาก", "ระดับความยาก", "ง่าย ปานกลาง หรือยาก", "ง่าย", default="", icon="level", without=SHORT_FORM)
    materials: str = field_row("สิ่งที่ต้องเตรียม", "อุปกรณ์, วัสดุ, ของที่ใช้, สิ่งที่ต้องใช้", "ของที่ต้องเตรียม", "กระดาษ ปากกาเมจิก", default="", icon="box", without=SHORT_FORM)


@dataclass(frozen=True, slots=True)
class Links(Shape):
    """Ids of other lessons (or `id#part`) by kind of link."""

    follows: Ids = field_row("ต่อจาก", "ทำต่อจาก", "รหัสบทเรียนที่ควรทำก่อน", "welcome-first", default=())
    uses_with: Ids = field_row("ใช้คู่กับ", "", "รหัสบทเรียนที่ใช้ด้วยกันได้ดี", "listen-in-pairs", default=())
    contradicts: Ids = field_row("เห็นต่างจาก", "ขัดกับ", "รหัสบทเรียนที่บอกไว้ต่างกัน", "", default=())
    answers: Ids = field_row("ตอบคำถามของ", "ตอบ", "รหัสบทเรียนที่ทิ้งคำถามไว้ หรือ รหัส#ข้อ ของข้อควรระวังที่เรื่องนี้แก้ได้", "", default=())


@dataclass(frozen=True, slots=True)
class Source(Shape):
    """Where the lesson was taken from, and on what terms."""

    title: str = field_row("ชื่อเอกสาร", "ชื่อ, ชื่อเรื่อง", "ชื่อเอกสารต้นเรื่อง", "รายงานการประชุม", default="", main=True, without=SHORT_FORM, page="own")
    url: str = field_row("ที่อยู่เว็บ", "ลิงก์, link", "ขึ้นต้นด้วย https://", "https://example.org/note", default="", page="own", without={"search": "an address is no word of the lesson"})
    number: str = field_row("หมายเลข", "เลขที่, หมายเลขบันทึก", "เลขของบันทึกหรือเอกสาร", "56873", default="", without=SHORT_FORM)
    publisher: str = field_row("ผู้เผยแพร่", "เว็บไซต์, สำนักพิมพ์", "ที่ที่เผยแพร่ครั้งแรก", "GotoKnow", default="", without=SHORT_FORM)
    authors: Texts = field_row("ผู้เขียนต้นเรื่อง", "ผู้เขียน, ผู้แต่ง", "ใครเขียนเอกสารต้นเรื่อง", "", default=(), without=SHORT_FORM)
    date: Date | None = field_row("วันที่เผยแพร่", "วันที่, เขียนเมื่อ", "วันที่เผยแพร่ครั้งแรก", "2 พ.ย. 2549", without=SHORT_FORM)
    edited: Date | None = field_row("แก้ไขเมื่อ", "วันที่แก้ไข", "วันที่แก้ไขล่าสุด", "11 ก.พ. 2555", without=SHORT_FORM)
    licence: str = field_row("สัญญาอนุญาต", "ลิขสิทธิ์, license", "เช่น CC-BY-4.0 หรือ all-rights-reserved", "CC-BY-4.0", default="", page="own", without={"search": "a code; the page says it in words"})
    consent: str = field_row("การยินยอม", "ได้รับอนุญาต", "ใครอนุญาตให้เผยแพร่ เมื่อไร", "ผู้เล่าอนุญาตด้วยวาจา 1 พ.ค. 2566", default="")


@dataclass(frozen=True, slots=True)
class Fact(Shape):
    """A number that the lesson rests on: of what, how much, in which unit, when it was so, who says it."""

    name: str = field_row("ตัวเลขของอะไร", "รายการตัวเลข", "นับอะไร ที่ไหน", "หมู่บ้านเป้าหมายของอำเภอ", default=..., main=True)
    value: Annotated[str, Read(as_number)] = field_row("ค่าตัวเลข", "จำนวนที่นับได้", "ตัวเลข เลขไทยหรืออารบิก", "27", default="")
    unit: str = field_row("หน่วยนับ", "", "หน่วยของตัวเลข", "หมู่บ้าน", default="")
    year: Date | None = field_row("ปีของตัวเลข", "ข้อมูลปี, ณ ปี, ปี", "ตัวเลขนี้เป็นของปีไหน", "2560")
    source: str = field_row("ที่มาของตัวเลข", "ใครบอกตัวเลข", "ใครบอก หรือเอกสารใด", "บันทึกของอำเภอ", default="")


@dataclass(frozen=True, slots=True)
class Change(Shape):
    """One thing as it was before and as it is after."""

    what: str = field_row("อะไรเปลี่ยน", "เรื่องที่เปลี่ยน, เรื่อง", "เรื่องที่เทียบ", "คนตัดสินใจ", default=..., main=True)
    before: str = field_row("ก่อนทำ", "ก่อน, เดิม, เมื่อก่อน", "ก่อนหน้านั้นเป็นอย่างไร", "สั่งการจากคนเดียว", default="", long=True)
    after: str = field_row("หลังทำ", "หลัง, ตอนนี้, เปลี่ยนเป็น", "หลังจากนั้นเป็นอย่างไร", "ทีมตัดสินใจร่วมกัน", default="", long=True)


@dataclass(frozen=True, slots=True)
class Station(Shape):
    """One station of a process: who does it, what it waits for (`blocked`), how it gets on (`way`). `next` are names
    of stations; the one below when it is empty."""

    name: str = field_row("ขั้นของงาน", "จุด, สถานี, ชื่อขั้น", "งานผ่านมือใคร ทำอะไร", "ส่งหนังสือถึงหัวหน้าหน่วยงาน", default=..., main=True)
    who: str = field_row("มือที่ถือ", "ใครถือ, ผู้ถือ", "ใครเป็นคนทำขั้นนี้", "คุณเอื้อ", default="")
    blocked: str = field_row("จุดติด", "ติดตรงไหน, คอขวด, รออะไร", "งานมักค้างตรงนี้เพราะอะไร", "หนังสือยังไม่เกษียน", default="", long=True)
    way: str = field_row("ทางผ่าน", "ผ่านอย่างไร, ทางคลาย", "ทำอย่างไรให้ผ่าน", "โทรแจ้งเลขาหน้าห้องในวันเดียวกัน", default="", long=True)
    next: Texts = field_row("ไปต่อที่", "ขั้นถัดไป, ต่อไป, ถัดไป", "ชื่อขั้นถัดไป ไม่ใส่คือขั้นที่อยู่ข้างล่าง", "", default=())


@dataclass(frozen=True, slots=True)
class Network(Shape):
    """A network that keeps the lesson alive: where it meets, when, and how it is reached."""

    name: str = field_row("ชื่อเครือข่าย", "ชื่อกลุ่มเครือข่าย", "ใครยังทำเรื่องนี้ต่อ", "เครือข่ายปราชญ์สัมมาชีพอำเภอ", default=..., main=True)
    forum: str = field_row("เวทีที่พบกัน", "เวที, ลานพบปะ", "พบกันที่ไหน", "ศาลากลางบ้าน", default="")
    meets: str = field_row("พบกันเมื่อไร", "พบกัน, นัดพบ", "บ่อยแค่ไหน วันไหน", "ทุกเดือน", default="")
    contact: str = field_row("ติดต่อเครือข่าย", "ช่องทางติดต่อ", "ติดต่อผ่านหน่วยงานใด ไม่ใส่เบอร์ส่วนตัว", "สำนักงานพัฒนาชุมชนอำเภอ", default="")


_FACT = re.compile(
    r"(?:(?P<name>\D.*?)\s+)?(?P<value>[0-9๐-๙][0-9๐-๙,.]*)\s*(?P<unit>[^\d()]*?)\s*"
    r"(?:\((?P<year>[^()]+)\)|(?:ณ\s*)?(?:ปี|พ\.ศ\.|เมื่อ)\s*(?P<since>\S.*))?"
)


def as_fact(value: Any) -> Any:
    """A number told in one line: หมู่บ้านเป้าหมาย 27 หมู่บ้าน (2560), 27 หมู่บ้าน ปี 2560."""
    if not isinstance(value, str):
        return value
    match = _FACT.fullmatch(value.strip())
    if match is None or not (match["name"] or match["unit"]):
        return {"name": value}
    told = {"name": match["name"] or match["unit"], "year": match["year"] or match["since"]}
    return {key: part for key, part in (match.groupdict() | told).items() if part and key != "since"}


def one_or_many(value: Any) -> Any:
    return [value] if isinstance(value, str | dict) else value
