"""Collections: lessons gathered for a purpose, to read here and to print."""

from __future__ import annotations

from collections.abc import Iterator

from harvester.model import Artifact
from harvester.model.selection import select
from harvester.rendering.pages import SiteContext
from harvester.rendering.paper import print_rows
from harvester.rendering.rows import Row, lesson_count, list_pages


def collections(site: SiteContext) -> Iterator[Artifact]:
    """`docs/collections/index.md` and `docs/collections/<id>/index.md`."""
    library, settings = site.library, site.settings
    rows = []
    for one in library.collections:
        chosen = select(library, one)
        rows.append(Row(one.title, f"site:collections/{one.id}/", one.summary, lesson_count(len(chosen))))
        by = " · ".join(
            filter(
                None,
                (
                    one.editor,
                    f"พิมพ์ครั้งที่ {one.edition}" if one.edition else "",
                    one.date.thai() if one.date else "",
                ),
            )
        )
        yield from list_pages(
            site,
            f"collections/{one.id}",
            chosen,
            title=one.title,
            description=one.summary,
            kind="collection",
            lead=" ".join(filter(None, (one.summary, by))),
            trail=[("ชุดบทเรียน", "site:collections/")],
            below=print_rows(library, one) if settings.prints else (),
            below_title="พิมพ์ไปใช้",
            body=site.guide(one.preface, one.place.path) if one.preface.strip() else "",
            listed="บทเรียนในชุดนี้",
            empty="ชุดนี้ยังว่างอยู่",
        )
    yield site.page(
        "collections/index.md",
        "rows",
        title="ชุดบทเรียน",
        lead="บทเรียนที่รวมไว้ให้ใช้ด้วยกัน พิมพ์เป็นเล่ม เป็นบัตร หรือเป็นสรุปหน้าเดียวได้",
        description="บทเรียนที่รวมไว้ให้ใช้ด้วยกัน พร้อมพิมพ์",
        kind="collections",
        rows=rows,
        ask="รวมบทเรียนที่ใช้ด้วยกันบ่อย ๆ ไว้เป็นชุดได้",
    )
