"""The names a library knows, folded, and which of them a misspelt one most likely meant."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import PurePosixPath

from harvester.model import Entry, Library, by_form
from harvester.thai.spelling import did_you_mean, near_names


def known(entries: Iterable[Entry]) -> dict[str, str]:
    """Folded form to the label it leads to."""
    return {form: entry.label for form, entry in by_form(entries).items()}


def suggestion(name: str, choices: Iterable[str]) -> str:
    """“หมายถึง … ใช่ไหม” with up to three near names, or nothing."""
    return did_you_mean(f"“{one}”" for one in near_names(name, choices))


def lesson_ids(library: Library) -> set[str]:
    """Ids and aliases that lead somewhere; lessons that could not be read count, their own fault is reported."""
    broken = (
        PurePosixPath(found.place.path).stem
        for found in library.diagnostics
        if found.place.path.endswith(".md")
    )
    return {*library.by_id, *broken}
