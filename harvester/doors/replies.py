"""What the sender of a message is told, in Thai that needs no explaining. Every word of theirs is shown as a word."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from harvester.doors.marking import code, safe
from harvester.doors.messages import MARKS
from harvester.doors.questions import LESSON_TRIED
from harvester.rendering.forge import NOWHERE, Forge

MOST = 12
"""Points told in one reply; more would not be read."""


@dataclass(frozen=True, slots=True)
class Replies:
    """Replies as Markdown below an issue, or (`plain`) as a text to paste into LINE or a mail."""

    forge: Forge = NOWHERE
    plain: bool = False

    def received(
        self,
        what: str,
        title: str,
        path: str,
        points: Sequence[str],
        asks: Sequence[str],
        notes: Sequence[str] = (),
    ) -> str:
        """The answer to what became a draft: where it is, what must be mended, what could be told."""
        lines = [f"ขอบคุณที่ส่ง{what} {self._strong(title)} เข้ามา"]
        if path:
            kept = (
                f"ระบบทำเป็นร่างไว้ที่ {code(path)} แล้ว กองบรรณาธิการ" if not self.plain else "รับไว้แล้ว กองบรรณาธิการ"
            )
            lines.append(f"{kept}จะอ่านและตอบกลับ{self._here}")
        else:
            lines.append("ยังทำเป็นร่างไม่ได้ เพราะขาดส่วนที่จำเป็น")
        for heading, told in (
            ("ต้องแก้หรือยืนยันก่อนเผยแพร่", points),
            ("กองบรรณาธิการจะดูให้ ไม่ต้องแก้เอง", notes),
            ("ถ้าเล่าเพิ่มได้ บทเรียนจะมีคนหยิบไปใช้ง่ายขึ้น", asks),
        ):
            if told:
                by_choice = " (ไม่บังคับ)" if told is asks else ""
                lines.append(
                    f"{self._bold(heading)}{by_choice}\n{'' if self.plain else chr(10)}{self._bullets(told)}"
                )
        lines.append(self._how_to_edit if points or asks else "ครบทุกส่วนแล้ว ไม่ต้องทำอะไรเพิ่ม")
        return self._joined(lines)

    def lesson_not_found(self, given: str, near: Sequence[tuple[str, str]]) -> str:
        """The answer to a message about no lesson we know; `near` are (title, id) of those that may be meant."""
        shown = self._code(given) if given else ""
        lines = [f"ขอบคุณที่ส่งมา รับข้อความไว้แล้ว แต่เรายังหาบทเรียน {shown} ไม่พบ".replace("  ", " ")]
        if near:
            lines.append(f"หมายถึงเรื่องใดในนี้หรือไม่\n\n{self._titles(near)}")
        if self.plain:
            lines.append("ช่วยตอบกลับด้วยที่อยู่หน้าเว็บ ชื่อเรื่อง หรือรหัสของบทเรียนนั้น")
        else:
            lines.append(
                f"ช่วยแก้ช่อง “{LESSON_TRIED.label}” เป็นที่อยู่หน้าเว็บหรือรหัสของบทเรียนนั้น แล้วบันทึกอีกครั้ง ระบบจะลองใหม่ให้เอง"
            )
        return self._joined(lines)

    def empty(self, kind: str) -> str:
        """The answer to a mark with nothing behind it."""
        again = "ส่งมาใหม่ได้เลย" if self.plain else "เติมแล้วบันทึกอีกครั้ง ระบบจะลองใหม่ให้เอง"
        return f"ได้รับ {self._plain(MARKS[kind])} แล้ว แต่ยังไม่มีเนื้อความ ช่วยเล่าสักสองสามประโยค {again}\n"

    def untitled(self) -> str:
        """The answer to a lesson that says nothing at all."""
        again = "ส่งมาใหม่ได้เลย" if self.plain else "บันทึกอีกครั้ง ระบบจะลองใหม่ให้เอง"
        return f"ขอบคุณที่ส่งบทเรียนเข้ามา ยังขาดชื่อเรื่อง และยังไม่มีเนื้อเรื่องพอให้ตั้งชื่อแทนได้ ช่วยเติมช่อง “ชื่อเรื่อง” แล้ว{again}\n"

    def wished(self, near: Sequence[tuple[str, str]]) -> str:
        """The answer to a wish; `near` are (title, id) of lessons that may already help."""
        lines = [f"ขอบคุณที่บอก รับคำขอบทเรียนไว้แล้ว กองบรรณาธิการจะชวนคนที่เคยทำมาเล่า แล้วตอบ{self._here}"]
        if near:
            lines.append(f"ระหว่างนี้ ในคลังมีเรื่องที่อาจช่วยได้\n\n{self._titles(near)}")
        if (form := self.forge.form("lesson")) and not self.plain:
            lines.append(f"ใครเคยทำเรื่องนี้ [เล่าบทเรียนได้ที่นี่]({form})")
        return self._joined(lines)

    def by_hand(self, kind: str) -> str:
        """The answer to what a person will see to: a fault, or a part that a lesson lacked."""
        if kind == "fault":
            return f"ขอบคุณที่แจ้ง กองบรรณาธิการจะดูหน้านี้แล้วตอบ{self._here} ถ้ามีเรื่องที่ทำให้ใครเดือดร้อน จะถอดออกก่อนแล้วค่อยตรวจ\n"
        return f"ขอบคุณที่ช่วยเติม กองบรรณาธิการจะนำไปใส่ในบทเรียน ลงชื่อคุณเป็นผู้เล่าส่วนนี้ถ้าคุณยินยอม แล้วตอบ{self._here}\n"

    def unknown(self) -> str:
        """The answer to a text that is none of our forms."""
        form = self.forge.form("lesson")
        named = f"[ส่งบทเรียน]({form})" if form and not self.plain else "“ส่งบทเรียน”"
        return (
            "ขอบคุณที่เขียนมา แต่ข้อความนี้ไม่ได้มาจากแบบฟอร์มของคลัง ระบบจึงทำเป็นบทเรียนให้เองไม่ได้ "
            f"กองบรรณาธิการจะอ่านเอง หรือส่งใหม่ด้วยแบบฟอร์ม {named} ก็ได้\n"
        )

    def published(self, title: str, address: str) -> str:
        """To whoever told a lesson, once it stands on the site."""
        return f"บทเรียนของคุณ {self._strong(title)} ขึ้นแล้วที่ {address}\nขอบคุณที่เล่า ส่งต่อให้เพื่อนร่วมงานได้เลย\n"

    def tried(self, title: str, outcome: str, address: str) -> str:
        """To whoever told a lesson, once somebody tried it; `outcome` in Thai."""
        return f"มีคนลองวิธีของคุณแล้ว {self._strong(title)} ผลคือ {outcome}\nอ่านได้ที่ {address}\n"

    @property
    def _here(self) -> str:
        return "ทางเดิมที่คุณส่งมา" if self.plain else "ในหน้านี้"

    @property
    def _how_to_edit(self) -> str:
        if self.plain:
            return "แก้ในข้อความเดิมแล้วส่งกลับมาทั้งข้อความ หรือพิมพ์ตอบสั้น ๆ ก็ได้"
        return (
            "แก้ได้โดยกดปุ่มจุดสามจุดที่มุมขวาบนของข้อความแรก เลือก Edit แล้วบันทึก ระบบจะทำร่างใหม่ให้เอง หรือพิมพ์ตอบด้านล่างนี้ก็ได้"
        )

    def _plain(self, text: str, limit: int = 300) -> str:
        text = " ".join(text.split())
        return safe(text) if not self.plain else text if len(text) <= limit else text[: limit - 1] + "…"

    def _code(self, text: str) -> str:
        return f"“{self._plain(text)}”" if self.plain else code(text)

    def _strong(self, text: str) -> str:
        return f"“{self._plain(text)}”" if self.plain else f"**{safe(text)}**"

    def _bold(self, text: str) -> str:
        return text if self.plain else f"**{text}**"

    def _titles(self, near: Sequence[tuple[str, str]]) -> str:
        return "\n".join(
            f"- {self._plain(title)} {self._code(name) if not self.plain else f'(รหัส {name})'}"
            for title, name in near
        )

    def _bullets(self, points: Sequence[str]) -> str:
        shown = [f"- {self._plain(point)}" for point in points[:MOST]]
        return "\n".join(shown + ([f"- และอีก {len(points) - MOST} จุด"] if len(points) > MOST else []))

    @staticmethod
    def _joined(lines: Sequence[str]) -> str:
        return "\n\n".join(lines) + "\n"


MARKDOWN = Replies()
"""Replies below an issue."""
