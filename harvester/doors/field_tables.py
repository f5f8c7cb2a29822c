"""The tables of fields and sections for people who write files by hand: one guide page, generated."""

from __future__ import annotations

from collections.abc import Iterator

from harvester.doors.marking import texts
from harvester.model import Artifact, Library
from harvester.model.schema import SECTIONS, CollectionShape, FieldRow, LessonShape, TrialShape, rows
from harvester.reading.vocabulary import FILE_LABELS, FILES
from harvester.settings import Settings


def docs(library: Library, settings: Settings) -> Iterator[Artifact]:
    """`<lessons>/pages/fields.md`."""
    engine = texts().overlay()
    engine.filters = engine.filters | {"said": _describe_field, "cell": lambda text: text.replace("|", "\\|")}
    text = engine.get_template("doors/fields.md").render(
        lesson=LessonShape, trial=TrialShape, collection=CollectionShape, rows=rows, sections=SECTIONS,
        files=FILES, labels=FILE_LABELS,
    )  # fmt: skip
    yield Artifact(f"{settings.lessons}/pages/fields.md", f"{text.rstrip()}\n".encode())


def _describe_field(row: FieldRow) -> str:
    said = [row.hint]
    if row.labels:
        said.append(" ".join(f"`{key}` ({label})" for key, label in row.labels.items()))
    elif row.choices:
        said.append(" ".join(row.choices))
    if row.example and not row.labels:
        said.append(f"เช่น *{row.example}*")
    if row.names:
        said.append(f"หรือเขียนว่า {', '.join(row.names)}")
    return "<br>".join(part for part in said if part)
