"""A review told: as one comment that an author who is no programmer understands (is it ready, what is left, what is
near), and as the reviewer's page with a picture of each lesson's page.

Everything in it that an author wrote is made plain words first; the text is safe to post as it is.
"""

from __future__ import annotations

import re

from harvester.doors.marking import texts
from harvester.doors.review import Review
from harvester.rendering.templates import TEMPLATES, environment
from harvester.settings import Settings

MARK = "<!-- harvester-review -->"
"""By this the job that posts finds its own earlier comment."""
MOST = 10
LONGEST = 60_000
"""Characters; a comment of GitHub holds 65,536."""
KINDS = {"new": "บทเรียนใหม่", "changed": "แก้ไข", "renamed": "เปลี่ยนชื่อไฟล์", "removed": "ลบออก"}
_GAP = re.compile(r"\n{3,}")
SIGNS = {"added": "เพิ่ม", "removed": "เอาออก", "changed": "แก้"}


def comment(review: Review, folder: str = "lessons", preview: str = "") -> str:
    """Markdown. `folder` is put before paths; `preview` is a line that says where the built pages are."""
    if not review.lessons and not review.others:
        return f"{MARK}\nการส่งครั้งนี้ไม่ได้แตะบทเรียน ไม่มีอะไรต้องตรวจ\n"
    told = texts().get_template("doors/comment.md").render(
        review=review, folder=folder, preview=preview, headline=headline(review), meter=meter, most=MOST,
        kinds=KINDS, signs=SIGNS,
    )  # fmt: skip
    text = f"{MARK}\n\n{_GAP.sub(chr(10) * 2, told).strip()}\n"
    return (
        text if len(text) <= LONGEST else text[:LONGEST].rsplit("\n", 1)[0] + "\n\n(ยาวเกินไป ตัดส่วนท้ายออก)\n"
    )


def headline(review: Review) -> str:
    """One line: ready, ready with points to look at, or what must be mended first."""
    errors = sum(len(one.errors) for one in review.lessons) + len(review.other_errors)
    points = sum(len(one.warnings) for one in review.lessons)
    if errors:
        more = f" และควรดูอีก {points} จุด" if points else ""
        return f"### ✏️ ยังเผยแพร่ไม่ได้ ต้องแก้ {errors} จุด{more}"
    drafts = [one for one in review.lessons if one.draft]
    if drafts and len(drafts) == len(review.lessons):
        there, parts = sum(one.there for one in drafts), sum(one.parts for one in drafts)
        return f"### 📝 ยังเป็นร่าง ไม่ขึ้นเว็บ เติมแล้ว {there} จาก {parts} ส่วน"
    if points:
        return f"### ✅ บทเรียนพร้อมเผยแพร่แล้ว เหลือ {points} จุดที่ควรดู"
    if review.lessons and all(one.kind == "removed" for one in review.lessons):
        return "### 🗂️ การส่งครั้งนี้ลบบทเรียนออก"
    return "### ✅ บทเรียนพร้อมเผยแพร่แล้ว ไม่มีอะไรต้องแก้"


def meter(there: int, parts: int) -> str:
    """How complete a lesson is, as boxes that show without colour."""
    return f"{'▰' * there}{'▱' * (parts - there)} {there}/{parts}"


def review_page(review: Review, settings: Settings, pictures: frozenset[str], built: frozenset[str]) -> str:
    """HTML that is at the root of the built site as `review.html`; `pictures` are ids with `review/<id>.png`,
    `built` those with a page: a lesson with a fault has none."""
    return environment().get_template("doors/review.html").render(
        review=review, headline=headline(review).lstrip("# "), site=settings, pictures=pictures, built=built,
        kinds=KINDS, signs=SIGNS, meter=meter,
    )  # fmt: skip


def style_sheet() -> bytes:
    """What the page adds to the site's style sheet; is at `review/review.css`."""
    return (TEMPLATES / "doors" / "review.css").read_bytes()
