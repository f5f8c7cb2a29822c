"""The fallback for imposing and joining, by pypdf, where pikepdf has no wheel. Looks the same on paper; tags and
links inside the file are lost."""

import io
from collections.abc import Iterable, Sequence

from pypdf import PageObject, PdfReader, PdfWriter, Transformation
from pypdf.generic import DecodedStreamObject, NameObject

Line = tuple[float, float, float, float]


def impose(
    content: bytes, size: tuple[float, float], sides: Iterable[Iterable[tuple[int | None, tuple[float, float]]]],
    marks: Iterable[Line],
) -> bytes:  # fmt: skip
    """The document with its pages laid on sides of `size`, all in points."""
    pages = PdfReader(io.BytesIO(content)).pages
    made = PdfWriter()
    drawn = "".join(f"{x0:.2f} {y0:.2f} m {x1:.2f} {y1:.2f} l " for x0, y0, x1, y1 in marks)
    for side in sides:
        sheet = made.add_blank_page(*size)
        for at, (x, y) in side:
            if at is not None:
                sheet.merge_transformed_page(pages[at], Transformation().translate(x, y))
        if drawn:
            lines = DecodedStreamObject()
            lines.set_data(f"q 0.4 w 0 G {drawn}S Q".encode())
            over = PageObject.create_blank_page(None, *size)
            over[NameObject("/Contents")] = lines
            sheet.merge_page(over)
    return _written(made)


def join_documents(documents: Sequence[bytes]) -> bytes:
    """The documents after one another, with their bookmarks."""
    made = PdfWriter()
    for content in documents:
        made.append(io.BytesIO(content))
    return _written(made)


def _written(made: PdfWriter) -> bytes:
    out = io.BytesIO()
    made.write(out)
    return out.getvalue()
