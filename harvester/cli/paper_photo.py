"""A photo of a filled paper form: kept out of the site, beside an empty draft to type into. Handwriting is never guessed."""

import io
import re
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import numpy as np
import segno
from PIL import Image

from harvester import store
from harvester.doors.manuscript import lesson_text
from harvester.doors.questions import MARKS, QUESTIONS
from harvester.model.field_groups import OUTCOME_LABELS
from harvester.printing.texts import QUIET
from harvester.printing.workshop import forms
from harvester.reading.manuscript import LEFT_OVER

STARTS = {b"\x89PNG": ".png", b"\xff\xd8\xff": ".jpg", b"RIFF": ".webp"}
"""First bytes of pictures to the suffix they are kept under."""
CODE_SIDE, ROW, SCALE = 22, 6, 20
"""Of `templates/print/kit-tell-back.html` and `kit-form.html`: the code's side with its quiet zone and the
height of a row of boxes below it, both in mm, and dots a mm of the picture that they are looked at in."""
EMPTY, TICKED = 0.02, 0.06
"""Shares of dark dots within a box up to which it is empty, and from which it is marked."""


def is_photo(raw: bytes) -> bool:
    """Whether the bytes are a picture."""
    return raw.startswith(tuple(STARTS))


def take_photo(raw: bytes, drafts: Path) -> tuple[str, str, Path, bool]:
    """Kind and address that the form's QR code says ('' where none is read), the draft, and whether it is new."""
    digest = sha256(raw).hexdigest()[:12]
    name = f"paper-{digest}"
    file = drafts / f"{name}.md"
    kind, about, ticks = _read(raw)
    if file.is_file():
        return kind, about, file, False
    suffix = next(suffix for start, suffix in STARTS.items() if raw.startswith(start))
    picture = store.write_new(drafts / f"_{name}{suffix}", raw)
    labels = "\n".join(
        f"- {label}:{said and f' {said} (อ่านจากช่องที่กา)'}" for label, said in _asked(kind, about, ticks)
    )
    title = f"{MARKS[kind][1:] if kind else 'แบบกระดาษ'} {about} (แบบกระดาษ)".replace("  ", " ")
    text = lesson_text(
        {"title": title},
        headings=[(LEFT_OVER, f"พิมพ์จากภาพ {picture.name} ที่อยู่ข้างไฟล์นี้ (ภาพไม่ขึ้นเว็บ)\n\n{labels}")],
        origin=f"รับมาทางแบบกระดาษ ภาพ {digest}",
    )
    return kind, about, store.write_new(file, text.encode()), True


def _asked(kind: str, about: str, ticks: tuple[int, ...]) -> Iterator[tuple[str, str]]:
    """The labels of the form, in its order, and what its ticks say."""
    if kind == "workshop" and (form := forms().get(about)):
        yield from ((label, "กา" if at in ticks else "") for at, label in enumerate(form.ticks))
        yield from ((label, "") for label in form.labels)
        return
    outcome = tuple(OUTCOME_LABELS.values())[ticks[0]] if len(ticks) == 1 else ""
    for one in QUESTIONS.get(kind, QUESTIONS["trial"]):
        if one.key != "lesson":
            yield one.label, outcome if one.key == "outcome" else ""


def _read(raw: bytes) -> tuple[str, str, tuple[int, ...]]:
    """Kind and address that the form's QR code says, and which boxes below it are ticked; nothing for what is not sure."""
    import zxingcpp

    try:
        with Image.open(io.BytesIO(raw)) as picture:
            grey = picture.convert("L")
            found = zxingcpp.read_barcodes(grey)
    except (OSError, ValueError, Image.DecompressionBombError):
        return "", "", ()
    for code in found:
        query = parse_qs(urlsplit(code.text).query)
        kind, about = query.get("kind", [""])[0], query.get("id", [""])[0]
        if kind in MARKS and re.fullmatch(r"[a-z0-9#-]{0,120}", about):
            form = forms().get(about) if kind == "workshop" else None
            return kind, about, _ticked_outcome(grey, code, len(form.ticks)) if form else ()
        if told := re.search(r"lessons/([a-z0-9-]{1,80})/", code.text):
            ticks = _ticked_outcome(grey, code, len(OUTCOME_LABELS))
            return "trial", told[1], ticks if len(ticks) == 1 else ()
    return "", "", ()


def _ticked_outcome(photo: Image.Image, code: Any, boxes: int) -> tuple[int, ...]:
    """The boxes below the code that hold a tick, from 0. Sure only where all boxes are where the form prints them and
    each is either marked or empty."""
    corners = code.position
    seen = [
        (p.x, p.y) for p in (corners.top_left, corners.top_right, corners.bottom_right, corners.bottom_left)
    ]
    modules = segno.make(code.text, error="m", micro=False).symbol_size(border=0)[0]
    near, far = (at * CODE_SIDE * SCALE / (modules + 2 * QUIET) for at in (QUIET, QUIET + modules))
    rows = []
    for (x, y), (u, v) in zip(((near, near), (far, near), (far, far), (near, far)), seen, strict=True):
        rows += [[x, y, 1, 0, 0, 0, -u * x, -u * y], [0, 0, 0, x, y, 1, -v * x, -v * y]]
    try:
        how = np.linalg.solve(np.array(rows, float), np.array(seen, float).ravel())
    except np.linalg.LinAlgError:
        return ()
    size = (CODE_SIDE * SCALE, (CODE_SIDE + boxes * ROW) * SCALE)
    seen_flat = photo.transform(size, Image.Transform.PERSPECTIVE, how.tolist(), Image.Resampling.BILINEAR)
    form = np.asarray(seen_flat, np.int64)
    dark = form < int(0.65 * np.percentile(form[CODE_SIDE * SCALE :].astype(np.float64), 90))
    marked = []
    for at in range(boxes):
        middle, across = int((CODE_SIDE + (at + 0.5) * ROW) * SCALE), 3 * SCALE
        frame, inner = (
            dark[middle - w : middle + w, across - w : across + w]
            for w in (int(2.4 * SCALE), int(1.45 * SCALE))
        )
        if frame[:SCALE].any(axis=0).mean() < 0.6 or frame[-SCALE:].any(axis=0).mean() < 0.6:
            return ()
        if EMPTY < (share := inner.mean()) < TICKED:
            return ()
        marked += [at] if share >= TICKED else []
    return tuple(marked)
