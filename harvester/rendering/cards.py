"""What a card shows of a technique, a lesson or a hazard, ready for the templates. Knows no page."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import ClassVar

from markupsafe import Markup

from harvester.model import Caution, Lesson, Markdown, Origin, Technique, Trap
from harvester.model.plain_text import plain
from harvester.rendering.evidence import Evidence, of_lesson
from harvester.rendering.pages import SiteContext

LONGEST_DO = 90
"""Code points up to which a step without a second line is set bold as a whole."""
_MARKED = re.compile(r"[*_`\[\]<>~|]")
_STRUCTURED = re.compile(r"\n\s*\n|^\s*(?:[-+*>|]|\d+[.)])\s|^\s*```", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Card:
    """A technique, or a lesson without one: name, takeaway, what it holds and asks for, what trials say. `time` and
    `cost` are the author's words, `told_at` place and date as far as known, `origin` whose word it is."""

    title: str
    href: str
    take: str
    time: str
    cost: str
    told_at: str
    steps: int
    cautions: int
    traps: int
    evidence: Evidence
    part_of: str = ""
    origin: Origin = Origin.TELLER
    is_shared: ClassVar[bool] = True
    """Many pages show the same."""


@dataclass(frozen=True, slots=True)
class Hazard:
    """A caution or trap with its remedy; `lesson` is a title, `stage` the moment of work it belongs to. Its texts are
    the writer's own until `worded`, then finished HTML."""

    kind: str
    say: str
    remedy: str
    anchor: str
    lesson: str
    href: str
    stage: str
    where: str
    block: bool
    origin: Origin
    remedy_origin: Origin
    of: str = ""
    """The id of its lesson."""
    met: tuple[str, str, bool] | None = None
    """Where this has no remedy: title and link of another lesson that has one, and whether its author said so."""
    also: tuple[tuple[str, str, str], ...] = ()
    """Near hazards in other lessons: what they say where it differs, title and link."""

    @property
    def silent(self) -> bool:
        """No one has told a remedy yet, here or elsewhere."""
        return not self.remedy and not self.met


STAGES = (
    ("start", "ตอนเริ่มลงมือ", "พลาดได้ตั้งแต่ขั้นแรก"),
    ("middle", "ระหว่างทำ", "ตอนที่งานเดินแล้วและเราเริ่มวางใจ"),
    ("end", "ตอนปิดงาน", "ขั้นสุดท้าย ก่อนจะบอกว่าเสร็จ"),
    ("whole", "ตลอดงาน", "ไม่ผูกกับขั้นใดขั้นหนึ่ง ควรนึกถึงไว้ตั้งแต่ต้นจนจบ"),
)


def technique_cards(site: SiteContext, lesson: Lesson) -> Iterator[Card]:
    """One card for each technique of a lesson."""
    alone = len(lesson.techniques) == 1
    for technique in lesson.techniques:
        yield Card(
            title=technique.name,
            href=site.addresses.lesson(lesson.id, "" if alone else technique.anchor),
            take=lesson.summary if alone else "",
            **_requirements(lesson),
            steps=len(technique.steps),
            cautions=len(technique.all_cautions),
            traps=len(lesson.traps) if alone else 0,
            evidence=of_lesson(site.library, lesson, technique),
            part_of="" if technique.name == lesson.title else lesson.title,
            origin=technique.origin,
        )


def lesson_card(site: SiteContext, lesson: Lesson) -> Card:
    """The card of a whole lesson; many pages show the same one."""
    card: Card | None = site.cards.get(lesson.id)
    if card is None:
        card = site.cards[lesson.id] = Card(
            title=lesson.title,
            href=site.addresses.lesson(lesson.id),
            take=lesson.summary,
            **_requirements(lesson),
            steps=sum(len(technique.steps) for technique in lesson.techniques),
            cautions=len(lesson.cautions),
            traps=len(lesson.traps),
            evidence=of_lesson(site.library, lesson),
            origin=lesson.origin,
        )
    return card


def _requirements(lesson: Lesson) -> dict[str, str]:
    """What a lesson asks for and where it comes from."""
    return {"time": lesson.needs.time, "cost": lesson.needs.cost, "told_at": lesson.told_at}


