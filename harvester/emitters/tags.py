"""The tree of tags, and a page for each tag: what authors declared, what the harvest proposes, shown apart."""

from __future__ import annotations

from collections.abc import Iterator

from harvester.model import Artifact, Library
from harvester.rendering.pages import Binder, binder
from harvester.rendering.rows import Row, shelf_pages, told
from harvester.settings import Settings
from harvester.thai.text import sort_key


def tags(library: Library, site: Settings) -> Iterator[Artifact]:
    """`docs/tags/index.md` and `docs/tags/<id>/index.md`."""
    bound = binder(library, site)
    roots = sorted(
        (tag.label for tag in library.vocabulary.tags if not _parent(bound, tag.label)), key=sort_key
    )
    known = {tag.label for tag in library.vocabulary.tags}
    unknown = sorted(set(bound.shelves.tags) - known, key=sort_key)
    yield bound.page(
        "tags/index.md",
        "tags",
        title="เรื่อง",
        description="บทเรียนแยกตามเรื่อง จากเรื่องกว้างไปหาเรื่องแคบ",
        kind="tags",
        roots=roots,
        below=bound.shelves.below,
        declared=bound.shelves.tags,
        unknown=unknown,
    )
    for label in (*sorted(known, key=sort_key), *unknown):
        yield from _page(bound, label)


def _page(bound: Binder, label: str) -> Iterator[Artifact]:
    tag = bound.addresses.tag(label)
    parent = _parent(bound, label)
    trail = [("เรื่อง", "site:tags/")]
    if parent:
        trail.append((parent, bound.addresses.tag(parent).href))
    below = [
        Row(
            child,
            bound.addresses.tag(child).href,
            bound.addresses.tag(child).definition,
            told(len(bound.shelves.tags.get(child, ()))),
        )
        for child in bound.shelves.below(tag.label)
    ]
    yield from shelf_pages(
        bound,
        f"tags/{tag.id}",
        bound.shelves.tags.get(tag.label, ()),
        suggested=bound.shelves.suggested.get(tag.label, ()),
        title=tag.label,
        description=tag.definition,
        kind="tag",
        lead=tag.definition,
        trail=trail,
        empty=f"ยังไม่มีใครเล่าเรื่อง{tag.label}",
        below=below,
        below_title="เรื่องที่แคบลงไป",
    )


def _parent(bound: Binder, label: str) -> str:
    """The broader tag's label, '' for a root and for one whose broader tag is unknown or leads in a circle."""
    entries = {tag.label: tag for tag in bound.library.vocabulary.tags}
    entry = entries.get(label)
    parent = bound.addresses.tag(entry.broader) if entry and entry.broader else None
    if parent is None or not parent.known:
        return ""
    seen = {label}
    at: str = parent.label
    while at in entries and entries[at].broader:
        if at in seen:
            return ""
        seen.add(at)
        at = bound.addresses.tag(entries[at].broader).label
    return parent.label
