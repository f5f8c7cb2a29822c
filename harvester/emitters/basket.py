"""The page of the reader's basket; `assets/paper/page.js` fills it on the reader's own device."""

from __future__ import annotations

from collections.abc import Iterator

from harvester.model import Artifact, Library
from harvester.rendering.pages import binder
from harvester.settings import Settings


def basket(library: Library, site: Settings) -> Iterator[Artifact]:
    """`docs/basket/index.md`."""
    yield binder(library, site).page(
        "basket/index.md",
        "basket",
        title="ตะกร้าของฉัน",
        description="เทคนิคที่เลือกไว้ พิมพ์เป็นบัตร แผ่นแจก หรือเล่มเล็กจากหน้าเว็บได้ทันที",
        kind="basket",
        robots="noindex",
        site_name=site.name,
    )
