"""THE table of the lesson format: every field, with Thai names, hints and examples; and what else a lesson has.

Every door (reading, checks, drafts, forms, editor, review, pages, search, open data, JSON Schema, docs) is fed from the
rows here and in `field_groups` and `companions`."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import PurePosixPath
from typing import Annotated, Literal

from harvester.model.body import Caution, Item, Section, Technique, Trap
from harvester.model.diagnostics import Place
from harvester.model.field_groups import (
    EVIDENCE_LABELS,
    LANGUAGES,
    SHORT_FORM,
    STATUS_LABELS,
    Change,
    Date,
    Fact,
    Links,
    Needs,
    Network,
    Person,
    SeriesPart,
    Source,
    Station,
    Texts,
    Where,
    as_fact,
    choice,
    one_or_many,
    single_value,
)  # fmt: skip
from harvester.model.fields import FieldRow, Read, Shape, field_row, fields_of, names_of, paths_of
from harvester.model.names import (
    ORIGIN_LABELS,
    Evidence,
    LessonId,
    Markdown,
    Origin,
    SectionKind,
    Status,
    origin_value,
)  # fmt: skip
from harvester.thai.places import BANGKOK
from harvester.thai.text import fold, normalise


def nearest(places: Mapping[str, Place], key: str) -> Place | None:
    """The place of a dotted key or of its nearest parent that has one."""
    while key:
        if key in places:
            return places[key]
        key = key.rpartition(".")[0]
    return None


@dataclass(frozen=True, slots=True, kw_only=True)
class Holder(Shape):
    """What one file of the lessons folder holds. `path` is relative to it, with `/`; `places` maps a dotted key (`title`,
    `authors.0.name`, `source.url`) to where it is; `extra` keeps unknown keys as text."""

    path: str
    places: Mapping[str, Place] = field(default_factory=dict, compare=False)
    extra: Mapping[str, str] = field(default_factory=dict)

    @property
    def slug(self) -> str:
        """The name of the file without its suffix."""
        return PurePosixPath(self.path).stem

    def place_of(self, key: str) -> Place:
        """Where a field stands; the nearest parent, else the file's first line."""
        return nearest(self.places, key) or Place(self.path)


