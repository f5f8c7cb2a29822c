"""Rows of tables laid out as documents: labels and headings by what each column is about. Keeps every cell."""

from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache

from harvester.drafting.understanding.labels import target_of
from harvester.model.diagnostics import Place
from harvester.model.document import BESIDE, Block, Document, Kind, document
from harvester.reading.profile import recognise
from harvester.reading.wording import messages, patterns
from harvester.thai.text import normalise

_SAY = messages("harvester.drafting")

_P = patterns("harvester.drafting", "columns")


@lru_cache(maxsize=500)
def _column_target(column: str) -> str:
    """What a column introduces, as `labels.target_of` says it; `ordinal` for one that counts, '' for an unknown one."""
    name = normalise(column).strip()
    return "ordinal" if _P.ordinal.match(name) else target_of(name, recognise(""))


def laid_out(row: Document) -> Document:
    """The row of a table as a document of labels and headings; any other document itself. Raises `Unreadable` where
    no one knows a column."""
    cells = [block for block in row.blocks if block.kind is Kind.CELL]
    if not cells:
        return row
    columns = row.properties["columns"].split("\n")
    if all(_column_target(column) in ("", "ordinal") for column in columns):
        raise _SAY.refused("unknown-columns")
    file = row.name.rpartition("#")[0]
    notes = [
        _SAY.remark("unknown-column", Place(file), column) for column in columns if not _column_target(column)
    ]
    laid = document(row.name, row.form, (block for cell in cells for block in _label_cell(cell)), row.digest)
    return replace(laid, properties=row.properties, remarks=(*row.remarks, *notes))


def _label_cell(cell: Block) -> Iterator[Block]:
    """A field on one line; a section as a heading with its lines; a row's number as an aside."""
    column, _, value = cell.text.partition(BESIDE)
    target = _column_target(column)
    line = f"{column}{BESIDE}{' '.join(value.split())}"
    if target == "ordinal":
        yield Block(Kind.LABEL, cell.text, aside="ลำดับของตาราง")
    elif target.startswith("field") or target == "contact":
        yield Block(Kind.LABEL, line)
    elif target == "remedy":
        yield Block(Kind.PARAGRAPH, line)
    else:
        yield Block(Kind.HEADING, column, level=2)
        yield from (Block(Kind.PARAGRAPH, line.strip()) for line in value.split("\n") if line.strip())
