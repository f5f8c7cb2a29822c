"""Choosing a lesson: by every facet at once, by what one has at hand, and techniques side by side. The lists are in
the pages; `assets/choose/choose.js` narrows and orders them with `assets/choose/lessons.js`, whose texts carry the
private signs of `typography` where lines may end."""

import json
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from typing import Any

from harvester.emitters.ways_in import by_work
from harvester.memo import key_of, recall
from harvester.model import Artifact, Lesson, LessonId
from harvester.model.field_groups import EVIDENCE_LABELS, LEVELS, OUTCOME_LABELS
from harvester.rendering.evidence import of_lesson
from harvester.rendering.pages import SiteContext, page_words
from harvester.rendering.rows import Row, list_pages, paginate
from harvester.thai import numbering
from harvester.thai.text import sort_key

TIMES = (60, 240, 480, 2400, 9600)
SIZES = (2, 10, 30)
"""The most minutes, and the most people, of each band but the last."""
_WORDS = page_words("choosing")
BANDS: Mapping[str, Sequence[str]] = _WORDS["bands"]
FACETS: Mapping[str, str] = _WORDS["facets"]
LEAF = 150
STRETCH = 150
"""Lessons whose texts are fetched at a time, where a library has more."""
SHOWN = ("title", "take", "told_at", "needs", "roles", "tried", "techniques")
"""What is text to read."""


def choosing(site: SiteContext) -> Iterator[Artifact]:
    """`docs/browse/**`, `docs/fit/**`, `docs/compare/index.md` and `docs/assets/choose/lessons*.js`."""
    lessons = site.indexes.newest
    works = {work: {one.id for one in found} for work, found in by_work(site).items()}
    values = {
        one.id: _values(site, one) | {"work": [(w.id, w.label) for w, ids in works.items() if one.id in ids]}
        for one in lessons
    }
    facets = {key: list(_choices(site, key, values)) for key in FACETS}
    asked = {one.id: _requirements(site, one) for one in lessons}
    held = [
        {name: told for name, told in asked[one.id].items() if name != "adapted"}
        | {key: [value for value, _ in values[one.id][key]] for key in FACETS if values[one.id][key]}
        for one in lessons
    ]
    yield from _scripts(site, held)
    yield site.page(
        "browse/index.md",
        "browse",
        facets=[(key, FACETS[key], found) for key, found in facets.items() if found],
        total=len(lessons),
    )
    for key in ("evidence", *BANDS):
        for one in facets[key]:
            yield from list_pages(
                site,
                one.href.removeprefix("site:").strip("/"),
                [lesson for lesson in lessons if one.id in dict(values[lesson.id][key])],
                title=f"{FACETS[key]}: {one.label}",
                kind="shelf",
            )
    for leaf in paginate(lessons, "fit", LEAF):
        yield site.page(
            leaf.path,
            "fit",
            leaf=leaf,
            rows=[asked[lesson.id] for lesson in leaf.items],
            works=facets["work"],
            roles=facets["role"],
            levels=LEVELS,
            bands=BANDS,
            limits=TIMES,
            outcomes=OUTCOME_LABELS,
        )
    yield site.page("compare/index.md", "compare")


def _choices(site: SiteContext, key: str, values: Mapping[LessonId, Mapping[str, Any]]) -> Iterator[Row]:
    """The values of a facet that lessons have: works and bands in their own order, years newest first, the rest by count."""
    counts = Counter(value for found in values.values() for value in found[key])
    order = [*EVIDENCE_LABELS, *map(str, range(9)), *(work.id for work in site.library.vocabulary.works)]

    def rank(value: tuple[str, str]) -> tuple[Any, ...]:
        if key == "year":
            return (-int(value[0]),)
        return (order.index(value[0]),) if value[0] in order else (99, -counts[value], sort_key(value[1]))

    folder = {"work": "works", "role": "roles", "place": "places", "programme": "programmes", "year": "years"}
    for value in sorted(counts, key=rank):
        href = f"site:{folder.get(key, key)}/{value[0]}/"
        if key in ("evidence", *BANDS):
            href = f"site:browse/{key}-{value[0]}/"
        yield Row(value[1], href, count=str(counts[value]), id=value[0])


