"""What the site says of a finished print: its name, pages, size and day. Knows no file and no typesetter."""

from __future__ import annotations

from harvester.model import Collection, Library, Print
from harvester.rendering.rows import Row


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
