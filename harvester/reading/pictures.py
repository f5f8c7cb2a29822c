"""Picture files: are they what their name says, can they be decoded, and how large are they. Changes nothing."""

from __future__ import annotations

import io
import re
import warnings
from xml.etree import ElementTree

from PIL import Image, ImageOps

from harvester.memo import key_of, recall
from harvester.model import Picture
from harvester.thai.text import HIDING

FORMATS = {f".{kind}": kind.upper() for kind in ("png", "jpeg", "gif", "webp", "avif", "svg")} | {
    ".jpg": "JPEG"
}
"""Suffix (lower case, with dot) to the only form that a file of this name may have."""
UNSHOWN = {
    **dict.fromkeys((".heic", ".heif"), "ภาพ HEIC ของโทรศัพท์เปิดในเว็บไม่ได้"),
    **dict.fromkeys((".tif", ".tiff"), "ภาพ TIFF จากเครื่องสแกนเปิดในเว็บไม่ได้"),
    ".bmp": "ภาพ BMP เปิดในเว็บไม่ได้",
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
_SVG = "http://www.w3.org/2000/svg"
_TAGS = re.compile(rf"\{{{_SVG}\}}(?:g|path|rect|circle|ellipse|line|polyline|polygon|text|tspan|title|desc)")
_NAMES = re.compile(
    r"viewBox|width|height|d?[xy]|[xy][12]|c[xy]|r[xy]?|d|points|transform|opacity|fill(?:-opacity|-rule)?|text-anchor"
    r"|stroke(?:-width|-opacity|-dasharray|-linecap|-linejoin)?|font-(?:family|size|weight)"
)
_VALUE = re.compile(r"(?!.*url\s*\()[\w\s#.,%()+-]{0,20000}", re.IGNORECASE | re.ASCII | re.DOTALL)
LARGEST_DRAWING = 200_000
"""Bytes."""
MOST_SHAPES = 400
"""Elements; more than a leaflet's drawing has, and too few to be deep."""


class PictureRefused(Exception):
    """The picture must not be published; the message says why, in Thai."""


def read_size(suffix: str, content: bytes) -> Picture:
    """The size of a picture that can be decoded to its end. Raises `PictureRefused`."""
    return recall(key_of("look", suffix, content), lambda: _read_size(suffix, content))


def _read_size(suffix: str, content: bytes) -> Picture:
    if suffix == ".svg":
        return drawing(content)[0]
    with open_picture(suffix, content) as picture:
        size = picture.size
        # A whole photo is only counted through, at an eighth of its size.
        picture.draft("L", (size[0] // 8 or 1, size[1] // 8 or 1))
        shown = _turned_size(picture, size)
        _decode(picture)
    return shown


def drawing(content: bytes) -> tuple[Picture, bytes]:
    """The size of a drawing and the drawing written anew, its comments left behind. Raises `PictureRefused`."""
    try:
        text = content[: LARGEST_DRAWING + 1].decode("utf-8-sig")
        if len(content) > LARGEST_DRAWING or re.search(r"<!(?!--)", text):
            raise PictureRefused(f"ภาพ SVG ใหญ่เกิน {LARGEST_DRAWING // 1000:,} พันไบต์ หรือมีคำสั่ง <!")
        parts = list(ElementTree.fromstring(text).iter())
    except (UnicodeDecodeError, ElementTree.ParseError, ValueError) as error:
        raise PictureRefused("ไฟล์นี้ไม่ใช่ภาพ .svg") from error
    root = parts[0]
    size = re.fullmatch(r"([1-9]\d{0,3})x([1-9]\d{0,3})", f"{root.get('width')}x{root.get('height')}")
    if root.tag != f"{{{_SVG}}}svg" or not size or len(parts) > MOST_SHAPES:
        raise PictureRefused(f"ภาพ SVG ต้องบอก width และ height เป็นจำนวนเต็ม และมีไม่เกิน {MOST_SHAPES} ชิ้น")
    strange = [str(part.tag) for part in parts[1:] if not _TAGS.fullmatch(str(part.tag))]
    for name, value in (pair for part in parts for pair in part.items()):
        strange += [] if _NAMES.fullmatch(name) and _VALUE.fullmatch(value) else [name]
    said = "".join(root.itertext())
    strange += [rule for rule, signs in HIDING.items() if signs.search(said)]
    if strange:
        raise PictureRefused(f"ภาพ SVG รับเฉพาะเส้น รูปทรง และตัวหนังสือ พบ {strange[0].rpartition('}')[2][:30]}")
    ElementTree.register_namespace("", _SVG)
    return Picture(int(size[1]), int(size[2])), ElementTree.tostring(root, "utf-8")


def open_picture(suffix: str, content: bytes) -> Image.Image:
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
    return _turned_size(picture, picture.size)


def _turned_size(picture: Image.Image, size: tuple[int, int]) -> Picture:
    lying = picture.getexif().get(0x0112, 1) in (5, 6, 7, 8)
    return Picture(*(size[::-1] if lying else size))


def decode_upright(picture: Image.Image) -> Image.Image:
    """The picture decoded and turned as it was held. Raises `PictureRefused`."""
    _decode(picture)
    return ImageOps.exif_transpose(picture)


def _decode(picture: Image.Image) -> None:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            picture.load()
    except Exception as error:  # Pillow raises whatever its decoders raise
        raise PictureRefused("ไฟล์ภาพเสียหรือไม่ครบ") from error


def _too_large(size: str = "") -> str:
    return " ".join(filter(None, ("ภาพนี้ใหญ่เกิน", f"{LARGEST_AREA // 1_000_000} ล้านจุด", size and f"({size})")))
