"""Pictures of strangers made fit for paper: checked, turned upright, made no larger than print needs.

Gives bytes that depend on the picture alone and carry no camera data. Knows Pillow, no page.
"""

from __future__ import annotations

import io
import warnings
from functools import lru_cache
from pathlib import Path

from PIL import Image, ImageOps, UnidentifiedImageError

LARGEST_FILE = 30_000_000
"""Bytes."""
LARGEST_AREA = 60_000_000
"""Pixels before scaling."""
LONGEST_SIDE = 1400
"""Pixels after scaling: 150 mm at 237 dpi."""
KINDS = ("JPEG", "PNG", "WEBP", "GIF", "AVIF")


class PictureRefused(Exception):
    """The picture cannot be printed; the message completes the Thai sentence "… เพราะ"."""


@lru_cache(maxsize=64)
def prepared(folder: Path, path: str) -> bytes:
    """The picture at `path` in the lessons folder as JPEG or PNG. Raises `PictureRefused`."""
    file = folder / path
    try:
        if not file.resolve().is_relative_to(folder.resolve()) or not file.is_file():
            raise PictureRefused("ไม่พบไฟล์ในโฟลเดอร์บทเรียน")
        if file.stat().st_size > LARGEST_FILE:
            raise PictureRefused(f"ไฟล์ใหญ่เกิน {LARGEST_FILE // 1_000_000} เมกะไบต์")
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with Image.open(file, formats=KINDS) as picture:
                if picture.width * picture.height > LARGEST_AREA:
                    raise PictureRefused(f"ภาพใหญ่เกิน {LARGEST_AREA // 1_000_000} ล้านจุด")
                return _encoded(ImageOps.exif_transpose(picture))
    except PictureRefused:
        raise
    except Image.DecompressionBombError as error:
        raise PictureRefused(f"ภาพใหญ่เกิน {LARGEST_AREA // 1_000_000} ล้านจุด") from error
    except UnidentifiedImageError as error:
        raise PictureRefused("ไฟล์ไม่ใช่ภาพที่อ่านได้") from error
    except (OSError, ValueError, SyntaxError, MemoryError, RuntimeError) as error:
        raise PictureRefused("ไฟล์เสียหรือเปิดอ่านไม่ได้") from error


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
