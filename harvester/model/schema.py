"""THE table of the lesson format: every field and every section, with Thai names, hints and examples.

Every door (reading, checks, drafts, forms, editor, review, pages, search, open data, JSON Schema, docs) is fed
from here. Shapes give meaning to plain text values; positions and Thai wording of errors are left to `validation`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import asdict
from functools import lru_cache
from typing import Annotated, Any, ClassVar

from pydantic import BeforeValidator, PlainValidator, WithJsonSchema

from harvester.model import (
    Collection,
    Evidence,
    Lesson,
    Needs,
    Origin,
    Outcome,
    Person,
    SeriesPart,
    Source,
    Status,
    Trial,
    Wish,
)
from harvester.model.fields import (
    FieldRow,
    Shape,
    Value,
    about,
    as_data,
    fields_of,
    in_words,
    lines_of,
    names_of,
    nested_shape,
    paths_of,
    rows,
    shape_of,
    values,
)
from harvester.model.origins import ORIGIN_LABELS, origin_value
from harvester.model.sections import SECTIONS, SectionRow, section_named
from harvester.thai.dates import ThaiDate, parse_date
from harvester.thai.places import parse_place
from harvester.thai.text import arabic, fold, normalise

__all__ = [
    "FIELDS",
    "SECTIONS",
    "FieldRow",
    "SectionRow",
    "Shape",
    "Value",
    "about",
    "data",
    "field_named",
    "fields_of",
    "in_words",
    "lines",
    "names_of",
    "nested_shape",
    "path_named",
    "rows",
    "section_named",
    "shape_of",
    "texts",
    "values",
    "values_of",
]  # fmt: skip

STATUS_LABELS = {"draft": "ร่าง", "reviewed": "ตรวจทานแล้ว", "published": "เผยแพร่แล้ว", "retired": "เลิกใช้แล้ว"}
EVIDENCE_LABELS = {"told": "เล่าต่อกันมา", "observed": "เห็นกับตา", "repeated": "ทำซ้ำแล้ว", "evaluated": "ประเมินแล้ว"}
OUTCOME_LABELS = {"worked": "ได้ผล", "partly": "ได้บางส่วน", "failed": "ไม่ได้ผล"}
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


def _choice(labels: dict[str, str]) -> BeforeValidator:
    by_name = {fold(label): key for key, label in labels.items()} | {fold(key): key for key in labels}
    return BeforeValidator(lambda value: by_name.get(fold(value), value) if isinstance(value, str) else value)


def _named(key: str) -> BeforeValidator:
    """A lone string stands for a mapping that holds only its main key."""
    return BeforeValidator(lambda value: {key: value} if isinstance(value, str) else value)


def _place(value: Any) -> Any:
    """A place written as one address line (ต.… อ.… จ.…), or a lone province."""
    if not isinstance(value, str):
        return value
    found = parse_place(value)
    known = asdict(found) if found else {"province": value}
    return {key: name for key, name in known.items() if name}


def _choices_schema(labels: dict[str, str]) -> WithJsonSchema:
    return WithJsonSchema({"type": "string", "enum": [*labels, *labels.values()]})


Date = Annotated[ThaiDate, PlainValidator(_date), WithJsonSchema({"type": "string"})]
Texts = Annotated[
    tuple[str, ...],
    BeforeValidator(_list),
    WithJsonSchema({"anyOf": [{"type": "array", "items": {"type": "string"}}, {"type": "string"}]}),
]


class PersonShape(Shape):
    model: ClassVar[type] = Person
    name: str = about("ชื่อ", "ชื่อ-สกุล, ผู้เล่า", "ชื่อและนามสกุล", "สมหญิง ใจดี", default=..., main=True, search="people", longest=100, insist=True)
    position: str = about("ตำแหน่ง", "หน้าที่", "ตำแหน่งตอนที่เล่า", "นักวิชาการพัฒนาชุมชน", default="", without=SHORT_FORM)
    organisation: str = about("หน่วยงาน", "สังกัด, องค์กร, organization", "หน่วยงานหรือกลุ่ม", "เทศบาลตำบลบ้านนา", default="", without=SHORT_FORM)
    role: str = about("บทบาท", "", "บทบาทในงาน", "คุณอำนวย", default="", without=SHORT_FORM)


class PlaceShape(Shape):
    province: str = about("จังหวัด", "", "ชื่อจังหวัด ไม่ต้องมีคำว่าจังหวัด", "พัทลุง", default="", main=True)
    district: str = about("อำเภอ", "เขต, amphoe", "ชื่ออำเภอหรือเขต", "ควนขนุน", default="")
    subdistrict: str = about("ตำบล", "แขวง, tambon", "ชื่อตำบลหรือแขวง", "ปันแต", default="")
    village: str = about("หมู่บ้าน", "ชุมชน, บ้าน", "ชื่อหมู่บ้านหรือชุมชน", "หมู่ 4 บ้านทุ่งนา", default="", without=SHORT_FORM)
    level: str = about("ระดับ", "ระดับงาน", "ขนาดของงาน", "ตำบล", default="", choices=list(LEVELS), without=SHORT_FORM, search="body")


Where = Annotated[PlaceShape | None, BeforeValidator(_place)]


class SeriesShape(Shape):
    model: ClassVar[type] = SeriesPart
    name: str = about("ชื่อชุด", "ชื่อ", "ชื่อชุดบทเรียน", "บทเรียน KM เมืองนคร", default=..., main=True, longest=100, search="body")
    part: Annotated[int, BeforeValidator(lambda v: arabic(v) if isinstance(v, str) else v)] = about("ตอนที่", "ตอน, ลำดับ", "ตอนที่เท่าไร", "8", default=0)


class NeedsShape(Shape):
    model: ClassVar[type] = Needs
    time: str = about("เวลา", "ระยะเวลา", "ใช้เวลานานเท่าใด", "1 สัปดาห์", default="", icon="clock")
    people: str = about("จำนวนคน", "คน, ผู้ร่วมทำ", "ใช้คนกี่คน", "3–8 คน", default="", icon="people", unit="คน")
    cost: str = about("ค่าใช้จ่าย", "งบ, งบประมาณ", "ใช้เงินมากน้อยเพียงใด", "ต่ำ", default="", icon="coin", without=SHORT_FORM)
    difficulty: str = about("ความยาก", "ระดับความยาก", "ง่าย ปานกลาง หรือยาก", "ง่าย", default="", icon="level", without=SHORT_FORM)
    materials: str = about("สิ่งที่ต้องเตรียม", "อุปกรณ์, วัสดุ, ของที่ใช้, สิ่งที่ต้องใช้", "ของที่ต้องเตรียม", "กระดาษ ปากกาเมจิก", default="", icon="box", without=SHORT_FORM)


class LinksShape(Shape):
    @classmethod
    def member(cls, value: Any, key: str) -> Any:
        """Targets of one kind among the lesson's declared links."""
        return tuple(link.target for link in value if link.kind == key)

    follows: Texts = about("ต่อจาก", "ทำต่อจาก", "id ของบทเรียนที่ควรทำก่อน", "welcome-first", default=())
    uses_with: Texts = about("ใช้คู่กับ", "", "id ของบทเรียนที่ใช้ด้วยกันได้ดี", "listen-in-pairs", default=())
    contradicts: Texts = about("เห็นต่างจาก", "ขัดกับ", "id ของบทเรียนที่บอกไว้ต่างกัน", "", default=())
    answers: Texts = about("ตอบคำถามของ", "ตอบ", "id ของบทเรียนที่ทิ้งคำถามไว้", "", default=())


