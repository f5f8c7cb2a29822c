"""Picture files: are they what their name says, can they be decoded, and how large are they. Changes nothing."""

from __future__ import annotations

import io
import warnings

from PIL import Image, ImageOps

from harvester.memo import key_of, recalled
from harvester.model import Picture

FORMATS = {".png": "PNG", ".jpg": "JPEG", ".jpeg": "JPEG", ".gif": "GIF", ".webp": "WEBP", ".avif": "AVIF"}
"""Suffix (lower case, with dot) to the only form that a file of this name may have."""
UNSHOWN = {
    **dict.fromkeys((".heic", ".heif"), "ภาพ HEIC ของโทรศัพท์เปิดในเว็บไม่ได้"),
    **dict.fromkeys((".tif", ".tiff"), "ภาพ TIFF จากเครื่องสแกนเปิดในเว็บไม่ได้"),
    ".bmp": "ภาพ BMP เปิดในเว็บไม่ได้",
    ".svg": "ภาพ SVG มีคำสั่งซ่อนได้ จึงไม่รับ",
    ".psd": "ไฟล์งาน Photoshop เปิดในเว็บไม่ได้",
}
"""Kinds of pictures that browsers do not show, or must not, and what to say of them."""
FILMS = frozenset({".mp4", ".mov", ".avi", ".mkv", ".webm", ".m4v", ".3gp", ".mpg"})
LARGEST_FILE = 30_000_000
"""Bytes."""
LARGEST_AREA = 60_000_000
"""Pixels."""
LONGEST_SIDE = 20_000
MOST_FRAMES = 300


class PictureRefused(Exception):
    """The picture must not be published; the message says why, in Thai."""


def look(suffix: str, content: bytes) -> Picture:
    """The size of a picture that can be decoded to its end. Raises `PictureRefused`."""
    return recalled(key_of("look", suffix, content), lambda: _look(suffix, content))


def _look(suffix: str, content: bytes) -> Picture:
    with opened(suffix, content) as picture:
        size = picture.size
        # A whole photo is only counted through, at an eighth of its size.
        picture.draft("L", (size[0] // 8 or 1, size[1] // 8 or 1))
        shown = _turned(picture, size)
        _decoded(picture)
    return shown


def opened(suffix: str, content: bytes) -> Image.Image:
    """The picture, nothing of it decoded yet, within the limits. Raises `PictureRefused`."""
    if len(content) > LARGEST_FILE:
        raise PictureRefused(f"ไฟล์ภาพใหญ่เกิน {LARGEST_FILE // 1_000_000} ล้านไบต์")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            picture = Image.open(io.BytesIO(content), formats=[FORMATS[suffix]])
            frames = int(getattr(picture, "n_frames", 1))
            size_of(picture)
    except Image.DecompressionBombError as error:
        raise PictureRefused(_too_large()) from error
    except Exception as error:  # Pillow raises whatever its decoders raise
        raise PictureRefused(f"ไฟล์นี้ไม่ใช่ภาพ {suffix}") from error
    width, height = picture.size
    if not 0 < width * height * frames <= LARGEST_AREA or max(width, height) > LONGEST_SIDE:
        raise PictureRefused(_too_large(f"{width:,} × {height:,} จุด"))
    if frames > MOST_FRAMES:
        raise PictureRefused(f"ภาพเคลื่อนไหวมี {frames:,} ภาพ รับได้ {MOST_FRAMES}")
    return picture


def size_of(picture: Image.Image) -> Picture:
    """Its pixels as it is shown, upright."""
    return _turned(picture, picture.size)


def _turned(picture: Image.Image, size: tuple[int, int]) -> Picture:
    lying = picture.getexif().get(0x0112, 1) in (5, 6, 7, 8)
    return Picture(*(size[::-1] if lying else size))


def upright(picture: Image.Image) -> Image.Image:
    """The picture decoded and turned as it was held. Raises `PictureRefused`."""
    _decoded(picture)
    return ImageOps.exif_transpose(picture)


def _decoded(picture: Image.Image) -> None:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            picture.load()
    except Exception as error:  # Pillow raises whatever its decoders raise
        raise PictureRefused("ไฟล์ภาพเสียหรือไม่ครบ") from error


def _too_large(size: str = "") -> str:
    return " ".join(filter(None, ("ภาพนี้ใหญ่เกิน", f"{LARGEST_AREA // 1_000_000} ล้านจุด", size and f"({size})")))
