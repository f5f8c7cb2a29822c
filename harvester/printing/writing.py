"""Writes a finished document as a file: objects numbered without gaps, all that may be in one compressed stream.

Works on WeasyPrint's object model (`pydyf`), whose own writer keeps the numbers of what was thrown away.
"""

from __future__ import annotations

import re
import zlib
from itertools import chain
from typing import Any, BinaryIO

_REFERENCE = re.compile(rb"\((?:\\.|[^\\()])*\)|<[0-9A-Fa-f]*>|\b(\d+) 0 R\b", re.DOTALL)
"""References, and the strings that may look as if they held one."""


def write(
    pdf: Any, output: BinaryIO, version: object = None, identifier: object = None, _compress: bool = True
) -> None:
    """In place of `pydyf.PDF.write`; always compressed, PDF 1.7, without an identifier."""
    if pdf.info:
        pdf.add_object(pdf.info)
    kept = [item for item in pdf.objects if item.free != "f"]
    streams = [item for item in kept if not item.compressible]
    others = [item for item in kept if item.compressible]
    numbers = {item.number: number for number, item in enumerate(chain(streams, others), 1)}

    def renumbered(data: bytes) -> bytes:
        return _REFERENCE.sub(lambda found: _reference(found, numbers), data)

    content = bytearray(b"%PDF-1.7\n%\xf0\x9f\x96\xa4\n")
    places: list[tuple[int, int, int]] = [(0, 0, 0)]
    for item in streams:
        places.append((1, len(content), 0))
        head, mark, body = item.data.partition(b"\nstream\n")
        content += b"%d 0 obj\n%b%b%b\nendobj\n" % (numbers[item.number], renumbered(head), mark, body)
    holder = len(kept) + 1
    heads: list[bytes] = []
    bodies = bytearray()
    for at, item in enumerate(others):
        heads.append(b"%d %d" % (numbers[item.number], len(bodies)))
        bodies += renumbered(item.data) + b"\n"
        places.append((2, holder, at))
    head = b" ".join(heads) + b" "
    places.append((1, len(content), 0))
    content += _stream(holder, b"/Type/ObjStm/N %d/First %d" % (len(others), len(head)), head + bytes(bodies))
    start = len(content)
    places.append((1, start, 0))
    info = b"/Info %d 0 R" % numbers[pdf.info.number] if pdf.info else b""
    facts = b"/Type/XRef/Size %d/W[1 4 3]/Root %d 0 R%b" % (len(places), numbers[pdf.catalog.number], info)
    content += _stream(holder + 1, facts + b"/DecodeParms<</Predictor 12/Columns 8>>", _rows(places))
    content += b"startxref\n%d\n%%%%EOF\n" % start
    output.write(content)


def _reference(found: re.Match[bytes], numbers: dict[int, int]) -> bytes:
    if found[1] is None:
        return found[0]
    number = numbers.get(int(found[1]))
    return b"%d 0 R" % number if number else b"null"


def _stream(number: int, facts: bytes, content: bytes) -> bytes:
    packed = zlib.compress(content, 9)
    return b"%d 0 obj\n<<%b/Filter/FlateDecode/Length %d>>\nstream\n%b\nendstream\nendobj\n" % (
        number,
        facts,
        len(packed),
        packed,
    )


def _rows(places: list[tuple[int, int, int]]) -> bytes:
    """The table of objects, each row as its difference from the one above (PNG's second filter)."""
    rows, above = bytearray(), bytes(8)
    for kind, where, which in places:
        row = kind.to_bytes(1, "big") + where.to_bytes(4, "big") + which.to_bytes(3, "big")
        rows += b"\2" + bytes((now - before) % 256 for now, before in zip(row, above, strict=True))
        above = row
    return bytes(rows)
