"""What is beside the lessons: trials, collections, events, guide pages, and the files that lessons show or hand out."""

import posixpath
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated
from urllib.parse import unquote

from harvester.model.field_groups import (
    OUTCOME_LABELS,
    OUTPUT_LABELS,
    SHORT_FORM,
    Date,
    Source,
    Texts,
    Where,
    choice,
    single_value,
)
from harvester.model.fields import Read, field_row
from harvester.model.lesson import Holder
from harvester.model.names import LessonId, Markdown, Outcome
from harvester.thai.dates import ThaiDate

_LINKED = re.compile(
    r"(?:\]\(\s{0,3}<?|^\s{0,3}\[[^\]\n]{1,100}\]:\s{0,3}<?|\shref\s{0,3}=\s{0,3}[\"']?)"
    r"([^\s<>()\"']{1,300}\.(?:pdf|docx|xlsx))(?=[\s<>)\"'#?]|$)",
    re.IGNORECASE | re.MULTILINE,
)


WIDEST = 1600
"""Pixels of the longer side of what is published under a picture's own name."""
WIDTHS = (480, 960)
"""Narrower widths, for pictures that are wider than that."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture that could be decoded: pixels of the file, upright; and what of it is published."""

    width: int
    height: int

    @property
    def shown(self) -> tuple[int, int]:
        """Width and height of what is published under its own name."""
        share = min(1.0, WIDEST / max(self.width, self.height))
        return max(1, round(self.width * share)), max(1, round(self.height * share))

    def versions(self, path: str) -> Mapping[int, str]:
        """Width to path of all that is published, the narrowest first; a GIF, which may move, and a drawing have one."""
        own = self.shown[0]
        still = not path.lower().endswith((".gif", ".svg"))
        return {width: f"{width}w/{path}" for width in WIDTHS if width < own and still} | {own: path}


@dataclass(frozen=True, slots=True)
class Attachment:
    """A document that lessons hand out, such as a form; `path` in the lessons folder, `size` in bytes."""

    path: str
    size: int

    @property
    def kind(self) -> str:
        """What people call it: PDF, DOCX, XLSX."""
        return self.path.rpartition(".")[2].upper()


