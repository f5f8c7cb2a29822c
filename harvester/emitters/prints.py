"""The finished prints of the collections as files, and the page that offers them. Sets no type itself."""

from __future__ import annotations

from collections.abc import Iterator

from harvester.model import Artifact, Library
from harvester.rendering.pages import binder
from harvester.rendering.paper import offers
from harvester.settings import Settings


def prints(library: Library, site: Settings) -> Iterator[Artifact]:
    """`docs/prints/index.md` and `docs/prints/<collection>-<form>.<suffix>`."""
    if not site.prints:
        return
    for print_ in library.prints:
        yield Artifact(f"docs/prints/{print_.name}", print_.content)
    yield binder(library, site).page(
        "prints/index.md",
        "prints",
        title="พิมพ์ไปใช้ในเวที",
        description="เล่ม บัตรเทคนิค สรุปหน้าเดียว แผ่นงานกลุ่ม และอีบุ๊ก พร้อมพิมพ์",
        kind="prints",
        shelves=[(one, offers(library, one)) for one in library.collections if one.outputs],
    )
