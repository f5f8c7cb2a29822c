"""Pictures are made anew and lose their traces; drawings and forms that could act are refused."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from pathlib import Path

import pytest
from PIL import Image

from harvester import memo, pipeline
from harvester.emitters import EMITTERS
from harvester.emitters.pictures import reencode
from harvester.model import Picture
from harvester.reading.attachments import MAIN_PARTS, PictureRefused, read_size
from harvester.settings import Settings
from tests.hostile.test_own import HEAD, judged

from .seeds import cpu_limit


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


SUFFIXES = {"JPEG": ".jpg", "PNG": ".png", "WEBP": ".webp", "GIF": ".gif", "AVIF": ".avif"}


def leaky(form: str) -> bytes:
    """A picture that tells of its camera in every way that its form knows."""
    more: dict[str, object] = {"comment": b"TRACE"} if form in ("JPEG", "GIF") else {}
    if form != "GIF":
        more["exif"] = traced()
    if form in ("JPEG", "WEBP", "AVIF"):
        more["xmp"] = b"<x:xmpmeta xmlns:x='adobe:ns:meta/'>TRACE</x:xmpmeta>"
    told = photo(format=form, **more)
    if form == "JPEG":  # a legal fill byte, a thumbnail of its own, a film behind the end
        told = told.replace(b"\xff\xe1", b"\xff\xff\xe1", 1)
    return told + b"TRACE" + photo(format="JPEG", exif=traced())


@pytest.mark.parametrize("form", SUFFIXES)
def test_pictures_are_made_anew_and_lose_their_traces(form: str) -> None:
    told = leaky(form)
    assert b"TRACE" in told
    versions = dict(reencode(SUFFIXES[form], told))
    for clean in versions.values():
        assert b"TRACE" not in clean
        assert b"Somchai" not in clean
        shown = Image.open(io.BytesIO(clean))
        assert shown.format == form
        assert not dict(shown.getexif())
        assert not {"comment", "xmp", "photoshop"} & set(shown.info)
        wide, high = read_size(SUFFIXES[form], told).width, read_size(SUFFIXES[form], told).height
        assert (shown.width < shown.height) == (wide < high), "a phone's picture still stands upright"
    reencode.cache_clear()
    assert dict(reencode(SUFFIXES[form], told)) == versions


def test_a_large_photo_comes_in_several_widths() -> None:
    stream = io.BytesIO()
    Image.effect_noise((4000, 3000), 60).convert("RGB").save(stream, "JPEG")
    versions = dict(reencode(".jpg", stream.getvalue()))
    sizes = {width: Image.open(io.BytesIO(content)).size for width, content in versions.items()}
    assert sizes == {480: (480, 360), 960: (960, 720), 1600: (1600, 1200)}
    assert len(versions[1600]) < len(stream.getvalue()) / 2


def test_moving_pictures_still_move() -> None:
    stream = io.BytesIO()
    frames = [Image.new("RGB", (8, 4), colour) for colour in ("red", "green", "blue")]
    frames[0].save(stream, "GIF", save_all=True, append_images=frames[1:], duration=70, comment=b"TRACE")
    ((_, clean),) = reencode(".gif", stream.getvalue())
    assert Image.open(io.BytesIO(clean)).n_frames == 3
    assert b"TRACE" not in clean


@pytest.mark.parametrize("form", SUFFIXES)
@pytest.mark.parametrize("cut", [3, 12, 20, 40, 100, -60])
def test_broken_pictures_are_refused(form: str, cut: int) -> None:
    stream = io.BytesIO()
    Image.effect_noise((64, 48), 60).convert("RGB").save(stream, form)
    with pytest.raises(PictureRefused, match="ภาพ"):
        read_size(SUFFIXES[form], stream.getvalue()[:cut])


def test_a_picture_too_large_to_open_is_refused_unopened() -> None:
    header = photo(format="PNG")
    wide = header[:16] + (50_000).to_bytes(4, "big") * 2 + header[24:]
    wide = wide[:29] + zlib.crc32(wide[12:29]).to_bytes(4, "big") + wide[33:]
    with cpu_limit(1), pytest.raises(PictureRefused, match="ล้านจุด"):
        read_size(".png", wide)


def test_a_page_named_as_a_picture_is_none(tmp_path: Path) -> None:
    files = {
        "a.png": b"<html><script>",
        "b.jpg": photo(format="JPEG"),
        "c.svg": b"<svg/>",
        "d.HEIC": b"x",
        "e.mp4": b"x",
    }
    library = judged(tmp_path, files)
    assert set(library.pictures) == {"b.jpg"}
    found = {one.place.path: one for one in library.diagnostics}
    assert {path: one.rule for path, one in found.items()} == {
        "a.png": "wrong-picture",
        "c.svg": "wrong-picture",
        "d.HEIC": "stray-file",
        "e.mp4": "stray-file",
    }
    assert ".jpg" in found["d.HEIC"].hint
    assert "วิดีโอ" in found["e.mp4"].message


def svg(inside: str = "", more: str = "") -> bytes:
    head = f'<svg xmlns="http://www.w3.org/2000/svg" width="300" height="200" viewBox="0 0 300 200"{more}>'
    return f"{head}{inside}</svg>".encode()


@pytest.mark.parametrize(
    "content",
    [
        svg("<script>alert(1)</script>"),
        svg(more=' onload="alert(1)"'),
        svg('<a href="javascript:alert(1)"><text>ก</text></a>'),
        svg("<foreignObject><b xmlns='http://www.w3.org/1999/xhtml'>ก</b></foreignObject>"),
        svg('<image href="https://example.org/a.png"/>'),
        svg('<use href="#a"/>'),
        svg('<rect style="background:url(//example.org)"/>'),
        svg('<rect fill="url(https://example.org/#a)"/>'),
        svg('<rect fill="U\u0052L (#a)"/>'),
        svg('<animate attributeName="x"/>'),
        svg("<style>@import url(//example.org)</style>"),
        svg('<h:script xmlns:h="http://www.w3.org/1999/xhtml"/>'),
        svg('<text h:onclick="x" xmlns:h="http://www.w3.org/2000/svg">ก</text>'),
        svg(svg().decode()),
        svg("<g/>" * 500),
        svg("<g>" * 500 + "</g>" * 500),
        svg("<text>" + "ก" * 200_000 + "</text>"),
        b'<!DOCTYPE svg [<!ENTITY a "ha">]>' + svg("<text>&a;</text>"),
        svg("<text>&nbsp;</text>"),
        svg().decode().encode("utf-16"),
        b"<svg width='10' height='10'/>",
        svg()[:-3],
        svg().replace(b'"300"', b'"9e9"'),
        svg().replace(b'"300"', b'"0"'),
        svg("<text>&#x202e;gpj</text>"),
    ],
    ids=range(25),
)
def test_a_drawing_that_could_do_more_than_show_is_refused(content: bytes, tmp_path: Path) -> None:
    with cpu_limit(1), pytest.raises(PictureRefused, match=r"SVG|svg"):
        read_size(".svg", content)
    library = judged(tmp_path, {"a.svg": content})
    assert [one.rule for one in library.diagnostics] == ["wrong-picture"]


def test_a_drawing_of_shapes_and_words_is_written_anew() -> None:
    drawn = svg(
        '<!-- who drew it --><?xml-stylesheet href="a.css"?><g><text x="5" y="9">วง &amp; คู่</text></g>'
    )
    assert read_size(".svg", drawn) == Picture(300, 200)
    ((width, published),) = reencode(".svg", drawn)
    assert (width, published.decode()) == (300, svg('<g><text x="5" y="9">วง &amp; คู่</text></g>').decode())
    assert reencode(".svg", published) == ((300, published),)


def office(kind: str, *more: str) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name in ("[Content_Types].xml", MAIN_PARTS[kind], *more):
            archive.writestr(name, '<Relationship TargetMode="External" Type="x/image" Target="http://a/"/>')
    return stream.getvalue()


def document(action: bytes = b"") -> bytes:
    return (
        b"%PDF-1.4\n1 0 obj <</Type /Catalog /Pages 2 0 R" + action + b">> endobj\n"
        b"2 0 obj <</Type /Pages /Kids [3 0 R] /Count 1>> endobj\n"
        b"3 0 obj <</Type /Page /Parent 2 0 R /MediaBox [0 0 9 9]>> endobj\n"
        b"trailer <</Root 1 0 R /Size 4>>\n%%EOF\n"
    )


ACTIVE = {
    "macro.docx": office(".docx", "word/vbaProject.bin"),
    "control.xlsx": office(".xlsx", "xl/activeX/activeX1.xml"),
    "inside.docx": office(".docx", "word/embeddings/oleObject1.bin"),
    "away.docx": office(".docx", "word/_rels/document.xml.rels"),
    "script.pdf": document(b" /OpenAction <</S /JavaScript /JS (app.alert\\(1\\))>>"),
    "launch.pdf": document(b" /OpenAction <</S /Launch /F (cmd.exe)>>"),
    "held.pdf": document(b" /Names <</EmbeddedFiles <</Names []>>>>"),
}


WRONG = {
    "page.docx": b"<html>",
    "sheet.docx": office(".xlsx"),
    "cut.pdf": b"%PDF-1.4",
    "zip.xlsx": office(".xlsx")[:-9],
}


HANDED = {"form.pdf": document(), "form.docx": office(".docx"), "form.xlsx": office(".xlsx")}


def test_forms_are_handed_out_as_downloads(tmp_path: Path) -> None:
    body = " ".join(f"[แบบ {name}]({name})" for name in (*HANDED, *ACTIVE, *WRONG))
    files = {"a.md": (HEAD + f"## บริบท\n\nดาวน์โหลด {body}\n").encode(), **HANDED, **ACTIVE, **WRONG}
    library = judged(tmp_path, files)
    assert set(library.attachments) == set(HANDED)
    told = {one.place.path: one.rule for one in library.diagnostics if one.is_error}
    assert told == dict.fromkeys(ACTIVE, "active-attachment") | dict.fromkeys(WRONG, "wrong-attachment")
    shown = {
        one.path: one.content.decode("utf-8", "replace")
        for one in pipeline.emit(
            pipeline.publishable(library),
            Settings(root=tmp_path),
            leave_out=EMITTERS.keys() - {"lessons", "pictures", "data"},
        )
    }
    assert {path for path in shown if "/files/" in path} == {f"docs/files/{name}" for name in HANDED}
    page = shown["docs/lessons/a.md"]
    for name in HANDED:
        link = re.search(rf'<a [^>]*href="[^"]*files/{name}"[^>]*>', page)
        assert link is not None
        assert "download" in link[0]
    assert "แบบฟอร์ม" not in page or "vba" not in page
    assert '"kind": "XLSX"' in shown["docs/data/lessons-1.json"]


def test_a_picture_is_decoded_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """What the memory holds of a picture goes by its bytes; other bytes are looked at."""
    photos = [photo(format="JPEG", quality=quality) for quality in (90, 40)]
    with memo.isolated():
        told = [read_size(".jpg", photos[0]), reencode(".jpg", photos[0])]
        reencode.cache_clear()
        monkeypatch.setattr(Image, "open", lambda *_, **__: pytest.fail("decoded again"))
        assert [read_size(".jpg", photos[0]), reencode(".jpg", photos[0])] == told
        with pytest.raises(pytest.fail.Exception):
            read_size(".jpg", photos[1])
