"""What a print holds beside its words: faces, tags, bookmarks, QR codes."""

from __future__ import annotations

import re

import pytest

from harvester.model import Library
from harvester.printing.breaking import MARK
from harvester.rendering.edition_code import edition
from harvester.thai.dates import ThaiDate
from tests.printing.conftest import Print
from tests.printing.test_booklet import BOOKS, LESSONS

pytestmark = pytest.mark.print


@pytest.mark.parametrize("form", [*BOOKS, "cards-a6", "brief", "session", "poster"])
def test_only_our_fonts_are_embedded(paper: Print, form: str) -> None:
    fonts = paper("small", form).fonts
    assert {name.split("-")[0] for name in fonts} <= {"Sarabun", "Maitree", "Marks", "Noto"}
    assert all(fonts.values())
    assert "Noto-Emoji" not in fonts


@pytest.mark.parametrize("form", [*BOOKS, "cards-a6", "brief", "session", "poster"])
def test_tagged_for_everyone(paper: Print, form: str) -> None:
    book = paper("small", form)
    root = book.pdf.Root
    assert str(root.Lang) == "th"
    assert bool(root.MarkInfo.Marked)
    assert bool(root.ViewerPreferences.DisplayDocTitle)
    assert book.pdf.docinfo["/Title"]
    assert b"pdfuaid" in root.Metadata.read_bytes()
    assert book.tags["/P"] > 5
    assert book.tags.get("/H1", 0) > 0
    assert all(
        "/Alt" in item
        for item in book.pdf.objects
        if hasattr(item, "keys") and item.get("/Type") == "/StructElem" and item.get("/S") == "/Figure"
    )


def test_tag_tree_is_whole(paper: Print) -> None:
    """Every piece of marked content belongs to one element, and its element knows it."""
    pdf = paper("small", "booklet").pdf
    numbers = list(pdf.Root.StructTreeRoot.ParentTree.Nums)
    parents = {int(numbers[at]): numbers[at + 1] for at in range(0, len(numbers), 2)}
    for page in pdf.pages:
        marked = [int(number) for number in re.findall(rb"/MCID (\d+)", page.Contents.read_bytes())]
        holders = list(parents[int(page.StructParents)])
        running = [number for number in marked if number not in holders[number].K]
        assert len(marked) == len(set(marked))
        assert len(running) <= 3, "only running heads and feet stand outside the tree"
    assert not any(_links_above(item) for item in pdf.objects if _is(item, "/Link")), "a link inside a link"


def _is(item, kind):  # type: ignore[no-untyped-def]
    return hasattr(item, "keys") and item.get("/Type") == "/StructElem" and item.get("/S") == kind


def _links_above(item):  # type: ignore[no-untyped-def]
    above = item.get("/P")
    return above is not None and (_is(above, "/Link") or _links_above(above))


def test_bookmarks_lead_to_lessons_and_techniques(paper: Print, library: Library) -> None:
    with paper("small", "booklet").pdf.open_outline() as outline:
        titles = [str(item.title) for item in _flat(outline.root)]
    for name in LESSONS:
        assert library.by_id[name].title in titles
    assert "จดทุกครั้งที่คุย" in titles
    assert not any(MARK in title for title in titles)


def _flat(items):  # type: ignore[no-untyped-def]
    for item in items:
        yield item
        yield from _flat(item.children)


@pytest.mark.parametrize(
    ("form", "least"),
    [("booklet", 3), ("booklet-a5", 3), ("cards-a6", 4), ("brief", 1), ("session", 2), ("poster", 3)],
)
def test_every_code_is_read_at_150_dpi(paper: Print, library: Library, form: str, least: int) -> None:
    codes = [text for _, text in paper("small", form).codes() if "/lessons/" in text]
    expected = {
        f"https://botrian.example/lessons/{name}/?p="
        + edition(
            library.by_id[name],
            ThaiDate(2026, 11, 20),
            len(library.trials_of.get(library.by_id[name].id, ())),
        )
        for name in LESSONS
    }
    assert len(codes) >= least
    assert set(codes) <= expected
