"""Rows and cards of lists in leaves of a size that a phone can load; what the site says of a finished print."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any, Generic, TypeVar

from harvester.model import Artifact, Collection, Lesson, Library, Print
from harvester.rendering.cards import lesson_card
from harvester.rendering.pages import SiteContext, page_words

T = TypeVar("T")
LEAF = 60
"""Cards on one leaf: at most about 120 kB of HTML."""


@dataclass(frozen=True, slots=True)
class Leaf(Generic[T]):
    """One leaf of a list that lives at `folder` (`techniques`): the first at `techniques/`, then `techniques/2/`."""

    items: Sequence[T]
    number: int
    last: int
    folder: str
    total: int
    size: int

    @property
    def path(self) -> str:
        """The page's Markdown file."""
        return f"{self.folder}/index.md" if self.number == 1 else f"{self.folder}/{self.number}.md"

    def titled(self, title: str) -> str:
        """The title of the list as that of this page."""
        return title if self.number == 1 else f"{title} หน้า {self.number}"

    def href(self, number: int) -> str:
        """Link to another leaf."""
        return f"site:{self.folder}/" if number == 1 else f"site:{self.folder}/{number}/"

    @property
    def near(self) -> list[int | None]:
        """Numbers worth showing: the ends, and two on either side; None for a gap."""
        shown = sorted({1, self.last, *range(max(1, self.number - 2), min(self.last, self.number + 2) + 1)})
        numbers: list[int | None] = []
        for at, number in enumerate(shown):
            if at and number - shown[at - 1] > 1:
                numbers.append(None)
            numbers.append(number)
        return numbers


def paginate(items: Sequence[T], folder: str, size: int = LEAF) -> Iterator[Leaf[T]]:
    """The list in leaves; one empty leaf when there is nothing."""
    last = max(1, -(-len(items) // size))
    for number in range(1, last + 1):
        yield Leaf(items[(number - 1) * size : number * size], number, last, folder, len(items), size)


MOST_SUGGESTED = 6
BASKET = 60
"""Lessons that a reader's basket holds."""


@dataclass(frozen=True, slots=True)
class Row:
    """Words, a link, a smaller line below and what is at the right."""

    label: str
    href: str
    text: str = ""
    count: str = ""
    id: str = ""


def lesson_count(count: int) -> str:
    """How many lessons, in words."""
    return f"{count} เรื่อง" if count else "ยังไม่มี"


def keys_of(lessons: Iterable[Lesson]) -> str:
    """The lessons as the basket's address names them, from where they are printed."""
    return ",".join(lesson.id for lesson in islice(lessons, BASKET))


def list_pages(
    site: SiteContext,
    folder: str,
    lessons: Sequence[Lesson],
    *,
    title: str,
    kind: str,
    suggested: Sequence[Lesson] = (),
    template: str = "shelf",
    **values: Any,
) -> Iterator[Artifact]:
    """The leaves of a page of lessons, with the words around them that `pages/shelf.html` knows."""
    words = page_words("list") | page_words(kind)
    filled = {
        name: said.format(title=title) if isinstance(said, str) else said for name, said in words.items()
    }
    given = filled | {"keys": keys_of(lessons)} | values
    given |= {"title": title, "heading": given["heading"] or title, "kind": kind}
    given["suggested"] = [lesson_card(site, lesson) for lesson in suggested[:MOST_SUGGESTED]]
    for leaf in paginate([lesson_card(site, lesson) for lesson in lessons], folder):
        yield site.page(leaf.path, template, **given, leaf=leaf)


def shelves(
    site: SiteContext, folder: str, kind: str, entries: Iterable[tuple[Row, Sequence[Lesson], dict[str, Any]]]
) -> Iterator[Artifact]:
    """`docs/<folder>/index.md`, a row an entry, and the lists of their lessons with what `list_pages` takes besides."""
    found = list(entries)
    yield site.page(f"{folder}/index.md", "rows", kind=folder, rows=[row for row, _, _ in found])
    for row, lessons, more in found:
        path = row.href.removeprefix("site:").strip("/")
        yield from list_pages(site, path, lessons, **{"title": row.label, "kind": kind} | more)


def print_rows(library: Library, collection: Collection) -> tuple[Row, ...]:
    """One row for each finished print of a collection."""
    return tuple(
        Row(
            one.label,
            f"site:prints/{one.name}",
            f"ข้อมูล ณ {one.date.thai()}",
            " · ".join(filter(None, (_pages(one), _size(len(one.content))))),
        )
        for one in library.prints_of.get(collection.id, ())
    )


def _pages(made: Print) -> str:
    """Pages, or sheets of paper where a form is printed on both sides to be folded or cut."""
    if made.form in ("booklet-fold", "cards"):
        return f"{-(-made.pages // 2)} แผ่น พิมพ์สองหน้า"
    return f"{made.pages} หน้า" if made.pages else ""


def _size(count: int) -> str:
    """Bytes in words: 96 KB, 1.2 MB."""
    return f"{count / 1_048_576:.1f} MB" if count >= 1_048_576 else f"{max(1, round(count / 1024))} KB"
