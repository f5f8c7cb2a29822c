"""Ways in: by what people are about to do, by their role, by year, by the tree of tags."""

from collections.abc import Iterator, Sequence

from harvester.model import Artifact, Lesson, Work
from harvester.model.selection import reached
from harvester.rendering.addresses import Named
from harvester.rendering.indexes import Shelf
from harvester.rendering.pages import SiteContext
from harvester.rendering.rows import Row, lesson_count, list_pages, shelves
from harvester.thai.text import sort_key


def works(site: SiteContext) -> Iterator[Artifact]:
    """`docs/works/index.md` and `docs/works/<id>/index.md`."""
    yield from shelves(site, "works", "work", ((work_row(work, len(lessons)), lessons, {
        "description": work.ask or f"บทเรียนสำหรับคนที่กำลังจะ{work.label}",
        "lead": work.ask,
        "pills": [
            Row("ข้อควรระวังของงานนี้", f"site:cautions/for-{work.id}/"),
            Row("ใช้กับพื้นที่ฉันได้ไหม", f"site:fit/?work={work.id}"),
        ],
    }) for work, lessons in by_work(site).items()))  # fmt: skip


def by_work(site: SiteContext) -> dict[Work, Sequence[Lesson]]:
    """The lessons for each work, newest first."""
    age = {lesson.id: at for at, lesson in enumerate(site.indexes.newest)}
    return {
        work: sorted(lessons, key=lambda one: age[one.id]) for work, lessons in site.library.by_work.items()
    }


def work_row(work: Work, count: int) -> Row:
    """A work as a row of a list."""
    return Row(work.label, f"site:works/{work.id}/", count=lesson_count(count))


def named_row(one: Named, shelf: Shelf) -> Row:
    """What the vocabulary names as a row of a list, with the number of its lessons."""
    return Row(one.label, one.href, one.definition, lesson_count(len(shelf.get(one.label, ()))))


def roles(site: SiteContext) -> Iterator[Artifact]:
    """`docs/roles/index.md` and `docs/roles/<id>/index.md`."""
    shelf = site.indexes.roles
    levels = {role.label: role.levels for role in site.library.vocabulary.roles}
    labels = sorted({*levels, *shelf}, key=lambda label: (-len(shelf.get(label, ())), sort_key(label)))
    yield from shelves(site, "roles", "role", ((named_row(one, shelf), shelf.get(one.label, ()), {
        "description": one.definition,
        "lead": one.definition + (f" มีในระดับ{' '.join(levels[one.label])}" if levels.get(one.label) else ""),
    }) for one in map(site.addresses.role, labels)))  # fmt: skip


def years(site: SiteContext) -> Iterator[Artifact]:
    """`docs/years/index.md` and `docs/years/<Buddhist year>/index.md`."""
    yield from shelves(site, "years", "year", (
        (Row(f"พ.ศ. {year}", f"site:years/{year}/", "", lesson_count(len(lessons))), lessons, {
            "title": f"บทเรียน พ.ศ. {year}", "description": f"บทเรียนที่เกิดขึ้นหรือเล่าไว้ใน พ.ศ. {year}",
        }) for year, lessons in site.indexes.years.items()
    ))  # fmt: skip


def tags(site: SiteContext) -> Iterator[Artifact]:
    """`docs/tags/index.md` and `docs/tags/<id>/index.md`."""
    library = site.library
    parents = _parents(site)
    roots = sorted((tag.label for tag in library.vocabulary.tags if tag.label not in parents), key=sort_key)
    known = {tag.label for tag in library.vocabulary.tags}
    unknown = sorted(set(site.indexes.tags) - known, key=sort_key)
    yield site.page(
        "tags/index.md",
        "tags",
        roots=roots,
        below=site.indexes.children,
        counts={label: len(found) for label, found in site.indexes.tags.items()},
        unknown=unknown,
    )
    for label in (*sorted(known, key=sort_key), *unknown):
        yield from _page(site, label, parents.get(label))


def _page(site: SiteContext, label: str, parent: Named | None) -> Iterator[Artifact]:
    tag = site.addresses.tag(label)
    trail = [("หัวเรื่อง", "site:tags/")]
    if parent:
        trail.append((parent.label, parent.href))
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
        below=[
            named_row(site.addresses.tag(child), site.indexes.tags) for child in site.indexes.below(tag.label)
        ],
    )


def _parents(site: SiteContext) -> dict[str, Named]:
    """Each tag's broader tag; none for a root, and for one whose broader tag is unknown or leads in a circle."""
    to = site.addresses.tag
    above = {tag.label: to(tag.broader) for tag in site.library.vocabulary.tags if tag.broader}
    ways = {label: (parent.label,) for label, parent in above.items()}
    return {
        label: parent
        for label, parent in above.items()
        if parent.known and not reached([label], ways) <= ways.keys()
    }
