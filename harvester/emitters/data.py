"""Open data: the lessons as JSON for use elsewhere, in files of limited size."""

import csv
import io
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from harvester.memo import digest_of, key_of, recall
from harvester.model import Artifact, Caution, Item, Lesson, Library, Section, Step, Technique, Trap, Trial
from harvester.model.fields import Shape, fields_of
from harvester.model.fields import data as field_data
from harvester.model.plain_text import plain
from harvester.rendering.evidence import of_lesson
from harvester.rendering.linked_data import address_of, licence_of
from harvester.rendering.pages import SiteContext
from harvester.settings import Settings

VERSION = 2
"""Of the rows' form; it grows when a key goes or changes its meaning."""
SCHEMA = f"lesson-{VERSION}.schema.json"
SHARD = 500
"""Lessons in one file."""


def data(site: SiteContext) -> Iterator[Artifact]:
    """`docs/data/lessons.json` (the list of files), `docs/data/lessons-<n>.json`, and the page that explains them."""
    library, settings = site.library, site.settings
    lessons = sorted(library.lessons, key=lambda one: one.id)
    names = []
    table = [_line(COLUMNS)]
    for at in range(0, len(lessons), SHARD):
        names.append(f"lessons-{at // SHARD + 1}.json")
        texts = [_row_texts(library, lesson, settings) for lesson in lessons[at : at + SHARD]]
        rows = ",\n ".join(row for row, _ in texts)
        table += [lines for _, lines in texts]
        yield Artifact(f"docs/data/{names[-1]}", f"[\n {rows}\n]\n".encode())
    withdrawn = [
        {"id": one.slug} | field_data(one) | {"lessons": one.lessons or (one.slug,)}
        for one in library.withdrawn.values()
    ]
    of_site = {name: getattr(settings, name) for name in ("name", "url", "publisher", "licence")}
    listed = {"version": VERSION, "schema": SCHEMA} | of_site
    listed |= {"lessons": len(lessons), "files": names, "withdrawn": withdrawn}
    yield Artifact("docs/data/lessons.json", _json(listed))
    yield Artifact(f"docs/data/{SCHEMA}", _json(row_schema()))
    yield Artifact("docs/data/techniques.csv", "".join(table).encode("utf-8-sig"))
    lines = [f"- [{one.title}]({address_of(one, settings)}): {one.summary}".rstrip(": ") for one in lessons]
    head = f"# {settings.name}\n\n> {settings.description}\n\nทุกเรื่องเป็นข้อมูลที่ {settings.url}data/lessons.json\n\n## บทเรียน\n\n"
    yield Artifact("docs/llms.txt", (head + "\n".join(lines) + "\n").encode())
    yield site.page(
        "data/index.md",
        "data",
        names=names,
        total=len(lessons),
        guided=any(guide.slug == "data" for guide in library.guides),
    )


def row_schema() -> dict[str, Any]:
    """JSON Schema of a row of `lessons-<n>.json`: the fields of the table, and what is made of the body."""
    made = ("tried", "attachments", "trials", "techniques", "cautions", "traps", "sections")
    properties = _properties(Lesson) | {"url": {"type": "string"}, "licence": {"type": "string"}}
    properties |= {name: {"type": "object" if name == "tried" else "array"} for name in made}
    properties["trials"]["items"] = {"type": "object", "properties": _properties(Trial)}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": f"บทเรียนหนึ่งเรื่องในข้อมูลเปิด รุ่น {VERSION}",
        "type": "object",
        "required": ["id", "url", "title", "licence"],
        "properties": properties,
    }


