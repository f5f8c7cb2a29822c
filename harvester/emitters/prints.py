"""The finished prints of the collections as files, and the page that offers them. Sets no type itself."""

from __future__ import annotations

from collections.abc import Iterator

from harvester.model import Artifact
from harvester.rendering.pages import SiteContext
from harvester.rendering.paper import offers


def prints(site: SiteContext) -> Iterator[Artifact]:
    """`docs/prints/index.md` and `docs/prints/<collection>-<form>.<suffix>`."""
    library, settings = site.library, site.settings
    if not settings.prints:
        return
    for print_ in library.prints:
        yield Artifact(f"docs/prints/{print_.name}", print_.content)
    yield site.page(
        "prints/index.md",
        "prints",
        title="พิมพ์ไปใช้ในเวที",
        description="เล่ม บัตรเทคนิค สรุปหน้าเดียว ใบงานกลุ่ม และอีบุ๊ก พร้อมพิมพ์",
        kind="prints",
        shelves=[(one, offers(library, one)) for one in library.collections if one.outputs],
    )
