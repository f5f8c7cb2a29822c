"""`harvester print --report`: a table of the layout faults of each print."""

from __future__ import annotations

from collections.abc import Sequence

import click
import pypdfium2

from harvester.documents.pdf_lines import lines_of
from harvester.model import Print
from harvester.model.document import Line
from harvester.printing.report import COUNTS, Found, count_faults
from harvester.thai.segment import Segmenter

SHOWN = 3
"""Faults of a kind that are reported with their words."""


def report(prints: Sequence[Print], segmenter: Segmenter) -> None:
    """Print one row for each PDF, and the words around its faults."""
    made = [one for one in prints if one.content.startswith(b"%PDF")]
    click.echo(" · ".join(("ไฟล์", *COUNTS.values())))
    for one in made:
        document = pypdfium2.PdfDocument(one.content)
        lines: list[Line] = [
            line
            for number in range(len(document))
            for line in lines_of(document[number], number)
            if line.text.strip()
        ]
        counts, faults = count_faults(
            lines, len(document), segmenter, is_card=one.form.startswith(("cards", "poster", "booklet-fold"))
        )
        click.echo(" · ".join((one.name, *map(str, counts.values()))))
        for kind in COUNTS:
            _tell([fault for fault in faults if fault.kind == kind])


def _tell(faults: Sequence[Found]) -> None:
    for fault in faults[:SHOWN]:
        click.echo(f"    {COUNTS[fault.kind]} หน้า {fault.page}: {fault.words}")