class SourceShape(Shape):
    model: ClassVar[type] = Source
    title: str = about("ชื่อเอกสาร", "ชื่อ, ชื่อเรื่อง", "ชื่อเอกสารต้นเรื่อง", "รายงานการประชุม", default="", main=True, without=SHORT_FORM, page="own")
    url: str = about("ที่อยู่เว็บ", "ลิงก์, link", "ขึ้นต้นด้วย https://", "https://example.org/note", default="", page="own", without={"search": "an address is no word of the lesson"})
    number: str = about("หมายเลข", "เลขที่, หมายเลขบันทึก", "เลขของบันทึกหรือเอกสาร", "56873", default="", without=SHORT_FORM)
    publisher: str = about("ผู้เผยแพร่", "เว็บไซต์, สำนักพิมพ์", "ที่ที่เผยแพร่ครั้งแรก", "GotoKnow", default="", without=SHORT_FORM)
    authors: Texts = about("ผู้เขียนต้นเรื่อง", "ผู้เขียน, ผู้แต่ง", "ใครเขียนเอกสารต้นเรื่อง", "", default=(), without=SHORT_FORM)
    date: Date | None = about("วันที่เผยแพร่", "วันที่, เขียนเมื่อ", "วันที่เผยแพร่ครั้งแรก", "2 พ.ย. 2549", without=SHORT_FORM)
    edited: Date | None = about("แก้ไขเมื่อ", "วันที่แก้ไข", "วันที่แก้ไขล่าสุด", "11 ก.พ. 2555", without=SHORT_FORM)
    licence: str = about("สัญญาอนุญาต", "ลิขสิทธิ์, license", "เช่น CC-BY-4.0 หรือ all-rights-reserved", "CC-BY-4.0", default="", page="own", without={"search": "a code; the page says it in words"})
    consent: str = about("การยินยอม", "ได้รับอนุญาต", "ใครอนุญาตให้เผยแพร่ เมื่อไร", "ผู้เล่าอนุญาตด้วยวาจา 1 พ.ค. 2566", default="")


