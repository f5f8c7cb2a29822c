"""THE table of the lesson format: every field and every section, with Thai names, hints and examples.

Every door (reading, writing, JSON Schema, CMS, issue forms, `harvester new`, docs) is fed from here.
Shapes give meaning to plain text values; positions and Thai wording of errors are left to `validation`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, dataclass
from functools import cache, lru_cache
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, PlainValidator, WithJsonSchema
from pydantic.fields import FieldInfo

from harvester.model import Evidence, Outcome, Status
from harvester.model.sections import SECTIONS, SectionRow, section_named
from harvester.thai.dates import ThaiDate, parse_date
from harvester.thai.places import parse_place
from harvester.thai.text import arabic, fold, normalise

__all__ = ["FIELDS", "SECTIONS", "FieldRow", "SectionRow", "field_named", "fields_of", "names_of", "nested_shape", "rows", "section_named"]

STATUS_LABELS = {"draft": "ร่าง", "reviewed": "ตรวจทานแล้ว", "published": "เผยแพร่แล้ว", "retired": "เลิกใช้แล้ว"}
EVIDENCE_LABELS = {"told": "เล่าต่อกันมา", "observed": "เห็นกับตา", "repeated": "ทำซ้ำแล้ว", "evaluated": "ประเมินแล้ว"}
OUTCOME_LABELS = {"worked": "ได้ผล", "partly": "ได้บางส่วน", "failed": "ไม่ได้ผล"}
LINK_LABELS = {"follows": "ต่อจาก", "uses_with": "ใช้คู่กับ", "contradicts": "เห็นต่างจาก", "answers": "ตอบคำถามของ"}
LEVELS = ("ครัวเรือน", "หมู่บ้าน", "ชุมชน", "ตำบล", "อำเภอ", "จังหวัด", "เขต", "ภาค", "ประเทศ")
OUTPUT_LABELS = {"booklet": "เล่ม", "cards": "บัตรเทคนิค", "brief": "สรุปหน้าเดียว", "poster": "แผ่นงานกลุ่ม", "epub": "อีบุ๊ก"}
ID_PATTERN = r"^[a-z0-9]+(-[a-z0-9]+)*$"


def about(label: str, names: str = "", hint: str = "", example: str = "", default: Any = None, **more: Any) -> Any:
    """A row of the table: Thai label, other accepted names (comma-separated), hint and example in Thai."""
    accepted = [name.strip() for name in names.split(",") if name.strip()]
    return Field(
        default,
        title=label,
        description=hint or label,
        examples=[example] if example else None,
        json_schema_extra={"x-names": accepted, **more},
    )


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


class Shape(BaseModel):
    """A mapping whose every scalar came as text; unknown keys never reach it."""

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)


class PersonShape(Shape):
    name: str = about("ชื่อ", "ชื่อ-สกุล, ผู้เล่า", "ชื่อและนามสกุล", "สมหญิง ใจดี", default=..., main=True)
    position: str = about("ตำแหน่ง", "หน้าที่", "ตำแหน่งตอนที่เล่า", "นักวิชาการพัฒนาชุมชน", default="")
    organisation: str = about("หน่วยงาน", "สังกัด, องค์กร, organization", "หน่วยงานหรือกลุ่ม", "เทศบาลตำบลบ้านนา", default="")
    role: str = about("บทบาท", "", "บทบาทในงาน", "คุณอำนวย", default="")


class PlaceShape(Shape):
    province: str = about("จังหวัด", "", "ชื่อจังหวัด ไม่ต้องมีคำว่าจังหวัด", "พัทลุง", default="", main=True)
    district: str = about("อำเภอ", "เขต, amphoe", "ชื่ออำเภอหรือเขต", "ควนขนุน", default="")
    subdistrict: str = about("ตำบล", "แขวง, tambon", "ชื่อตำบลหรือแขวง", "ปันแต", default="")
    village: str = about("หมู่บ้าน", "ชุมชน, บ้าน", "ชื่อหมู่บ้านหรือชุมชน", "หมู่ 4 บ้านทุ่งนา", default="")
    level: str = about("ระดับ", "ระดับงาน", "ขนาดของงาน", "ตำบล", default="", choices=list(LEVELS))


class SeriesShape(Shape):
    name: str = about("ชื่อชุด", "ชื่อ", "ชื่อชุดบทเรียน", "บทเรียน KM เมืองนคร", default=..., main=True)
    part: Annotated[int, BeforeValidator(lambda v: arabic(v) if isinstance(v, str) else v)] = about("ตอนที่", "ตอน, ลำดับ", "ตอนที่เท่าไร", "8", default=0)


class NeedsShape(Shape):
    time: str = about("เวลา", "ระยะเวลา", "ใช้เวลานานเท่าใด", "1 สัปดาห์", default="")
    people: str = about("คน", "จำนวนคน", "ใช้คนกี่คน", "3–8 คน", default="")
    cost: str = about("ค่าใช้จ่าย", "งบ, งบประมาณ", "ใช้เงินมากน้อยเพียงใด", "ต่ำ", default="")
    difficulty: str = about("ความยาก", "ระดับความยาก", "ง่าย ปานกลาง หรือยาก", "ง่าย", default="")
    materials: str = about("อุปกรณ์", "วัสดุ, สิ่งที่ต้องใช้", "ของที่ต้องเตรียม", "กระดาษ ปากกาเมจิก", default="")


class LinksShape(Shape):
    follows: Texts = about("ต่อจาก", "ทำต่อจาก", "id ของบทเรียนที่ควรทำก่อน", "welcome-first", default=())
    uses_with: Texts = about("ใช้คู่กับ", "", "id ของบทเรียนที่ใช้ด้วยกันได้ดี", "listen-in-pairs", default=())
    contradicts: Texts = about("เห็นต่างจาก", "ขัดกับ", "id ของบทเรียนที่บอกไว้ต่างกัน", "", default=())
    answers: Texts = about("ตอบคำถามของ", "ตอบ", "id ของบทเรียนที่ทิ้งคำถามไว้", "", default=())


class SourceShape(Shape):
    title: str = about("ชื่อเอกสาร", "ชื่อ, ชื่อเรื่อง", "ชื่อเอกสารต้นเรื่อง", "รายงานการประชุม", default="", main=True)
    url: str = about("ที่อยู่เว็บ", "ลิงก์, link", "ขึ้นต้นด้วย https://", "https://example.org/note", default="")
    number: str = about("หมายเลข", "เลขที่, หมายเลขบันทึก", "เลขของบันทึกหรือเอกสาร", "56873", default="")
    publisher: str = about("ผู้เผยแพร่", "เว็บไซต์, สำนักพิมพ์", "ที่ที่เผยแพร่ครั้งแรก", "GotoKnow", default="")
    authors: Texts = about("ผู้เขียน", "ผู้แต่ง", "ผู้เขียนต้นเรื่อง", "", default=())
    date: Date | None = about("วันที่เผยแพร่", "วันที่, เขียนเมื่อ", "วันที่เผยแพร่ครั้งแรก", "2 พ.ย. 2549")
    edited: Date | None = about("แก้ไขเมื่อ", "วันที่แก้ไข", "วันที่แก้ไขล่าสุด", "11 ก.พ. 2555")
    licence: str = about("สัญญาอนุญาต", "ลิขสิทธิ์, license", "เช่น CC-BY-4.0 หรือ all-rights-reserved", "CC-BY-4.0", default="")
    consent: str = about("การยินยอม", "ได้รับอนุญาต", "ใครอนุญาตให้เผยแพร่ เมื่อไร", "ผู้เล่าอนุญาตด้วยวาจา 1 พ.ค. 2566", default="")


class LessonShape(Shape):
    title: str = about("ชื่อเรื่อง", "ชื่อ, หัวเรื่อง, หัวข้อ, ชื่อบทเรียน", "สั้น จำง่าย บอกว่าทำอะไร", "นัดด้วยใจ ตามด้วยหนังสือ", default=...)
    summary: str = about("สรุป", "ใจความ, ใจความสำคัญ, สาระสำคัญ, description", "ประโยคเดียวที่คนอ่านเอาไปทำได้เลย", "โทรนัดตัวคนก่อน แล้วให้หนังสือถึงหัวหน้าทันวันนัด", default="", long=True)
    date: Date | None = about("วันที่", "วันเกิดเรื่อง, วันที่เขียน", "วันที่เกิดเรื่องหรือวันที่เล่า เขียนแบบไทยได้", "2 พ.ย. 2549")
    authors: Annotated[tuple[Annotated[PersonShape, _named("name")], ...], BeforeValidator(lambda v: [v] if isinstance(v, str | dict) else v)] = about("ผู้เล่า", "ผู้เขียน, เจ้าของความรู้, เจ้าของเรื่อง, author, โดย", "ใครเล่าหรือใครเขียน", default=())
    place: Annotated[PlaceShape | None, BeforeValidator(_place)] = about("สถานที่", "พื้นที่, ที่เกิดเหตุ", "เกิดที่ไหน จังหวัด อำเภอ ตำบล")
    programme: str = about("โครงการ", "แผนงาน, ชื่อโครงการ, program", "ชื่อโครงการหรือแผนงาน", "การจัดการความรู้แก้จนเมืองนคร", default="")
    series: Annotated[SeriesShape | None, _named("name")] = about("ชุด", "ชุดบทเรียน, ซีรีส์", "ถ้าเป็นส่วนหนึ่งของเรื่องชุด")
    roles: Texts = about("ใครใช้ได้", "บทบาท, เหมาะกับ", "ใครนำไปใช้ได้", "คุณอำนวย", default=(), vocabulary="roles")
    tags: Texts = about("แท็ก", "คำสำคัญ, ป้าย, คำค้น, keywords", "คำสั้น ๆ ที่บอกเรื่อง เลือกจากคลังคำก่อน", "การประสานงาน", default=(), vocabulary="tags")
    needs: NeedsShape = about("สิ่งที่ต้องใช้", "ต้องใช้", "เวลา คน เงิน ที่ต้องใช้", default=NeedsShape.model_construct())
    status: Annotated[Status, _choice(STATUS_LABELS), _choices_schema(STATUS_LABELS)] = about("สถานะ", "", "ร่าง ตรวจทานแล้ว เผยแพร่แล้ว หรือเลิกใช้แล้ว", "draft", default=Status.DRAFT, labels=STATUS_LABELS)
    evidence: Annotated[Evidence, _choice(EVIDENCE_LABELS), _choices_schema(EVIDENCE_LABELS)] = about("หลักฐาน", "ระดับหลักฐาน", "ผู้เล่ารู้มาอย่างไร", "observed", default=Evidence.TOLD, labels=EVIDENCE_LABELS)
    review_after: Date | None = about("ทบทวนภายใน", "ควรทบทวน, ทบทวนเมื่อ", "เมื่อไรควรกลับมาดูว่ายังใช้ได้", "พ.ย. 2570")
    links: LinksShape = about("เกี่ยวข้องกับ", "เชื่อมโยง, บทเรียนที่เกี่ยวข้อง, related", "บทเรียนอื่นที่เกี่ยวข้อง", default=LinksShape.model_construct())
    source: Annotated[SourceShape | None, _named("title")] = about("ที่มา", "แหล่งที่มา, อ้างอิง", "เอกสารต้นเรื่องและสิทธิ์การใช้")
    aliases: Texts = about("id เดิม", "ชื่อเดิม", "id เก่าที่ยังต้องเปิดได้", "", default=())
    id: str = about("รหัส", "", "ตัวอังกฤษเล็ก ตัวเลข ขีดกลาง ตรงกับชื่อไฟล์ ตั้งแล้วไม่เปลี่ยน", "call-before-letter", default="")


class TrialShape(Shape):
    lesson: str = about("บทเรียนที่ลอง", "บทเรียน", "รหัสของบทเรียน ตรงกับชื่อโฟลเดอร์ ไม่ใส่ก็ได้", "call-before-letter", default="")
    outcome: Annotated[Outcome, _choice(OUTCOME_LABELS), _choices_schema(OUTCOME_LABELS)] = about("ผล", "ผลลัพธ์, ผลที่ได้", "ได้ผล ได้บางส่วน หรือไม่ได้ผล", "worked", default=..., labels=OUTCOME_LABELS)
    who: str = about("ใครลอง", "ผู้ลอง, ชื่อ", "ชื่อหรือกลุ่มที่ลองทำ", "อสม. หมู่ 4", default="")
    role: str = about("บทบาท", "", "บทบาทของคนลอง", "อสม.", default="", vocabulary="roles")
    place: Annotated[PlaceShape | None, BeforeValidator(_place)] = about("สถานที่", "พื้นที่", "ลองที่ไหน")
    date: Date | None = about("วันที่", "เมื่อไร", "ลองเมื่อไร", "มี.ค. 2569")
    technique: str = about("เทคนิค", "เทคนิคที่", "ลองเทคนิคไหน", "technique-1", default="")
    result: str = about("เกิดอะไรขึ้น", "ผลที่เกิด", "เล่าผลด้วยประโยคเดียว มีตัวเลขยิ่งดี", "", default="", long=True)
    changed: str = about("ปรับอะไร", "ปรับไปจากเดิม, สิ่งที่ปรับ", "ทำต่างจากบทเรียนตรงไหน", "", default="", long=True)
    met: str = about("เจออะไร", "ข้อควรระวังที่เจอ", "ข้อควรระวังที่เจอกับตัว", "", default="", long=True)
    again: str = about("ถ้าทำอีก", "ครั้งหน้า", "ถ้าทำอีกจะเปลี่ยนอะไร", "", default="", long=True)
    example: Annotated[bool, BeforeValidator(lambda v: v in (True, "true", "yes", "ใช่", "จริง"))] = about("เป็นตัวอย่าง", "ตัวอย่าง", "true ถ้าเป็นเรื่องสมมติเพื่อให้เห็นรูปแบบ", "true", default=False)


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
    outputs: Texts = about("พิมพ์เป็น", "รูปแบบ", "booklet, cards, brief, poster, epub", default=(), labels=OUTPUT_LABELS)
    digits: str = about("ตัวเลข", "เลข", "arabic หรือ thai", "arabic", default="arabic", choices=["arabic", "thai"])


@dataclass(frozen=True, slots=True)
class FieldRow:
    """A row of the table; `key` is dotted (`place.province`), `kind` of text, date, integer, boolean, group."""

    key: str
    label: str
    names: tuple[str, ...]
    hint: str
    example: str
    required: bool
    many: bool
    long: bool
    choices: tuple[str, ...]
    labels: dict[str, str]
    vocabulary: str
    shape: type[Shape] | None
    kind: str
    main: bool


def fields_of(shape: type[Shape]) -> Iterator[FieldRow]:
    """The rows of a shape's own fields, in the table's order."""
    return (_row(key, info) for key, info in shape.model_fields.items())


def rows(shape: type[Shape], prefix: str = "") -> Iterator[FieldRow]:
    """The rows of a shape in the table's order, nested shapes after their parent."""
    for key, info in shape.model_fields.items():
        row = _row(prefix + key, info)
        yield row
        if row.shape is not None:
            yield from rows(row.shape, f"{prefix}{key}.")


