"""What an importer is, and how one is loaded: when a document of its kind comes. The libraries of all kinds together
take longer to load than a text takes to read."""

from collections.abc import Callable, Iterator
from importlib import import_module

from harvester.model.document import Document

Importer = Callable[[bytes, str], Iterator[Document]]
"""Yields the documents of a file, those of parts with a digest of their own; raises `Unreadable` when it holds none."""


def named(place: str) -> Importer:
    """The importer at `module:function` of this room."""
    module, _, function = place.partition(":")

    def importer(raw: bytes, name: str) -> Iterator[Document]:
        found: Importer = getattr(import_module(f"harvester.documents.{module}"), function)
        return found(raw, name)

    return importer
