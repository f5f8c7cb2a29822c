"""THE table of the lesson format: every field and every section, with Thai names, hints and examples.

Every door (reading, checks, drafts, forms, editor, review, pages, search, open data, JSON Schema, docs) is fed
from here. Shapes give meaning to plain text values; positions and Thai wording of errors are left to `validation`.
"""

from collections.abc import Iterator
from functools import lru_cache
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator

from harvester.model import Collection, Event, Evidence, Lesson, Origin, Outcome, Status, Trial, Wish
from harvester.model.field_groups import (
    EVIDENCE_LABELS,
    LANGUAGES,
    OUTCOME_LABELS,
    OUTPUT_LABELS,
    SHORT_FORM,
    STATUS_LABELS,
    ChangeShape,
    Date,
    FactShape,
    LinksShape,
    NeedsShape,
    NetworkShape,
    PersonShape,
    SeriesShape,
    SourceShape,
    StationShape,
    Texts,
    Where,
    as_fact,
    choice,
    choices_schema,
    one_or_many,
    single_value,
)
from harvester.model.fields import (
    FieldRow,
    Shape,
    Value,
    as_data,
    field_row,
    fields_of,
    lines_of,
    names_of,
    paths_of,
    rows,
    values,
)
from harvester.model.names import ORIGIN_LABELS, origin_value
from harvester.thai.text import fold, normalise


