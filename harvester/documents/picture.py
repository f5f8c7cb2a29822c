"""A photograph or scan of a page: its size checked before it is opened, its words read by the engine for scans."""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterator
from dataclasses import replace
from hashlib import sha256
from typing import Any

from PIL import Image, ImageOps

from harvester.documents.limits import check_size, refused
from harvester.documents.mending import mended_pages
from harvester.documents.pdf_layout import paragraphs
from harvester.documents.scanned import MAX_SIDE, SURE, read
from harvester.model.diagnostics import Diagnostic
from harvester.model.document import Document, Unreadable, document
from harvester.thai.repair import repairer
from harvester.thai.text import normalise

MAX_DOTS = 120_000_000
"""Dots of a picture."""
SMALL = 1_500
"""Dots of the longer side below which a picture is enlarged, so that marks can be told apart."""
_FORMATS = ("PNG", "JPEG", "TIFF", "WEBP", "BMP", "GIF")


def picture(raw: bytes, name: str) -> Iterator[Document]:
    """One document a picture."""
    check_size(raw)
    image = _opened(raw)
    remarks: list[Diagnostic] = []
    pages, sizes = read([image], name, remarks)
    fixer = repairer()
    lines = mended_pages(pages, fixer, name, remarks)
    blocks = [replace(b, text=normalise(b.text)) for b in paragraphs(lines, sizes, fixer.between)]
    found = document(name, "picture", blocks, sha256(raw).hexdigest(), {}, remarks)
    yield replace(found, sureness=SURE)


def _opened(raw: bytes) -> Any:
    """The picture upright, in grey, of a size that the engine reads well. Raises `Unreadable`."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            image = Image.open(io.BytesIO(raw), formats=_FORMATS)
            if image.width * image.height > MAX_DOTS:
                raise refused("document-bomb/picture")
            image.load()
    except Unreadable:
        raise
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise refused("document-bomb/picture") from error
    except Exception as error:  # Pillow raises whatever its decoders raise
        raise refused("broken-document/picture") from error
    grey = ImageOps.exif_transpose(image).convert("RGBA")
    paper = Image.new("RGBA", grey.size, "white")
    paper.alpha_composite(grey)
    grey = paper.convert("L")
    longer = max(grey.size)
    times = MAX_SIDE / longer if longer > MAX_SIDE else 2.0 if longer < SMALL else 1.0
    if times != 1.0:
        grey = grey.resize((max(1, int(grey.width * times)), max(1, int(grey.height * times))))
    return grey