class LessonShape(Shape):
    title: str = about("ชื่อเรื่อง", "ชื่อ, หัวเรื่อง, หัวข้อ, ชื่อบทเรียน", "สั้น จำง่าย บอกว่าทำอะไร", "นัดด้วยใจ ตามด้วยหนังสือ", default=..., page="own", search="title", first=True, insist=True, longest=200)
    summary: str = about("สรุป", "ใจความ, ใจความสำคัญ, สาระสำคัญ, description", "ประโยคเดียวที่คนอ่านเอาไปทำได้เลย", "โทรนัดตัวคนก่อน แล้วให้หนังสือถึงหัวหน้าทันวันนัด", default="", long=True, page="own", search="summary", first=True, insist=True, longest=600)
    date: Date | None = about("วันที่", "วันเกิดเรื่อง, วันที่เขียน", "วันที่เกิดเรื่องหรือวันที่เล่า เขียนแบบไทยได้", "2 พ.ย. 2549", page="own", first=True)
    authors: Annotated[tuple[Annotated[PersonShape, _named("name")], ...], BeforeValidator(lambda v: [v] if isinstance(v, str | dict) else v)] = about("ผู้เล่า", "ผู้เขียน, เจ้าของความรู้, เจ้าของเรื่อง, author, โดย", "ใครเล่าหรือใครเขียน", default=(), page="own", first=True)
    place: Where = about("สถานที่", "พื้นที่, ที่เกิดเหตุ", "เกิดที่ไหน จังหวัด อำเภอ ตำบล", page="own", search="place", first=True)
    programme: str = about("โครงการ", "แผนงาน, ชื่อโครงการ, program", "ชื่อโครงการหรือแผนงาน", "การจัดการความรู้แก้จนเมืองนคร", default="", page="own", search="tags", longest=100)
    series: Annotated[SeriesShape | None, _named("name")] = about("ชุด", "เรื่องชุด, ซีรีส์", "ถ้าเป็นส่วนหนึ่งของเรื่องชุด", page="own", without=SHORT_FORM)
    roles: Texts = about("ใครใช้ได้", "บทบาท, เหมาะกับ", "ใครนำไปใช้ได้", "คุณอำนวย", default=(), vocabulary="roles", page="own", search="tags", longest=100)
    tags: Texts = about("แท็ก", "คำสำคัญ, ป้าย, คำค้น, keywords", "คำสั้น ๆ ที่บอกเรื่อง เลือกจากคลังคำก่อน", "การประสานงาน", default=(), vocabulary="tags", page="own", search="tags", longest=100)
    needs: NeedsShape = about("สิ่งที่ต้องใช้", "ต้องใช้", "เวลา คน เงิน ที่ต้องใช้", default=NeedsShape.model_construct())
    status: Annotated[Status, _choice(STATUS_LABELS), _choices_schema(STATUS_LABELS)] = about("สถานะ", "", "ร่าง ตรวจทานแล้ว เผยแพร่แล้ว หรือเลิกใช้แล้ว", "draft", default=Status.DRAFT, labels=STATUS_LABELS, page="own", without={"form": "what is sent is a draft"})
    evidence: Annotated[Evidence, _choice(EVIDENCE_LABELS), _choices_schema(EVIDENCE_LABELS)] = about("หลักฐาน", "ระดับหลักฐาน", "ผู้เล่ารู้มาอย่างไร", "observed", default=Evidence.TOLD, labels=EVIDENCE_LABELS, page="own", without=SHORT_FORM)
    origin: Annotated[Origin, BeforeValidator(origin_value), _choices_schema(ORIGIN_LABELS)] = about("คำของใคร", "เป็นคำของ", "ข้อความที่ไม่ได้บอกว่าเป็นคำของใคร ถือเป็นคำของผู้เล่า ต้นเรื่อง กองบรรณาธิการ หรือจากการลอง", "editors", default=Origin.TELLER, labels=ORIGIN_LABELS, page="own", without={"form": "what is sent is the teller's"})
    review_after: Date | None = about("ทบทวนภายใน", "ควรทบทวน, ทบทวนเมื่อ", "เมื่อไรควรกลับมาดูว่ายังใช้ได้", "พ.ย. 2570", page="own", without=SHORT_FORM, ahead=True)
    links: LinksShape = about("เกี่ยวข้องกับ", "เชื่อมโยง, บทเรียนที่เกี่ยวข้อง, related", "บทเรียนอื่นที่เกี่ยวข้อง", default=LinksShape.model_construct(), page="own", without={"form": "ids are for editors", "search": "other lessons are found by their own words"})
    source: Annotated[SourceShape | None, _named("title")] = about("ที่มา", "แหล่งที่มา, อ้างอิง", "เอกสารต้นเรื่องและสิทธิ์การใช้", page="source")
    aliases: Texts = about("id เดิม", "ชื่อเดิม", "id เก่าที่ยังต้องเปิดได้", "", default=(), without={"form": "ids are for editors", "page": "old addresses lead here by themselves", "search": "ids are no words"})
    id: str = about("รหัส", "", "ตัวอังกฤษเล็ก ตัวเลข ขีดกลาง ตรงกับชื่อไฟล์ ตั้งแล้วไม่เปลี่ยน", "call-before-letter", default="", page="own", first=True, without={"form": "the file name says it", "search": "ids are no words"}, insist=True)


