"""ใหม่ในคลัง: what came since a day, as a text for LINE, a mail and a page; and a message to each teller."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from harvester.doors.replies import Replies
from harvester.model import Lesson, Library, Trial
from harvester.model.schema import OUTCOME_LABELS
from harvester.settings import Settings
from harvester.thai.dates import ThaiDate

MOST = 12
"""Lessons named in one message; more would not be read."""


@dataclass(frozen=True, slots=True)
class News:
    """What is new: lessons and trials, in the order they are told."""

    since: date
    lessons: tuple[Lesson, ...]
    trials: tuple[Trial, ...]
    wishes: int

    def line(self, library: Library, settings: Settings) -> str:
        """A text to paste into a chat."""
        day = ThaiDate(self.since.year, self.since.month, self.since.day).thai()
        parts = [f"📚 ใหม่ใน{settings.name} ตั้งแต่ {day}"]
        if self.lessons:
            told = [f"• {one.title}\n{_address(one, settings)}" for one in self.lessons[:MOST]]
            parts.append("บทเรียนใหม่ " + f"{len(self.lessons)} เรื่อง\n" + "\n".join(told))
        if self.trials:
            told = [
                f"• {library.by_id[one.lesson].title}: {OUTCOME_LABELS[one.outcome.value]}{f' ({one.who})' if one.who else ''}"
                for one in self.trials[:MOST]
            ]
            parts.append(f"มีคนลองแล้ว {len(self.trials)} ครั้ง\n" + "\n".join(told))
        if self.wishes:
            parts.append(f"มีคนขอบทเรียน {self.wishes} เรื่อง ใครเคยทำช่วยเล่าที่ {settings.url}gaps/#wishes")
        if len(parts) == 1:
            parts.append("ช่วงนี้ยังไม่มีเรื่องใหม่ ใครลองวิธีไหนแล้ว เล่าให้ฟังได้เลย")
        return "\n\n".join([*parts, f"เล่าผลการลองหรือบทเรียนของคุณที่ {settings.url}tell/"]) + "\n"

    def page(self, library: Library, settings: Settings) -> str:
        """The same as a guide page (Markdown)."""
        body = (
            self.line(library, settings).split("\n\n", 1)[1].replace("• ", "- ").replace("\n- ", "\n\n- ", 1)
        )
        title = f"ใหม่ในคลัง ตั้งแต่ {ThaiDate(self.since.year, self.since.month, self.since.day).thai()}"
        return f"---\ntitle: {title}\ndescription: บทเรียนและผลการลองที่เพิ่งเข้ามา\n---\n\n{body}"

    def mail(self, library: Library, settings: Settings) -> str:
        """The same as a mail that a mail program opens (.eml text)."""
        return (
            f"Subject: ใหม่ใน{settings.name}\nMIME-Version: 1.0\nContent-Type: text/plain; charset=utf-8\n"
            f"Content-Transfer-Encoding: 8bit\nX-Unsent: 1\n\n{self.line(library, settings)}"
        )


def to_tellers(news: News, library: Library, settings: Settings) -> tuple[str, ...]:
    """A message for each lesson that went up and each trial of one, to paste to whoever told it."""
    replies = Replies(plain=True)
    up = (replies.published(one.title, _address(one, settings)) for one in news.lessons)
    tried = (
        replies.tried(lesson.title, OUTCOME_LABELS[one.outcome.value], _address(lesson, settings))
        for one in news.trials
        if (lesson := library.by_id.get(one.lesson))
    )
    return (*up, *tried)


def _address(lesson: Lesson, settings: Settings) -> str:
    return f"{settings.url}lessons/{lesson.id}/"
