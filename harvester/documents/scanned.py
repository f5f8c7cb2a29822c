"""Photographs and pages that are pictures of text, read by a local tesseract with Thai: lines, and how sure it was.
An extra: where no engine is installed, the remedy is reported. Sizes are checked before a picture is opened."""

import csv
import io
import re
import shutil
import subprocess
import time
import warnings
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

from PIL import Image, ImageOps

from harvester.documents.limits import refused, remark
from harvester.documents.mending import mended_blocks
from harvester.documents.outside_program import run, workplace
from harvester.model.diagnostics import Diagnostic, Place
from harvester.model.document import Document, Line, Unreadable, document
from harvester.reading.wording import patterns

DOTS = 300
"""Dots an inch of the pictures that are read."""
MAX_SIDE = 5_000
"""Dots of a picture's longer side."""
MAX_PAGES = 40
PAGE_SECONDS, ALL_SECONDS = 60.0, 240.0
SURE = 0.75
"""Times the sureness of what was understood of words that were guessed from a picture."""
_POINTS = 72 / DOTS
_P = patterns("harvester.documents", "scanned")
_LETTER = 1.8
"""Times the height of a letter without marks that a font's size is."""
_SAME_SIZE = 0.35
"""Share by which measured sizes of one font stray."""
_FLAT, _FOREIGN, _DOUBTFUL = 0.7, 0.6, 40.0
"""A row of marks read as a line: of the usual height, share of Thai in it, sureness in per cent."""


@cache
def engine() -> str | None:
    """The program, where it is on this machine and knows Thai."""
    program = shutil.which("tesseract")
    if program is None:
        return None
    try:
        told = subprocess.run([program, "--list-langs"], capture_output=True, timeout=20, check=True)
    except (OSError, subprocess.SubprocessError):
        return None
    return program if b"tha" in told.stdout.split() else None


def read(
    pictures: Iterable[Any], name: str, remarks: list[Diagnostic]
) -> tuple[list[list[Line]], list[tuple[float, float]]]:
    """Lines and size (points) of every page; `pictures` are Pillow's, at `DOTS`. Raises `Unreadable`. Pages beyond
    the limits are reported in `remarks`, as is that all of it was recognised."""
    program = engine()
    if program is None:
        raise refused("scanned-document/no-engine")
    pages: list[list[Line]] = []
    sizes: list[tuple[float, float]] = []
    started = time.monotonic()
    for number, picture in enumerate(pictures, 1):
        if number > MAX_PAGES or time.monotonic() - started > ALL_SECONDS:
            remarks.append(remark("ocr-limit", Place(name), len(pages)))
            break
        pages.append(list(_lines(program, picture, number)))
        sizes.append((picture.width * _POINTS, picture.height * _POINTS))
    if sum(len(line.text) for page in pages for line in page) < 10:
        raise refused("scanned-document")
    remarks.append(remark("ocr-text", Place(name)))
    return pages, sizes


@dataclass(frozen=True, slots=True)
class _Row:
    """A line as the engine read it: its box (left, top, right, bottom) and size in dots, its sureness in per cent."""

    text: str
    box: tuple[int, int, int, int]
    size: float
    sure: float

    @property
    def height(self) -> int:
        """Of the box."""
        return self.box[3] - self.box[1]


def _lines(program: str, picture: Any, number: int) -> Iterator[Line]:
    with workplace() as folder:
        picture.save(Path(folder, "page.png"))
        rows = _rows(program, folder, "tha+eng")
        if any(_P.mistaken.search(row.text) for row in rows):
            thai = _rows(program, folder, "tha")
            rows = [_in_thai(row, thai) if _P.mistaken.search(row.text) else row for row in rows]
    from statistics import median  # drags in decimal numbers, which no other document needs

    usual_height = median(row.height for row in rows) if rows else 1.0
    usual = median(row.size for row in rows) if rows else 1.0
    for row in rows:
        if _is_noise(row, row.height / usual_height):
            continue
        size = usual if abs(row.size / usual - 1) < _SAME_SIZE else row.size
        left, _, right, bottom = (side * _POINTS for side in row.box)
        foot = picture.height * _POINTS - bottom
        yield Line(row.text, left, right, foot, size * _POINTS, False, "", number)


def _rows(program: str, folder: Path, languages: str) -> list[_Row]:
    """The text as the engine writes it (it knows the blanks), the places as its table has them."""
    command = [program, "page.png", "page", "-l", languages, "--dpi", str(DOTS), "txt", "tsv"]
    run(command, folder, PAGE_SECONDS)
    text = Path(folder, "page.txt").read_text("utf-8", "replace").replace("\f", "\n")
    written = [line.strip() for line in text.split("\n") if line.strip()]
    found = list(_places(Path(folder, "page.tsv").read_text("utf-8", "replace")))
    if len(found) != len(written):
        return found
    return [replace(row, text=line) for row, line in zip(found, written, strict=True)]


def _in_thai(row: _Row, thai: list[_Row]) -> _Row:
    """The line at the same place by the engine's Thai alone, which takes no โดย for a Tag."""
    middle = (row.box[1] + row.box[3]) / 2
    return next(
        (other for other in thai if other.box[1] < middle < other.box[3] and other.sure > _DOUBTFUL), row
    )


def _places(table: str) -> Iterator[_Row]:
    """Every line of the table that has words."""
    from statistics import quantiles

    lines: dict[tuple[str, ...], list[dict[str, str]]] = {}
    for row in csv.DictReader(io.StringIO(table), delimiter="\t", quoting=csv.QUOTE_NONE):
        if row["level"] == "5" and (row["text"] or "").strip():
            lines.setdefault((row["block_num"], row["par_num"], row["line_num"]), []).append(row)
    for rows in lines.values():
        left, top, width, height = (
            [int(row[key]) for row in rows] for key in ("left", "top", "width", "height")
        )
        letter = quantiles(height, n=4)[0] if len(rows) > 1 else height[0]
        right = max(one + other for one, other in zip(left, width, strict=True))
        bottom = max(one + other for one, other in zip(top, height, strict=True))
        sure = sum(float(row["conf"]) for row in rows) / len(rows)
        text = " ".join(row["text"] for row in rows)
        yield _Row(text, (min(left), min(top), right, bottom), letter * _LETTER, sure)


def _is_noise(row: _Row, height: float) -> bool:
    """Marks above letters that the engine took for a line of their own, specks, edges; `height` is in usual ones."""
    signs = [sign for sign in row.text if not sign.isspace()]
    thai = sum("ก" <= sign <= "๛" for sign in signs) / max(1, len(signs))
    word = re.search(r"\w{5,}", row.text)
    return row.sure < _DOUBTFUL or (height < _FLAT and not word and (thai < _FOREIGN or len(signs) < 3))


MAX_DOTS = 120_000_000
"""Dots of a picture."""
SMALL = 1_500
"""Dots of the longer side below which a picture is enlarged, so that marks can be told apart."""
_FORMATS = ("PNG", "JPEG", "TIFF", "WEBP", "BMP", "GIF")


def picture(raw: bytes, name: str) -> Iterator[Document]:
    """One document a picture."""
    image = _open_scan(raw)
    remarks: list[Diagnostic] = []
    pages, sizes = read([image], name, remarks)
    blocks = mended_blocks(pages, sizes, name, remarks)
    found = document(name, "picture", blocks, remarks=remarks)
    yield replace(found, sureness=SURE)


def _open_scan(raw: bytes) -> Any:
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
