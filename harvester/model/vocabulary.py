"""The shared words of the library and THE table of their files: tags, terms, roles, organisations, programmes."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, fields
from functools import lru_cache
from typing import Annotated, TypeVar

from harvester.memo import digest_of, latest
from harvester.model.diagnostics import Place
from harvester.model.field_groups import Date, Texts, as_number, one_or_many, single_value
from harvester.model.fields import Read, Shape, field_row
from harvester.thai.matching import Edges, Match, Matcher
from harvester.thai.segment import Segmenter
from harvester.thai.text import fold

_ID = "ตัวอังกฤษเล็ก ตัวเลข ขีดกลาง ใช้เป็นที่อยู่เว็บ ไม่เปลี่ยน"


@dataclass(frozen=True, slots=True, kw_only=True)
class Word(Shape):
    """What every word has; `place` is where its entry stands."""

    label: str = field_row("คำ", "ชื่อ, คำศัพท์", "คำที่แสดง", "การประสานงาน", default=...)
    id: str = field_row("id", "รหัส", _ID, "coordination", default="")
    aliases: Texts = field_row("คำอื่น", "คำพ้อง, เรียกอีกอย่าง", "คำอื่นที่หมายถึงสิ่งเดียวกัน", default=())
    place: Place = field(default=Place(""), compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tag(Word):
    """A word of the shared vocabulary; `id` is its ASCII slug, `broader` another tag's label."""

    broader: str = field_row("คำกว้างกว่า", "อยู่ใต้", "หัวเรื่องที่กว้างกว่า", default="")
    definition: str = field_row("ความหมาย", "นิยาม", "", default="", long=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Term(Word):
    """A glossary entry or abbreviation; `abbreviations` lead to it, `see` names related terms."""

    definition: str = field_row("ความหมาย", "นิยาม", "", default=..., long=True)
    abbreviations: Texts = field_row("คำย่อ", "อักษรย่อ", "", "กขป.", default=())
    english: str = field_row("อังกฤษ", "ภาษาอังกฤษ", "", default="")
    see: Texts = field_row("ดูเพิ่ม", "ดู", "", default=())


@dataclass(frozen=True, slots=True, kw_only=True)
class Role(Word):
    """Who does the work (คุณอำนวย, คุณกิจ …) and on which levels the role exists."""

    definition: str = field_row("ความหมาย", "นิยาม, หน้าที่", "", default="", long=True)
    levels: Texts = field_row("ระดับ", "", "", default=())


@dataclass(frozen=True, slots=True, kw_only=True)
class Organisation(Word):
    """A body that takes part; `parent` is another organisation's label."""

    abbreviations: Texts = field_row("คำย่อ", "อักษรย่อ", "", default=())
    kind: str = field_row("ประเภท", "ชนิด", "", default="")
    parent: str = field_row("สังกัด", "อยู่ใต้", "", default="")
    url: str = field_row("เว็บ", "ที่อยู่เว็บ", "", default="")


@dataclass(frozen=True, slots=True, kw_only=True)
class Workshop(Shape):
    """One of the workshops of a programme; `lessons` are ids, read and tried until the next one."""

    title: str = field_row("ชื่อเวที", "ชื่อ, เรื่อง", "เวทีนี้ชื่ออะไร", "สร้างกลยุทธ์", default=..., main=True)
    number: Annotated[int, Read(as_number)] = field_row("ครั้งที่", "ลำดับ", "", "1", default=0)
    date: Date | None = field_row("วันที่", "เมื่อไร", "", "พ.ย. 2560")
    aim: str = field_row("ทำเพื่ออะไร", "เป้าหมาย, วัตถุประสงค์", "คนที่มาจะทำอะไรได้", default="", long=True)
    bring: str = field_row("เตรียมอะไรมา", "สิ่งที่ต้องเตรียม", "", default="")
    lessons: Texts = field_row("บทเรียน", "บทเรียนที่ใช้", "รหัสบทเรียนที่ใช้ในเวทีและลองก่อนเวทีถัดไป", default=())


@dataclass(frozen=True, slots=True, kw_only=True)
class Site(Shape):
    """A place of work of a programme, with what was there before and what came of it."""

    organisation: str = field_row("องค์กร", "หน่วยงาน, พื้นที่", "", default=..., main=True)
    province: str = field_row("จังหวัด", "", "", default="")
    before: str = field_row("ก่อนเริ่ม", "ก่อน", "เดิมเป็นอย่างไร", default="", long=True)
    after: str = field_row("หลังจบ", "หลัง", "เกิดอะไรขึ้น", default="", long=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Coach(Shape):
    """Who walks beside the sites between workshops."""

    name: str = field_row("ชื่อ", "โค้ช", "ชื่อหรือกลุ่มคนที่เดินไปด้วย", default=..., main=True)
    role: str = field_row("ทำหน้าที่", "บทบาท, หน้าที่", "", default="")


@dataclass(frozen=True, slots=True, kw_only=True)
class Milestone(Shape):
    """One thing that happened in a programme, and when, in the words of its file."""

    date: str = field_row("เมื่อไร", "วันที่", "", "พ.ย. 2560", default="")
    text: str = field_row("เกิดอะไร", "เหตุการณ์", "", "", default=..., main=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Programme(Word):
    """A programme of work over time: its period, sites and milestones; `stewards` review its lessons."""

    definition: str = field_row("ความหมาย", "คำอธิบาย", "", default="", long=True)
    period: str = field_row("ช่วงเวลา", "ระยะเวลา", "", "พ.ย. 2560 – พ.ค. 2561", default="")
    organisations: Texts = field_row("หน่วยงาน", "องค์กร", "", default=())
    stewards: Texts = field_row("ผู้ดูแล", "ผู้ตรวจทาน", "ชื่อบัญชีผู้ตรวจทานบทเรียน", default=())
    milestones: Annotated[tuple[Annotated[Milestone, single_value("text")], ...], Read(one_or_many)] = field_row("เหตุการณ์", "ลำดับเวลา", "", default=())
    workshops: Annotated[tuple[Annotated[Workshop, single_value("title")], ...], Read(one_or_many)] = field_row("เวที", "อบรม, เวทีอบรม", "เวทีของโครงการตามลำดับ", default=())
    sites: Annotated[tuple[Annotated[Site, single_value("organisation")], ...], Read(one_or_many)] = field_row("พื้นที่ทำงาน", "พื้นที่", "องค์กรหรือพื้นที่ที่ร่วม", default=())
    coaches: Annotated[tuple[Annotated[Coach, single_value("name")], ...], Read(one_or_many)] = field_row("โค้ช", "โคช, พี่เลี้ยง", "ใครเดินไปด้วยระหว่างเวที", default=())
    path: Texts = field_row("เส้นทางเรียนรู้", "ลำดับบทเรียน", "รหัสบทเรียนตามลำดับที่ควรอ่าน", default=())


@dataclass(frozen=True, slots=True, kw_only=True)
class Everyday(Word):
    """What people say for `label` where no lesson writes it: everyday words that mean the same, and words of a
    region. Only a query is read by them: they name nothing, and no text is cut at them."""

    isan: Texts = field_row("อีสาน", "ภาษาอีสาน", "คำอีสาน", "เว้า", default=())
    northern: Texts = field_row("เหนือ", "คำเมือง", "คำเหนือ", "อู้", default=())
    southern: Texts = field_row("ใต้", "ภาษาใต้", "คำใต้", "แหลง", default=())
    malay: Texts = field_row("มลายู", "มลายูปาตานี", "คำมลายูปาตานี เขียนด้วยอักษรไทย", default=())

    @property
    def regional(self) -> tuple[str, ...]:
        """The words of all regions."""
        return (*self.isan, *self.northern, *self.southern, *self.malay)


@dataclass(frozen=True, slots=True, kw_only=True)
class Question(Word):
    """What readers ask, `aliases` in other words, and the ids of the `lessons` that answer it: only search reads it."""

    lessons: Texts = field_row("บทเรียน", "บทเรียนที่ตอบ", "รหัสบทเรียนที่ตอบ", "after-action-review", default=())


@dataclass(frozen=True, slots=True, kw_only=True)
class Work(Word):
    """What someone is about to do, in the words they would say (`label`), and what they would then ask (`ask`). The
    lessons that help carry one of `tags`, or are named in `lessons`. No text is cut at its words."""

    ask: str = field_row("คำถาม", "คนถามว่า", "ถ้าจะถามเรื่องนี้ คนพูดว่าอย่างไร", "ประชุมแล้วไม่มีใครพูด ทำอย่างไร", default="")
    tags: Texts = field_row("หัวเรื่อง", "คำสำคัญ", "บทเรียนที่ติดหัวเรื่องเหล่านี้ช่วยงานนี้ได้", "เวทีหมู่บ้าน", default=(), vocabulary="tags")
    lessons: Texts = field_row("บทเรียน", "บทเรียนที่ช่วย", "รหัสบทเรียนที่ช่วยได้แม้ไม่ติดหัวเรื่อง", default=())


Entry = Tag | Term | Role | Organisation | Programme
"""Anything of the vocabulary that a text may name."""
E = TypeVar("E", bound=Entry)


@dataclass(frozen=True, slots=True, order=True)
class Sense:
    """What a written form may mean: `kind` of tag, term, role, organisation, programme, and the entry's label."""

    kind: str
    label: str


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The shared words; every label, alias and abbreviation is a word the segmenter never cuts."""

    tags: tuple[Tag, ...] = ()
    terms: tuple[Term, ...] = ()
    roles: tuple[Role, ...] = ()
    organisations: tuple[Organisation, ...] = ()
    programmes: tuple[Programme, ...] = ()
    everyday: tuple[Everyday, ...] = ()
    questions: tuple[Question, ...] = ()
    works: tuple[Work, ...] = ()
    """The ways in by what people are about to do, in the editors' order."""
    strays: tuple[tuple[Place, str], ...] = field(default=(), compare=False)
    """What is under keys that no entry has, which is kept to be judged alone."""

    @property
    def content_key(self) -> str:
        """The same for equal vocabularies."""
        return _content_key(self)

    @property
    def entries(self) -> tuple[Entry, ...]:
        """Everything in it, kind by kind."""
        return (*self.tags, *self.terms, *self.roles, *self.organisations, *self.programmes)

    def words(self) -> Iterator[str]:
        """Every form that may be in a text, unsorted, with repeats."""
        yield from (form for form, _ in self.senses())

    def senses(self) -> Iterator[tuple[str, Sense]]:
        """Every written form with what it may mean; one form may mean several entries."""
        for entry in self.entries:
            sense = Sense(type(entry).__name__.lower(), entry.label)
            for form in forms_of(entry):
                yield form, sense


@latest
def _content_key(words: Vocabulary) -> str:
    return digest_of([getattr(words, one.name) for one in fields(words)]).hex()


def forms_of(entry: Entry) -> tuple[str, ...]:
    """Every form under which an entry may be in a text, its label first."""
    return (entry.label, *entry.aliases, *getattr(entry, "abbreviations", ()))


def by_form(entries: Iterable[E]) -> dict[str, E]:
    """Entries by every folded form and by id: what a writer may call them. A label or id beats another's alias,
    an earlier entry a later one."""
    listed = tuple(entries)[::-1]
    aliases = {fold(form): entry for entry in listed for form in reversed(forms_of(entry))}
    return aliases | {fold(form): entry for entry in listed for form in (entry.id, entry.label)}


@lru_cache(maxsize=4)
def matcher(vocabulary: Vocabulary) -> Matcher[Sense]:
    """Finds every form of the vocabulary. All kinds compete: no tag is found in the name of an organisation."""
    return Matcher(vocabulary.senses())


@lru_cache(maxsize=1 << 12)
def named_entries(finder: Matcher[Sense], segmenter: Segmenter, text: str) -> tuple[Match[Sense], ...]:
    """What `text` names, in reading order; nothing overlaps. `text` is normalised, without markup."""
    return tuple(finder.find(text, Edges(text, segmenter)))
