"""One file of bytes to one `Lesson`, with everything that has to be said about it. A lesson with errors is still
returned as far as it could be read, so that the checks see all of it at once; who may be published is decided in
`pipeline`."""

import re
from dataclasses import dataclass
from hashlib import sha256
from pathlib import PurePosixPath

from harvester.model import Lesson, LessonId, Markdown
from harvester.model.diagnostics import Diagnostic, Place
from harvester.model.field_groups import ID_PATTERN
from harvester.model.fields import members
from harvester.reading.files import decode
from harvester.reading.front_matter import split
from harvester.reading.limits import merge_conflicts
from harvester.reading.rules import find_slips
from harvester.reading.structure import Structure, read_structure
from harvester.reading.validation import Meaning, understand
from harvester.reading.wording import told
from harvester.thai.text import HIDING, normalise, slug

REFUSED = ("unreadable-yaml", "yaml-alias", "yaml-tag", "yaml-too-deep")
"""Rules after which a field counts as unread, not as missing."""
FENCES = ("missing-fence", "unclosed-fence", "wrong-fence")
EXPLAINED = (*REFUSED, "missing-front-matter", "unclosed-front-matter", "unknown-key", "wrong-date", *HIDING)
"""Rules whose finding adds nothing on a line where a syntax slip was recognised."""


@dataclass(frozen=True, slots=True)
class LessonReading:
    """What came of one file; `lesson` is None when nothing of it could be read."""

    lesson: Lesson | None
    diagnostics: tuple[Diagnostic, ...]


def read_lesson(path: str, raw: bytes) -> LessonReading:
    """Read the file at `path` (relative to the lessons folder, with `/`)."""
    decoded = decode(raw, path)
    if isinstance(decoded, Diagnostic):
        return LessonReading(None, (decoded,))
    text = decoded.text
    conflicts = merge_conflicts(text, path)
    # Whatever else seems wrong comes of the two versions, and must not be mended.
    slips = [] if conflicts else list(find_slips(text, path))
    parts = split(text, path)
    meaning = understand(parts.head, Lesson, {"title": _stand_in_title(parts.body, path)})
    body = normalise(parts.body)
    offset = len(text) - len(parts.body) if body == parts.body else None
    structure = read_structure(body, path, parts.body_line, meaning.value.title, offset, meaning.value.origin)
    findings = [
        *decoded.findings,
        *_name_findings(path, meaning),
        *parts.findings,
        *meaning.findings,
        *structure.findings,
    ]
    if not body.strip() and parts.head.entries:
        findings.append(told("empty-lesson", Place(path, max(parts.body_line - 1, 1))))
    slipped = {slip.place.line for slip in slips}
    fences = any(slip.rule in FENCES for slip in slips)
    unread = any(one.rule in REFUSED for one in parts.findings) or (fences and not parts.head.entries)
    for one in () if conflicts else findings:
        if (one.rule == "missing-field" and unread) or (one.rule == "unclosed-front-matter" and fences):
            continue
        # A recognised slip explains the syntax error on its line better than YAML's own message.
        if not (one.rule in EXPLAINED and one.place.line in slipped):
            slips.append(one)
    diagnostics = sorted(conflicts or slips, key=lambda found: (found.place, found.rule))
    lesson = _lesson(path, meaning, structure, body, parts.body_line, sha256(raw).hexdigest())
    return LessonReading(lesson, tuple(diagnostics))


def _lesson(
    path: str, meaning: Meaning, structure: Structure, body: str, body_line: int, digest: str
) -> Lesson:
    stem, fields = PurePosixPath(path).stem, members(meaning.value)
    said = fields.pop("id")
    return Lesson(
        **fields,
        id=LessonId(stem),
        path=path,
        sections=structure.sections,
        body=Markdown(body),
        body_line=body_line,
        places=meaning.places,
        extra=meaning.extra | ({"id": said} if said not in ("", stem) else {}),
        digest=digest,
    )


def _stand_in_title(body: str, path: str) -> str:
    """What a lesson without a title is called in lists of problems."""
    heading = re.search(r"^#{1,3}\s+(.+)$", body, re.MULTILINE)
    return normalise(heading[1].strip())[:120] if heading else PurePosixPath(path).stem


def _name_findings(path: str, meaning: Meaning) -> list[Diagnostic]:
    stem = PurePosixPath(path).stem
    said, place = meaning.value.id, meaning.places.get("id") or Place(path)
    if said and (said != stem or not is_valid_name(said)):
        key = "different-id" if is_valid_name(said) else "bad-id"
        return [told(key, place, said, stem, width=len(said))]
    if is_valid_name(stem):
        return []
    fit = slug(stem) if is_valid_name(slug(stem)) else f"{slug(stem)[:60]}-1"
    return [told("bad-id/file", Place(path), stem, fit)]


def is_valid_name(name: str) -> bool:
    """May a name be an address on every machine, and a page of its own?"""
    reserved = re.fullmatch(r"con|prn|aux|nul|(com|lpt)[0-9]|index|readme", name)
    return re.fullmatch(ID_PATTERN, name) is not None and len(name) <= 80 and not reserved
