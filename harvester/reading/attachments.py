"""Files beside lessons, pictures and documents to hand out: are they what their names say, how large, free of what runs."""

from __future__ import annotations

import io
import re
import warnings
import zipfile
from collections.abc import Iterator
from typing import TYPE_CHECKING
from xml.etree import ElementTree

from harvester.memo import key_of, recall
from harvester.model import Attachment, Picture
from harvester.thai.text import HIDING

if TYPE_CHECKING:
    from PIL import Image

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
MOVING = ("GIF", "WEBP")
"""Formats of which all frames are published; of others, the first."""
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
        for _ in decode_frames(picture):
            pass
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
    from PIL import Image  # takes long to load

    if len(content) > LARGEST_FILE:
        raise PictureRefused(f"ไฟล์ภาพใหญ่เกิน {LARGEST_FILE // 1_000_000} ล้านไบต์")
    Image.MAX_IMAGE_PIXELS = LARGEST_AREA // 2  # Pillow refuses twice as many, in later frames too
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
    from PIL import ImageOps

    next(decode_frames(picture))
    return ImageOps.exif_transpose(picture)


def decode_frames(picture: Image.Image) -> Iterator[Image.Image]:
    """The picture at each of its frames, decoded; one for a still picture. Raises `PictureRefused`."""
    size = None
    try:
        for at in range(getattr(picture, "n_frames", 1) if picture.format in MOVING else 1):
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                picture.seek(at)
                size = size or picture.size
                if picture.size != size:  # Pillow lets a later frame widen the picture
                    raise ValueError("a frame larger than its picture")
                picture.load()
            yield picture
    except Exception as error:  # Pillow raises whatever its decoders raise
        raise PictureRefused("ไฟล์ภาพเสียหรือไม่ครบ") from error


def _too_large(size: str = "") -> str:
    return " ".join(filter(None, ("ภาพนี้ใหญ่เกิน", f"{LARGEST_AREA // 1_000_000} ล้านจุด", size and f"({size})")))


LARGEST = 10_000_000
"""Bytes; a form has some tens of thousands, and phones pay for each."""
MAIN_PARTS = {".docx": "word/document.xml", ".xlsx": "xl/workbook.xml"}
SUFFIXES = frozenset({".pdf", *MAIN_PARTS})
OTHERS = {
    ".doc": ".docx", ".xls": ".xlsx", ".docm": ".docx", ".xlsm": ".xlsx", ".dot": ".docx", ".dotx": ".docx",
    ".ppt": ".pdf", ".pptx": ".pdf", ".odt": ".docx", ".ods": ".xlsx", ".rtf": ".docx",
}  # fmt: skip
"""Documents of kinds that are not handed out, and the kind to save them as."""
_ACTS = (
    "/JavaScript", "/JS", "/Launch", "/EmbeddedFiles", "/EmbeddedFile", "/RichMedia", "/SubmitForm", "/ImportData",
)  # fmt: skip
_ACTIVE_PART = re.compile(r"(?i)vbaProject|activeX|embeddings/|oleObject|macrosheets/|externalLinks/")
_OUTSIDE = re.compile(rb'(?i)<Relationship\b[^>]*TargetMode\s*=\s*["\']External["\'][^>]*>')
_MOST_UNPACKED = 100_000_000


class AttachmentRefused(Exception):
    """The document must not be handed out; `key` is that of the wording, with the values that it takes."""

    def __init__(self, key: str, *values: object) -> None:
        super().__init__(key, *values)
        self.key, self.values = key, values


def look_at(path: str, suffix: str, content: bytes) -> Attachment:
    """What a document is. Raises `AttachmentRefused`."""
    if len(content) > LARGEST:
        raise AttachmentRefused("wrong-attachment/large", LARGEST // 1_000_000)
    try:
        acts = _pdf_acts(content) if suffix == ".pdf" else _office_acts(suffix, content)
    except AttachmentRefused:
        raise
    except Exception as error:  # the libraries raise whatever their parts raise
        raise AttachmentRefused("wrong-attachment", suffix.removeprefix(".").upper()) from error
    if acts:
        raise AttachmentRefused("active-attachment", acts)
    return Attachment(path, len(content))


def _pdf_acts(content: bytes) -> str:
    """The first name of something active in a PDF, '' when there is none."""
    try:
        import pikepdf  # few libraries hand out PDFs, and it takes long to load
    except ImportError:  # no wheel for this machine
        return _plain_pdf_acts(content)
    with pikepdf.open(io.BytesIO(content)) as document:
        if document.is_encrypted:
            raise AttachmentRefused("wrong-attachment/locked")
        return next(filter(None, map(_acting, document.objects)), "")


def _plain_pdf_acts(content: bytes) -> str:
    """The same by pypdf, by the names that are in any of its objects."""
    from pypdf import PdfReader
    from pypdf.generic import IndirectObject

    document = PdfReader(io.BytesIO(content))
    if document.is_encrypted:
        raise AttachmentRefused("wrong-attachment/locked")
    places = [(number, kept) for kept, found in document.xref.items() for number in found]
    places += [(number, 0) for number in document.xref_objStm]
    things = (repr(document.get_object(IndirectObject(*place, document))) for place in places)
    return next((name for thing in things for name in _ACTS if re.search(rf"'{name}'", thing)), "")


def _acting(thing: object) -> str:
    """The name of something active in an object or in what stands directly in it."""
    import pikepdf

    if isinstance(thing, pikepdf.Dictionary | pikepdf.Stream):
        keys = {*thing.keys(), str(thing.get("/S", "")), str(thing.get("/Subtype", ""))}
        parts = [part for _, part in thing.items()]
    elif isinstance(thing, pikepdf.Array):
        keys, parts = set(), list(thing)
    else:
        return ""
    inside = (_acting(part) for part in parts if not getattr(part, "is_indirect", True))
    return next((name for name in _ACTS if name in keys), "") or next(filter(None, inside), "")


def _office_acts(suffix: str, content: bytes) -> str:
    """The first active part of an Office file, '' when there is none."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        members = archive.infolist()
        names = {one.filename for one in members}
        whole = sum(one.file_size for one in members) <= _MOST_UNPACKED and len(members) <= 2_000
        if not whole or not {"[Content_Types].xml", MAIN_PARTS[suffix]} <= names:
            raise ValueError(suffix)
        if found := next((name for name in sorted(names) if _ACTIVE_PART.search(name)), ""):
            return found
        related = (archive.read(one) for one in members if one.filename.endswith(".rels"))
        outside = (link for text in related for link in _OUTSIDE.findall(text))
        return "ดึงข้อมูลจากที่อื่น" if any(b"hyperlink" not in link.lower() for link in outside) else ""