def _row(key: str, info: FieldInfo) -> FieldRow:
    extra = info.json_schema_extra if isinstance(info.json_schema_extra, dict) else {}
    more: Callable[[str, Any], Any] = extra.get
    annotation = str(info.annotation)
    return FieldRow(
        key=key,
        label=info.title or key,
        names=tuple(more("x-names", [])),
        hint=info.description or "",
        example=str(info.examples[0]) if info.examples else "",
        required=info.is_required(),
        many="tuple" in annotation,
        long=bool(more("long", False)),
        choices=tuple(more("choices", [])) or tuple(more("labels", {})),
        labels=dict(more("labels", {})),
        vocabulary=str(more("vocabulary", "")),
        shape=nested_shape(info.annotation),
        kind=_kind(info.annotation),
        main=bool(more("main", False)),
    )


def _kind(annotation: Any) -> str:
    signs = {"Shape": "group", "ThaiDate": "date", "int": "integer", "bool": "boolean"}
    return next((kind for sign, kind in signs.items() if sign in str(annotation)), "text")


@cache
def shape_of(shape: type[Shape], key: str) -> type[Shape] | None:
    """The shape of a nested field, or nothing for a plain one."""
    return nested_shape(shape.model_fields[key].annotation)


def nested_shape(annotation: Any) -> type[Shape] | None:
    """The shape inside an annotation such as `Annotated[tuple[PersonShape, ...], …] | None`."""
    if isinstance(annotation, type) and issubclass(annotation, Shape):
        return annotation
    for inner in getattr(annotation, "__args__", ()):
        found = nested_shape(inner)
        if found is not None:
            return found
    return None


@cache
def names_of(shape: type[Shape]) -> Mapping[str, str]:
    """Every accepted name of a shape's own fields, folded, to its canonical key."""
    accepted: dict[str, str] = {}
    for key, info in shape.model_fields.items():
        row = _row(key, info)
        for name in (*row.names, row.label, key, key.replace("_", "-"), key.replace("_", " ")):
            accepted[fold(name)] = key
    return accepted


FIELDS: tuple[FieldRow, ...] = tuple(rows(LessonShape))
_LESSON_NAMES = names_of(LessonShape)


@lru_cache(maxsize=4096)
def field_named(name: str) -> FieldRow | None:
    """The lesson's top-level field with that English or Thai name, however spelled."""
    key = _LESSON_NAMES.get(fold(normalise(name)))
    return next((row for row in FIELDS if row.key == key), None) if key else None