class TrialShape(Shape):
    lesson: str = about("บทเรียนที่ลอง", "บทเรียน", "รหัสของบทเรียน ตรงกับชื่อโฟลเดอร์ ไม่ใส่ก็ได้", "call-before-letter", default="", without={"form": "the form asks for it first", "page": "it is the page", "search": "ids are no words"}, insist=True)
    outcome: Annotated[Outcome, _choice(OUTCOME_LABELS), _choices_schema(OUTCOME_LABELS)] = about("ผล", "ผลลัพธ์, ผลที่ได้", "ได้ผล ได้บางส่วน หรือไม่ได้ผล", "worked", default=..., labels=OUTCOME_LABELS, page="own")
    result: str = about("เกิดอะไรขึ้น", "ผลที่เกิด", "เล่าผลด้วยประโยคเดียว มีตัวเลขยิ่งดี", "", default="", long=True, page="own", insist=True)
    changed: str = about("ปรับอะไร", "ปรับไปจากเดิม, สิ่งที่ปรับ", "ทำต่างจากบทเรียนตรงไหน", "", default="", long=True)
    met: str = about("เจออะไร", "ข้อควรระวังที่เจอ, ข้อควรระวัง, ปัญหาที่เจอ", "ข้อควรระวังที่เจอกับตัว", "", default="", long=True)
    again: str = about("ถ้าทำอีก", "ครั้งหน้า", "ถ้าทำอีกจะเปลี่ยนอะไร", "", default="", long=True)
    who: str = about("ใครลอง", "ผู้ลอง, ชื่อ", "ชื่อหรือกลุ่มที่ลองทำ", "อสม. หมู่ 4", default="", page="own")
    role: str = about("บทบาท", "", "บทบาทของคนลอง", "อสม.", default="", vocabulary="roles", page="own")
    place: Where = about("สถานที่", "พื้นที่", "ลองที่ไหน", page="own")
    date: Date | None = about("วันที่", "เมื่อไร", "ลองเมื่อไร", "มี.ค. 2569", page="own")
    technique: str = about("เทคนิค", "เทคนิคที่", "ลองเทคนิคไหน", "technique-1", default="", without=SHORT_FORM)
    example: Annotated[bool, BeforeValidator(lambda v: v in (True, "true", "yes", "ใช่", "จริง"))] = about("เป็นตัวอย่าง", "ตัวอย่าง", "true ถ้าเป็นเรื่องสมมติเพื่อให้เห็นรูปแบบ", "true", default=False, page="own", without={"form": "what is sent was tried", "editor": "examples are written by hand"})


class WishShape(Shape):
    problem: str = about("ติดเรื่องอะไร", "เรื่อง, ปัญหา, อยากรู้เรื่อง", "เล่าสถานการณ์จริง เกิดกับใคร ที่ไหน", "ประชุมหมู่บ้านแล้วไม่มีใครพูด", default=..., long=True, insist=True)
    tried: str = about("ลองอะไรมาแล้ว", "ลองแล้ว", "วิธีที่ลองแล้วและผลที่ได้", "", default="", long=True)
    role: str = about("คุณทำหน้าที่อะไร", "บทบาท", "คุณอำนวย อสม. ครู หรือบทบาทอื่น", "อสม.", default="", vocabulary="roles")
    place: Where = about("สถานที่", "พื้นที่", "พื้นที่ที่ทำงาน")
    date: Date | None = about("วันที่", "เมื่อไร", "ขอไว้เมื่อไร", "พ.ย. 2569", without={"form": "the day it came"})


