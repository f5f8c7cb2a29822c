"""Files that lessons show or hand out: pictures made anew without their traces, and the forms that lessons link."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import suppress
from functools import lru_cache, partial
from itertools import pairwise
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any

import PIL

from harvester import TEMPLATES
from harvester.memo import key_of, recall
from harvester.model import Artifact
from harvester.model.companions import WIDEST
from harvester.reading import attachments
from harvester.reading.files import content_of
from harvester.rendering.pages import SiteContext
from harvester.rendering.typography import Typography

if TYPE_CHECKING:
    from PIL import Image, ImageFont

_OPTIONS: dict[str, dict[str, Any]] = {
    "JPEG": {"quality": 82, "optimize": True, "progressive": True},
    "PNG": {"optimize": True},
    "WEBP": {"quality": 80, "method": 4},
    "AVIF": {"quality": 60, "speed": 8},
    "GIF": {"optimize": True},
}


def pictures(site: SiteContext) -> Iterator[Artifact]:
    """`docs/pictures/<path>` and its narrower versions for each picture; `docs/files/<path>` for each form."""
    folder = site.settings.lessons_folder
    for name, picture in sorted(site.library.pictures.items()):
        content = content_of(folder, folder / name)
        # One that changed since it was read is told at the next reading.
        with suppress(attachments.PictureRefused):
            made = reencode(PurePosixPath(name).suffix.lower(), content or b"")
            paths = picture.versions(name)
            yield from (
                Artifact(f"docs/pictures/{paths.get(width, name)}", version) for width, version in made
            )
    for name in site.handed_out:
        if (content := content_of(folder, folder / name)) is not None:
            yield Artifact(f"docs/files/{name}", content)


@lru_cache(maxsize=8)
def reencode(suffix: str, content: bytes) -> tuple[tuple[int, bytes], ...]:
    """(width, bytes) of every version that is published. Raises `PictureRefused` for what cannot be decoded. Pixels
    alone go on: place, time, camera, comments, previews and whatever is behind the end of a file are left behind. The
    same bytes always give the same bytes, and are worked on once."""
    key = key_of("made_anew", suffix, repr(_OPTIONS), str(WIDEST), PIL.__version__, content)
    return recall(key, lambda: _reencode(suffix, content))


def _reencode(suffix: str, content: bytes) -> tuple[tuple[int, bytes], ...]:
    from PIL import Image  # takes long to load, and most builds make no picture

    if suffix == ".svg":
        size, drawn = attachments.drawing(content)
        return ((size.shown[0], drawn),)
    form = attachments.FORMATS[suffix]
    with attachments.open_picture(suffix, content) as picture:
        if getattr(picture, "is_animated", False) and form in attachments.MOVING:
            return ((attachments.size_of(picture).width, _moving(picture, form)),)
        if form == "JPEG":
            picture.draft("RGB", (WIDEST, WIDEST))  # decoded no larger than needed, and never smaller
        size = attachments.size_of(picture)
        whole = _plain(attachments.decode_upright(picture), form)
    shapes = [(width, max(1, round(size.height * width / size.width))) for width in size.versions(suffix)]
    try:
        return tuple(
            (shape[0], _encode(whole.resize(shape, Image.Resampling.LANCZOS, reducing_gap=2.0), form))
            for shape in shapes
        )
    except (OSError, ValueError) as error:
        raise attachments.PictureRefused("ไฟล์ภาพนี้บันทึกใหม่ไม่ได้") from error


def _plain(picture: Image.Image, form: str) -> Image.Image:
    """A new picture of the pixels alone, in the colours of the web."""
    from PIL import Image, ImageCms

    if (profile := picture.info.get("icc_profile")) and picture.mode in ("RGB", "CMYK"):
        with suppress(ImageCms.PyCMSError, OSError, ValueError):
            theirs = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            ours = ImageCms.createProfile("sRGB")
            picture = ImageCms.profileToProfile(picture, theirs, ours, outputMode="RGB") or picture
    if picture.mode.startswith(("I", "F")):
        picture = picture.point(lambda value: value / 256).convert("L")
    see_through = picture.mode in ("RGBA", "LA", "PA") or "transparency" in picture.info
    mode = "RGBA" if see_through and form != "JPEG" else "L" if picture.mode in ("1", "L") else "RGB"
    picture = picture.convert(mode)
    return Image.frombytes(mode, picture.size, picture.tobytes())


def _encode(picture: Image.Image, form: str, **more: Any) -> bytes:
    out = io.BytesIO()
    picture.save(out, form, **_OPTIONS[form], **more)
    return out.getvalue()


def _moving(picture: Image.Image, form: str) -> bytes:
    """A moving picture, frame by frame; as large as it is, since its limits count all frames."""
    frames, durations = [], []
    for frame in attachments.decode_frames(picture):
        durations.append(int(frame.info.get("duration", 100)))
        frames.append(_plain(frame.convert("RGBA"), form))
    more = {"disposal": 2} if form == "GIF" else {}
    return _encode(
        frames[0], form, save_all=True, append_images=frames[1:], duration=durations, loop=0, **more
    )


SIZE, EDGE, LINES = (1200, 630), 72, 4
INK, PAPER, MARK = "#14284a", "#f6f7f5", "#f2b632"


def card_pictures(site: SiteContext) -> Iterator[Artifact]:
    """`docs/lessons/<id>/card.png`; none while the site has no address of its own, since no one could fetch it."""
    if site.settings.has_address:
        for lesson in site.library.lessons:
            told = (lesson.title, lesson.short_place, site.settings.name)
            key = key_of("card picture", site.typography.content_key, *told)
            picture = recall(key, partial(_picture, site.typography, *told))
            yield Artifact(f"docs/lessons/{lesson.id}/card.png", picture)


def _picture(typography: Typography, title: str, place: str, name: str) -> bytes:
    from PIL import Image, ImageDraw

    picture = Image.new("RGB", SIZE, PAPER)
    draw = ImageDraw.Draw(picture)
    draw.rectangle((0, 0, 24, SIZE[1]), fill=MARK)
    at = EDGE
    for line in _lines(title, typography, _font("Sarabun-Bold", 68), LINES):
        draw.text((EDGE, at), line, INK, _font("Sarabun-Bold", 68))
        at += 96
    draw.text((EDGE, SIZE[1] - 150), place, INK, _font("Sarabun-Regular", 34))
    draw.text((EDGE, SIZE[1] - 96), name, INK, _font("Sarabun-Bold", 34))
    out = io.BytesIO()
    picture.quantize(32).save(out, "PNG", optimize=True)
    return out.getvalue()


def _lines(text: str, typography: Typography, font: ImageFont.FreeTypeFont, most: int) -> list[str]:
    """The text in lines that end between words and fit the picture; what is too long ends in an ellipsis."""
    edges = sorted({0, *typography.turns(text), len(text)})
    lines = [""]
    for start, end in pairwise(edges):
        word = text[start:end]
        if lines[-1] and font.getlength(lines[-1] + word) > SIZE[0] - 2 * EDGE:
            lines.append("")
        lines[-1] += word
    kept = [line.strip() for line in lines]
    return kept if len(kept) <= most else [*kept[: most - 1], kept[most - 1] + "…"]


@lru_cache(maxsize=4)
def _font(name: str, size: int) -> ImageFont.FreeTypeFont:
    from PIL import ImageFont

    return ImageFont.truetype(str(TEMPLATES / "print" / "fonts" / f"{name}.ttf"), size)
