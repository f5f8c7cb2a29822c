"""The e-book: valid, accessible, the same bytes twice, made without a typesetter."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from lxml import etree
from PIL import Image

from harvester.model import Anchor, Collection, Library, Markdown, Section, SectionKind
from harvester.model.diagnostics import Place
from harvester.printing import FORMS, Job, Press
from harvester.printing.covers import cover
from harvester.settings import Settings
from harvester.thai.dates import ThaiDate

XHTML = "{http://www.w3.org/1999/xhtml}"


@pytest.fixture(scope="module")
def books(job: Callable[[str], Job]) -> dict[str, bytes]:
    press = Press()
    return {name: FORMS["epub"].make(job(name), press).content for name in ("small", "hard")}


def parts(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def text(page: bytes) -> str:
    return "".join(etree.fromstring(page).find(f"{XHTML}body").itertext())


@pytest.mark.parametrize("name", ["small", "hard"])
def test_epubcheck_finds_nothing(books: dict[str, bytes], name: str, tmp_path: Path) -> None:
    jar = Path("/usr/share/java/epubcheck.jar")
    if not jar.exists() or shutil.which("java") is None:
        pytest.skip("epubcheck is not installed (Debian package epubcheck)")
    file = tmp_path / f"{name}.epub"
    file.write_bytes(books[name])
    done = subprocess.run(
        ["java", "-Xshare:auto", "-XX:TieredStopAtLevel=1", "-jar", str(jar), str(file)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_media_type_comes_first_and_bare(books: dict[str, bytes]) -> None:
    assert books["small"][30:38] == b"mimetype"
    assert books["small"][38:58] == b"application/epub+zip"


def test_says_what_it_is_to_those_who_listen(books: dict[str, bytes]) -> None:
    package = parts(books["small"])["EPUB/package.opf"].decode()
    for fact in ("accessMode", "accessibilityFeature", "accessibilityHazard", "accessibilitySummary"):
        assert f"schema:{fact}" in package
    assert "<dc:language>th</dc:language>" in package
    for name, page in parts(books["small"]).items():
        if name.endswith(".xhtml"):
            assert etree.fromstring(page).get("lang") == "th", name


def test_holds_the_lessons_with_dangers_in_words(books: dict[str, bytes]) -> None:
    page = text(parts(books["small"])["EPUB/call-then-write.xhtml"])
    for owed in (
        "ข้อควรระวัง นัดปากเปล่า",
        "ทางแก้ วางสาย",
        "ยังไม่มีทางแก้",
        "ลองแล้ว 2 ครั้ง",
        "ไม่ได้ผล",
        "ดูฉบับล่าสุดบนเว็บ",
    ):
        assert owed in page, owed


def test_lessons_link_to_one_another_inside(books: dict[str, bytes]) -> None:
    page = parts(books["small"])["EPUB/call-then-write.xhtml"].decode()
    assert 'href="keep-a-list.xhtml"' in page
    assert "site:" not in page
    assert "\u200b" not in page


def test_pictures_travel_and_lost_ones_leave_words(books: dict[str, bytes]) -> None:
    found = parts(books["hard"])
    page = found["EPUB/hard-to-set.xhtml"].decode()
    assert 'src="pictures/1.jpg" alt="ภาพเวทีจริง"' in page
    assert found["EPUB/pictures/1.jpg"].startswith(b"\xff\xd8")
    assert "ภาพเวทีที่หายไป" in page
    assert "ภาพที่เสีย" in page


def test_same_bytes_twice(books: dict[str, bytes], job: Callable[[str], Job]) -> None:
    assert FORMS["epub"].make(job("small"), Press()).content == books["small"]


def test_it_has_a_cover_that_shops_and_shelves_can_show(books: dict[str, bytes]) -> None:
    with zipfile.ZipFile(io.BytesIO(books["small"])) as book:
        package = book.read("EPUB/package.opf").decode()
        found = re.search(r'<item id="cover-image" href="([^"]+)"[^>]*properties="cover-image"', package)
        assert found
        with Image.open(io.BytesIO(book.read(f"EPUB/{found[1]}"))) as picture:
            assert picture.size == (1200, 1600)
            assert len(picture.convert("RGB").getcolors(1 << 16) or ()) > 4, "an empty cover"


def test_it_tells_of_its_accessibility(books: dict[str, bytes]) -> None:
    with zipfile.ZipFile(io.BytesIO(books["small"])) as book:
        package = book.read("EPUB/package.opf").decode()
    for owed in (
        "schema:accessMode", "schema:accessModeSufficient", "schema:accessibilityFeature",
        "schema:accessibilityHazard", "schema:accessibilitySummary",
    ):  # fmt: skip
        assert f'property="{owed}"' in package


@pytest.mark.parametrize("title", ["ก" * 900, "😀", "", "ชื่อ สั้น", "A very long English title " * 20])
def test_any_title_fits_its_cover(title: str) -> None:
    assert cover(title, "คลัง", title, title, title) == cover(title, "คลัง", title, title, title)


def test_thai_digits_never_reach_the_style(library: Library, settings: Settings) -> None:
    """`margin:0 4%` and `#573900` are no numbers that people read."""
    collection = replace(next(one for one in library.collections if one.id == "small"), digits="thai")
    made = FORMS["epub"].make(
        Job(library, collection, library.lessons, settings, ThaiDate(2026, 11, 20)), Press()
    )
    style = parts(made.content)["EPUB/style.css"].decode()
    assert not re.search("[๐-๙]", style)
    assert "#573900" in style
    assert "๒๕๖๙" in text(parts(made.content)["EPUB/cover.xhtml"])


def test_a_browser_reads_its_styles_and_faces(
    library: Library, settings: Settings, chromium: Any, tmp_path: Path
) -> None:
    """Computed, in a book set in Thai digits: widths are numbers, faces load, tables keep their alignment."""
    known = library.by_id["call-then-write"]
    table = Section(
        SectionKind.OTHER,
        "ตาราง",
        2,
        Anchor("t"),
        Place("t.md"),
        Markdown("| ก | ข |\n| :- | -: |\n| 1 | 2 |"),
    )
    lesson = replace(known, title="โทรก่อน ສະບາຍດີ", sections=(*known.sections, table))
    collection = Collection(id="thai", title="เลขไทย", path="c.yml", digits="thai")
    made = FORMS["epub"].make(
        Job(Library(lessons=(lesson,)), collection, (lesson,), settings, ThaiDate(2026, 11, 20)), Press()
    )
    with zipfile.ZipFile(io.BytesIO(made.content)) as archive:
        archive.extractall(tmp_path)
    page = chromium.new_page(viewport={"width": 400, "height": 700})
    page.goto((tmp_path / "EPUB" / "call-then-write.xhtml").as_uri())
    style = page.evaluate(
        """async () => {
            await document.fonts.ready
            const of = (what, name) => getComputedStyle(document.querySelector(what))[name]
            return [of('body', 'marginLeft'), of('.caution', 'borderLeftWidth'), of('h1', 'color'),
                    of('td:last-child', 'textAlign'),
                    [...document.fonts].filter(one => one.status === 'loaded').map(one => one.family.replaceAll('"', ''))]
        }"""
    )
    page.close()
    assert style[:4] == ["16px", "5px", "rgb(20, 40, 74)", "right"]
    assert {"Sarabun", "Noto Sans Lao"} <= set(style[4])
