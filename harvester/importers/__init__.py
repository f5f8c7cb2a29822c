"""The kinds of document that can be brought in, by the name of their kind. Bytes and a name in, documents out."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from harvester.importers.draft import Document
from harvester.importers.feed import feed
from harvester.importers.html_page import html_page
from harvester.importers.mail_archive import mail_archive
from harvester.importers.markdown_text import markdown_text
from harvester.importers.old_office import old_office
from harvester.importers.open_document import open_document
from harvester.importers.pdf import pdf
from harvester.importers.picture import picture
from harvester.importers.plain_text import plain_text
from harvester.importers.sheet import csv_rows, workbook
from harvester.importers.word import word

Importer = Callable[[bytes, str], Iterator[Document]]
"""Yields the documents of a file; raises `refusal.Unreadable` when it cannot be one."""

IMPORTERS: dict[str, Importer] = {
    "csv": csv_rows,
    "doc": old_office,
    "docx": word,
    "feed": feed,
    "html": html_page,
    "md": markdown_text,
    "mhtml": mail_archive,
    "odt": open_document,
    "pdf": pdf,
    "picture": picture,
    "rtf": old_office,
    "txt": plain_text,
    "xlsx": workbook,
}
