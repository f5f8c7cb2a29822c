"""The tree of tags, and a page for each tag: what authors declared, what the harvest proposes, shown apart."""

from __future__ import annotations

from collections.abc import Iterator

from harvester.model import Artifact
from harvester.rendering.pages import SiteContext
from harvester.rendering.rows import Row, lesson_count, list_pages
from harvester.thai.text import sort_key


def tags(site: SiteContext) -> Iterator[Artifact]:
    """`docs/tags/index.md` and `docs/tags/<id>/index.md`."""
    library = site.library
    roots = sorted(
        (tag.label for tag in library.vocabulary.tags if not _parent(site, tag.label)), key=sort_key
    )
    known = {tag.label for tag in library.vocabulary.tags}
    unknown = sorted(set(site.indexes.tags) - known, key=sort_key)
    yield site.page(
        "tags/index.md",
        "tags",
        title="หัวเรื่อง",
        description="บทเรียนแยกตามหัวเรื่อง จากกว้างไปแคบ",
        roots=roots,
        below=site.indexes.children,
        counts={label: len(found) for label, found in site.indexes.tags.items()},
        unknown=unknown,
    )
    for label in (*sorted(known, key=sort_key), *unknown):
        yield from _page(site, label)


def _page(site: SiteContext, label: str) -> Iterator[Artifact]:
    tag = site.addresses.tag(label)
    parent = _parent(site, label)
    trail = [("หัวเรื่อง", "site:tags/")]
    if parent:
        trail.append((parent, site.addresses.tag(parent).href))
    below = [
        Row(
            child,
            site.addresses.tag(child).href,
            site.addresses.tag(child).definition,
            lesson_count(len(site.indexes.tags.get(child, ()))),
        )
        for child in site.indexes.below(tag.label)
    ]
    yield from list_pages(
        site,
        f"tags/{tag.id}",
        site.indexes.tags.get(tag.label, ()),
        suggested=site.indexes.suggested.get(tag.label, ()),
        title=tag.label,
        description=tag.definition,
        kind="tag",
        lead=tag.definition,
        trail=trail,
        empty=f"ยังไม่มีใครเล่าเรื่อง{tag.label}",
        below=below,
        below_title="หัวเรื่องที่แคบลงไป",
    )


def _parent(site: SiteContext, label: str) -> str:
    """The broader tag's label, '' for a root and for one whose broader tag is unknown or leads in a circle."""
    entries = {tag.label: tag for tag in site.library.vocabulary.tags}
    entry = entries.get(label)
    parent = site.addresses.tag(entry.broader) if entry and entry.broader else None
    if parent is None or not parent.known:
        return ""
    seen = {label}
    at: str = parent.label
    while at in entries and entries[at].broader:
        if at in seen:
            return ""
        seen.add(at)
        at = site.addresses.tag(entries[at].broader).label
    return parent.label
