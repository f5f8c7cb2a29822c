"""Hostile lessons of our own making, for where the inputs beside the checkout are missing; and what cameras tell."""

from __future__ import annotations

import io
from datetime import date
from pathlib import Path

import pytest
from PIL import Image

from harvester import pipeline
from harvester.emitters import EMITTERS
from harvester.model import Library
from harvester.reading.pictures import is_picture, without_traces
from harvester.rendering.pages import SiteContext
from harvester.settings import Settings

from .seeds import cpu_limit

HEAD = "---\ntitle: ทดลอง\nstatus: published\n---\n\n"
SLOW = {
    "quotes in quotes": "> " * 3_000 + "ลึก",
    "brackets": "[" * 20_000,
    "pictures begun": "![" * 10_000,
    "links begun": "[a](" * 9_000,
    "stars": "a**b" * 20_000,
    "back-ticks": "".join("`" * n + "x" for n in range(1, 500)),
    "comments begun": "<!--" * 20_000,
    "comments begun after one that ends": "<!-- -->" + "<!-- " * 4_900,
    "CDATA": "<![CDATA[" * 20_000,
    "script begun": "<script " * 20_000,
    "a line of spaces": "ก" + " " * 9_900 + "ข",
    "a heading of spaces": "## ก" + " " * 9_900 + "{.x",
    "attribute lists": "# ก {" + " a=b" * 4_000,
    "blank lines": "ก" + "\n" * 19_000 + "ข",
    "headings": "\n\n".join(["## บริบท"] * 4_000),
    "steps": "## เทคนิค: ก\n\n" + "\n".join(f"{n}. ทำ" for n in range(1, 4_000)),
    "cautions": "## ข้อควรระวัง\n\n" + "- ระวัง ทางแก้: หลบ\n" * 4_000,
    "a table": "|" + "ก|" * 220 + "\n|" + "-|" * 220 + "\n" + ("|" + "ข|" * 220 + "\n") * 20,
    "digits": "1 " * 4_900,
    "a line of Thai": "การประสานงาน" * 800,
    "signs of one letter": "ก" + "่" * 9_900,
    "sara am and tone": "ำ่" * 4_900,
    "citations": "[[nowhere]] " * 2_400,
    "Word's HTML": '<p class="MsoNormal" style="' * 700,
    "front matter again": "---\ntitle: ก\n" * 3_000,
    "e-mail begun": "a." * 4_900 + "@",
}
"""Bodies that are slow for a careless parser: each must be answered within five CPU seconds."""
SLOW_HEADS = {
    "depth": "tags: " + "[" * 5_000 + "]" * 5_000,
    "aliases": "a: &a [x]\n" + "".join(f"b{n}: *a\n" for n in range(2_000)),
    "keys": "".join(f"key{n}: {n}\n" for n in range(5_000)),
    "a quote that never ends": 'title: "' + "ก\n" * 5_000,
    "colons": "title: " + "ก: " * 5_000,
    "blank lines between keys": "title: ก\n" + "\n" * 50_000 + "date: 2549\n",
}


def judged(folder: Path, files: dict[str, bytes]) -> Library:
    for path, content in files.items():
        file = folder / "lessons" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
    return pipeline.judged(pipeline.load(Settings(root=folder), date(2026, 11, 20)))


@pytest.fixture(scope="session", autouse=True)
def _words() -> None:
    """The dictionary is loaded once, before any clock runs."""
    pipeline.judged(Library())


@pytest.mark.parametrize("name", SLOW)
def test_bodies_answer_in_time(name: str, tmp_path: Path) -> None:
    with cpu_limit(5):
        library = judged(tmp_path, {"slow.md": (HEAD + SLOW[name] + "\n").encode()})
        shown = pipeline.publishable(library)
        for artifact in EMITTERS["lessons"](SiteContext(shown, Settings(root=tmp_path))):
            assert artifact.content
    assert library.lessons or library.diagnostics


@pytest.mark.parametrize("name", SLOW_HEADS)
def test_heads_answer_in_time(name: str, tmp_path: Path) -> None:
    with cpu_limit(5):
        library = judged(tmp_path, {"slow.md": f"---\n{SLOW_HEADS[name]}\n---\n\nเล่า\n".encode()})
    assert library.diagnostics


