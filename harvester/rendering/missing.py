"""What a lesson does not tell yet, each as an invitation. Knows what is asked, not how it is shown."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from harvester.model import Lesson, Library, Section, SectionKind
from harvester.model.sections import PLACEHOLDERS

_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
RESULTS = (SectionKind.RESULTS, SectionKind.OUTPUTS, SectionKind.OUTCOMES)


@dataclass(frozen=True, slots=True)
class Part:
    """A part a lesson may have: its name, what to ask when it is missing, and whether it is there."""

    key: str
    label: str
    ask: str
    there: Callable[[Library, Lesson], bool]

    @property
    def content_key(self) -> str:
        """What the memory knows it by: the parts are the program's own."""
        return self.key


def _has_text(lesson: Lesson, *kinds: SectionKind) -> bool:
    """A heading under which, or under whose own unknown headings, there is more than the hint of a template."""
    above = 0
    for one in lesson.sections:
        inside = above and one.kind is SectionKind.OTHER and one.level > above
        above = above if inside else one.level if one.kind in kinds else 0
        if above and _says(one):
            return True
    return False


def _says(section: Section) -> bool:
    objects = section.items or section.cautions or section.traps or section.technique
    words = _COMMENT.sub("", section.text + section.tail).strip()
    return bool(objects or words) and not words.startswith(PLACEHOLDERS)


PARTS: tuple[Part, ...] = (
    # a report of traps or findings without a technique is whole without steps
    Part("steps", "ขั้นตอน", "ถ้าจะให้คนอื่นทำตามได้ ต้องเริ่มอย่างไร แล้วทำอะไรต่อ",
         lambda _, lesson: not lesson.techniques or any(technique.steps for technique in lesson.techniques)),
    Part("cautions", "ข้อควรระวัง", "ตรงไหนที่พลาดง่าย", lambda _, lesson: bool(lesson.cautions or lesson.traps)),
    Part("remedies", "ทางแก้ครบทุกข้อ", "ยังมีข้อควรระวังที่ไม่มีใครบอกทางแก้",
         lambda _, lesson: all(one.remedy.strip() for one in lesson.dangers)),
    Part("results", "ผลที่เกิดขึ้น", "ทำแล้วเกิดอะไรขึ้นกับคนและงาน", lambda _, lesson: _has_text(lesson, *RESULTS)),
    Part("enabling", "ปัจจัยหนุน", "อะไรทำให้ที่นั่นทำได้", lambda _, lesson: _has_text(lesson, SectionKind.ENABLING)),
    Part("hindering", "ปัจจัยอุปสรรค", "อะไรที่คอยดึงให้ช้าหรือให้ล้ม", lambda _, lesson: _has_text(lesson, SectionKind.HINDERING)),
    Part("context", "บริบท", "เรื่องนี้เกิดขึ้นที่ไหน กับใคร เพราะอะไร", lambda _, lesson: _has_text(lesson, SectionKind.CONTEXT)),
    Part("needs", "สิ่งที่ต้องใช้", "ใช้เวลา คน และเงินเท่าไร",
         lambda _, lesson: bool(lesson.needs.time or lesson.needs.people or lesson.needs.cost)),
    Part("place", "พื้นที่", "เกิดขึ้นที่จังหวัดไหน", lambda _, lesson: bool(lesson.place and lesson.place.province)),
    Part("trials", "คนที่ลองซ้ำ", "มีใครลองทำตามแล้วบ้าง ได้ผลหรือไม่ได้ผล", lambda library, lesson: bool(library.tried(lesson))),
)  # fmt: skip
"""In the order in which a reader would ask."""


def missing(library: Library, lesson: Lesson) -> tuple[Part, ...]:
    """The parts that a lesson lacks."""
    return tuple(part for part in PARTS if not part.there(library, lesson))
