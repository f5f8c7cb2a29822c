"""The page on which readers tell: a form made from the questions; without a script what to write and where to send it."""

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from harvester.doors.issue_forms import PROMISE
from harvester.doors.messages import ADDRESSED, MARKS
from harvester.doors.questions import BY_HAND, QUESTIONS
from harvester.model import Artifact
from harvester.rendering.forge import FORMS
from harvester.rendering.pages import SiteContext

FIRST: Mapping[str, tuple[str, ...]] = {
    "trial": ("lesson", "outcome", "result", "changed", "met", "place.province", "who"),
    "lesson": ("title", "date", "place.province", "steps", "outcomes", "authors.name"),
    "wish": ("problem", "tried"),
    "answer": ("lesson", "part", "words", "who"),
    "fault": ("page", "wrong"),
    "workshop": ("form", "words"),
}
"""What is asked at once; the rest is folded away."""
REQUIRED: Mapping[str, tuple[str, ...]] = {
    "trial": ("lesson", "outcome", "result"),
    "lesson": ("title", "steps"),
    "wish": ("problem",),
    "answer": ("lesson", "words"),
    "fault": ("wrong",),
    "workshop": ("form", "words"),
}
"""What nothing can be made without."""
NAMES = {"trial": ("ลองแล้ว", "เอาบทเรียนไปลองแล้วเป็นอย่างไร ได้ผลหรือไม่ได้ผลก็มีค่าเท่ากัน"),
         "lesson": ("เล่าบทเรียน", "เล่าบทเรียนจากงานจริง ภาษาพูดก็ได้ กองบรรณาธิการช่วยเรียบเรียง")}  # fmt: skip
MAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+", re.ASCII)
_LINK = re.compile(r"https?://\S+")


def tell(site: SiteContext) -> Iterator[Artifact]:
    """`docs/tell/index.md`; `assets/tell/form.js` puts the form in."""
    settings = site.settings
    contact = settings.contact.strip()
    mail, link = MAIL.search(contact), _LINK.search(contact)
    forge = site.addresses.forge
    kinds = {kind: _kind(kind) for kind in MARKS}
    form = {
        "kinds": kinds,
        "name": settings.name,
        "publisher": settings.publisher,
        "contact": contact,
        "link": link[0] if link else f"mailto:{mail[0]}" if mail else "",
        "mail": mail[0] if mail else "",
        "ways": settings.ways.split(),
        "forge": {"home": forge.home, "gitlab": forge.is_gitlab} if forge.home else None,
    }
    yield site.page(
        "tell/index.md",
        "tell",
        title="เล่าให้คลังฟัง",
        description="เล่าผลการลอง บทเรียน คำขอ คำตอบ หรือแจ้งข้อผิด จากมือถือเครื่องไหนก็ได้ ไม่ต้องมีบัญชี",
        form=json.dumps(form, ensure_ascii=False, separators=(",", ":")),
        kinds=kinds,
        contact=contact,
        link=form["link"],
        publisher=settings.publisher,
    )


def _kind(kind: str) -> dict[str, Any]:
    """What the form asks for one kind, as data."""
    name, about = NAMES[kind] if kind in NAMES else BY_HAND[kind][:2]
    first = FIRST[kind]
    order = sorted(QUESTIONS[kind], key=lambda one: first.index(one.key) if one.key in first else len(first))
    address = QUESTIONS[kind][0].key if kind in ADDRESSED else ""
    questions = [
        {
            "key": one.key, "name": one.name, "label": one.label, "hint": one.hint, "example": one.example.split("\n")[0],
            "required": one.key in REQUIRED[kind], "long": one.long, "many": one.many, "section": one.section,
            "options": list(one.labels) or None, "first": one.key in first,
        }
        for one in order
    ]  # fmt: skip
    promise = PROMISE if kind in ("trial", "lesson", "answer") else ""
    return {
        "mark": MARKS[kind],
        "name": name,
        "about": about,
        "form": FORMS[kind],
        "address": address,
        "promise": promise,
        "questions": questions,
    }
