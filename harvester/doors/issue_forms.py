"""The forges' forms in Thai, and words of strangers in Markdown that a forge shows: no link, mention or tag is made of them."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from harvester.doors.manuscript import same_on_one_line
from harvester.doors.questions import BY_HAND, LESSON, TRIAL, Question
from harvester.model import Artifact, Library
from harvester.reading.wording import patterns
from harvester.reading.yaml import dump
from harvester.rendering.forge import FORMS
from harvester.rendering.templates import Environment, environment
from harvester.settings import Settings

FOLDER = ".github/ISSUE_TEMPLATE"
GITLAB = ".gitlab/issue_templates"
LESSON_LABEL = "บทเรียน"
TRIAL_LABEL = "ลองแล้ว"
CONSENT = "การยินยอม (ยืนยัน)"
PROMISE = "ผู้เล่าและคนในเรื่องยินยอมให้เผยแพร่ และไม่มีเลขบัตรประชาชน เบอร์โทรศัพท์ หรือเรื่องที่ทำให้ใครเสียหาย"


def issue_form(library: Library, settings: Settings) -> Iterator[Artifact]:
    """GitHub's forms and the page that offers them, and the same questions as GitLab's templates."""
    for form in _forms():
        yield Artifact(f"{FOLDER}/{FORMS[form.kind][0]}.yml", dump(form.github()).encode())
        yield Artifact(f"{GITLAB}/{FORMS[form.kind][0]}.md", form.gitlab().encode())
    config: dict[str, Any] = {"blank_issues_enabled": False}
    if not settings.url.startswith("https://example."):
        about = "ตัวอย่างบทเรียนที่ดี และคำตอบของคำถามที่พบบ่อย"
        link = {"name": "อ่านวิธีเขียนบทเรียน", "url": settings.url, "about": about}
        config["contact_links"] = [link]
    yield Artifact(f"{FOLDER}/config.yml", dump(config).encode())


@dataclass(frozen=True, slots=True)
class _Form:
    """One form: what it takes (a kind of FORMS), how it is offered, its label and its questions as GitHub's items."""

    kind: str
    name: str
    about: str
    label: str
    body: tuple[dict[str, Any], ...]

    def github(self) -> dict[str, Any]:
        """An issue form."""
        title = {} if self.kind == "lesson" else {"title": FORMS[self.kind][1]}
        head = {"name": self.name, "description": self.about}
        return {**head, **title, "labels": [self.label], "body": list(self.body)}

    def gitlab(self) -> str:
        """A description template: headings like those an issue form leaves, hints as comments."""
        return fill("gitlab-form.md", form=self)


def _forms() -> Iterator[_Form]:
    yield _Form("lesson", "ส่งบทเรียน", "เล่าบทเรียนจากงานจริง ไม่ต้องรู้จัก git ระบบจะทำเป็นไฟล์ให้", LESSON_LABEL, (
        _words("เล่าเท่าที่รู้ ช่องที่ไม่มีเว้นว่างได้ กองบรรณาธิการจะช่วยเติมทีหลัง เขียนภาษาพูดได้เลย"),
        *map(_item, LESSON),
        _promise(),
    ))  # fmt: skip
    yield _Form("trial", "ลองแล้ว", "เอาบทเรียนไปลองแล้วเป็นอย่างไร ได้ผลหรือไม่ได้ผลก็มีค่าเท่ากัน", TRIAL_LABEL, (
        _words("ผลที่ไม่ได้ตามคิดช่วยคนถัดไปได้มาก เล่าตรง ๆ ได้เลย"),
        *map(_item, TRIAL),
        _promise(),
    ))  # fmt: skip
    for kind, (name, about, questions) in BY_HAND.items():
        yield _Form(kind, name, about, name, tuple(map(_item, questions)))


def _item(question: Question) -> dict[str, Any]:
    about: dict[str, Any] = {"label": question.label, "description": question.hint}
    about["placeholder"] = question.example
    kind = "textarea" if question.long else "input"
    if question.labels:
        kind = "dropdown"
        about["placeholder"], about["options"] = "", [label for _, label in question.labels]
    attributes = {key: value for key, value in about.items() if value}
    validations = {"required": question.required}
    return {"type": kind, "id": question.name, "attributes": attributes, "validations": validations}


def _words(text: str) -> dict[str, Any]:
    return {"type": "markdown", "attributes": {"value": text}}


def _promise() -> dict[str, Any]:
    attributes = {"label": CONSENT, "options": [{"label": PROMISE, "required": True}]}
    return {"type": "checkboxes", "id": "consent", "attributes": attributes}


_PATTERNS = patterns("harvester.doors", "marking")
BREAK = "\u2060"
"""A word joiner: unseen, and enough to keep a forge from making a mention, a number or an address live."""


def escape_line(text: str, limit: int = 500) -> str:
    """One line of Markdown that shows exactly these words."""
    text = _PATTERNS.live.sub(lambda match: match[0] + BREAK, same_on_one_line(text, limit))
    return _PATTERNS.signs.sub(r"\\\1", text).replace("&", "&amp;")


def code(text: str, limit: int = 200) -> str:
    """Words as code: a path, an id, a value."""
    text = same_on_one_line("".join(" " if unicodedata.category(s)[0] == "C" else s for s in text), limit)
    return f"`{text.replace('`', 'ˋ')}`" if text else "` `"


@cache
def texts() -> Environment:
    """Templates of Markdown: what strangers wrote goes through `words` or `code` there."""
    return environment({"words": escape_line, "code": code}).overlay(autoescape=False)


def fill(name: str, engine: Environment | None = None, **values: Any) -> str:
    """A template of Markdown filled in, without the blank lines that its conditions leave behind."""
    told = (engine or texts()).get_template(f"doors/{name}").render(**values)
    return re.sub(r"\n{3,}", "\n\n", told).strip() + "\n"