class LessonShape(Shape):
    title: str = field_row("ชื่อเรื่อง", "ชื่อ, หัวข้อ, ชื่อบทเรียน", "สั้น จำง่าย บอกว่าทำอะไร", "นัดด้วยใจ ตามด้วยหนังสือ", default=..., page="own", search="title", first=True, insist=True, longest=200)
    summary: str = field_row("สรุป", "ใจความ, ใจความสำคัญ, สาระสำคัญ, description", "ประโยคเดียวที่คนอ่านเอาไปทำได้เลย", "โทรนัดตัวคนก่อน แล้วให้หนังสือถึงหัวหน้าทันวันนัด", default="", long=True, page="own", search="summary", first=True, insist=True, longest=600)
    date: Date | None = field_row("วันที่", "วันเกิดเรื่อง, วันที่เขียน, เมื่อไร, เมื่อไหร่, ทำเมื่อไร", "วันที่เกิดเรื่องหรือวันที่เล่า เขียนแบบไทยได้", "2 พ.ย. 2549", page="own", first=True)
    authors: Annotated[tuple[Annotated[PersonShape, single_value("name")], ...], BeforeValidator(lambda v: [v] if isinstance(v, str | dict) else v)] = field_row("ผู้เล่า", "ผู้เขียน, เจ้าของความรู้, เจ้าของเรื่อง, author, โดย", "ใครเล่าหรือใครเขียน", default=(), page="own", first=True)
    place: Where = field_row("สถานที่", "พื้นที่, ที่เกิดเหตุ, ที่ไหน, เกิดที่ไหน, ทำที่ไหน", "เกิดที่ไหน จังหวัด อำเภอ ตำบล", page="own", search="place", first=True)
    programme: str = field_row("โครงการ", "แผนงาน, ชื่อโครงการ, program", "ชื่อโครงการหรือแผนงาน", "การจัดการความรู้แก้จนเมืองนคร", default="", page="own", search="tags", longest=100)
    series: Annotated[SeriesShape | None, single_value("name")] = field_row("บทเรียนหลายตอน", "ชุด, เรื่องชุด, ซีรีส์", "ถ้าเป็นตอนหนึ่งของบทเรียนหลายตอน", page="own", without=SHORT_FORM)
    roles: Texts = field_row("ใครใช้ได้", "บทบาท, เหมาะกับ", "ใครนำไปใช้ได้", "คุณอำนวย", default=(), vocabulary="roles", page="own", search="tags", longest=100)
    tags: Texts = field_row("หัวเรื่อง", "แท็ก, คำสำคัญ, ป้าย, คำค้น, keywords", "คำสั้น ๆ ที่บอกเรื่อง เลือกจากคลังคำก่อน", "การประสานงาน", default=(), vocabulary="tags", page="own", search="tags", longest=100)
    needs: NeedsShape = field_row("สิ่งที่ต้องใช้", "ต้องใช้", "เวลา คน เงิน ที่ต้องใช้", default=NeedsShape.model_construct())
    status: Annotated[Status, choice(STATUS_LABELS), choices_schema(STATUS_LABELS)] = field_row("สถานะ", "", "ร่าง ตรวจทานแล้ว เผยแพร่แล้ว หรือเลิกใช้แล้ว", "draft", default=Status.DRAFT, labels=STATUS_LABELS, page="own", without={"form": "what is sent is a draft"})
    evidence: Annotated[Evidence, choice(EVIDENCE_LABELS), choices_schema(EVIDENCE_LABELS)] = field_row("หลักฐาน", "ระดับหลักฐาน", "ผู้เล่ารู้มาอย่างไร", "observed", default=Evidence.TOLD, labels=EVIDENCE_LABELS, page="own", without=SHORT_FORM)
    origin: Annotated[Origin, BeforeValidator(origin_value), choices_schema(ORIGIN_LABELS)] = field_row("คำของใคร", "เป็นคำของ", "ข้อความที่ไม่ได้บอกว่าเป็นคำของใคร ถือเป็นคำของผู้เล่า ต้นเรื่อง กองบรรณาธิการ หรือจากการลอง", "editors", default=Origin.TELLER, labels=ORIGIN_LABELS, page="own", without={"form": "what is sent is the teller's"})
    review_after: Date | None = field_row("ทบทวนภายใน", "ควรทบทวน, ทบทวนเมื่อ", "เมื่อไรควรกลับมาดูว่ายังใช้ได้", "พ.ย. 2570", page="own", without=SHORT_FORM, ahead=True)
    facts: Annotated[tuple[Annotated[FactShape, BeforeValidator(as_fact)], ...], BeforeValidator(one_or_many)] = field_row("ตัวเลขสำคัญ", "ข้อเท็จจริง, ข้อมูลตัวเลข", "ตัวเลขที่บทเรียนอ้าง พร้อมหน่วยและปี", default=(), page="systems", without=SHORT_FORM)
    changes: Annotated[tuple[Annotated[ChangeShape, single_value("what")], ...], BeforeValidator(one_or_many)] = field_row("ก่อนและหลัง", "ก่อน-หลัง, เปรียบเทียบก่อนหลัง", "อะไรเปลี่ยนไปจากเดิม", default=(), page="systems", without=SHORT_FORM)
    process: Annotated[tuple[Annotated[StationShape, single_value("name")], ...], BeforeValidator(one_or_many)] = field_row("เส้นทางงาน", "ทางเดินงาน, ผังกระบวนการ", "งานผ่านมือใครบ้าง ติดตรงไหน ผ่านอย่างไร", default=(), page="systems", without=SHORT_FORM)
    network: Annotated[NetworkShape | None, single_value("name")] = field_row("เครือข่าย", "กลุ่มที่ทำต่อ, เครือข่ายที่ทำต่อ", "ใครยังทำเรื่องนี้ต่อ พบกันที่ไหน", page="systems", without=SHORT_FORM)
    links: LinksShape = field_row("เกี่ยวข้องกับ", "เชื่อมโยง, บทเรียนที่เกี่ยวข้อง, related", "บทเรียนอื่นที่เกี่ยวข้อง", default=LinksShape.model_construct(), page="own", without={"form": "ids are for editors", "search": "other lessons are found by their own words"})
    source: Annotated[SourceShape | None, single_value("title")] = field_row("ที่มา", "แหล่งที่มา, อ้างอิง", "เอกสารต้นเรื่องและสิทธิ์การใช้", page="source")
    aliases: Texts = field_row("รหัสเดิม", "ชื่อเดิม, id เดิม", "รหัสเก่าที่ยังต้องเปิดได้", "", default=(), without={"form": "ids are for editors", "page": "old addresses lead here by themselves", "search": "ids are no words"})
    replaced_by: str = field_row("ใช้เรื่องนี้แทน", "replaced-by, แทนด้วย, ถูกแทนด้วย", "รหัสบทเรียนที่ควรใช้แทนเรื่องนี้ ใส่แล้วเรื่องนี้เลิกใช้", "call-before-letter", default="", page="own", without={"form": "ids are for editors", "search": "ids are no words"})
    lang: Annotated[Literal["th", "en", "ms", "lo", "km", "my", "zh"], choice(LANGUAGES), choices_schema(LANGUAGES)] = field_row("ภาษา", "language", "ภาษาของเนื้อหา ไม่ใส่คือไทย", "en", default="th", labels=LANGUAGES, page="own", without=SHORT_FORM | {"search": "every lesson has one"})
    translates: str = field_row("แปลจาก", "แปลจากเรื่อง", "รหัสบทเรียนต้นฉบับ เมื่อเรื่องนี้เป็นคำแปล", "call-before-letter", default="", page="own", without={"form": "ids are for editors", "search": "ids are no words"})
    id: str = field_row("รหัส", "", "ตัวอังกฤษเล็ก ตัวเลข ขีดกลาง ตรงกับชื่อไฟล์ ตั้งแล้วไม่เปลี่ยน", "call-before-letter", default="", page="own", first=True, without={"form": "the file name says it", "search": "ids are no words"}, insist=True)


