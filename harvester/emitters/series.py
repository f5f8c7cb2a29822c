"""Series in order of their parts; the missing ones are drawn dashed, as invitations."""

from __future__ import annotations

from collections.abc import Iterator

from harvester.model import Artifact
from harvester.rendering.cards import lesson_card
from harvester.rendering.pages import SiteContext
from harvester.rendering.paging import leaves
from harvester.rendering.rows import Row

MOST_TITLES = 12


def series(site: SiteContext) -> Iterator[Artifact]:
    """`docs/series/index.md` and `docs/series/<slug>/index.md`."""
    rows = []
    for one in site.series.values():
        named = site.addresses.series(one.name)
        told = f"{one.present} ตอน" + (f" ยังขาด {one.missing}" if one.missing else "")
        rows.append(
            Row(
                one.name,
                named.href,
                " · ".join([part.lesson.title for part in one.parts if part.lesson][:MOST_TITLES]),
                told,
            )
        )
        for leaf in leaves(one.parts, f"series/{named.id}"):
            yield site.page(
                leaf.path,
                "series",
                title=one.name if leaf.number == 1 else f"{one.name} หน้า {leaf.number}",
                description=f"ชุดบทเรียน {one.name} มี {told}",
                kind="series",
                series=one,
                leaf=leaf,
                cards={part.lesson.id: lesson_card(site, part.lesson) for part in leaf.items if part.lesson},
            )
    yield site.page(
        "series/index.md",
        "rows",
        title="บทเรียนหลายตอน",
        lead="บทเรียนที่ผู้เล่าเขียนต่อกันเป็นตอน ตอนที่หายไปก็บอกไว้",
        description="บทเรียนที่เขียนต่อกันเป็นตอน",
        kind="series-list",
        rows=rows,
        ask="ถ้าเรื่องของคุณยาว แบ่งเล่าเป็นตอนได้",
    )
