"""What is to be said of a change: of each lesson in it what changed, what must be mended, what it is near to. Judges
only what the change touches. How it is told is left to `comment` and the reviewer's page."""

from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import dataclass, replace
from pathlib import PurePosixPath
from typing import Any

from harvester import TEMPLATES
from harvester.doors.differences import Difference, differences
from harvester.doors.history import Change
from harvester.doors.issue_forms import fill
from harvester.doors.published import lost_addresses, moved_anchors
from harvester.doors.reminders import stewards
from harvester.model import Lesson, LessonId, Library, Link, Status, TagUse
from harvester.model.diagnostics import Diagnostic, Place, Severity
from harvester.model.field_groups import STATUS_LABELS
from harvester.model.library import grouped
from harvester.reading.lesson import read_lesson
from harvester.reading.library import APART
from harvester.rendering.missing import PARTS, missing
from harvester.rendering.templates import template
from harvester.settings import Settings

NEAR = "near-duplicate-lesson"
RELATED, REASONS = 3, 4
_ORDER = {Status.DRAFT: 0, Status.REVIEWED: 1, Status.PUBLISHED: 2, Status.RETIRED: 3}


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A tag or lesson to look at, and why."""

    name: str
    title: str
    because: str


@dataclass(frozen=True, slots=True)
class ReviewedLesson:
    """One lesson of the change; `kind` of new, changed, renamed, removed."""

    id: LessonId
    path: str
    title: str
    kind: str
    status: str
    needs_steward: str = ""
    stewards: tuple[str, ...] = ()
    differences: tuple[Difference, ...] = ()
    errors: tuple[Diagnostic, ...] = ()
    warnings: tuple[Diagnostic, ...] = ()
    there: int = 0
    parts: int = len(PARTS) - 1
    asks: tuple[str, ...] = ()
    tags: tuple[Suggestion, ...] = ()
    near: tuple[Suggestion, ...] = ()
    related: tuple[Suggestion, ...] = ()
    draft: bool = False

    @property
    def ready(self) -> bool:
        """Nothing in it keeps it off the site."""
        return not self.errors and self.kind != "removed" and not self.draft


@dataclass(frozen=True, slots=True)
class Review:
    """A whole change: its lessons, what else it touches, and the faults in that."""

    lessons: tuple[ReviewedLesson, ...] = ()
    others: tuple[str, ...] = ()
    other_errors: tuple[Diagnostic, ...] = ()

    @property
    def ready(self) -> bool:
        """True when nothing that was touched has an error."""
        return not self.other_errors and all(not lesson.errors for lesson in self.lessons)

    @property
    def diagnostics(self) -> tuple[Diagnostic, ...]:
        """All that was found in what was touched."""
        return (*(d for one in self.lessons for d in (*one.errors, *one.warnings)), *self.other_errors)


def review(library: Library, changes: Sequence[Change], before: Library | None = None) -> Review:
    """The review of changes against the harvested library as it is after them; `before` is the one that they change,
    whose addresses must still open."""
    by_path = {lesson.path: lesson for lesson in library.lessons}
    found = grouped((one.place.path, one) for one in library.diagnostics)
    lessons: list[ReviewedLesson] = []
    others: list[str] = []
    errors: list[Diagnostic] = []
    for change in changes:
        if change.before == change.after and change.path == change.old_path:
            continue
        path = PurePosixPath(change.path)
        here = found.get(change.path, ())
        faults = tuple(one for one in here if one.is_error)
        if path.suffix not in (".md", ".markdown") or path.parts[0] in APART:
            others.append(change.path)
            errors += faults
        elif change.after is None:
            lessons.append(_review_removed(library, change, faults))
        elif lesson := by_path.get(change.path):
            lessons.append(replace(_review_lesson(library, change, lesson, here), errors=faults))
        else:  # it could not be read
            kind = "new" if change.before is None else "changed"
            unread = ReviewedLesson(LessonId(path.stem), change.path, path.stem, kind, "", errors=faults)
            lessons.append(unread)
    gone = {PurePosixPath(c.old_path).stem for c in changes if c.path != c.old_path or c.after is None}
    for one in lost_addresses(before, library) if before else ():
        at = next((number for number, lesson in enumerate(lessons) if lesson.path == one.place.path), None)
        if at is not None:
            member = "errors" if one.is_error else "warnings"
            more: dict[str, Any] = {member: (*getattr(lessons[at], member), one)}
            lessons[at] = replace(lessons[at], **more)
        elif one.is_error:
            errors.append(one)
    errors += _left_behind(library, gone - set(library.by_id), {lesson.path for lesson in lessons})
    return Review(tuple(lessons), tuple(others), tuple(errors))


def _left_behind(library: Library, gone: Set[str], touched: Set[str]) -> Iterator[Diagnostic]:
    """What is in lessons that no one touched and is about one that is there no more."""
    for one in library.diagnostics:
        told = one.severity is not Severity.INFO and one.place.path not in touched
        if told and not gone.isdisjoint(map(_id_of, one.related)):
            yield one


def _id_of(related: Place | str) -> str:
    """The id of the lesson that a finding is about."""
    return PurePosixPath(related.path).stem if isinstance(related, Place) else related


KEPT = "บทเรียนที่เคยเผยแพร่มีคนอ้างถึงและมีคิวอาร์โค้ดที่พิมพ์ไปแล้ว ให้ตั้งสถานะเป็น retired แทนการลบ"


def _review_removed(library: Library, change: Change, faults: tuple[Diagnostic, ...]) -> ReviewedLesson:
    old = read_lesson(change.old_path, change.before or b"").lesson
    stem = LessonId(PurePosixPath(change.old_path).stem)
    asked = "" if stem in library.by_id else KEPT
    who = stewards(library, old) if old else ()
    title = old.title if old else stem
    return ReviewedLesson(stem, change.old_path, title, "removed", "", asked, who, errors=faults)


def _review_lesson(
    library: Library, change: Change, lesson: Lesson, found: Sequence[Diagnostic]
) -> ReviewedLesson:
    """What is told of a lesson that could be read; its errors are left to the caller."""
    before = read_lesson(change.old_path, change.before).lesson if change.before is not None else None
    doubtful = [one for one in found if one.severity is Severity.WARNING and one.rule != NEAR]
    lacking = [part for part in missing(library, lesson) if part.key != "trials"]
    kind = "new" if before is None else "renamed" if change.path != change.old_path else "changed"
    return ReviewedLesson(
        id=lesson.id,
        path=lesson.path,
        title=lesson.title,
        kind=kind,
        status=STATUS_LABELS[lesson.status.value],
        needs_steward=_step(before, lesson),
        stewards=stewards(library, lesson),
        differences=differences(before, lesson) if before is not None else (),
        warnings=(*doubtful, *(moved_anchors(library, before, lesson) if before is not None else ())),
        there=len(PARTS) - 1 - len(lacking),
        asks=tuple(f"{part.label}: {part.ask}" for part in lacking),
        tags=tuple(_tags(library.uses_of.get(lesson.id, ()))),
        near=tuple(_near(library, lesson)),
        related=tuple(_suggest_related(library, library.links_from.get(lesson.id, ()))),
        draft=lesson.status is Status.DRAFT,
    )


def _near(library: Library, lesson: Lesson) -> Iterator[Suggestion]:
    """Lessons of nearly the same text. The check tells a pair once, on the later path; here both may be the new one."""
    for one in library.diagnostics:
        ids = [_id_of(one.place), *map(_id_of, one.related)]
        if one.rule != NEAR or lesson.id not in ids:
            continue
        for other in (library.by_id[name] for name in ids if name != lesson.id):
            yield Suggestion(other.id, other.title, one.hint)


def _step(before: Lesson | None, after: Lesson) -> str:
    """What must be agreed to by those who look after the library: a step of status beyond what an author may take."""
    old = before.status if before is not None else Status.DRAFT
    if after.status is old or after.status is Status.DRAFT:
        return ""
    was, now = STATUS_LABELS[old.value], STATUS_LABELS[after.status.value]
    if after.status is Status.RETIRED:
        return f"เลิกใช้บทเรียนนี้ (จาก “{was}”) ผู้ดูแลต้องเห็นชอบ และควรบอกว่าใช้เรื่องไหนแทน"
    if _ORDER[after.status] < _ORDER[old]:
        return f"ลดสถานะจาก “{was}” เป็น “{now}”"
    return f"เลื่อนสถานะจาก “{was}” เป็น “{now}” ผู้ดูแลต้องเห็นชอบ"


def _tags(uses: Iterable[TagUse]) -> Iterator[Suggestion]:
    for use in uses:
        if use.kind == "tag" and use.origin in ("suggested", "alias"):
            yield Suggestion(use.term, use.term, use.because)


def _suggest_related(library: Library, links: Iterable[Link]) -> Iterator[Suggestion]:
    told = [link for link in links if link.kind == "related" and link.target is not None]
    for link in sorted(told, key=lambda link: -link.score)[:RELATED]:
        if link.target is not None and (target := library.by_id.get(link.target.lesson)):
            reasons = list(dict.fromkeys(reason.text for reason in link.because))[:REASONS]
            yield Suggestion(target.id, target.title, " · ".join(reasons))


MARK = "<!-- harvester-review -->"
"""By this the job that posts finds its own earlier comment."""
MOST = 10
LONGEST = 60_000
"""Characters; a comment of GitHub holds 65,536."""
KINDS = {"new": "บทเรียนใหม่", "changed": "แก้ไข", "renamed": "เปลี่ยนชื่อไฟล์", "removed": "ลบออก"}
SIGNS = {"added": "เพิ่ม", "removed": "เอาออก", "changed": "แก้"}


def comment(review: Review, folder: str = "lessons", preview: str = "") -> str:
    """Markdown. `folder` is put before paths; `preview` is a line that says where the built pages are."""
    if not review.lessons and not review.others:
        return f"{MARK}\nการส่งครั้งนี้ไม่ได้แตะบทเรียน ไม่มีอะไรต้องตรวจ\n"
    shown: dict[str, Any] = {"kinds": KINDS, "signs": SIGNS, "meter": meter, "most": MOST}
    text = f"{MARK}\n\n{fill('comment.md', review=review, folder=folder, preview=preview, **shown)}"
    if len(text) > LONGEST:
        return text[:LONGEST].rsplit("\n", 1)[0] + "\n\n(ยาวเกินไป ตัดส่วนท้ายออก)\n"
    return text


def meter(there: int, parts: int) -> str:
    """How complete a lesson is, as boxes that show without colour."""
    return f"{'▰' * there}{'▱' * (parts - there)} {there}/{parts}"


def review_page(review: Review, settings: Settings, pictures: frozenset[str], built: frozenset[str]) -> str:
    """HTML that is at the root of the built site as `review.html`; `pictures` are ids with `review/<id>.png`,
    `built` those with a page: a lesson with a fault has none."""
    return template("doors/review.html").render(
        review=review, site=settings, pictures=pictures, built=built,
        kinds=KINDS, signs=SIGNS, meter=meter,
    )  # fmt: skip


def style_sheet() -> bytes:
    """What the page adds to the site's style sheet; is at `review/review.css`."""
    return (TEMPLATES / "doors" / "review.css").read_bytes()