class TrialShape(Shape):
    lesson: str = field_row("บทเรียนที่ลอง", "บทเรียน", "รหัสของบทเรียน ตรงกับชื่อโฟลเดอร์ ไม่ใส่ก็ได้", "call-before-letter", default="", without={"form": "the form asks for it first", "page": "it is the page", "search": "ids are no words"}, insist=True)
    outcome: Annotated[Outcome, choice(OUTCOME_LABELS), choices_schema(OUTCOME_LABELS)] = field_row("ผล", "ผลลัพธ์, ผลที่ได้", "ได้ผล ได้ผลบางส่วน หรือไม่ได้ผล", "worked", default=..., labels=OUTCOME_LABELS, page="own")
    result: str = field_row("เกิดอะไรขึ้น", "ผลที่เกิด", "เล่าผลด้วยประโยคเดียว มีตัวเลขยิ่งดี", "", default="", long=True, page="own", insist=True)
    changed: str = field_row("ปรับอะไร", "ปรับไปจากเดิม, สิ่งที่ปรับ, เปลี่ยนอะไร, ปรับตรงไหน", "ทำต่างจากบทเรียนตรงไหน", "", default="", long=True)
    met: str = field_row("เจออะไร", "ข้อควรระวังที่เจอ, ข้อควรระวัง, ปัญหาที่เจอ, สิ่งที่ต้องระวัง, ระวังอะไร", "ข้อควรระวังที่เจอกับตัว", "", default="", long=True)
    again: str = field_row("ถ้าทำอีก", "ครั้งหน้า", "ถ้าทำอีกจะเปลี่ยนอะไร", "", default="", long=True)
    who: str = field_row("ใครลอง", "ผู้ลอง, ชื่อ, คนลอง, คนที่ลอง", "ชื่อหรือกลุ่มที่ลองทำ", "อสม. หมู่ 4", default="", page="own")
    role: str = field_row("บทบาท", "", "บทบาทของคนลอง", "อสม.", default="", vocabulary="roles", page="own")
    place: Where = field_row("สถานที่", "พื้นที่, ที่ไหน, ลองที่ไหน", "ลองที่ไหน", page="own")
    date: Date | None = field_row("วันที่", "เมื่อไร, เมื่อไหร่, ลองเมื่อไร", "ลองเมื่อไร", "มี.ค. 2569", page="own")
    technique: str = field_row("เทคนิค", "เทคนิคที่", "ลองเทคนิคไหน", "technique-1", default="", without=SHORT_FORM)
    workshop: str = field_row("ลองระหว่างเวที", "หลังเวที, ระหว่างเวที", "ลองระหว่างเวทีครั้งไหนกับครั้งไหน", "เวทีที่ 1 ถึง 2", default="", without=SHORT_FORM)
    coach: str = field_row("โค้ช", "โคช, พี่เลี้ยง", "ใครเดินไปด้วย", "โค้ชติดตามพื้นที่", default="", without=SHORT_FORM)
    note: str = field_row("บันทึกของโค้ช", "บันทึกของโคช, โค้ชเห็นว่า", "โค้ชเห็นอะไรที่คนทำไม่เห็น", "", default="", long=True, without=SHORT_FORM)
    level: str = field_row("ผลถึงระดับ", "ระดับของผล", "ผลเกิดกับคน กลุ่ม องค์กร หรือเครือข่าย", "กลุ่ม", default="", choices=["คน", "กลุ่ม", "องค์กร", "เครือข่าย"], without=SHORT_FORM)
    example: Annotated[bool, BeforeValidator(lambda v: v in (True, "true", "yes", "ใช่", "จริง"))] = field_row("เป็นตัวอย่าง", "ตัวอย่าง", "true ถ้าเป็นเรื่องสมมติเพื่อให้เห็นรูปแบบ", "true", default=False, page="own", without={"form": "what is sent was tried", "editor": "examples are written by hand"})


