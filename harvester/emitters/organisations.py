"""Organisations that take part, with what belongs to them and the lessons they stand in."""

from __future__ import annotations

from collections.abc import Iterator

from harvester.model import Artifact
from harvester.rendering.addresses import DRAWER
from harvester.rendering.pages import SiteContext
from harvester.rendering.paging import leaves
from harvester.thai.text import sort_key


def organisations(site: SiteContext) -> Iterator[Artifact]:
    """`docs/organisations/index.md` and its further leaves."""
    library = site.library
    to = site.addresses
    entries = {entry.label: entry for entry in library.vocabulary.organisations}
    below: dict[str, list[str]] = {}
    for entry in entries.values():
        if entry.parent:
            below.setdefault(to.organisation(entry.parent).label, []).append(entry.label)
    listed = [
        (
            to.organisation(label),
            entries.get(label),
            sorted(below.get(label, ()), key=sort_key),
            site.indexes.organisations.get(label, ()),
        )
        for label in to.organisations
    ]
    for leaf in leaves(listed, "organisations", DRAWER):
        yield site.page(
            leaf.path,
            "organisations",
            title="หน่วยงาน" if leaf.number == 1 else f"หน่วยงาน หน้า {leaf.number}",
            description="หน่วยงาน กลุ่ม และองค์กรที่อยู่ในบทเรียน",
            kind="organisations",
            leaf=leaf,
        )
