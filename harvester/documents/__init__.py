"""The kinds of document that can be brought in, by the name of their kind. Bytes and a name in, documents out."""

from collections.abc import Callable, Iterator

from harvester.documents.feed import feed
from harvester.documents.html_page import html_page, mail_archive
from harvester.documents.old_office import old_office
from harvester.documents.open_document import open_document
from harvester.documents.pdf import pdf
from harvester.documents.plain_text import markdown_text, plain_text
from harvester.documents.scanned import picture
from harvester.documents.sheet import csv_rows, workbook
from harvester.documents.word import word
from harvester.model.document import Document

Importer = Callable[[bytes, str], Iterator[Document]]
"""Yields the documents of a file; raises `refusal.Unreadable` when it cannot be one."""

DOCUMENTS: dict[str, Importer] = {
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
