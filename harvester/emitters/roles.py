"""Ways in by role: what each role is, and the lessons that it can use."""

from __future__ import annotations

from collections.abc import Iterator

from harvester.model import Artifact
from harvester.rendering.pages import SiteContext
from harvester.rendering.rows import Row, shelf_pages, told
from harvester.thai.text import sort_key


def roles(site: SiteContext) -> Iterator[Artifact]:
    """`docs/roles/index.md` and `docs/roles/<id>/index.md`."""
    library = site.library
    shelf = site.indexes.roles
    levels = {role.label: role.levels for role in library.vocabulary.roles}
    labels = sorted({*levels, *shelf}, key=lambda label: (-len(shelf.get(label, ())), sort_key(label)))
    named = [site.addresses.role(label) for label in labels]
    yield site.page(
        "roles/index.md",
        "rows",
        title="บทบาท",
        heading="ตามบทบาท ของคุณ",
        lead="คนคนหนึ่งทำได้หลายบทบาท เลือกบทบาทที่คุณทำอยู่ตอนนี้",
        kind="roles",
        rows=[Row(one.label, one.href, one.definition, told(len(shelf.get(one.label, ())))) for one in named],
        ask="บอกเราว่าคุณทำหน้าที่อะไรในงานนี้",
    )
    for one in named:
        yield from shelf_pages(
            site,
            f"roles/{one.id}",
            shelf.get(one.label, ()),
            title=one.label,
            description=one.definition,
            kind="role",
            lead=one.definition + (f" มีในระดับ{' '.join(levels[one.label])}" if levels.get(one.label) else ""),
            trail=[("บทบาท", "site:roles/")],
            listed=f"บทเรียน ที่{one.label}ใช้ได้",
            empty=f"ยังไม่มีบทเรียนสำหรับ{one.label}",
        )
