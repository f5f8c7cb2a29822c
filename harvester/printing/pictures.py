"""Prepares pictures for print: validated, rotated upright, scaled down to print resolution, without metadata."""

from __future__ import annotations

import io
from functools import lru_cache
from pathlib import Path, PurePosixPath

from PIL import Image

from harvester.reading.files import content_of
from harvester.reading.pictures import PictureRefused, drawing, opened, upright

LONGEST_SIDE = 1400
"""Pixels after scaling: 150 mm at 237 dpi."""


@lru_cache(maxsize=64)
def prepared(folder: Path, path: str) -> bytes:
    """The picture at `path` in the lessons folder as JPEG, a drawing as SVG. Raises `PictureRefused`."""
    content = content_of(folder, folder / path)
    if content is None:
        raise PictureRefused("ไม่พบไฟล์ในโฟลเดอร์บทเรียน")
    if (suffix := PurePosixPath(path).suffix.lower()) == ".svg":
        return drawing(content)[1]
    with opened(suffix, content) as picture:
        picture.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
        return _encoded(upright(picture))


def _encoded(picture: Image.Image) -> bytes:
    picture.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    out = io.BytesIO()
    if picture.mode in ("RGBA", "LA", "PA") or "transparency" in picture.info:
        ground = Image.new("RGB", picture.size, "white")
        layer = picture.convert("RGBA")
        ground.paste(layer, mask=layer.getchannel("A"))
        picture = ground
    picture.convert("RGB").save(out, "JPEG", quality=82, optimize=True)
    return out.getvalue()