BREAK_OUT = "</title><script>window.__PWN=1</script>\"'><img src=x onerror=alert(1)>"


def test_nothing_breaks_out_of_its_place(tmp_path: Path) -> None:
    """A field that holds markup shows it as letters wherever a page puts it."""
    text = (
        f"---\ntitle: {BREAK_OUT!r}\nsummary: {BREAK_OUT!r}\nstatus: published\ntags: [{BREAK_OUT!r}]\n"
        f"authors: [{{name: {BREAK_OUT!r}, organisation: {BREAK_OUT!r}}}]\nprogramme: {BREAK_OUT!r}\n"
        f"series: {{name: {BREAK_OUT!r}, part: 1}}\nneeds: {{time: {BREAK_OUT!r}}}\n"
        f"source: {{title: {BREAK_OUT!r}, url: 'https://example.org/', licence: {BREAK_OUT!r}}}\n---\n\n"
        f"## บริบท {BREAK_OUT}\n\n## เทคนิค: {BREAK_OUT}\n\n1. {BREAK_OUT}\n   > ข้อควรระวัง: {BREAK_OUT}\n"
    ).replace("\\'", "''")
    library = judged(tmp_path, {"evil.md": text.encode()})
    assert [one.rule for one in library.diagnostics if one.is_error] == []
    harvested = pipeline.harvest(library)
    site = SiteContext(pipeline.publishable(harvested), Settings(root=tmp_path, prints=False))
    for name, emitter in EMITTERS.items():
        if name in ("prints", "search_shards", "theme"):
            continue
        for artifact in emitter(site):
            if artifact.path.endswith(".md"):
                head, _, page = artifact.content.decode().removeprefix("---\n").partition("---\n")
                assert "<script>window" not in page, artifact.path
                assert "<img src=x" not in page, artifact.path
                assert "onerror=alert" not in page.replace("&gt;&lt;img src=x onerror=alert", ""), (
                    artifact.path
                )
                description = [line for line in head.splitlines() if line.startswith("description")]
                assert not any("<" in line for line in description), artifact.path


def photo(**more: object) -> bytes:
    stream = io.BytesIO()
    Image.new("RGB", (8, 4), "red").save(stream, **more)  # type: ignore[arg-type]
    return stream.getvalue()


def traced() -> Image.Exif:
    exif = Image.Exif()
    exif[0x010F] = "Camera of Somchai"
    exif[0x0112] = 6
    exif.get_ifd(0x8825)[1] = "N"
    return exif


@pytest.mark.parametrize(("suffix", "form"), [(".jpg", "JPEG"), (".png", "PNG"), (".webp", "WEBP")])
def test_pictures_keep_their_pixels_and_lose_their_traces(suffix: str, form: str) -> None:
    told = photo(format=form, exif=traced())
    assert b"Somchai" in told
    clean = without_traces(suffix, told)
    assert b"Somchai" not in clean
    before, after = Image.open(io.BytesIO(told)), Image.open(io.BytesIO(clean))
    assert before.tobytes() == after.tobytes()
    assert 0x8825 not in after.getexif()
    if suffix == ".jpg":
        assert after.getexif()[0x0112] == 6, "a phone's picture still stands upright"
    assert without_traces(suffix, clean) == clean


@pytest.mark.parametrize("suffix", [".jpg", ".png", ".webp"])
@pytest.mark.parametrize("cut", [3, 12, 20, 40, 100])
def test_broken_pictures_do_no_harm(suffix: str, cut: int) -> None:
    form = {".jpg": "JPEG", ".png": "PNG", ".webp": "WEBP"}[suffix]
    assert isinstance(without_traces(suffix, photo(format=form, exif=traced())[:cut]), bytes)


def test_a_page_named_as_a_picture_is_none(tmp_path: Path) -> None:
    assert not is_picture(".png", b"<html>")
    files = {"a.png": b"<html><script>", "b.jpg": photo(format="JPEG"), "c.svg": b"<svg/>"}
    library = judged(tmp_path, files)
    assert library.pictures == {"b.jpg"}
    assert {(one.place.path, one.rule) for one in library.diagnostics} == {
        ("a.png", "wrong-picture"),
        ("c.svg", "stray-file"),
    }
