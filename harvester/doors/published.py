"""What a library has published, by address, and what a change does to it: every address opens for ever. Paper and
other people's pages lead to addresses and to anchors on them, and no one can call those back."""

import re
from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath

from harvester.doors.differences import ALIKE, alike
from harvester.model import Lesson, Library, Section, Status, Technique
from harvester.model.diagnostics import Diagnostic, Place
from harvester.model.plain_text import plain
from harvester.model.selection import select
from harvester.reading.rules import rules_of
from harvester.reading.wording import messages
from harvester.rendering.addresses import Addresses, of_guide
from harvester.thai.text import fold

REWORDED, THE_SAME = ALIKE, 0.8
"""Likeness from which a text at an anchor is the old one in other words; and one elsewhere is the old one moved."""
SHOWN = 40
LISTS = ("people/", "organisations/")
"""Pages whose entries come from the lessons."""
_ANCHOR = re.compile(r"<a id=\"([a-z0-9-]+)\"></a>")

RULES, _ = rules_of("harvester.doors")
_say = messages("harvester.doors").signed


def addresses(library: Library) -> dict[str, Place]:
    """Every address of the library with the place of what is there; drafts and what cannot be read have none."""
    found: dict[str, Place] = {}
    for lesson in library.lessons:
        if lesson.status is not Status.DRAFT:
            here = Place(lesson.path)
            anchors = {anchor: place for anchor, (_, place) in anchored_objects(lesson).items()}
            anchors |= dict.fromkeys(lesson.old_anchors, here)
            for name in (lesson.id, *lesson.old_ids):
                found[f"lessons/{name}/"] = here
                found |= {f"lessons/{name}/#{anchor}": place for anchor, place in anchors.items()}
    words = library.vocabulary
    for folder, entries in (("tags", words.tags), ("roles", words.roles), ("programmes", words.programmes)):
        found |= {f"{folder}/{entry.id}/": entry.place for entry in entries}
    found |= {f"glossary/#{term.id}": term.place for term in words.terms}
    found |= {f"collections/{one.id}/": one.place_of("") for one in library.collections}
    for guide in library.guides:
        ids = ("", *of_guide(guide.body).values(), *_ANCHOR.findall(guide.body))
        found |= {f"pages/{guide.slug}/{name and f'#{name}'}": Place(guide.path) for name in ids}
    return found | dict(_people_and_organisations(library))


def _people_and_organisations(library: Library) -> Iterator[tuple[str, Place]]:
    """People and organisations, each with the first lesson or entry that names them."""
    to = Addresses(library)
    of_words = {to.organisation(entry.label).id: entry.place for entry in library.vocabulary.organisations}
    for lesson in reversed([one for one in library.lessons if one.status is not Status.DRAFT]):
        for person in lesson.authors:
            yield f"people/#{to.person(person.name).id}", lesson.place_of("authors")
            if person.organisation:
                name = to.organisation(person.organisation).id
                yield f"organisations/#{name}", of_words.get(name, lesson.place_of("authors"))
    yield from ((f"organisations/#{name}", place) for name, place in of_words.items())


def anchored_objects(lesson: Lesson) -> dict[str, tuple[str, Place]]:
    """What is at each anchor of a lesson: its words on one line, and its place."""
    found: dict[str, tuple[str, Place]] = {}
    for one in (one for section in lesson.sections for one in section.objects):
        named = one.heading if isinstance(one, Section) else one.name if isinstance(one, Technique) else ""
        found[one.anchor] = (named if isinstance(one, Section | Technique) else _line(one.text), one.place)
    return found


def lost_addresses(before: Library, after: Library) -> Iterator[Diagnostic]:
    """An error for each address that opened before and opens no more, with what to write so that it does."""
    broken = {one.place.path for one in after.diagnostics if one.is_error}
    now = addresses(after)
    records = after.withdrawn.values()
    withdrawn = {f"lessons/{name}/" for one in records for name in (one.slug, *one.aliases)}
    gone = {address: place for address, place in addresses(before).items() if address not in now}
    pages = {address.partition("#")[0] for address in gone if "#" not in address}
    there = {*(one.path for one in after.lessons), *(one.place.path for one in after.vocabulary.entries)}
    for address, place in gone.items():
        page, _, anchor = address.partition("#")
        told_with_page = bool(anchor) and page in pages
        listed = page in LISTS and place.path not in there
        if told_with_page or listed or page in withdrawn or place.path in broken:
            continue
        if page == "people/":
            yield _say("moved-anchor/person", place, address)
        else:
            where, hint = _hint(before, after, page, anchor, place)
            yield _say("lost-address", where, address, hint=hint)


