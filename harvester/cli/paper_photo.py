"""A photo of a filled paper form: kept out of the site, beside an empty draft to type into. Handwriting is never guessed."""

from __future__ import annotations

import io
import re
from hashlib import sha256
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

from harvester import store
from harvester.doors.manuscript import UNSORTED, lesson_text
from harvester.doors.messages import MARKS
from harvester.doors.questions import QUESTIONS

STARTS = {b"\x89PNG": ".png", b"\xff\xd8\xff": ".jpg", b"RIFF": ".webp"}
"""First bytes of pictures to the suffix they are kept under."""


def is_photo(raw: bytes) -> bool:
    """Whether the bytes are a picture."""
    return raw.startswith(tuple(STARTS))


def take_photo(raw: bytes, drafts: Path) -> tuple[str, str, Path, bool]:
    """Kind and address that the form's QR code says ('' where none is read), the draft, and whether it is new."""
    digest = sha256(raw).hexdigest()[:12]
    name = f"paper-{digest}"
    file = drafts / f"{name}.md"
    kind, about = _asked(raw)
    if file.is_file():
        return kind, about, file, False
    suffix = next(suffix for start, suffix in STARTS.items() if raw.startswith(start))
    picture = store.write_new(drafts / f"_{name}{suffix}", raw)
    labels = "\n".join(
        f"- {one.label}:" for one in QUESTIONS.get(kind, QUESTIONS["trial"]) if one.key != "lesson"
    )
    title = f"{MARKS[kind][1:] if kind else 'แบบกระดาษ'} {about} (แบบกระดาษ)".replace("  ", " ")
    text = lesson_text(
        {"title": title},
        headings=[(UNSORTED, f"พิมพ์จากภาพ {picture.name} ที่อยู่ข้างไฟล์นี้ (ภาพไม่ขึ้นเว็บ)\n\n{labels}")],
        origin=f"รับมาทางแบบกระดาษ ภาพ {digest}",
    )
    return kind, about, store.write_new(file, text.encode()), True


def _asked(raw: bytes) -> tuple[str, str]:
    """What the form's QR code says it is about; nothing where no reader of codes is installed or none is seen."""
    try:
        import zxingcpp
        from PIL import Image
    except ImportError:
        return "", ""
    try:
        with Image.open(io.BytesIO(raw)) as picture:
            found = zxingcpp.read_barcodes(picture.convert("L"))
    except (OSError, ValueError, Image.DecompressionBombError):
        return "", ""
    for code in found:
        query = parse_qs(urlsplit(code.text).query)
        kind, about = query.get("kind", [""])[0], query.get("id", [""])[0]
        if kind in MARKS and re.fullmatch(r"[a-z0-9#-]{0,120}", about):
            return kind, about
        if told := re.search(r"lessons/([a-z0-9-]{1,80})/", code.text):
            return "trial", told[1]
    return "", ""