@dataclass(frozen=True, slots=True)
class DeclaredLink:
    """A typed link of the front matter; `kind` is a key of `links:` (follows, uses_with, …)."""

    kind: str
    target: str
    place: Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Lesson(Holder):
    """One file of `lessons/`, understood. `body` is the whole normalised Markdown body (for citations, similarity and the
    source view); `digest` is the content hash of the file."""

    title: str = field_row("ชื่อเรื่อง", "ชื่อ, หัวข้อ, ชื่อบทเรียน", "สั้น จำง่าย บอกว่าทำอะไร", "นัดด้วยใจ ตามด้วยหนังสือ", default=..., page="own", search="title", first=True, insist=True, longest=200)
    summary: str = field_row("สรุป", "ใจความ, ใจความสำคัญ, สาระสำคัญ, description", "ประโยคเดียวที่คนอ่านเอาไปทำได้เลย", "โทรนัดตัวคนก่อน แล้วให้หนังสือถึงหัวหน้าทันวันนัด", default="", long=True, page="own", search="summary", first=True, insist=True, longest=600)
    date: Date | None = field_row("วันที่", "วันเกิดเรื่อง, วันที่เขียน, เมื่อไร, เมื่อไหร่, ทำเมื่อไร", "วันที่เกิดเรื่องหรือวันที่เล่า เขียนแบบไทยได้", "2 พ.ย. 2549", page="own", first=True)
    authors: Annotated[tuple[Annotated[Person, single_value("name")], ...], Read(one_or_many)] = field_row("ผู้เล่า", "ผู้เขียน, เจ้าของความรู้, เจ้าของเรื่อง, author, โดย", "ใครเล่าหรือใครเขียน", default=(), page="own", first=True)
    place: Where = field_row("สถานที่", "พื้นที่, ที่เกิดเหตุ, ที่ไหน, เกิดที่ไหน, ทำที่ไหน", "เกิดที่ไหน จังหวัด อำเภอ ตำบล", page="own", search="place", first=True)
    programme: str = field_row("โครงการ", "แผนงาน, ชื่อโครงการ, program", "ชื่อโครงการหรือแผนงาน", "การจัดการความรู้แก้จนเมืองนคร", default="", page="own", search="tags", longest=100)
    series: Annotated[SeriesPart | None, single_value("name")] = field_row("บทเรียนหลายตอน", "ชุด, เรื่องชุด, ซีรีส์", "ถ้าเป็นตอนหนึ่งของบทเรียนหลายตอน", page="own", without=SHORT_FORM)
    roles: Texts = field_row("ใครใช้ได้", "บทบาท, เหมาะกับ", "ใครนำไปใช้ได้", "คุณอำนวย", default=(), vocabulary="roles", page="own", search="tags", longest=100)
    tags: Texts = field_row("หัวเรื่อง", "แท็ก, คำสำคัญ, ป้าย, คำค้น, keywords", "คำสั้น ๆ ที่บอกเรื่อง เลือกจากคลังคำก่อน", "การประสานงาน", default=(), vocabulary="tags", page="own", search="tags", longest=100)
    needs: Needs = field_row("สิ่งที่ต้องใช้", "ต้องใช้", "เวลา คน เงิน ที่ต้องใช้", default=Needs())
    status: Annotated[Status, choice(STATUS_LABELS)] = field_row("สถานะ", "", "ร่าง ตรวจทานแล้ว เผยแพร่แล้ว หรือเลิกใช้แล้ว", "draft", default=Status.DRAFT, labels=STATUS_LABELS, page="own", without={"form": "what is sent is a draft"})
    evidence: Annotated[Evidence, choice(EVIDENCE_LABELS)] = field_row("หลักฐาน", "ระดับหลักฐาน", "ผู้เล่ารู้มาอย่างไร", "observed", default=Evidence.TOLD, labels=EVIDENCE_LABELS, page="own", without=SHORT_FORM)
    origin: Annotated[Origin, Read(origin_value)] = field_row("คำของใคร", "เป็นคำของ", "ข้อความที่ไม่ได้บอกว่าเป็นคำของใคร ถือเป็นคำของผู้เล่า ต้นเรื่อง กองบรรณาธิการ หรือจากการลอง", "editors", default=Origin.TELLER, labels=ORIGIN_LABELS, page="own", without={"form": "what is sent is the teller's"})
    review_after: Date | None = field_row("ทบทวนภายใน", "ควรทบทวน, ทบทวนเมื่อ", "เมื่อไรควรกลับมาดูว่ายังใช้ได้", "พ.ย. 2570", page="own", without=SHORT_FORM, ahead=True)
    facts: Annotated[tuple[Annotated[Fact, Read(as_fact)], ...], Read(one_or_many)] = field_row("ตัวเลขสำคัญ", "ข้อเท็จจริง, ข้อมูลตัวเลข", "ตัวเลขที่บทเรียนอ้าง พร้อมหน่วยและปี", default=(), page="systems", without=SHORT_FORM)
    changes: Annotated[tuple[Annotated[Change, single_value("what")], ...], Read(one_or_many)] = field_row("ก่อนและหลัง", "ก่อน-หลัง, เปรียบเทียบก่อนหลัง", "อะไรเปลี่ยนไปจากเดิม", default=(), page="systems", without=SHORT_FORM)
    process: Annotated[tuple[Annotated[Station, single_value("name")], ...], Read(one_or_many)] = field_row("เส้นทางงาน", "ทางเดินงาน, ผังกระบวนการ", "งานผ่านมือใครบ้าง ติดตรงไหน ผ่านอย่างไร", default=(), page="systems", without=SHORT_FORM)
    network: Annotated[Network | None, single_value("name")] = field_row("เครือข่าย", "กลุ่มที่ทำต่อ, เครือข่ายที่ทำต่อ", "ใครยังทำเรื่องนี้ต่อ พบกันที่ไหน", page="systems", without=SHORT_FORM)
    links: Links = field_row("เกี่ยวข้องกับ", "เชื่อมโยง, บทเรียนที่เกี่ยวข้อง, related", "บทเรียนอื่นที่เกี่ยวข้อง", default=Links(), page="own", without={"form": "ids are for editors", "search": "other lessons are found by their own words"})
    source: Annotated[Source | None, single_value("title")] = field_row("ที่มา", "แหล่งที่มา, อ้างอิง", "เอกสารต้นเรื่องและสิทธิ์การใช้", page="source")
    aliases: Texts = field_row("รหัสเดิม", "ชื่อเดิม, id เดิม", "รหัสเก่าที่ยังต้องเปิดได้", "", default=(), without={"form": "ids are for editors", "page": "old addresses lead here by themselves", "search": "ids are no words"})
    replaced_by: str = field_row("ใช้เรื่องนี้แทน", "replaced-by, แทนด้วย, ถูกแทนด้วย", "รหัสบทเรียนที่ควรใช้แทนเรื่องนี้ ใส่แล้วเรื่องนี้เลิกใช้", "call-before-letter", default="", page="own", without={"form": "ids are for editors", "search": "ids are no words"})
    lang: Annotated[Literal["th", "en", "ms", "lo", "km", "my", "zh"], choice(LANGUAGES)] = field_row("ภาษา", "language", "ภาษาของเนื้อหา ไม่ใส่คือไทย", "en", default="th", labels=LANGUAGES, page="own", without=SHORT_FORM | {"search": "every lesson has one"})
    translates: str = field_row("แปลจาก", "แปลจากเรื่อง", "รหัสบทเรียนต้นฉบับ เมื่อเรื่องนี้เป็นคำแปล", "call-before-letter", default="", page="own", without={"form": "ids are for editors", "search": "ids are no words"})
    id: LessonId = field_row("รหัส", "", "ตัวอังกฤษเล็ก ตัวเลข ขีดกลาง ตรงกับชื่อไฟล์ ตั้งแล้วไม่เปลี่ยน", "call-before-letter", default="", page="own", first=True, without={"form": "the file name says it", "search": "ids are no words"}, insist=True)

    sections: tuple[Section, ...] = ()
    body: Markdown = Markdown("")
    body_line: int = 1
    digest: str = ""

    @property
    def declared(self) -> tuple[DeclaredLink, ...]:
        """Its typed links, kind by kind."""
        return tuple(
            DeclaredLink(kind.key, target, self.place_of(f"links.{kind.key}.{at}"))
            for kind in fields_of(Links)
            for at, target in enumerate(getattr(self.links, kind.key))
        )

    @property
    def content_key(self) -> str:
        """What the memory knows it by; '' when it was read from no file."""
        return f"{self.path}\0{self.digest}" if self.digest else ""

    @property
    def old_ids(self) -> tuple[str, ...]:
        """Ids that it had, which still open."""
        return tuple(alias for alias in self.aliases if not alias.startswith("#"))

    @property
    def old_anchors(self) -> Mapping[str, str]:
        """Anchors that its page had (`#step-1-4` among the aliases), to what is there now (`#step-1-4=step-1-5`)
        or to nothing."""
        pairs = (alias[1:].partition("=") for alias in self.aliases if alias.startswith("#"))
        return {old.strip(): new.strip() for old, _, new in pairs}

    @property
    def short_place(self) -> str:
        """The nearest names of its place that people use: ตำบล and province, or what is known."""
        if (place := self.place) is None:
            return ""
        near = f"ตำบล{place.subdistrict}" if place.subdistrict else place.district and f"อำเภอ{place.district}"
        if place.province == BANGKOK:
            near = near.replace("ตำบล", "แขวง").replace("อำเภอ", "เขต")
        return " ".join(filter(None, (near, place.province)))

    @property
    def told_at(self) -> str:
        """Its place and date as far as known."""
        return " · ".join(filter(None, (self.short_place, self.date.thai_short() if self.date else "")))

    @property
    def techniques(self) -> tuple[Technique, ...]:
        """In document order."""
        return tuple(s.technique for s in self.sections if s.technique is not None)

    @property
    def cautions(self) -> tuple[Caution, ...]:
        """Every caution of the lesson: of its steps, techniques and sections, in document order."""
        return tuple(
            c
            for s in self.sections
            for c in (*(s.technique.all_cautions if s.technique else ()), *s.cautions)
        )

    @property
    def traps(self) -> tuple[Trap, ...]:
        """In document order."""
        return tuple(t for s in self.sections for t in s.traps)

    @property
    def dangers(self) -> tuple[Caution, ...]:
        """Its cautions, then its traps."""
        return (*self.cautions, *self.traps)

    def items(self, kind: SectionKind) -> tuple[Item, ...]:
        """The entries of one kind of listing section, in document order."""
        return tuple(i for s in self.sections for i in s.items if i.kind is kind)

    def section(self, kind: SectionKind) -> Section | None:
        """The first section of that kind."""
        return next((s for s in self.sections if s.kind is kind), None)


@lru_cache(maxsize=4096)
def field_named(name: str) -> FieldRow | None:
    """The lesson's top-level field with that English or Thai name, however spelled."""
    key = names_of(Lesson).get(fold(normalise(name)))
    return next((row for row in fields_of(Lesson) if row.key == key), None) if key else None


@lru_cache(maxsize=4096)
def path_named(name: str) -> str:
    """The dotted key of a lesson's field at any depth by its English or Thai name (ตำบล: `place.subdistrict`), or ''."""
    return paths_of(Lesson).get(fold(normalise(name)), "")