def _hint(before: Library, after: Library, page: str, anchor: str, place: Place) -> tuple[Place, str]:
    """Where the alias goes, and what to write."""
    if anchor and page == "organisations/":
        entry = f"รายการที่มี id: {anchor} ชื่อใหม่ใน label และชื่อเดิมใน aliases"
        return place, f"เติมใน vocabulary/organisations.yml {entry}"
    if anchor and page.startswith("pages/"):
        return place, f'คงหัวข้อเดิมไว้ หรือเขียน <a id="{anchor}"></a> ไว้เหนือหัวข้อที่มาแทน'
    name = page.removeprefix("lessons/").rstrip("/")
    if not page.startswith("lessons/"):
        return place, "คงรายการนี้และ รหัสเดิมไว้ แก้ชื่อที่แสดงได้"
    old = before.by_id[name]
    if anchor and (lesson := after.by_id.get(name)):
        words = anchored_objects(old).get(anchor, ("", place))[0]
        near = _at(words, anchored_objects(lesson))
        alias = f'"#{anchor}={near}"' if near else f'"#{anchor}"'
        return lesson.place_of("aliases"), f"เติม aliases: [{alias}] ในส่วนหัวของ {lesson.path}"
    if heir := _heir(old, before, after):
        return heir.place_of("aliases"), f"เติม aliases: [{name}] ในส่วนหัวของ {heir.path}"
    if now := after.by_id.get(name):
        return now.place_of("status"), "บทเรียนที่เผยแพร่แล้วให้ตั้ง status: retired แทนการกลับไปเป็นร่าง"
    return place, (
        f"ตั้ง status: retired แทนการลบ หรือถ้ามีเรื่องมาแทน เติม aliases: [{name}] ในเรื่องนั้น "
        f"ถ้าเจ้าตัวขอถอน ใช้ harvester withdraw {name}"
    )


def _heir(old: Lesson, before: Library, after: Library) -> Lesson | None:
    """The new lesson that says what the old one said."""
    added = (lesson for lesson in after.lessons if lesson.id not in before.by_id)
    fresh = [lesson for lesson in added if lesson.status is not Status.DRAFT]
    same = [one for one in fresh if one.digest == old.digest or fold(one.title) == fold(old.title)]
    return next(iter(same or [one for one in fresh if alike(one.body, old.body) >= THE_SAME]), None)


def moved_anchors(library: Library, before: Lesson, after: Lesson) -> Iterator[Diagnostic]:
    """A warning for each anchor that leads to something else now, and whose cards lead there."""
    if before.status is Status.DRAFT:
        return
    old, new = anchored_objects(before), anchored_objects(after)
    for anchor, (words, _) in old.items():
        if not words or anchor not in new or alike(new[anchor][0], words) >= REWORDED:
            continue
        there, place = new[anchor]
        now_at = _at(words, new)
        where = f"ตอนนี้อยู่ที่ #{now_at}" if now_at else "ไม่มีแล้ว"
        with_cards = (one for one in library.collections if "cards" in one.outputs)
        printed = (one for one in with_cards if any(of.id == after.id for of in select(library, one)))
        cards = " ".join(PurePosixPath(one.id).name for one in printed)
        hint = f"ถ้าเป็นข้อใหม่ ย้ายไปไว้ท้ายรายการ หรือพิมพ์บัตรของชุดนี้ใหม่: {cards}" if cards else ""
        yield _say("moved-anchor", place, anchor, words[:SHOWN], where, there[:SHOWN], hint=hint)


def _at(words: str, among: Mapping[str, tuple[str, Place]]) -> str:
    """The anchor where these words stand now, '' when nowhere."""
    scores = ((alike(now, words), anchor) for anchor, (now, _) in among.items() if now)
    best, anchor = max(scores, default=(0.0, ""))
    return anchor if words and best >= THE_SAME else ""


def _line(text: str) -> str:
    return " ".join(plain(text).split())
