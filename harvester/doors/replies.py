"""What the sender of a form is told, in Thai that needs no explaining. Every word of theirs is shown as a word."""

from __future__ import annotations

from collections.abc import Sequence

from harvester.doors.marking import code, safe
from harvester.doors.questions import LESSON_TRIED
from harvester.rendering.forge import Forge

MOST = 12
"""Points told in one reply; more would not be read."""
HOW_TO_EDIT = (
    "แก้ได้โดยกดปุ่มจุดสามจุดที่มุมขวาบนของข้อความแรก เลือก Edit แล้วบันทึก ระบบจะทำร่างใหม่ให้เอง หรือพิมพ์ตอบด้านล่างนี้ก็ได้"
)


def received(
    what: str, title: str, path: str, points: Sequence[str], asks: Sequence[str], notes: Sequence[str] = ()
) -> str:
    """The answer to a lesson or trial: where its draft is, what must be mended, what could be told."""
    lines = [f"ขอบคุณที่ส่ง{what} **{safe(title)}** เข้ามา"]
    if path:
        lines.append(f"ระบบทำเป็นร่างไว้ที่ {code(path)} แล้ว กองบรรณาธิการจะอ่านและตอบกลับในประเด็นนี้")
    else:
        lines.append("ยังทำเป็นร่างไม่ได้ เพราะขาดส่วนที่จำเป็น")
    if points:
        lines.append("**ต้องแก้หรือยืนยันก่อนเผยแพร่**\n\n" + _bullets(points))
    if notes:
        lines.append("**กองบรรณาธิการจะดูให้ ไม่ต้องแก้เอง**\n\n" + _bullets(notes))
    if asks:
        lines.append("**ถ้าเล่าเพิ่มได้ บทเรียนจะมีคนหยิบไปใช้ง่ายขึ้น** (ไม่บังคับ)\n\n" + _bullets(asks))
    lines.append(HOW_TO_EDIT if points or asks else "ครบทุกส่วนแล้ว ไม่ต้องทำอะไรเพิ่ม")
    return "\n\n".join(lines) + "\n"


def lesson_not_found(given: str, near: Sequence[tuple[str, str]]) -> str:
    """The answer to a trial of no lesson we know; `near` are (title, id) of those that may be meant."""
    lines = [f"ขอบคุณที่มาเล่าผลการลอง เรายังหาบทเรียน {code(given)} ไม่พบ"]
    if near:
        lines.append(
            "หมายถึงเรื่องใดในนี้หรือไม่\n\n" + "\n".join(f"- {safe(title)} {code(name)}" for title, name in near)
        )
    label = LESSON_TRIED.label
    lines.append(f"ช่วยแก้ช่อง “{label}” เป็นที่อยู่หน้าเว็บหรือรหัสของบทเรียนนั้น แล้วบันทึกอีกครั้ง ระบบจะลองใหม่ให้เอง")
    return "\n\n".join(lines) + "\n"


def untitled() -> str:
    """The answer to a lesson that says nothing at all."""
    return "ขอบคุณที่ส่งบทเรียนเข้ามา ยังขาดชื่อเรื่อง และยังไม่มีเนื้อเรื่องพอให้ตั้งชื่อแทนได้ ช่วยเติมช่อง “ชื่อเรื่อง” แล้วบันทึกอีกครั้ง ระบบจะลองใหม่ให้เอง\n"


def wished(near: Sequence[tuple[str, str]], forge: Forge) -> str:
    """The answer to a wish; `near` are (title, id) of lessons that may already help."""
    lines = ["ขอบคุณที่บอก รับคำขอบทเรียนไว้แล้ว กองบรรณาธิการจะชวนคนที่เคยทำมาเล่า แล้วตอบในประเด็นนี้"]
    if near:
        shown = "\n".join(f"- {safe(title)} {code(name)}" for title, name in near)
        lines.append(f"ระหว่างนี้ ในคลังมีเรื่องที่อาจช่วยได้\n\n{shown}")
    if form := forge.form("lesson"):
        lines.append(f"ใครเคยทำเรื่องนี้ [เล่าบทเรียนได้ที่นี่]({form})")
    return "\n\n".join(lines) + "\n"


def by_hand(kind: str) -> str:
    """The answer to what a person will see to: a fault, or a part that a lesson lacked."""
    if kind == "fault":
        return "ขอบคุณที่แจ้ง กองบรรณาธิการจะดูหน้านี้แล้วตอบในประเด็นนี้ ถ้ามีเรื่องที่ทำให้ใครเดือดร้อน จะถอดออกก่อนแล้วค่อยตรวจ\n"
    return "ขอบคุณที่ช่วยเติม กองบรรณาธิการจะนำไปใส่ในบทเรียน ลงชื่อคุณเป็นผู้เล่าส่วนนี้ แล้วตอบในประเด็นนี้\n"


def unknown(forge: Forge) -> str:
    """The answer to a text that is none of our forms."""
    form = forge.form("lesson")
    named = f"[ส่งบทเรียน]({form})" if form else "“ส่งบทเรียน”"
    return (
        "ขอบคุณที่เขียนมา แต่ข้อความนี้ไม่ได้มาจากแบบฟอร์มของคลัง ระบบจึงทำเป็นบทเรียนให้เองไม่ได้ "
        f"กองบรรณาธิการจะอ่านเอง หรือส่งใหม่ด้วยแบบฟอร์ม {named} ก็ได้\n"
    )


def _bullets(points: Sequence[str]) -> str:
    shown = [f"- {safe(point)}" for point in points[:MOST]]
    return "\n".join(shown + ([f"- และอีก {len(points) - MOST} จุด"] if len(points) > MOST else []))
