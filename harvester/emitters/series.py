"""Series in order of their parts; the missing ones are drawn dashed, as invitations."""

from __future__ import annotations

from collections.abc import Iterator

from harvester.model import Artifact, Library
from harvester.rendering.cards import lesson_card
from harvester.rendering.pages import binder
from harvester.rendering.rows import Row
from harvester.settings import Settings


def series(library: Library, site: Settings) -> Iterator[Artifact]:
    """`docs/series/index.md` and `docs/series/<slug>/index.md`."""
    bound = binder(library)
    rows = []
    for one in bound.series.values():
        named = bound.addresses.series(one.name)
        told = f"{one.present} ตอน" + (f" ยังขาด {one.missing}" if one.missing else "")
        rows.append(
            Row(
                one.name, named.href, " · ".join(part.lesson.title for part in one.parts if part.lesson), told
            )
        )
        yield bound.page(
            f"series/{named.id}/index.md",
            "series",
            title=one.name,
            description=f"ชุดบทเรียน {one.name} มี {told}",
            kind="series",
            series=one,
            cards={part.lesson.id: lesson_card(bound, part.lesson) for part in one.parts if part.lesson},
        )
    yield bound.page(
        "series/index.md",
        "rows",
        title="เรื่องชุด",
        heading="เรื่องชุด",
        lead="บทเรียนที่ผู้เล่าเขียนต่อกันเป็นตอน ตอนที่หายไปก็บอกไว้",
        description="บทเรียนที่เขียนต่อกันเป็นตอน",
        kind="series-list",
        rows=rows,
        ask="ถ้าเรื่องของคุณยาว แบ่งเล่าเป็นตอนได้",
    )
