"""What a document may cost before a parser sees it: bytes, members, depth, entities. Parses nothing itself."""

import io
import re
import zipfile
import zlib
from typing import Any
from xml.parsers import expat

from harvester.reading.wording import Messages, patterns

refused, remark = Messages("harvester.documents").refused, Messages("harvester.documents").remark
MAX_BYTES = 50_000_000
MAX_UNPACKED = 120_000_000
MAX_MEMBERS = 2_000
MAX_RATIO = 150
"""Times that a member may grow when unpacked, once it is large enough to matter."""
_SMALL = 2_000_000
MAX_DEPTH = 200
"""Depth of elements; documents of people stay under 60."""
MAX_ATTRIBUTES = 1_000
"""Attributes of one HTML tag."""
MAX_NESTING = 1_200
"""Open HTML elements at once; old pages leave hundreds unclosed."""
_P = patterns("harvester.documents", "limits")
MAX_STREAM = 40_000_000
"""Bytes of one packed stream of a PDF; the words of a long page have some ten thousand."""
_STREAM = re.compile(rb"(?<!end)stream\r?\n")


def check_size(raw: bytes) -> None:
    """Raises `Unreadable` for what is empty or too large."""
    if not raw.strip():
        raise refused("empty-document")
    if len(raw) > MAX_BYTES:
        raise refused("document-too-large", len(raw) / 1e6, MAX_BYTES / 1e6)


def opened_zip(raw: bytes) -> zipfile.ZipFile:
    """A zip archive whose members are few, small and named inside it. Raises `Unreadable`."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(raw))
    except (zipfile.BadZipFile, ValueError, NotImplementedError, EOFError) as error:
        raise refused("broken-document/limits") from error
    members = archive.infolist()
    if len(members) > MAX_MEMBERS:
        raise refused("too-many-members", len(members), MAX_MEMBERS)
    if sum(member.file_size for member in members) > MAX_UNPACKED:
        raise refused("document-bomb")
    for member in members:
        if member.file_size > _SMALL and member.file_size > MAX_RATIO * max(1, member.compress_size):
            raise refused("document-bomb")
        if member.flag_bits & 1:
            raise refused("locked-document")
        if re.search(r"(?:^|[/\\])\.\.(?:[/\\]|$)|^[/\\]|^[A-Za-z]:", member.filename):
            raise refused("unsafe-member")
    return archive


def member(archive: zipfile.ZipFile, name: str) -> bytes:
    """The bytes of a member, never more than it declared; b'' when it is not there."""
    try:
        info = archive.getinfo(name)
    except KeyError:
        return b""
    try:
        with archive.open(info) as stream:
            raw = stream.read(MAX_UNPACKED)
            if stream.read(1):
                raise refused("document-bomb")
            return raw
    except (zipfile.BadZipFile, NotImplementedError, EOFError, OSError, ValueError, zlib.error) as error:
        raise refused("broken-document/limits") from error


def check_streams(raw: bytes) -> None:
    """The packed streams of a PDF, pictures apart, without keeping what is in them. Raises `Unreadable`."""
    for start in _STREAM.finditer(raw):
        if b"/Image" in raw[max(0, start.start() - 400) : start.start()]:
            continue
        end = raw.find(b"endstream", start.end())
        try:
            packed = memoryview(raw)[start.end() : end if end > 0 else None]
            held = len(zlib.decompressobj().decompress(packed, MAX_STREAM))
        except zlib.error:
            continue
        if held == MAX_STREAM:
            raise refused("document-bomb")


def check_xml(raw: bytes) -> None:
    """One pass without building anything: no document type, no entities, no great depth. Raises `Unreadable`."""
    depth = 0

    def start(_name: str, _attributes: object) -> None:
        nonlocal depth
        depth += 1
        if depth > MAX_DEPTH:
            raise refused("too-deep/limits", MAX_DEPTH)

    def end(_name: str) -> None:
        nonlocal depth
        depth -= 1

    def refuse(*_: object) -> None:
        raise refused("xml-entities")

    parser = expat.ParserCreate()
    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.StartDoctypeDeclHandler = refuse
    parser.EntityDeclHandler = refuse
    try:
        parser.Parse(raw, True)
    except expat.ExpatError as error:
        raise refused("broken-document/check_xml") from error


def opened_office(raw: bytes, parts: re.Pattern[str]) -> zipfile.ZipFile:
    """The archive of an office file; its parts of these names are checked. Raises `Unreadable`."""
    archive = opened_zip(raw)
    for name in filter(parts.search, archive.namelist()):
        check_xml(member(archive, name))
    return archive


def parse_xml(raw: bytes) -> Any:
    """The tree of a part that was checked. Raises `Unreadable`."""
    from lxml import etree  # which text does without

    try:
        return etree.fromstring(raw, etree.XMLParser(resolve_entities=False, no_network=True))
    except etree.XMLSyntaxError as error:
        raise refused("broken-document/check_xml") from error


def check_html(text: str) -> None:
    """Depth and attributes of a page by its letters. Raises `Unreadable`."""
    depth = 0
    for match in _P.tag.finditer(text):
        depth = max(0, depth + (-1 if match[1] else 1))
        if depth > MAX_NESTING:
            raise refused("too-deep/check_html", MAX_NESTING)
    for match in _P.long_tag.finditer(text):
        if len(_P.attribute.findall(match[0])) > MAX_ATTRIBUTES:
            raise refused("too-many-attributes")