class EventShape(Shape):
    id: str = field_row("รหัส", "", "ตัวอังกฤษเล็ก ตัวเลข ขีดกลาง ตรงกับชื่อไฟล์ ไม่ใส่ก็ได้", "we-talk-2566", default="", page="own")
    title: str = field_row("ชื่องาน", "ชื่อ, ชื่อเวที, ชื่อกิจกรรม", "ชื่อเวทีหรือกิจกรรม", "วงคุยคนทำงานพื้นที่", default=..., page="own")
    summary: str = field_row("สรุป", "ใจความ", "งานนี้เกิดอะไรขึ้น", default="", long=True, longest=600, page="own")
    date: Date | None = field_row("วันที่", "วันที่จัด", "จัดเมื่อไร", "8-9 เม.ย. 2566", ahead=True)
    place: Where = field_row("พื้นที่", "", "จังหวัด อำเภอ ตำบลที่จัด")
    venue: str = field_row("สถานที่จัด", "สถานที่, ห้องประชุม", "จัดที่ไหน", "ศาลาประชาคม", default="")
    programme: str = field_row("โครงการ", "แผนงาน", "ชื่อโครงการหรือแผนงาน", default="")
    organiser: str = field_row("ผู้จัด", "หน่วยงานที่จัด", "ใครจัด", default="")
    people: str = field_row("จำนวนคน", "ผู้เข้าร่วม", "มากี่คน ใครบ้าง", "40", default="", unit="คน")
    liked: Texts = field_row("ชอบอะไร", "ประทับใจ, สิ่งที่ชอบ", "คนที่มาบอกว่าชอบอะไร", default=(), page="own")
    learned: Texts = field_row("ได้เรียนรู้อะไร", "ได้เรียนรู้, สิ่งที่ได้เรียนรู้", "คนที่มาบอกว่าได้เรียนรู้อะไร", default=(), page="own")
    apply: Texts = field_row("จะเอาไปใช้อะไร", "จะนำไปใช้, สิ่งที่นำไปใช้ได้", "คนที่มาบอกว่าจะเอาไปใช้ตรงไหน", default=(), page="own")
    lessons: Texts = field_row("บทเรียนที่ได้", "บทเรียน", "รหัสบทเรียนที่ถอดจากงานนี้", default=(), page="own")
    source: Annotated[SourceShape | None, single_value("title")] = field_row("ที่มา", "แหล่งที่มา", "เอกสารต้นเรื่อง", page="source")


class WishShape(Shape):
    problem: str = field_row("ติดเรื่องอะไร", "เรื่อง, ปัญหา, อยากรู้เรื่อง", "เล่าสถานการณ์จริง เกิดกับใคร ที่ไหน", "ประชุมหมู่บ้านแล้วไม่มีใครพูด", default=..., long=True, insist=True)
    tried: str = field_row("ลองอะไรมาแล้ว", "ลองแล้ว", "วิธีที่ลองแล้วและผลที่ได้", "", default="", long=True)
    role: str = field_row("คุณทำหน้าที่อะไร", "บทบาท", "คุณอำนวย อสม. ครู หรือบทบาทอื่น", "อสม.", default="", vocabulary="roles")
    place: Where = field_row("สถานที่", "พื้นที่", "พื้นที่ที่ทำงาน")
    date: Date | None = field_row("วันที่", "เมื่อไร", "ขอไว้เมื่อไร", "พ.ย. 2569", without={"form": "the day it came"})


