"""Every caution and trap of the library with its remedy, by the moment of work it belongs to."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from harvester.model import Artifact
from harvester.model.plain_text import plain
from harvester.rendering.cards import STAGES, Hazard, hazards, worded
from harvester.rendering.pages import SiteContext, page_words
from harvester.rendering.rows import Leaf, paginate

LEAF = 40
"""Dangers on one leaf: what a thumb still scrolls through on a phone."""
VIEWS = (
    ("cautions", "กับดักและข้อควรระวัง", "ทั้งหมด", lambda one: True),
    ("cautions/steps", "ข้อควรระวัง", "ข้อควรระวัง", lambda one: one.kind == "caution"),
    ("traps", "กับดัก", "กับดัก", lambda one: one.kind == "trap"),
    ("cautions/open", "ยังไม่มีทางแก้", "ยังไม่มีทางแก้", lambda one: not one.remedy),
)
"""Folder, title, words on the tab, and which hazards are there."""


def cautions(site: SiteContext) -> Iterator[Artifact]:
    """`docs/cautions/index.md`, `docs/traps/index.md` and the two narrower views, each in leaves."""
    rank = {stage: at for at, (stage, _, _) in enumerate(STAGES)}
    dangers = [danger for lesson in site.indexes.newest for danger in hazards(site, lesson)]
    near = _near(site)

    def listed(ids: Collection[str] | None = None) -> list[Hazard]:
        of = dangers if ids is None else [one for one in dangers if one.of in ids]
        return sorted(_cluster(of, near), key=lambda one: rank[one.stage])

    found = listed()
    tabs = [(folder, label, sum(map(fits, found))) for folder, _, label, fits in VIEWS]
    views = [(folder, title, [one for one in found if fits(one)]) for folder, title, _, fits in VIEWS]
    works = []
    for work, lessons in site.library.by_work.items():
        met = listed({lesson.id for lesson in lessons})
        works.append((work.label, f"cautions/for-{work.id}", len(met)))
        views.append((works[-1][1], f"ข้อควรระวังเมื่อ{work.label}", met))
    for folder, title, shown_here in views:
        where: dict[str, int] = {}
        for at, one in enumerate(shown_here):
            where.setdefault(one.stage, at // LEAF + 1)
        for leaf in paginate(shown_here, folder, LEAF):
            shown: dict[str, Any] = {
                **page_words("cautions"),
                "title": leaf.titled(title),
                "kind": "traps" if folder == "traps" else "cautions",
                "heading": title,
                "tabs": tabs,
                "works": works,
                "moments": [
                    (name, f"{leaf.href(where[stage])}#{stage}")
                    for stage, name, _ in STAGES
                    if stage in where
                ],
                "folder": folder,
            }
            parts = [(one.of, one.anchor, one.also, one.met) for one in leaf.items]
            whose = {one.of: site.shows(site.library.by_id[one.of]) for one in leaf.items}
            key = (*shown.values(), leaf.number, leaf.last, parts, whose)
            yield site.kept(leaf.path, key, partial(_page, site, leaf, shown))


def _page(site: SiteContext, leaf: Leaf[Hazard], shown: Mapping[str, Any]) -> Artifact:
    found = [worded(site, one) for one in leaf.items]
    grouped = ((*stage, [one for one in found if one.stage == stage[0]]) for stage in STAGES)
    stages = [group for group in grouped if group[-1]]  # moment of work, its name, what it means, hazards
    return site.make_page(leaf.path, "cautions", leaf=leaf, stages=stages, **shown)


def _near(site: SiteContext) -> Mapping[str, set[str]]:
    """The links of hazards to those of the hazards that are near."""
    near: dict[str, set[str]] = {}
    for link in site.library.links:
        if link.kind == "similar_caution" and link.target is not None:
            ends = [site.addresses.lesson(end.lesson, end.anchor) for end in (link.source, link.target)]
            near.setdefault(ends[0], set()).add(ends[1])
            near.setdefault(ends[1], set()).add(ends[0])
    return near


def _cluster(found: Sequence[Hazard], near: Mapping[str, set[str]]) -> list[Hazard]:
    """Near hazards as one, with the lessons where it was met; one that has a remedy speaks for the others."""
    by_href = {one.href: one for one in found}
    taken: set[str] = set()
    made: list[Hazard] = []
    for one in sorted(found, key=lambda one: not one.remedy):
        if one.href in taken:
            continue
        others = [
            other
            for href in sorted(near.get(one.href, ()))
            if href not in taken and (other := by_href.get(href))
            if other.kind == one.kind and other.lesson != one.lesson
        ]
        taken |= {one.href, *(other.href for other in others)}
        said = (plain(other.say) if other.say != one.say else "" for other in others)
        also = ((words, other.lesson, other.href) for words, other in zip(said, others, strict=True))
        # most are met once: a view of all of them need not hold each anew
        made.append(replace(one, also=tuple(also)) if others else one)
    return made
