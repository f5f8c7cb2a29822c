"""Reads the shared words of the vocabulary: `tags.yml` and the like are lists, `tags/<id>.yml` holds a single entry."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Annotated, Any, ClassVar

from pydantic import BeforeValidator, WithJsonSchema

from harvester.memo import key_of, recall
from harvester.model import (
    Coach,
    Everyday,
    Organisation,
    Programme,
    Question,
    Role,
    Site,
    Tag,
    Term,
    Vocabulary,
    Work,
    Workshop,
)
from harvester.model.diagnostics import Finding, Place
from harvester.model.field_groups import Date, Texts, as_number, one_or_many, single_value
from harvester.model.fields import Shape, field_row
from harvester.reading.validation import understand
from harvester.reading.yaml import Listing, Node, Table, YamlRefused, parse
from harvester.thai.text import slug

_ID = "ตัวอังกฤษเล็ก ตัวเลข ขีดกลาง ใช้เป็นที่อยู่เว็บ ไม่เปลี่ยน"


class MilestoneShape(Shape):
    date: str = field_row("เมื่อไร", "วันที่", "", "พ.ย. 2560", default="")
    text: str = field_row("เกิดอะไร", "เหตุการณ์", "", "", default=..., main=True)


class _EntryShape(Shape):
    label: str = field_row("คำ", "ชื่อ, คำศัพท์", "คำที่แสดง", "การประสานงาน", default=...)
    id: str = field_row("id", "รหัส", _ID, "coordination", default="")
    aliases: Texts = field_row("คำอื่น", "คำพ้อง, เรียกอีกอย่าง", "คำอื่นที่หมายถึงสิ่งเดียวกัน", default=())


class TagShape(_EntryShape):
    broader: str = field_row("คำกว้างกว่า", "อยู่ใต้", "หัวเรื่องที่กว้างกว่า", default="")
    definition: str = field_row("ความหมาย", "นิยาม", "", default="", long=True)


class TermShape(_EntryShape):
    definition: str = field_row("ความหมาย", "นิยาม", "", default=..., long=True)
    abbreviations: Texts = field_row("คำย่อ", "อักษรย่อ", "", "กขป.", default=())
    english: str = field_row("อังกฤษ", "ภาษาอังกฤษ", "", default="")
    see: Texts = field_row("ดูเพิ่ม", "ดู", "", default=())


class RoleShape(_EntryShape):
    definition: str = field_row("ความหมาย", "นิยาม, หน้าที่", "", default="", long=True)
    levels: Texts = field_row("ระดับ", "", "", default=())


class OrganisationShape(_EntryShape):
    abbreviations: Texts = field_row("คำย่อ", "อักษรย่อ", "", default=())
    kind: str = field_row("ประเภท", "ชนิด", "", default="")
    parent: str = field_row("สังกัด", "อยู่ใต้", "", default="")
    url: str = field_row("เว็บ", "ที่อยู่เว็บ", "", default="")


class WorkshopShape(Shape):
    model: ClassVar[type] = Workshop
    title: str = field_row("ชื่อเวที", "ชื่อ, เรื่อง", "เวทีนี้ชื่ออะไร", "สร้างกลยุทธ์", default=..., main=True)
    number: Annotated[int, BeforeValidator(as_number)] = field_row("ครั้งที่", "ลำดับ", "", "1", default=0)
    date: Date | None = field_row("วันที่", "เมื่อไร", "", "พ.ย. 2560")
    aim: str = field_row("ทำเพื่ออะไร", "เป้าหมาย, วัตถุประสงค์", "คนที่มาจะทำอะไรได้", default="", long=True)
    bring: str = field_row("เตรียมอะไรมา", "สิ่งที่ต้องเตรียม", "", default="")
    lessons: Texts = field_row("บทเรียน", "บทเรียนที่ใช้", "รหัสบทเรียนที่ใช้ในเวทีและลองก่อนเวทีถัดไป", default=())


class SiteShape(Shape):
    model: ClassVar[type] = Site
    organisation: str = field_row("องค์กร", "หน่วยงาน, พื้นที่", "", default=..., main=True)
    province: str = field_row("จังหวัด", "", "", default="")
    before: str = field_row("ก่อนเริ่ม", "ก่อน", "เดิมเป็นอย่างไร", default="", long=True)
    after: str = field_row("หลังจบ", "หลัง", "เกิดอะไรขึ้น", default="", long=True)


class CoachShape(Shape):
    model: ClassVar[type] = Coach
    name: str = field_row("ชื่อ", "โค้ช", "ชื่อหรือกลุ่มคนที่เดินไปด้วย", default=..., main=True)
    role: str = field_row("ทำหน้าที่", "บทบาท, หน้าที่", "", default="")


class ProgrammeShape(_EntryShape):
    definition: str = field_row("ความหมาย", "คำอธิบาย", "", default="", long=True)
    period: str = field_row("ช่วงเวลา", "ระยะเวลา", "", "พ.ย. 2560 – พ.ค. 2561", default="")
    organisations: Texts = field_row("หน่วยงาน", "องค์กร", "", default=())
    stewards: Texts = field_row("ผู้ดูแล", "ผู้ตรวจทาน", "ชื่อบัญชีผู้ตรวจทานบทเรียน", default=())
    milestones: Annotated[
        tuple[MilestoneShape, ...],
        BeforeValidator(
            lambda v: [{"text": m} if isinstance(m, str) else m for m in v] if isinstance(v, list) else v
        ),
        WithJsonSchema({"type": "array"}),
    ] = field_row("เหตุการณ์", "ลำดับเวลา", "", default=())
    workshops: Annotated[
        tuple[Annotated[WorkshopShape, single_value("title")], ...], BeforeValidator(one_or_many)
    ] = field_row("เวที", "อบรม, เวทีอบรม", "เวทีของโครงการตามลำดับ", default=())
    sites: Annotated[
        tuple[Annotated[SiteShape, single_value("organisation")], ...], BeforeValidator(one_or_many)
    ] = field_row("พื้นที่ทำงาน", "พื้นที่", "องค์กรหรือพื้นที่ที่ร่วม", default=())
    coaches: Annotated[
        tuple[Annotated[CoachShape, single_value("name")], ...], BeforeValidator(one_or_many)
    ] = field_row("โค้ช", "โคช, พี่เลี้ยง", "ใครเดินไปด้วยระหว่างเวที", default=())
    path: Texts = field_row("เส้นทางเรียนรู้", "ลำดับบทเรียน", "รหัสบทเรียนตามลำดับที่ควรอ่าน", default=())


class EverydayShape(_EntryShape):
    isan: Texts = field_row("อีสาน", "ภาษาอีสาน", "คำอีสาน", "เว้า", default=())
    northern: Texts = field_row("เหนือ", "คำเมือง", "คำเหนือ", "อู้", default=())
    southern: Texts = field_row("ใต้", "ภาษาใต้", "คำใต้", "แหลง", default=())
    malay: Texts = field_row("มลายู", "มลายูปาตานี", "คำมลายูปาตานี เขียนด้วยอักษรไทย", default=())


class QuestionShape(_EntryShape):
    lessons: Texts = field_row("บทเรียน", "บทเรียนที่ตอบ", "รหัสบทเรียนที่ตอบ", "after-action-review", default=())


class WorkShape(_EntryShape):
    ask: str = field_row(
        "คำถาม", "คนถามว่า", "ถ้าจะถามเรื่องนี้ คนพูดว่าอย่างไร", "ประชุมแล้วไม่มีใครพูด ทำอย่างไร", default=""
    )
    tags: Texts = field_row(
        "หัวเรื่อง", "คำสำคัญ", "บทเรียนที่ติดหัวเรื่องเหล่านี้ช่วยงานนี้ได้", "เวทีหมู่บ้าน", default=(), vocabulary="tags"
    )
    lessons: Texts = field_row("บทเรียน", "บทเรียนที่ช่วย", "รหัสบทเรียนที่ช่วยได้แม้ไม่ติดหัวเรื่อง", default=())


@dataclass(frozen=True, slots=True)
class _Kind:
    """One file of the vocabulary: the shape of an entry, how it becomes a value of the model, what people call it."""

    shape: type[_EntryShape]
    build: Callable[..., Any]
    label: str


def _programme(**fields: Any) -> Programme:
    milestones = tuple((milestone["date"], milestone["text"]) for milestone in fields.pop("milestones"))
    return Programme(milestones=milestones, **fields)


FILES: dict[str, _Kind] = {
    "tags": _Kind(TagShape, Tag, "หัวเรื่อง"),
    "glossary": _Kind(TermShape, Term, "คำศัพท์"),
    "roles": _Kind(RoleShape, Role, "บทบาท"),
    "organisations": _Kind(OrganisationShape, Organisation, "หน่วยงาน"),
    "programmes": _Kind(ProgrammeShape, _programme, "แผนงาน"),
    "everyday": _Kind(EverydayShape, Everyday, "คำที่คนพูดกัน"),
    "questions": _Kind(QuestionShape, Question, "คำถามที่คนมาถาม"),
    "works": _Kind(WorkShape, Work, "งานที่กำลังจะทำ"),
}
"""Stem of the file in `lessons/vocabulary/` to what its entries are."""
FILE_LABELS = {stem: kind.label for stem, kind in FILES.items()}
"""The same files as people call them."""


def read_entries(
    stem: str, text: str, path: str, strays: list[tuple[Place, str]]
) -> tuple[list[Any], list[tuple[str, Finding]]]:
    """The entries of one file, faulty ones left out, and what has to be said about it; `strays` gets the words
    under unknown keys."""
    entries, findings, said = recall(
        key_of("entries", stem, path, text), lambda: _read_entries(FILES[stem], text, path)
    )
    strays += said
    return entries, findings


def _read_entries(
    kind: _Kind, text: str, path: str
) -> tuple[list[Any], list[tuple[str, Finding]], list[tuple[Place, str]]]:
    name = PurePosixPath(path)
    own = name.stem if len(name.parts) == 3 else ""
    findings: list[tuple[str, Finding]] = []
    strays: list[tuple[Place, str]] = []
    entries = []
    for table in _tables(text, path, findings):
        label = next((node for key, node in table.entries if key.text == "label"), None)
        meaning = understand(table, kind.shape)
        findings += meaning.findings
        strays += [(meaning.places.get(key, table.place), said) for key, said in meaning.extra.items()]
        if meaning.value is not None:
            fields = meaning.value.members()
            fields["id"] = fields["id"] or own or slug(fields["label"])
            entries.append(kind.build(**fields, place=label.place if label else table.place))
    return entries, findings, strays


def _tables(text: str, path: str, findings: list[tuple[str, Finding]]) -> list[Table]:
    try:
        node, found = parse(text, path)
    except YamlRefused as refused:
        findings.append((refused.rule, refused.finding))
        return []
    findings += found
    items: tuple[Node, ...] = node.items if isinstance(node, Listing) else (node,) if node else ()
    message, hint = "แต่ละคำต้องขึ้นต้นด้วย - label: …", "เขียนเป็นรายการ เช่น - label: การประสานงาน"
    wrong = [item for item in items if not isinstance(item, Table)]
    findings += [("wrong-value", Finding(item.place, message, hint)) for item in wrong]
    return [item for item in items if isinstance(item, Table)]


def build_vocabulary(entries: dict[str, list[Any]], strays: list[tuple[Place, str]]) -> Vocabulary:
    """The vocabulary of the entries by file."""
    read = {"terms" if stem == "glossary" else stem: tuple(found) for stem, found in entries.items()}
    return Vocabulary(strays=tuple(strays), **read)


__all__ = ["FILES", "FILE_LABELS", "build_vocabulary", "read_entries"]
