"""Pictures of strangers made anew for the web: their pixels and nothing else, in the widths that screens ask for.

Place, time, camera, comments, previews and whatever stands behind the end of a file are left behind, since only
decoded pixels go on. The same bytes always give the same bytes.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import suppress
from functools import lru_cache
from typing import Any

from PIL import Image, ImageCms, ImageSequence

from harvester.model import Picture
from harvester.reading.pictures import FORMATS, PictureRefused, opened, size_of, upright

WIDEST = 1600
"""Pixels of the longer side of what is published under the picture's own name."""
WIDTHS = (480, 960)
"""Narrower widths, for those whose picture is wider than that."""
_OPTIONS: dict[str, dict[str, Any]] = {
    "JPEG": {"quality": 82, "optimize": True, "progressive": True},
    "PNG": {"optimize": True},
    "WEBP": {"quality": 80, "method": 4},
    "AVIF": {"quality": 60, "speed": 8},
    "GIF": {"optimize": True},
}
_MOVES = ("GIF", "WEBP")


def shown_size(picture: Picture) -> tuple[int, int]:
    """Width and height of what is published under the picture's own name."""
    share = min(1.0, WIDEST / max(picture.width, picture.height))
    return max(1, round(picture.width * share)), max(1, round(picture.height * share))


def widths_of(picture: Picture, path: str) -> tuple[int, ...]:
    """The narrower widths that are published; a GIF, which may move, has none."""
    own = shown_size(picture)[0]
    return tuple(width for width in WIDTHS if width < own and not path.lower().endswith(".gif"))


def narrower(path: str, width: int) -> str:
    """Where the picture of that width stands, beside `path`."""
    return f"{width}w/{path}"


@lru_cache(maxsize=8)
def made_anew(suffix: str, content: bytes) -> tuple[tuple[int, bytes], ...]:
    """(width, bytes) of every version: 0 for the picture's own name, then the narrower ones.

    Raises `PictureRefused` for what cannot be decoded.
    """
    form = FORMATS[suffix]
    with opened(suffix, content) as picture:
        if getattr(picture, "is_animated", False) and form in _MOVES:
            return ((0, _moving(picture, form)),)
        if form == "JPEG":
            picture.draft("RGB", (WIDEST, WIDEST))  # decoded no larger than needed, and never smaller
        size = size_of(picture)
        whole = _plain(upright(picture), form)
    versions = [(0, whole.resize(shown_size(size), Image.Resampling.LANCZOS, reducing_gap=2.0))]
    for width in widths_of(size, suffix):
        shape = (width, max(1, round(size.height * width / size.width)))
        versions.append((width, whole.resize(shape, Image.Resampling.LANCZOS, reducing_gap=2.0)))
    try:
        return tuple((width, _encoded(version, form)) for width, version in versions)
    except (OSError, ValueError) as error:
        raise PictureRefused("ไฟล์ภาพนี้บันทึกใหม่ไม่ได้") from error


def _plain(picture: Image.Image, form: str) -> Image.Image:
    """A new picture of the pixels alone, in the colours of the web."""
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


def _encoded(picture: Image.Image, form: str, **more: Any) -> bytes:
    out = io.BytesIO()
    picture.save(out, form, **_OPTIONS[form], **more)
    return out.getvalue()


def _moving(picture: Image.Image, form: str) -> bytes:
    """A moving picture, frame by frame; as large as it is, since its limits count all frames."""
    frames, durations = [], []
    try:
        for frame in ImageSequence.Iterator(picture):
            durations.append(int(frame.info.get("duration", 100)))
            frames.append(_plain(frame.convert("RGBA"), form))
    except Exception as error:  # Pillow raises whatever its decoders raise
        raise PictureRefused("ไฟล์ภาพเสียหรือไม่ครบ") from error
    more = {"disposal": 2} if form == "GIF" else {}
    return _encoded(
        frames[0], form, save_all=True, append_images=frames[1:], duration=durations, loop=0, **more
    )


def files_of(path: str, suffix: str, content: bytes) -> Iterator[tuple[str, bytes]]:
    """(path, bytes) of every version to publish. Raises `PictureRefused`."""
    for width, version in made_anew(suffix, content):
        yield narrower(path, width) if width else path, version
