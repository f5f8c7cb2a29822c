"""Every caution and trap of the library with its remedy, by the moment of work it belongs to."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Any

from harvester.model import Artifact
from harvester.rendering.cards import STAGES, Hazard, hazards
from harvester.rendering.pages import SiteContext
from harvester.rendering.paging import leaves

LEAF = 90
"""Dangers on one leaf: at most about 150 kB of HTML."""
VIEWS = (
    ("cautions", "กับดัก และข้อควรระวัง", "ทั้งหมด", lambda one: True),
    ("cautions/steps", "ข้อควรระวัง", "ข้อควรระวัง", lambda one: one.kind == "caution"),
    ("traps", "กับดัก", "กับดัก", lambda one: one.kind == "trap"),
    ("cautions/open", "ยังไม่มีทางแก้", "ยังไม่มีทางแก้", lambda one: one.open),
)
"""Folder, title, words on the tab, and which dangers stand there."""


def cautions(site: SiteContext) -> Iterator[Artifact]:
    """`docs/cautions/index.md`, `docs/traps/index.md` and the two narrower views, each in leaves."""
    rank = {stage: at for at, (stage, _, _) in enumerate(STAGES)}
    found = [danger for lesson in site.indexes.newest for danger in hazards(site, lesson)]
    found.sort(key=lambda one: rank[one.stage])
    tabs = [(folder, label, sum(map(fits, found))) for folder, _, label, fits in VIEWS]
    for folder, title, _, fits in VIEWS:
        for leaf in leaves([one for one in found if fits(one)], folder, LEAF):
            shown: dict[str, Any] = {
                "title": title if leaf.number == 1 else f"{title} หน้า {leaf.number}",
                "description": "จุดที่พลาดง่ายจากทุกบทเรียน พร้อมทางแก้ที่มีคนใช้แล้ว ข้อไหนยังไม่มีก็บอกตรง ๆ",
                "kind": "traps" if folder == "traps" else "cautions",
                "heading": title,
                "leaf": leaf,
                "tabs": tabs,
                "folder": folder,
                "stages": _staged(list(leaf.items)),
            }
            yield site.kept(leaf.path, shown, partial(site.page, leaf.path, "cautions", **shown))


def _staged(found: list[Hazard]) -> list[tuple[str, str, list[Hazard]]]:
    """(moment of work, what it means, dangers) of a leaf; moments without dangers are left out."""
    grouped = ((name, lead, [one for one in found if one.stage == stage]) for stage, name, lead in STAGES)
    return [group for group in grouped if group[2]]