def linked_files(path: str, body: str) -> tuple[str, ...]:
    """Documents that a page at `path` links to, as paths of the lessons folder, each once."""
    folder = posixpath.dirname(path)
    targets = (unquote(match[1]) for match in _LINKED.finditer(body))
    inside = (posixpath.normpath(posixpath.join(folder, one)) for one in targets if ":" not in one)
    return tuple(dict.fromkeys(one for one in inside if not one.startswith((".", "/"))))


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial(Holder):
    """Someone did it again: `lessons/trials/<lesson-id>/<date>-<slug>.yml`. `example` marks made-up ones."""

    lesson: LessonId = field_row("บทเรียนที่ลอง", "บทเรียน", "รหัสของบทเรียน ตรงกับชื่อโฟลเดอร์ ไม่ใส่ก็ได้", "call-before-letter", default="", without={"form": "the form asks for it first", "page": "it is the page", "search": "ids are no words"}, insist=True)
    outcome: Annotated[Outcome, choice(OUTCOME_LABELS)] = field_row("ผล", "ผลลัพธ์, ผลที่ได้", "ได้ผล ได้ผลบางส่วน หรือไม่ได้ผล", "worked", default=..., labels=OUTCOME_LABELS, page="own")
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
    level: str = field_row("ผลถึงระดับ", "ระดับของผล", "ผลเกิดกับคน กลุ่ม องค์กร หรือเครือข่าย", "กลุ่ม", default="", choices=("คน", "กลุ่ม", "องค์กร", "เครือข่าย"), without=SHORT_FORM)
    example: Annotated[bool, Read(lambda v: v in (True, "true", "yes", "ใช่", "จริง"))] = field_row("เป็นตัวอย่าง", "ตัวอย่าง", "true ถ้าเป็นเรื่องสมมติเพื่อให้เห็นรูปแบบ", "true", default=False, page="own", without={"form": "what is sent was tried", "editor": "examples are written by hand"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish(Holder):
    """A lesson that someone looks for: `lessons/wishes/<date>-<slug>.yml`."""

    problem: str = field_row("ติดเรื่องอะไร", "เรื่อง, ปัญหา, อยากรู้เรื่อง", "เล่าสถานการณ์จริง เกิดกับใคร ที่ไหน", "ประชุมหมู่บ้านแล้วไม่มีใครพูด", default=..., long=True, insist=True)
    tried: str = field_row("ลองอะไรมาแล้ว", "ลองแล้ว", "วิธีที่ลองแล้วและผลที่ได้", "", default="", long=True)
    role: str = field_row("คุณทำหน้าที่อะไร", "บทบาท", "คุณอำนวย อสม. ครู หรือบทบาทอื่น", "อสม.", default="", vocabulary="roles")
    place: Where = field_row("สถานที่", "พื้นที่", "พื้นที่ที่ทำงาน")
    date: Date | None = field_row("วันที่", "เมื่อไร", "ขอไว้เมื่อไร", "พ.ย. 2569", without={"form": "the day it came"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Collection(Holder):
    """What to gather and print: `lessons/collections/<id>.yml`. `outputs` of booklet, cards, brief, poster, epub."""

    id: str = field_row("รหัส", "", "ตัวอังกฤษเล็ก ตัวเลข ขีดกลาง ตรงกับชื่อไฟล์ ไม่ใส่ก็ได้", "village-livelihood", default="")
    title: str = field_row("ชื่อชุด", "ชื่อ, ชื่อเรื่อง", "ชื่อชุดบทเรียน", "", default=...)
    summary: str = field_row("สรุป", "ใจความ", "ชุดนี้ช่วยเรื่องอะไร", default="", long=True)
    preface: Markdown = field_row("คำนำ", "", "คำนำของเล่ม เขียนแบบ Markdown ได้", default="", long=True)
    editor: str = field_row("บรรณาธิการ", "ผู้รวบรวม", "ใครรวบรวม", default="")
    edition: str = field_row("ครั้งที่พิมพ์", "พิมพ์ครั้งที่", "ครั้งที่พิมพ์", "1", default="")
    date: Date | None = field_row("วันที่", "", "วันที่ของข้อมูลในเล่ม", "20 พ.ย. 2569")
    ids: Texts = field_row("บทเรียน", "รายการ, lessons", "รหัสบทเรียน เรียงตามต้องการ", default=())
    tags: Texts = field_row("หัวเรื่อง", "แท็ก, คำสำคัญ", "เอาทุกบทเรียนที่มีหัวเรื่องนี้", default=(), vocabulary="tags")
    provinces: Texts = field_row("จังหวัด", "", "เอาทุกบทเรียนของจังหวัดนี้", default=())
    series: Texts = field_row("บทเรียนหลายตอน", "เรื่องชุด", "เอาทุกตอนของเรื่องนี้", default=())
    roles: Texts = field_row("บทบาท", "ใครใช้ได้", "เอาทุกบทเรียนของบทบาทนี้", default=(), vocabulary="roles")
    query: str = field_row("คำค้น", "", "เอาบทเรียนที่ค้นเจอด้วยคำนี้", default="")
    order: str = field_row("เรียงตาม", "ลำดับ", "listed, date, title หรือ place", "listed", default="listed", choices=("listed", "date", "title", "place"))
    outputs: Texts = field_row("พิมพ์เป็น", "รูปแบบ", ", ".join(OUTPUT_LABELS), default=(), labels=OUTPUT_LABELS)
    digits: str = field_row("ตัวเลข", "เลข", "arabic หรือ thai", "arabic", default="arabic", choices=("arabic", "thai"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Event(Holder):
    """A gathering that lessons came of: `lessons/events/<id>.yml`. `liked`, `learned` and `apply` are what those who
    came said of it, `lessons` the ids of what was written down."""

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
    source: Annotated[Source | None, single_value("title")] = field_row("ที่มา", "แหล่งที่มา", "เอกสารต้นเรื่อง", page="source")


@dataclass(frozen=True, slots=True, kw_only=True)
class Withdrawal(Holder):
    """What someone took back: `lessons/withdrawn/<id>.yml`. `kind` of lesson, name, picture; `lessons` are those that
    lost something, `aliases` the withdrawn lesson's old ids. Neither name nor content is kept."""

    kind: str = field_row("ถอนอะไร", "", "lesson, name หรือ picture", default="lesson")
    date: Date | None = field_row("เมื่อไร", "วันที่", "")
    aliases: Texts = field_row("รหัสเดิม", "id เดิม", "", default=())
    lessons: Texts = field_row("บทเรียน", "", "บทเรียนที่ถูกแก้", default=())


@dataclass(frozen=True, slots=True)
class SisterLesson:
    """A lesson that is in another library: what its open data says, and `key`, the library's name in addresses."""

    id: str
    url: str
    title: str
    library: str
    key: str
    summary: str = ""
    province: str = ""
    licence: str = ""
    tags: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """Its id among all lessons here."""
        return f"{self.key}/{self.id}"


@dataclass(frozen=True, slots=True)
class Print:
    """A collection as a file for paper or an e-reader: `form` is a key of the table of forms, `pages` is 0
    where there are none, `date` the day of its data, `label` what people call the form."""

    collection: str
    form: str
    name: str
    content: bytes
    pages: int
    date: ThaiDate
    label: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Guide(Holder):
    """A page of the lessons folder that is no lesson (`pages/<id>.md`): how to take part, about, printing."""

    title: str = field_row("ชื่อหน้า", "ชื่อเรื่อง, ชื่อ", "", default=...)
    description: str = field_row("คำอธิบาย", "สรุป", "", default="")
    body: Markdown = Markdown("")
    body_line: int = 1