def hazards(site: SiteContext, lesson: Lesson) -> Iterator[Hazard]:
    """Every caution and trap of a lesson, in document order, not yet worded."""
    for section in lesson.sections:
        if section.technique:
            yield from _of_technique(site, lesson, section.technique)
        for danger in (*section.cautions, *section.traps):
            yield _hazard(site, lesson, danger, "whole", "ทั้งเรื่อง")


def _of_technique(site: SiteContext, lesson: Lesson, technique: Technique) -> Iterator[Hazard]:
    last = len(technique.steps)
    for step in technique.steps:
        stage = "start" if step.number == 1 else "end" if step.number == last else "middle"
        where = f"ขั้นที่ {step.number} {plain(split_step(step.text)[0])}".strip()
        for caution in step.cautions:
            yield _hazard(site, lesson, caution, stage, where)
    for caution in technique.cautions:
        yield _hazard(site, lesson, caution, "whole", technique.name)


def hazard(site: SiteContext, lesson: Lesson, danger: Caution) -> Hazard:
    """One caution or trap on its own lesson's page."""
    return worded(site, _hazard(site, lesson, danger, "", ""))


def worded(site: SiteContext, one: Hazard) -> Hazard:
    """A hazard, ready to show."""
    say, remedy = site.remembered(site.library.by_id[one.of], _wordings)[one.anchor]
    return replace(one, say=Markup(say), remedy=Markup(remedy))


def _wordings(site: SiteContext, lesson: Lesson) -> Mapping[str, tuple[str, str]]:
    """What each danger of a lesson says and its remedy, as HTML: several pages show them."""
    made = {}
    for one in lesson.dangers:
        say = site.piece(lesson, one.text, one.anchor, line=not _is_block(one))
        made[one.anchor] = say, site.piece(lesson, one.remedy, one.anchor) if one.remedy.strip() else ""
    return {str(anchor): (str(say), str(remedy)) for anchor, (say, remedy) in made.items()}


def _is_block(danger: Caution) -> bool:
    return bool(_STRUCTURED.search(danger.text.strip()))


def _hazard(site: SiteContext, lesson: Lesson, danger: Caution, stage: str, where: str) -> Hazard:
    return Hazard(
        kind="trap" if isinstance(danger, Trap) else "caution",
        say=danger.text,
        remedy=danger.remedy if danger.remedy.strip() else "",
        anchor=danger.anchor,
        lesson=lesson.title,
        href=site.addresses.lesson(lesson.id, danger.anchor),
        stage=stage,
        where=where,
        block=_is_block(danger),
        origin=danger.origin,
        remedy_origin=danger.remedy_origin,
        of=lesson.id,
        met=remedy_elsewhere(site, lesson, danger),
    )


def remedy_elsewhere(site: SiteContext, lesson: Lesson, danger: Caution) -> tuple[str, str, bool] | None:
    """Where another lesson tells a remedy, for a hazard without one: a lesson that its author declared to answer it,
    else the step or remedy that speaks of the same."""
    if danger.remedy.strip():
        return None
    links = site.library.links_from.get(lesson.id, ())
    found = [
        link.target
        for link in links
        if link.kind == "remedy" and link.source.anchor == danger.anchor and link.target is not None
    ]
    told = [*site.declared_to.get(f"{lesson.id}#{danger.anchor}", ())]
    if len(lesson.dangers) == 1:  # an answer to the lesson can mean no other
        told += site.declared_to.get(lesson.id, ())
    for other, link in told:
        if link.kind == "answers" and site.library.is_in_use(other):
            at = (ref.anchor for ref in found if ref.lesson == other.id)
            return other.title, site.addresses.lesson(other.id, next(at, "")), True
    for ref in found:
        other = site.library.by_id[ref.lesson]
        if site.library.is_in_use(other):
            return other.title, site.addresses.lesson(ref.lesson, ref.anchor), False
    return None


def split_step(text: Markdown) -> tuple[Markdown, Markdown]:
    """What to do, and how: the first line of a step and the rest; a long only line is cut at a space."""
    first, _, rest = text.strip().partition("\n")
    if rest.strip():
        if _STRUCTURED.match(first):
            return Markdown(""), text
        return Markdown(first), Markdown(rest.strip("\n"))
    if len(first) > LONGEST_DO:
        at = first.find(" ", 20, LONGEST_DO)
        if at > 0 and not _MARKED.search(first[:at]):
            return Markdown(first[:at]), Markdown(first[at + 1 :])
        return Markdown(""), Markdown(first)
    return Markdown(first), Markdown("")
