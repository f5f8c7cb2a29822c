"""What lies on the desk: the kind of each file by its first bytes, archives opened, every kind given to its importer.
A refusal is a value here, so that a batch goes on. Reads no disk."""

import zipfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from hashlib import sha256
from pathlib import PurePosixPath

from harvester.documents.limits import check_size, member, opened_zip, refused
from harvester.documents.mending import mend
from harvester.documents.unseen import hidden_text
from harvester.model.document import Document, Refused, Unreadable, document
from harvester.reading.wording import patterns
from harvester.thai.text import HIDING

_P = patterns("harvester.documents", "reception")
SUFFIXES = {f".{suffix}": kind for suffix, kind in _P.words_of("suffixes").items()}
"""What a name promises; the bytes have the last word. Pictures are read when they are named, not looked for."""
KNOWN = " ".join(sorted(SUFFIXES))
MAX_FILES = 500
MAX_LETTERS = 1_000_000
"""Of one document: five hundred pages, which take some seconds."""
MAX_DEPTH = 2
"""Archives within archives."""
Table = Mapping[str, Callable[[bytes, str], Iterator[Document]]]


def read_documents(raw: bytes, name: str, importers: Table) -> Iterator[Document | Refused]:
    """What `parsed_documents` gives, with its Thai repaired."""
    for one in parsed_documents(raw, name, importers):
        yield one if isinstance(one, Refused) else mend(one)


def parsed_documents(raw: bytes, name: str, importers: Table, depth: int = 0) -> Iterator[Document | Refused]:
    """The documents of a file, or of all files in an archive; what cannot be read is reported and passed over."""
    try:
        check_size(raw)
        kind = kind_of(raw, name)
        if kind == "zip":
            yield from _archive(raw, name, importers, depth)
        else:
            digest = sha256(raw).hexdigest()  # a part of a file brings one of its own
            for one in importers[kind](raw, name):
                yield _clean_document(one if one.digest else replace(one, digest=digest))
    except Unreadable as refusal:
        yield Refused(name, refusal.rule, refusal.message, refusal.hint)
    except RecursionError:
        yield Refused(name, "too-deep", "เอกสารซ้อนกันลึกเกินไป", "เปิดด้วยโปรแกรมเดิมแล้วบันทึกใหม่")


def _clean_document(found: Document) -> Document:
    """The document without signs that no one sees and a machine reads. Raises `Unreadable` for one too long."""
    if len(found.text) > MAX_LETTERS:
        raise refused("too-much-text/reception", len(found.text), MAX_LETTERS)
    signs = HIDING["invisible-sign"]
    hidden = sum(signs.search(block.text) is not None for block in found.blocks)
    if not hidden:
        return found
    blocks = (replace(block, text=signs.sub("", block.text)) for block in found.blocks)
    remarks = (*found.remarks, *hidden_text(hidden, found.name))
    clean = document(found.name, found.form, blocks, found.digest, found.properties, remarks)
    return replace(clean, sureness=found.sureness)


def kind_of(raw: bytes, name: str) -> str:
    """A key of the table of importers, or `zip`. Raises `Unreadable` for what no importer reads."""
    suffix = PurePosixPath(name).suffix
    promised = SUFFIXES.get(suffix.lower(), "")
    head = raw[:4096]
    found = _P.first_of("kinds", head.decode("latin-1"))
    if found == "doc" and promised not in ("doc", ""):
        raise refused("old-or-locked-office", suffix)
    if found:
        return _kind_of_zip(raw) if found == "zip" else found
    wide = head.startswith((b"\xff\xfe", b"\xfe\xff"))
    marked = _P.first_of("markup", head.decode("utf-16" if wide else "latin-1", "ignore"))
    if marked and promised in ("", "html", "feed", "md", "txt", "doc"):
        return marked
    if promised in ("pdf", "docx", "odt", "xlsx", "doc", "rtf", "zip"):
        raise refused("wrong-kind", suffix)
    if promised:
        return promised
    if b"\x00" in head and not wide and head.count(0) < len(head) // 4:
        raise refused("unknown-kind", KNOWN)
    return "txt"


def _kind_of_zip(raw: bytes) -> str:
    archive = opened_zip(raw)
    names = set(archive.namelist())
    for kind, part in (("docx", "word/document.xml"), ("xlsx", "xl/workbook.xml")):
        if part in names:
            return kind
    if {"content.xml", "mimetype"} <= names:
        if b"opendocument.text" in member(archive, "mimetype"):
            return "odt"
        raise refused("unknown-kind/reception")
    return "zip"


def _archive(raw: bytes, name: str, importers: Table, depth: int) -> Iterator[Document | Refused]:
    if depth >= MAX_DEPTH:
        raise refused("too-deep/reception", MAX_DEPTH)
    archive = opened_zip(raw)
    files = [info for info in archive.infolist() if _is_document(info)]
    if len(files) > MAX_FILES:
        raise refused("too-many-members/reception", len(files), MAX_FILES)
    if not files:
        raise refused("empty-document/reception", KNOWN)
    for info in files:
        inner = f"{name}/{readable_name(info)}"
        try:
            content = member(archive, info.filename)
        except Unreadable as refusal:
            yield Refused(inner, refusal.rule, refusal.message, refusal.hint)
            continue
        yield from parsed_documents(content, inner, importers, depth + 1)


def _is_document(info: zipfile.ZipInfo) -> bool:
    """A regular file of a known kind; no folder, link, or leftovers of a system."""
    is_link = (info.external_attr >> 16) & 0o170000 == 0o120000
    path = PurePosixPath(info.filename)
    left = path.name.startswith((".", "~$")) or "__MACOSX" in path.parts
    return path.suffix.lower() in SUFFIXES and not (info.is_dir() or is_link or left)


def readable_name(info: zipfile.ZipInfo) -> str:
    """Thai names of old zip programs, which said nothing of their code page."""
    if info.flag_bits & 0x800:
        return info.filename
    try:
        raw = info.filename.encode("cp437")
    except UnicodeEncodeError:
        return info.filename
    for encoding in ("utf-8", "cp874"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return info.filename
