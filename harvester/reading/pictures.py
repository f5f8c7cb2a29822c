"""Picture files as bytes: are they what their name says, and what do they tell besides the picture.

Knows containers (segments, chunks), not pixels.
"""

from __future__ import annotations

import struct

SIGNATURES = {
    ".png": (b"\x89PNG\r\n\x1a\n",),
    ".jpg": (b"\xff\xd8\xff",),
    ".jpeg": (b"\xff\xd8\xff",),
    ".gif": (b"GIF87a", b"GIF89a"),
    ".webp": (b"RIFF",),
    ".avif": (b"\x00\x00\x00",),
}
"""Suffix to what the first bytes must be."""
_BRANDS = {".webp": (8, b"WEBP"), ".avif": (4, b"ftyp")}
_PNG_PRIVATE = (b"eXIf", b"tEXt", b"zTXt", b"iTXt", b"tIME")
_EXIF_ORIENTATION = b"\xff\xe1\x00\x22Exif\0\0MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01"
"""A segment that holds nothing but the orientation; its value (two bytes), padding and the end follow."""
_JPEG_KEPT = (0xE0, 0xE2, 0xEE)
"""JFIF, colour profile, Adobe's colour transform: what a browser needs to show the picture right."""


def is_picture(suffix: str, content: bytes) -> bool:
    """Do the first bytes say what the suffix (lower case, with dot) says?"""
    if not content.startswith(SIGNATURES.get(suffix, ())):
        return False
    at, brand = _BRANDS.get(suffix, (0, b""))
    return content[at : at + len(brand)] == brand


def without_traces(suffix: str, content: bytes) -> bytes:
    """The same picture without place, time, camera and comments; unchanged when its parts cannot be followed."""
    strip = {".jpg": _jpeg, ".jpeg": _jpeg, ".png": _png, ".webp": _webp}.get(suffix)
    try:
        return strip(content) if strip else content
    except (struct.error, IndexError, ValueError):
        return content


def _jpeg(content: bytes) -> bytes:
    kept: list[bytes] = []
    turned = 1
    at = 2
    while content[at] == 0xFF and content[at + 1] != 0xDA:
        marker = content[at + 1]
        end = at + 2 + struct.unpack_from(">H", content, at + 2)[0]
        if content[at + 4 : at + 10] == b"Exif\0\0":
            turned = _orientation(content[at + 10 : end])
        if not (0xE0 <= marker <= 0xEF or marker == 0xFE) or marker in _JPEG_KEPT:
            kept.append(content[at:end])
        at = end
    upright = [_EXIF_ORIENTATION + struct.pack(">HHI", turned, 0, 0)] if 1 < turned <= 8 else []
    return b"".join([content[:2], *upright, *kept, content[at:]])


def _orientation(tiff: bytes) -> int:
    """How the camera was held (1 to 8), which a browser needs to show the picture upright."""
    order = "<" if tiff[:2] == b"II" else ">"
    start = struct.unpack_from(f"{order}I", tiff, 4)[0]
    for index in range(min(struct.unpack_from(f"{order}H", tiff, start)[0], 100)):
        tag, _, _, value = struct.unpack_from(f"{order}HHIH", tiff, start + 2 + 12 * index)
        if tag == 0x0112:
            return int(value)
    return 1


def _png(content: bytes) -> bytes:
    kept = [content[:8]]
    at = 8
    while at < len(content):
        end = at + 12 + struct.unpack_from(">I", content, at)[0]
        if content[at + 4 : at + 8] not in _PNG_PRIVATE:
            kept.append(content[at:end])
        at = end
    return b"".join(kept)


def _webp(content: bytes) -> bytes:
    kept = []
    at = 12
    while at + 8 <= len(content):
        size = struct.unpack_from("<I", content, at + 4)[0]
        end = at + 8 + size + size % 2
        chunk = content[at:end]
        if content[at : at + 4] == b"VP8X":
            chunk = chunk[:8] + bytes([chunk[8] & ~0b1100]) + chunk[9:]  # no EXIF, no XMP
        if content[at : at + 4] not in (b"EXIF", b"XMP "):
            kept.append(chunk)
        at = end
    body = b"".join(kept)
    return b"RIFF" + struct.pack("<I", len(body) + 4) + b"WEBP" + body
