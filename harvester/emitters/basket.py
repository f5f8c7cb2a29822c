"""The page of the reader's basket; `assets/paper/page.js` fills it on the reader's own device."""

from __future__ import annotations

from collections.abc import Iterator

from harvester.model import Artifact
from harvester.rendering.pages import SiteContext


def basket(site: SiteContext) -> Iterator[Artifact]:
    """`docs/basket/index.md`."""
    settings = site.settings
    yield site.page(
        "basket/index.md",
        "basket",
        title="ตะกร้าของฉัน",
        description="เทคนิคที่เลือกไว้ พิมพ์เป็นบัตร ใบความรู้ หรือเล่มเล็กจากหน้าเว็บได้ทันที",
        kind="basket",
        robots="noindex",
        site_name=settings.name,
    )
