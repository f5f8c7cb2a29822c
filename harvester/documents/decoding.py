"""Bytes of an old document to text, whatever code page they were saved in, and what has to be said about it. Tries
what the bytes prove (marks, UTF-8), then what they claim, then what reads as Thai."""

import codecs
import re
from collections.abc import Iterator
from contextlib import suppress

from harvester.documents.limits import refused, remark
from harvester.model.diagnostics import Diagnostic, Place
from harvester.reading.files import decoded_as
from harvester.reading.wording import patterns

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CLAIM = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([\w.:-]+)""", re.IGNORECASE)
_P = patterns("harvester.documents", "decoding")
_BINARY = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")


def decode(raw: bytes, name: str, claimed: str = "") -> tuple[str, tuple[Diagnostic, ...]]:
    """The text, and a remark when the encoding had to be found out. Raises `Unreadable`. A declaration that the bytes
    disprove is passed over: pages that call UTF-8 “tis-620” are common. Of endless runs of blanks or line ends a
    hundred stay."""
    text, remarks = _decode(raw, name, claimed)
    return _P.mixed.sub(r"\1", _P.runs.sub(r"\1" * 100, text)), remarks


def _decode(raw: bytes, name: str, claimed: str) -> tuple[str, tuple[Diagnostic, ...]]:
    if not raw.strip():
        raise refused("empty-document")
    for encoding in _encodings_by_form(raw):
        with suppress(UnicodeDecodeError):
            return raw.decode(encoding), ()
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError:
        pass
    else:
        if not _BINARY.search(raw):
            return text, ()
        if len(_BINARY.findall(raw)) > max(8, len(raw) // 100):
            raise refused("not-text")
        return _BINARY.sub(b"", raw).decode("utf-8"), ()
    return _legacy(raw, name, claimed)


def _encodings_by_form(raw: bytes) -> Iterator[str]:
    """By its byte-order mark; UTF-16 without one: every other byte of ASCII text is zero."""
    yield from [encoding for mark, encoding in _MARKS if raw.startswith(mark)][:1]
    for encoding, zeros in (("utf-16-le", raw[1:400:2]), ("utf-16-be", raw[0:400:2])):
        if len(zeros) > 4 and zeros.count(0) + zeros.count(0x0E) > 0.6 * len(zeros):
            yield encoding


def _legacy(raw: bytes, name: str, claimed: str) -> tuple[str, tuple[Diagnostic, ...]]:
    match = _CLAIM.search(raw[:4096])
    declared = claimed or (match[1].decode("ascii") if match else "")
    candidates = ["cp874"]
    if declared and declared.lower() not in _P.set_of("known_names"):
        candidates.append(declared)
    best: tuple[tuple[int, int], str, str] | None = None
    for encoding in candidates:
        text = raw.decode(encoding, "replace") if encoding == "cp874" else decoded_as(raw, encoding)
        if text is None or text.count("\ufffd") > len(text) // 50:
            continue
        merit = len(_P.common.findall(text)), len(_P.thai.findall(text))
        if best is None or merit > best[0]:
            best = merit, text, encoding
    if best is None or best[0][1] < 5 or len(_BINARY.findall(raw)) > len(raw) // 20:
        raise refused("unknown-encoding")
    named = "TIS-620/Windows-874" if best[2] == "cp874" else best[2]
    return best[1], (remark("old-encoding", Place(name), named),)
