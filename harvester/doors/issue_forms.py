"""GitHub's issue forms in Thai: a lesson, a trial, a wish, a fault. Reading what comes back is left to `issue_body`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from harvester.doors.questions import LESSON, TRIAL, Question
from harvester.model import Artifact, Library
from harvester.reading.yaml import dump
from harvester.settings import Settings

FOLDER = ".github/ISSUE_TEMPLATE"
LESSON_LABEL = "บทเรียน"
TRIAL_LABEL = "ลองแล้ว"
PROMISE = "ผู้เล่าและคนในเรื่องยินยอมให้เผยแพร่ และไม่มีเลขบัตรประชาชน เบอร์โทรศัพท์ หรือเรื่องที่ทำให้ใครเสียหาย"


def issue_form(library: Library, settings: Settings) -> Iterator[Artifact]:
    """Four forms and the page that offers them, under `.github/ISSUE_TEMPLATE/`."""
    yield _form("1-lesson", "ส่งบทเรียน", "เล่าบทเรียนจากงานจริง ไม่ต้องรู้จัก git ระบบจะทำเป็นไฟล์ให้", "", [LESSON_LABEL], [
        _words("เล่าเท่าที่รู้ ช่องที่ไม่มีเว้นว่างได้ กองบรรณาธิการจะช่วยเติมทีหลัง เขียนภาษาพูดได้เลย"),
        *map(_item, LESSON),
        _promise(),
    ])  # fmt: skip
    yield _form("2-trial", "ลองแล้ว", "เอาบทเรียนไปลองแล้วเป็นอย่างไร ได้ผลหรือไม่ได้ผลก็มีค่าเท่ากัน", "ลองแล้ว: ", [TRIAL_LABEL], [
        _words("ผลที่ไม่ได้ตามคิดช่วยคนถัดไปได้มาก เล่าตรง ๆ ได้เลย"),
        *map(_item, TRIAL),
        _promise(),
    ])  # fmt: skip
    yield _form("3-wish", "ขอบทเรียน", "อยากรู้วิธีทำเรื่องหนึ่ง แต่ค้นในคลังแล้วไม่พบ", "ขอบทเรียน: ", ["ขอบทเรียน"], [
        _text("problem", "ติดเรื่องอะไร", "เล่าสถานการณ์จริง เกิดกับใคร ที่ไหน", required=True),
        _text("tried", "ลองอะไรมาแล้ว", "วิธีที่ลองแล้วและผลที่ได้"),
        _line("role", "คุณทำหน้าที่อะไร", "คุณอำนวย อสม. ครู หรือบทบาทอื่น"),
    ])  # fmt: skip
    yield _form("4-fault", "แจ้งข้อผิดพลาด", "ข้อมูลผิด ลิงก์เสีย พิมพ์ไม่ออก หรือมีเรื่องที่ไม่ควรเผยแพร่", "แจ้ง: ", ["แจ้งข้อผิดพลาด"], [
        _line("page", "หน้าไหน", "วางที่อยู่หน้าเว็บ", required=True),
        _text("wrong", "ผิดอย่างไร ควรเป็นอย่างไร", "คัดประโยคที่ผิดมาวาง แล้วบอกที่ถูก", required=True),
    ])  # fmt: skip
    config: dict[str, Any] = {"blank_issues_enabled": False}
    if not settings.url.startswith("https://example."):
        link = {
            "name": "อ่านวิธีเขียนบทเรียน",
            "url": settings.url,
            "about": "ตัวอย่างบทเรียนที่ดี และคำตอบของคำถามที่พบบ่อย",
        }
        config["contact_links"] = [link]
    yield Artifact(f"{FOLDER}/config.yml", dump(config).encode())


def _form(
    stem: str, name: str, about: str, title: str, labels: list[str], body: list[dict[str, Any]]
) -> Artifact:
    form = {"name": name, "description": about, "title": title or None, "labels": labels, "body": body}
    text = dump({key: value for key, value in form.items() if value})
    return Artifact(f"{FOLDER}/{stem}.yml", text.encode())


def _item(question: Question) -> dict[str, Any]:
    if question.labels:
        attributes: dict[str, Any] = {"label": question.label, "description": question.hint}
        attributes["options"] = [label for _, label in question.labels]
        return _asked("dropdown", question.name, attributes, question.required)
    shape = _text if question.long else _line
    return shape(question.name, question.label, question.hint, question.example, required=question.required)


def _line(name: str, label: str, hint: str, example: str = "", *, required: bool = False) -> dict[str, Any]:
    return _asked("input", name, _attributes(label, hint, example), required)


def _text(name: str, label: str, hint: str, example: str = "", *, required: bool = False) -> dict[str, Any]:
    return _asked("textarea", name, _attributes(label, hint, example), required)


def _attributes(label: str, hint: str, example: str) -> dict[str, Any]:
    attributes = {"label": label, "description": hint, "placeholder": example}
    return {key: value for key, value in attributes.items() if value}


def _asked(kind: str, name: str, attributes: dict[str, Any], required: bool) -> dict[str, Any]:
    return {"type": kind, "id": name, "attributes": attributes, "validations": {"required": required}}


def _words(text: str) -> dict[str, Any]:
    return {"type": "markdown", "attributes": {"value": text}}


def _promise() -> dict[str, Any]:
    options = [{"label": PROMISE, "required": True}]
    return {
        "type": "checkboxes",
        "id": "consent",
        "attributes": {"label": "การยินยอม (ยืนยัน)", "options": options},
    }
