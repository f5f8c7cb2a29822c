"""Typesets a long book part by part, so that memory is bounded by the largest part; page numbers run through. Tracks
where parts begin and the page of each anchor; the caller renders the parts."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from harvester.printing.book import Book, Chapter
from harvester.printing.joining import ELSEWHERE, join_documents
from harvester.printing.press import Sheets

LARGEST = 60
"""Lessons of a part; a book with no more is set in one piece."""
ROUNDS = 4
"""Times the whole is looked through again before its numbers must agree; one more than is ever needed."""


@dataclass(frozen=True, slots=True)
class Part:
    """What one document holds: `all` of a book, or its `front`, some `lessons` or its `back`. `start` is the number
    of its first page, `numbers` the page of every anchor met so far in the whole book."""

    name: str = "all"
    chapters: tuple[Chapter, ...] = ()
    start: int = 1
    numbers: Mapping[str, int] = field(default_factory=dict)

    def has(self, name: str) -> bool:
        """Whether this document holds that part of the book."""
        return self.name in ("all", name)

    def to(self, anchor: str) -> str:
        """A link to an anchor of the book."""
        return f"#{anchor}" if self.name == "all" else f"{ELSEWHERE}{anchor}"

    def page(self, anchor: str) -> str:
        """The page of an anchor in another part, '' where the typesetter can count by itself."""
        return "" if self.name == "all" else str(self.numbers.get(anchor, 100))


Setter = Callable[[Part], Sheets]


def bind_parts(book: Book, set_part: Setter) -> Sheets:
    """The whole book as one document."""
    if len(book.lessons) <= LARGEST:
        return set_part(Part(chapters=book.chapters))
    parts = [
        Part("front"),
        *(Part("lessons", chapters) for chapters in _shared_out(book.chapters)),
        Part("back"),
    ]
    numbers: dict[str, int] = {}
    done: list[Sheets] = []
    for _ in range(ROUNDS):
        before, start, done = dict(numbers), 1, []
        for part in parts:
            sheets = set_part(replace(part, start=start, numbers=dict(numbers)))
            numbers |= {name: page + start - 1 for name, page in sheets.anchors.items()}
            start += sheets.pages
            done.append(sheets)
        if numbers == before:
            break
    continued = [sum(len(one.lessons) for one in part.chapters if one.continued) for part in parts]
    content = join_documents([sheets.pdf for sheets in done], continued)
    return Sheets(content, start - 1, numbers, tuple(line for sheets in done for line in sheets.warnings))


def _shared_out(chapters: tuple[Chapter, ...]) -> Iterator[tuple[Chapter, ...]]:
    """Chapters grouped into parts of at most `LARGEST` lessons; a chapter may continue in the next part."""
    run: list[Chapter] = []
    room = LARGEST
    for chapter in chapters:
        at = 0
        while at < len(chapter.lessons):
            taken = chapter.lessons[at : at + room]
            run.append(replace(chapter, lessons=taken, continued=at > 0))
            at += len(taken)
            room -= len(taken)
            if room == 0:
                yield tuple(run)
                run, room = [], LARGEST
    if run:
        yield tuple(run)
