"""A book set in parts is the same book: pages, numbers, links, bookmarks, tags."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest

from harvester.printing import FORMS, Job, Press, joining
from harvester.printing.press import Sheets, Shelf
from tests.printing.conftest import Print
from tests.printing.paper import Paper

pytestmark = pytest.mark.print


@pytest.fixture(scope="module")
def both(paper: Print, job: Callable[[str], Job], press: Press) -> tuple[Paper, Paper]:
    """The small book in one piece, and with a part for every lesson."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(joining, "pikepdf", None)
        whole = Paper(FORMS["booklet-a5"].make(job("small"), press))
    return whole, paper("small", "booklet-a5")


def test_every_page_says_the_same(both: tuple[Paper, Paper]) -> None:
    whole, in_parts = both
    assert in_parts.made.pages == whole.made.pages == len(in_parts.pages)
    assert [in_parts.squeezed(n) for n in range(1, whole.made.pages + 1)] == [
        whole.squeezed(n) for n in range(1, whole.made.pages + 1)
    ]


def test_links_lead_to_the_same_pages(both: tuple[Paper, Paper]) -> None:
    whole, in_parts = both
    assert sorted({(page, goal) for page, _, goal in in_parts.links()}) == sorted(
        {(page, goal) for page, _, goal in whole.links()}
    )


def test_bookmarks_are_the_same(both: tuple[Paper, Paper]) -> None:
    def told(paper: Paper) -> list[tuple[int, str, int, int]]:
        pages = {page.objgen: number for number, page in enumerate(paper.pdf.pages, 1)}
        with paper.pdf.open_outline() as outline:
            return list(_levels(outline.root, 0, pages))

    whole, in_parts = both
    assert told(in_parts) == told(whole)


def _levels(
    items: Iterable[pikepdf.OutlineItem], depth: int, pages: Mapping[tuple[int, int], int]
) -> Iterator[tuple[int, str, int, int]]:
    for item in items:
        page, _, _, top, _ = item.destination
        yield depth, str(item.title), pages[page.objgen], round(top)
        yield from _levels(item.children, depth + 1, pages)


def test_each_face_is_in_the_file_once(both: tuple[Paper, Paper]) -> None:
    whole, in_parts = (
        sorted(
            (str(item.BaseFont), len(item.DescendantFonts[0].W) > 0)
            for item in paper.pdf.objects
            if isinstance(item, pikepdf.Dictionary) and item.get("/Subtype") == "/Type0"
        )
        for paper in both
    )
    assert in_parts == whole


def test_the_tag_tree_is_one(both: tuple[Paper, Paper]) -> None:
    _, in_parts = both
    root = in_parts.pdf.Root
    assert len(root.StructTreeRoot.K) == 1
    whole = root.StructTreeRoot.K[0]
    assert all(kid.P.objgen == whole.objgen for kid in whole.K)
    numbers = list(root.StructTreeRoot.ParentTree.Nums)
    keys = [int(key) for key in numbers[::2]]
    assert keys == sorted(set(keys))
    parents = dict(zip(keys, numbers[1::2], strict=True))
    for page in in_parts.pdf.pages:
        marked = [int(number) for number in re.findall(rb"/MCID (\d+)", page.Contents.read_bytes())]
        holders = list(parents[int(page.StructParents)])
        assert sum(number not in holders[number].K for number in marked) <= 3
        for annotation in page.get("/Annots", []):
            assert isinstance(parents[int(annotation.StructParent)], pikepdf.Dictionary)
            assert not str(annotation.get("/A", {}).get("/URI", "")).startswith("book:")


def test_same_bytes_twice(both: tuple[Paper, Paper], job: Callable[[str], Job], press: Press) -> None:
    assert FORMS["booklet-a5"].make(job("small"), press).content == both[1].made.content


@pytest.mark.parametrize("form", ["booklet-a5", "cards-a6", "poster", "session"])
def test_an_edit_sets_only_the_pages_of_its_lesson(
    job: Callable[[str], Job], tmp_path: Path, form: str
) -> None:
    class Listening(Press):
        def _typeset(self, page: str, pictures: dict[str, bytes]) -> Sheets:
            heard.append(page)
            return super()._typeset(page, pictures)

    heard: list[str] = []
    before = job("small")
    old = next(one for one in before.lessons if any(technique.steps for technique in one.techniques))
    edited = replace(old, summary=old.summary + " ลอง")
    after = replace(before, lessons=tuple(edited if one is old else one for one in before.lessons))
    shelf = Shelf(tmp_path)
    with Listening((), shelf) as press:
        FORMS[form].make(before, press)
        heard.clear()
        kept = FORMS[form].make(after, press)
        assert heard
        assert all(edited.summary in page for page in heard)
    with Press() as clean:
        assert kept.content == FORMS[form].make(after, clean).content
