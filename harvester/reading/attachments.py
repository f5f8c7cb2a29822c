"""Documents that lessons hand out: are they what their name says, of a bearable size, and do they act by themselves."""

from __future__ import annotations

import io
import re
import zipfile

from harvester.model import Attachment

LARGEST = 10_000_000
"""Bytes; a form has some tens of thousands, and phones pay for each."""
MAIN_PARTS = {".docx": "word/document.xml", ".xlsx": "xl/workbook.xml"}
SUFFIXES = frozenset({".pdf", *MAIN_PARTS})
OTHERS = {
    ".doc": ".docx", ".xls": ".xlsx", ".docm": ".docx", ".xlsm": ".xlsx", ".dot": ".docx", ".dotx": ".docx",
    ".ppt": ".pdf", ".pptx": ".pdf", ".odt": ".docx", ".ods": ".xlsx", ".rtf": ".docx",
}  # fmt: skip
"""Documents of kinds that are not handed out, and the kind to save them as."""
_ACTS = (
    "/JavaScript",
    "/JS",
    "/Launch",
    "/EmbeddedFiles",
    "/EmbeddedFile",
    "/RichMedia",
    "/SubmitForm",
    "/ImportData",
)
_ACTIVE_PART = re.compile(r"(?i)vbaProject|activeX|embeddings/|oleObject|macrosheets/|externalLinks/")
_OUTSIDE = re.compile(rb'(?i)<Relationship\b[^>]*TargetMode\s*=\s*["\']External["\'][^>]*>')
_MOST_UNPACKED = 100_000_000


class AttachmentRefused(Exception):
    """The document must not be handed out: the rule, and why in Thai, and what to do."""

    def __init__(self, rule: str, message: str, hint: str) -> None:
        super().__init__(message)
        self.rule, self.message, self.hint = rule, message, hint


def look_at(path: str, suffix: str, content: bytes) -> Attachment:
    """What a document is. Raises `AttachmentRefused`."""
    if len(content) > LARGEST:
        raise AttachmentRefused(
            "wrong-attachment",
            f"เอกสารใหญ่เกิน {LARGEST // 1_000_000} ล้านไบต์",
            "ลดขนาดรูปในเอกสาร หรือแบ่งเป็นหลายไฟล์",
        )
    try:
        acts = _pdf_acts(content) if suffix == ".pdf" else _office_acts(suffix, content)
    except AttachmentRefused:
        raise
    except Exception as error:  # the libraries raise whatever their parts raise
        raise _wrong(suffix) from error
    if acts:
        raise AttachmentRefused(
            "active-attachment",
            f"ในเอกสารมีสิ่งที่ทำงานเองได้ ({acts}) จึงไม่แจกต่อ",
            "พิมพ์เป็น PDF ใหม่ หรือบันทึกใหม่เป็นเอกสารที่ไม่มีมาโคร แล้ววางแทน",
        )
    return Attachment(path, len(content))


def _wrong(suffix: str) -> AttachmentRefused:
    kind = suffix.removeprefix(".").upper()
    return AttachmentRefused(
        "wrong-attachment", f"ไฟล์นี้ไม่ใช่เอกสาร {kind} ที่เปิดได้", "เปิดด้วยโปรแกรมเดิม แล้วบันทึกใหม่"
    )


def _locked_error() -> AttachmentRefused:
    return AttachmentRefused("wrong-attachment", "PDF มีรหัสผ่าน", "บันทึกใหม่โดยไม่ใส่รหัสผ่าน")


def _pdf_acts(content: bytes) -> str:
    """The first name of something active in a PDF, '' when there is none."""
    try:
        import pikepdf  # few libraries hand out PDFs, and it takes long to load
    except ImportError:  # no wheel for this machine
        return _plain_pdf_acts(content)
    with pikepdf.open(io.BytesIO(content)) as document:
        if document.is_encrypted:
            raise _locked_error()
        return next(filter(None, map(_acting, document.objects)), "")


def _plain_pdf_acts(content: bytes) -> str:
    """The same by pypdf, by the names that are in any of its objects."""
    from pypdf import PdfReader
    from pypdf.generic import IndirectObject

    document = PdfReader(io.BytesIO(content))
    if document.is_encrypted:
        raise _locked_error()
    places = [(number, kept) for kept, found in document.xref.items() for number in found]
    places += [(number, 0) for number in document.xref_objStm]
    things = (repr(document.get_object(IndirectObject(*place, document))) for place in places)
    return next((name for thing in things for name in _ACTS if re.search(rf"'{name}'", thing)), "")


def _acting(thing: object) -> str:
    """The name of something active in an object or in what stands directly in it."""
    import pikepdf

    if isinstance(thing, pikepdf.Dictionary | pikepdf.Stream):
        keys = {*thing.keys(), str(thing.get("/S", "")), str(thing.get("/Subtype", ""))}
        parts = [part for _, part in thing.items()]
    elif isinstance(thing, pikepdf.Array):
        keys, parts = set(), list(thing)
    else:
        return ""
    inside = (_acting(part) for part in parts if not getattr(part, "is_indirect", True))
    return next((name for name in _ACTS if name in keys), "") or next(filter(None, inside), "")


def _office_acts(suffix: str, content: bytes) -> str:
    """The first active part of an Office file, '' when there is none."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        members = archive.infolist()
        names = {one.filename for one in members}
        whole = sum(one.file_size for one in members) <= _MOST_UNPACKED and len(members) <= 2_000
        if not whole or not {"[Content_Types].xml", MAIN_PARTS[suffix]} <= names:
            raise _wrong(suffix)
        if found := next((name for name in sorted(names) if _ACTIVE_PART.search(name)), ""):
            return found
        related = (archive.read(one) for one in members if one.filename.endswith(".rels"))
        outside = (link for text in related for link in _OUTSIDE.findall(text))
        return "ดึงข้อมูลจากที่อื่น" if any(b"hyperlink" not in link.lower() for link in outside) else ""