def _properties(shape: type[Shape]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for row in fields_of(shape):
        kinds = {"integer": ["integer", "null"], "boolean": ["boolean", "null"]}
        one: dict[str, Any] = {"type": kinds.get(row.kind, ["string", "null"])}
        if row.shape is not None:
            one = {"type": ["object", "null"], "properties": _properties(row.shape)}
        found[row.key] = ({"type": "array", "items": one} if row.many else one) | {"title": row.label}
    return found


COLUMNS = ("บทเรียน", "เทคนิค", "ขั้นตอน", "ข้อควรระวัง", "ทางแก้", "จังหวัด", "หัวเรื่อง", "ลองแล้ว", "สัญญาอนุญาต", "ที่อยู่")


def _line(cells: Iterable[str]) -> str:
    out = io.StringIO()
    csv.writer(out).writerow(map(_harmless, cells))
    return out.getvalue()


def _technique_lines(library: Library, lesson: Lesson, settings: Settings) -> str:
    """A row a technique, for table programs."""
    lines = []
    for one in lesson.techniques:
        cells = (
            lesson.title,
            one.name,
            "\n".join(f"{step.number}. {plain(step.text)}" for step in one.steps),
            "\n".join(plain(caution.text) for caution in one.all_cautions),
            "\n".join(plain(caution.remedy) for caution in one.all_cautions if caution.remedy),
            lesson.place.province if lesson.place else "",
            ", ".join(lesson.tags),
            str(of_lesson(library, lesson).tried),
            licence_of(lesson, settings),
            f"{address_of(lesson, settings)}#{one.anchor}",
        )
        lines.append(_line(cells))
    return "".join(lines)


def _harmless(cell: str) -> str:
    """A cell that no table program takes for a formula."""
    starts = cell.lstrip()[:1] in ("=", "+", "-", "@", "|", "%") or cell[:1] in ("\t", "\r")
    return f"'{cell}" if starts else cell


def _json(value: Any) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode()


def _row_texts(library: Library, lesson: Lesson, site: Settings) -> tuple[str, str]:
    """A row as it is in the list of its file, and the lines of the lesson's techniques in the table."""
    told, trials = of_lesson(library, lesson), library.trials_of.get(lesson.id, ())
    beside = (told, trials, library.handed_out.get(lesson.path, ()), site.url, site.licence)

    def made() -> tuple[str, str]:
        row = json.dumps(_row(library, lesson, site), ensure_ascii=False, indent=1).replace("\n", "\n ")
        return row, _technique_lines(library, lesson, site)

    return recall(key_of("open data", digest_of((lesson, beside))), made)


def _row(library: Library, lesson: Lesson, site: Settings) -> dict[str, Any]:
    """The fields of the table, then what is in the body and what trials say; `licence` is that of the use."""
    told, trials = of_lesson(library, lesson), library.trials_of.get(lesson.id, ())
    row = {"id": lesson.id, "url": address_of(lesson, site)} | field_data(lesson)
    row["licence"] = licence_of(lesson, site)
    row["tried"] = {"worked": told.worked, "partly": told.partly, "failed": told.failed}
    row["evidence"] = told.level.value
    row["attachments"] = [
        {"url": f"{site.url}files/{one.path}", "kind": one.kind, "bytes": one.size}
        for one in library.handed_out.get(lesson.path, ())
    ]
    row["trials"] = [field_data(trial) | {"id": trial.slug} for trial in trials]
    row["techniques"] = _object(lesson.techniques)
    row["cautions"] = _object([one for section in lesson.sections for one in section.cautions])
    row["traps"] = _object(lesson.traps)
    row["sections"] = _object([section for section in lesson.sections if section.technique is None])
    return row


SHOWN: Mapping[type, str] = {
    Technique: "name anchor origin why steps cautions tail",
    Step: "number text origin cautions",
    Caution: "text anchor origin remedy remedy_origin",
    Trap: "text anchor origin remedy remedy_origin",
    Section: "kind heading anchor text items",
    Item: "text anchor origin",
}
"""What a row holds of the objects of a body; `kind` is that of the table of sections."""
PROSE = ("text", "why", "tail", "remedy")


def _object(one: Any) -> Any:
    """Objects of a body as plain data, Markdown as plain text; what is under a heading is one `text`."""
    if isinstance(one, Sequence) and not isinstance(one, str):
        return [_object(each) for each in one]
    if type(one) not in SHOWN:
        return one
    names = [name for name in SHOWN[type(one)].split() if name != "remedy_origin" or one.remedy]
    found = {name: plain(getattr(one, name)) for name in names if name in PROSE}
    if isinstance(one, Section):
        found["text"] = "\n\n".join(filter(None, (found["text"], plain(one.tail))))
    return {name: found[name] if name in found else _object(getattr(one, name)) for name in names}


NEWEST = 30


def feed(site: SiteContext) -> Iterator[Artifact]:
    """`docs/feed.xml`, `docs/feed.json`, `docs/tags/<id>/feed.xml`, `docs/places/<province>/feed.xml`; lessons without
    a date are left out, as a feed lives by dates."""
    settings = site.settings
    newest = [lesson for lesson in site.indexes.newest if lesson.date]
    yield _atom(site, newest, settings.name, "")
    items = [
        {
            "id": address_of(lesson, settings),
            "url": address_of(lesson, settings),
            "title": lesson.title,
            "content_text": lesson.summary or lesson.title,
            "date_published": _stamp(lesson),
            "language": "th",
            "authors": [{"name": person.name} for person in lesson.authors],
            "tags": list(lesson.tags),
        }
        for lesson in newest[:NEWEST]
    ]
    data = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": settings.name,
        "description": settings.description,
        "language": "th",
        "home_page_url": settings.url,
        "feed_url": f"{settings.url}feed.json",
        "items": items,
    }
    yield Artifact("docs/feed.json", _json(data))
    shelves = [(site.addresses.tag(label), "tags", found) for label, found in site.indexes.tags.items()]
    shelves += [
        (site.addresses.province(name), "places", found) for name, found in site.indexes.provinces.items()
    ]
    for named, folder, found in shelves:
        dated = [lesson for lesson in found if lesson.date]
        if dated and named.id:
            yield _atom(site, dated, f"{named.label} · {settings.name}", f"{folder}/{named.id}/")


def _atom(site: SiteContext, lessons: Sequence[Lesson], title: str, folder: str) -> Artifact:
    entries = [(lesson, _stamp(lesson)) for lesson in lessons[:NEWEST]]
    updated = entries[0][1] if entries else "2026-01-01T00:00:00Z"
    shown = {"entries": entries, "updated": updated, "title": title, "folder": folder}
    return site.text(f"{folder}feed.xml", "feed.xml", **shown)


def _stamp(lesson: Lesson) -> str:
    """A moment of RFC 3339 from a date that may lack month or day, or be a range."""
    first = lesson.date.iso.split("/")[0] if lesson.date else "2026"
    return f"{first}{'-01' * (3 - len(first.split('-')))}T00:00:00Z"
