"""Every technique of the library, in leaves, with filters where they fit on one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from harvester.model import Artifact, Lesson
from harvester.rendering.cards import Card, technique_cards
from harvester.rendering.pages import SiteContext
from harvester.rendering.paging import leaves
from harvester.thai.text import sort_key

MOST_OPTIONS = 8
TRIED = {"tried": "มีคนลองแล้ว", "failed": "เคยไม่ได้ผล", "untried": "ยังไม่มีใครลองซ้ำ"}


@dataclass(frozen=True, slots=True)
class Facet:
    """A group of filters: (value, label, how many cards have it)."""

    key: str
    label: str
    options: Sequence[tuple[str, str, int]]


def techniques(site: SiteContext) -> Iterator[Artifact]:
    """`docs/techniques/index.md` and its further leaves."""
    told = {card: lesson for lesson in site.indexes.newest for card in technique_cards(site, lesson)}
    found = sorted(told, key=lambda card: (-card.evidence.tried, sort_key(card.title)))
    values = {card: _values(site, card, told[card]) for card in found}
    for leaf in leaves(found, "techniques"):
        yield site.page(
            leaf.path,
            "techniques",
            title="เทคนิค" if leaf.number == 1 else f"เทคนิค หน้า {leaf.number}",
            description="วิธีทำจากคนที่ทำมาแล้ว บอกจำนวนขั้น จุดที่ต้องระวัง และผลของคนที่ลองตาม",
            kind="techniques",
            leaf=leaf,
            facets=_facets(site, list(values.values())) if leaf.last == 1 else [],
            values={card: " ".join(sorted(values[card])) for card in leaf.items},
        )


def _values(site: SiteContext, card: Card, lesson: Lesson) -> Mapping[str, str]:
    """What a card answers to in the filters: value to label."""
    found = {f"tag-{(tag := site.addresses.tag(name)).id}": tag.label for name in lesson.tags}
    found |= {f"role-{(role := site.addresses.role(name)).id}": role.label for name in lesson.roles}
    if card.cost:
        found[f"cost-{site.addresses.series(card.cost).id}"] = card.cost
    found |= {"tried-tried": TRIED["tried"]} if card.evidence.tried else {"tried-untried": TRIED["untried"]}
    if card.evidence.failed:
        found["tried-failed"] = TRIED["failed"]
    return found


def _facets(site: SiteContext, values: Sequence[Mapping[str, str]]) -> list[Facet]:
    counts = Counter(value for found in values for value in found)
    labels = {value: label for found in values for value, label in found.items()}
    facets = []
    for key, label in (("tag", "หัวเรื่อง"), ("role", "บทบาท"), ("tried", "ผลการลอง"), ("cost", "ค่าใช้จ่าย")):
        options = [
            (value, labels[value], count)
            for value, count in counts.most_common()
            if value.startswith(f"{key}-")
        ]
        if len(options) > 1:
            facets.append(
                Facet(key, label, sorted(options[:MOST_OPTIONS], key=lambda one: (-one[2], sort_key(one[1]))))
            )
    return facets
