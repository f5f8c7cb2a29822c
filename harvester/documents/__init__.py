"""The kinds of document that can be brought in, by the name of their kind. Bytes and a name in, documents out."""

from harvester.documents.importer import Importer, named

DOCUMENTS: dict[str, Importer] = {
    kind: named(place)
    for kind, place in {
        "csv": "sheet:csv_rows",
        "doc": "old_office:old_office",
        "docx": "word:word",
        "feed": "feed:feed",
        "html": "html_page:html_page",
        "md": "markdown_text:markdown_text",
        "mhtml": "html_page:mail_archive",
        "odt": "open_document:open_document",
        "pdf": "pdf:pdf",
        "picture": "scanned:picture",
        "rtf": "old_office:old_office",
        "txt": "plain_text:plain_text",
        "xlsx": "sheet:workbook",
    }.items()
}