class CollectionShape(Shape):
    id: str = field_row("รหัส", "", "ตัวอังกฤษเล็ก ตัวเลข ขีดกลาง ตรงกับชื่อไฟล์ ไม่ใส่ก็ได้", "village-livelihood", default="")
    title: str = field_row("ชื่อชุด", "ชื่อ, ชื่อเรื่อง", "ชื่อชุดบทเรียน", "", default=...)
    summary: str = field_row("สรุป", "ใจความ", "ชุดนี้ช่วยเรื่องอะไร", default="", long=True)
    preface: str = field_row("คำนำ", "", "คำนำของเล่ม เขียนแบบ Markdown ได้", default="", long=True)
    editor: str = field_row("บรรณาธิการ", "ผู้รวบรวม", "ใครรวบรวม", default="")
    edition: str = field_row("ครั้งที่พิมพ์", "พิมพ์ครั้งที่", "ครั้งที่พิมพ์", "1", default="")
    date: Date | None = field_row("วันที่", "", "วันที่ของข้อมูลในเล่ม", "20 พ.ย. 2569")
    ids: Texts = field_row("บทเรียน", "รายการ, lessons", "รหัสบทเรียน เรียงตามต้องการ", default=())
    tags: Texts = field_row("หัวเรื่อง", "แท็ก, คำสำคัญ", "เอาทุกบทเรียนที่มีหัวเรื่องนี้", default=(), vocabulary="tags")
    provinces: Texts = field_row("จังหวัด", "", "เอาทุกบทเรียนของจังหวัดนี้", default=())
    series: Texts = field_row("บทเรียนหลายตอน", "เรื่องชุด", "เอาทุกตอนของเรื่องนี้", default=())
    roles: Texts = field_row("บทบาท", "ใครใช้ได้", "เอาทุกบทเรียนของบทบาทนี้", default=(), vocabulary="roles")
    query: str = field_row("คำค้น", "", "เอาบทเรียนที่ค้นเจอด้วยคำนี้", default="")
    order: str = field_row("เรียงตาม", "ลำดับ", "listed, date, title หรือ place", "listed", default="listed", choices=["listed", "date", "title", "place"])
    outputs: Texts = field_row("พิมพ์เป็น", "รูปแบบ", ", ".join(OUTPUT_LABELS), default=(), labels=OUTPUT_LABELS)
    digits: str = field_row("ตัวเลข", "เลข", "arabic หรือ thai", "arabic", default="arabic", choices=["arabic", "thai"])


FIELDS: tuple[FieldRow, ...] = rows(LessonShape)
Holder = Lesson | Trial | Collection | Event | Wish
"""What one file holds, and the table describes."""
SHAPES: dict[type, type[Shape]] = {
    Lesson: LessonShape,
    Trial: TrialShape,
    Collection: CollectionShape,
    Event: EventShape,
    Wish: WishShape,
}
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


def values_of(of: Holder) -> Iterator[Value]:
    """Every filled field of the front matter or file, in the table's order."""
    return values(of, SHAPES[type(of)])


def lines(of: Holder, door: str = "") -> Iterator[tuple[FieldRow, str]]:
    """Every filled field once, in words; those that leave out `door` are left out."""
    return lines_of(of, SHAPES[type(of)], door)


def groups(of: Holder, page: str) -> Iterator[tuple[FieldRow, list[list[tuple[FieldRow, str]]]]]:
    """The filled groups of fields with that place on the page: for each of their entries its rows in words."""
    shape = SHAPES[type(of)]
    for row in fields_of(shape):
        value = shape.member(of, row.key) if row.page == page and row.shape is not None else None
        if value and row.shape is not None:
            entries = value if isinstance(value, tuple) else (value,)
            yield row, [list(lines_of(entry, row.shape, "page")) for entry in entries]


def data(of: Holder) -> dict[str, Any]:
    """The fields as JSON values in the table's order."""
    return as_data(of, SHAPES[type(of)])


def texts(of: Holder) -> Iterator[tuple[str, str]]:
    """(dotted key, text) of everything that someone wrote as words, unknown keys and refused values included."""
    for row, key, value in values_of(of):
        if row.kind == "text" and not row.labels:
            yield key, str(value)
    yield from of.extra.items()