def _values(site: SiteContext, lesson: Lesson) -> dict[str, list[tuple[str, str]]]:
    """Key and label of a lesson's values in each facet but `work`."""
    to, needs = site.addresses, lesson.needs
    place = to.province(lesson.place.province) if lesson.place and lesson.place.province else None
    named: dict[str, Sequence[Any]] = {
        "role": [to.role(role) for role in lesson.roles],
        "place": [place] if place and place.known else [],
        "programme": [to.programme(lesson.programme)] if lesson.programme else [],
        "series": [to.series(lesson.series.name)] if lesson.series else [],
    }
    found = {key: [(one.id, one.label) for one in all_] for key, all_ in named.items()}
    found["year"] = [(str(lesson.date.buddhist_year),) * 2] if lesson.date else []
    level = of_lesson(site.library, lesson).level.value
    found["evidence"] = [(level, EVIDENCE_LABELS[level])]
    bands: dict[str, Sequence[int]] = dict.fromkeys(BANDS, ())
    if (time := numbering.minutes(needs.time)) is not None:
        bands["time"] = (bisect_left(TIMES, time[1]),)
    if (people := numbering.people(needs.people)) is not None:
        bands["size"] = range(bisect_left(SIZES, people[0]), bisect_left(SIZES, people[1]) + 1)
    if (cost := numbering.expense(needs.cost)) is not None:
        bands["cost"] = (cost,)
    return found | {key: [(str(at), BANDS[key][at]) for at in band] for key, band in bands.items()}


def _requirements(site: SiteContext, lesson: Lesson) -> dict[str, Any]:
    """What a lesson asks for and who it was for, in words and in numbers; `adapted` tells how others changed it."""
    needs, told = lesson.needs, of_lesson(site.library, lesson)
    return {
        "id": lesson.id,
        "title": lesson.title,
        "take": lesson.summary,
        "told_at": lesson.short_place,
        "needs": [needs.time, needs.people, needs.cost],
        "minutes": numbering.minutes(needs.time),
        "people": numbering.people(needs.people),
        "money": numbering.expense(needs.cost),
        "level": lesson.place.level if lesson.place else "",
        "roles": lesson.roles,
        "tried": told.words if told.tried else "",
        "techniques": [(one.anchor, one.name) for one in lesson.techniques],
        "adapted": [
            (trial.outcome.value, trial.changed, trial.example)
            for trial in site.library.trials_of.get(lesson.id, ())
            if trial.changed
        ],
    }


def _scripts(site: SiteContext, lessons: Sequence[Mapping[str, Any]]) -> Iterator[Artifact]:
    """The data as scripts, which a page opened from a disk may load too; texts with the signs of typography. Of a
    large library the first one has only what narrows and orders, and texts come by stretches of `STRETCH` lessons."""

    def signed(value: Any) -> Any:
        if isinstance(value, str):
            return site.typography.marked(value)
        return [signed(one) for one in value] if isinstance(value, list | tuple) else value

    def text(row: Mapping[str, Any]) -> str:
        return _json({key: signed(row[key]) for key in SHOWN if row[key]})

    def bare(row: Mapping[str, Any]) -> dict[str, Any]:
        return {key: one for key, one in row.items() if key not in SHOWN and one not in ("", (), [], None)}

    key = site.typography.content_key
    shown = [{name: row[name] for name in SHOWN} for row in lessons]
    texts = [recall(key_of("choosing", key, json.dumps(row)), partial(text, row)) for row in shown]
    if len(lessons) <= STRETCH:
        whole = (f"{_json(bare(row))[:-1]},{told[1:]}" for row, told in zip(lessons, texts, strict=True))
        yield _script("", f"globalThis.botrianLessons=[{','.join(whole)}];")
        return
    rows = [bare(row) | ({"tried": 1} if row["tried"] else {}) for row in lessons]
    yield _script("", f"globalThis.botrianStretch={STRETCH};globalThis.botrianLessons={_json(rows)};")
    for number, start in enumerate(range(0, len(texts), STRETCH)):
        yield _script(f"-{number}", f"botrianTexts({start},[{','.join(texts[start : start + STRETCH])}]);")


def _script(number: str, text: str) -> Artifact:
    return Artifact(f"docs/assets/choose/lessons{number}.js", f"{text}\n".encode())


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