class CollectionShape(Shape):
    id: str = about("รหัส", "", "ตัวอังกฤษเล็ก ตัวเลข ขีดกลาง ตรงกับชื่อไฟล์ ไม่ใส่ก็ได้", "village-livelihood", default="")
    title: str = about("ชื่อชุด", "ชื่อ, ชื่อเรื่อง", "ชื่อชุดบทเรียน", "", default=...)
    summary: str = about("สรุป", "ใจความ", "ชุดนี้ช่วยเรื่องอะไร", default="", long=True)
    preface: str = about("คำนำ", "", "คำนำของเล่ม เขียนแบบ Markdown ได้", default="", long=True)
    editor: str = about("บรรณาธิการ", "ผู้รวบรวม", "ใครรวบรวม", default="")
    edition: str = about("ครั้งที่พิมพ์", "พิมพ์ครั้งที่", "ครั้งที่พิมพ์", "1", default="")
    date: Date | None = about("วันที่", "", "วันที่ของข้อมูลในเล่ม", "20 พ.ย. 2569")
    ids: Texts = about("บทเรียน", "รายการ, lessons", "id ของบทเรียน เรียงตามต้องการ", default=())
    tags: Texts = about("แท็ก", "คำสำคัญ", "เอาทุกบทเรียนที่มีแท็กนี้", default=(), vocabulary="tags")
    provinces: Texts = about("จังหวัด", "", "เอาทุกบทเรียนของจังหวัดนี้", default=())
    series: Texts = about("เรื่องชุด", "", "เอาทุกตอนของเรื่องชุดนี้", default=())
    roles: Texts = about("บทบาท", "ใครใช้ได้", "เอาทุกบทเรียนของบทบาทนี้", default=(), vocabulary="roles")
    query: str = about("คำค้น", "", "เอาบทเรียนที่ค้นเจอด้วยคำนี้", default="")
    order: str = about("เรียงตาม", "ลำดับ", "listed, date, title หรือ place", "listed", default="listed", choices=["listed", "date", "title", "place"])
    outputs: Texts = about("พิมพ์เป็น", "รูปแบบ", ", ".join(OUTPUT_LABELS), default=(), labels=OUTPUT_LABELS)
    digits: str = about("ตัวเลข", "เลข", "arabic หรือ thai", "arabic", default="arabic", choices=["arabic", "thai"])


FIELDS: tuple[FieldRow, ...] = rows(LessonShape)
SHAPES: dict[type, type[Shape]] = {Lesson: LessonShape, Trial: TrialShape, Collection: CollectionShape, Wish: WishShape}
"""The table of each kind of object that one file holds."""


@lru_cache(maxsize=4096)
def field_named(name: str) -> FieldRow | None:
    """The lesson's top-level field with that English or Thai name, however spelled."""
    key = names_of(LessonShape).get(fold(normalise(name)))
    return next((row for row in FIELDS if row.key == key), None) if key else None


@lru_cache(maxsize=4096)
def path_named(name: str) -> str:
    """The dotted key of a lesson's field at any depth by its English or Thai name (ตำบล: `place.subdistrict`), or ''."""
    return paths_of(LessonShape).get(fold(normalise(name)), "")


def values_of(of: Lesson | Trial | Collection | Wish) -> Iterator[Value]:
    """Every filled field of the front matter or file, in the table's order."""
    return values(of, SHAPES[type(of)])


def lines(of: Lesson | Trial | Collection | Wish, door: str = "") -> Iterator[tuple[FieldRow, str]]:
    """Every filled field once, in words; those that leave out `door` are left out."""
    return lines_of(of, SHAPES[type(of)], door)


def data(of: Lesson | Trial | Collection | Wish) -> dict[str, Any]:
    """The fields as JSON values in the table's order."""
    return as_data(of, SHAPES[type(of)])


def texts(of: Lesson | Trial | Collection | Wish) -> Iterator[tuple[str, str]]:
    """(dotted key, text) of everything that somebody wrote as words, unknown keys and refused values included."""
    for row, key, value in values_of(of):
        if row.kind == "text" and not row.labels:
            yield key, str(value)
    yield from of.extra.items()
