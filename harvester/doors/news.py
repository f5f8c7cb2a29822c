"""ใหม่ในคลัง: what came since a day, as a text for LINE, a mail and a page; and a message to each teller."""

import re
from dataclasses import dataclass
from datetime import date

from harvester.doors.messages import Replies
from harvester.model import Lesson, Library, Trial
from harvester.model.field_groups import OUTCOME_LABELS
from harvester.settings import Settings
from harvester.thai.dates import ThaiDate

MOST = 12
"""Lessons named in one message; more would not be read."""
PAGE = "pages/news.md"
"""Where the page is in the lessons folder."""
HEAD = """---
title: ใหม่ในคลัง
description: บทเรียนและผลการลองที่เพิ่งเข้ามา เดือนต่อเดือน
---

<!-- ปุ่มเผยแพร่ของหน้าเขียน และคำสั่ง harvester news --page เติมหน้านี้ให้ -->
"""
NOTHING = "ช่วงนี้ยังไม่มีเรื่องใหม่ ใครลองวิธีไหนแล้ว เล่าให้ฟังได้เลย"


@dataclass(frozen=True, slots=True)
class News:
    """What is new: lessons and trials, in the order they are reported."""

    since: date
    lessons: tuple[Lesson, ...]
    trials: tuple[Trial, ...]
    wishes: int

    def line(self, library: Library, settings: Settings) -> str:
        """A text to paste into a chat."""
        parts = [f"📚 ใหม่ใน{settings.name} ตั้งแต่ {_day(self.since).thai()}"]
        if self.lessons:
            told = [f"• {one.title}\n{_address(one, settings)}" for one in self.lessons[:MOST]]
            parts.append(f"บทเรียนใหม่ {len(self.lessons)} เรื่อง\n" + "\n".join(told))
        if self.trials:
            told = [f"• {library.by_id[one.lesson].title}: {_went(one)}" for one in self.trials[:MOST]]
            parts.append(f"มีคนลองแล้ว {len(self.trials)} ครั้ง\n" + "\n".join(told))
        if self.wishes:
            parts.append(f"มีคนขอบทเรียน {self.wishes} เรื่อง ใครเคยทำช่วยเล่าที่ {settings.url}gaps/#wishes")
        if len(parts) == 1:
            parts.append(NOTHING)
        return "\n\n".join([*parts, f"เล่าผลการลองหรือบทเรียนของคุณที่ {settings.url}tell/"]) + "\n"

    def page(self, old: str = "") -> str:
        """The guide page `news.md` with this month on top of what `old` told of others."""
        month = ThaiDate(self.since.year, self.since.month).thai()
        heading = f"## {month if self.since.day == 1 else f'ตั้งแต่ {_day(self.since).thai()}'}\n"
        parts = [heading]
        if self.lessons:
            parts.append(
                "".join(
                    [
                        f"บทเรียนใหม่ {len(self.lessons)} เรื่อง\n\n",
                        *(f"- [[{one.id}]]\n" for one in self.lessons),
                    ]
                )
            )
        if self.trials:
            told = (f"- [[{one.lesson}]] {_went(one)}\n" for one in self.trials)
            parts.append("".join([f"มีคนลองแล้ว {len(self.trials)} ครั้ง\n\n", *told]))
        if self.wishes:
            parts.append(f"มีคนขอบทเรียน {self.wishes} เรื่อง ใครเคยทำช่วยเล่าที่[เรื่องที่ยังขาด](site:gaps/#wishes)\n")
        parts += [] if parts[1:] else [f"{NOTHING}\n"]
        months = re.split(r"^(?=## )", old, flags=re.MULTILINE)[1:]
        return (
            "\n".join([HEAD, *parts, *(one for one in months if not one.startswith(heading))]).rstrip() + "\n"
        )

    def mail(self, library: Library, settings: Settings) -> str:
        """The same as a mail that a mail program opens (.eml text)."""
        return (
            f"Subject: ใหม่ใน{settings.name}\nMIME-Version: 1.0\nContent-Type: text/plain; charset=utf-8\n"
            f"Content-Transfer-Encoding: 8bit\nX-Unsent: 1\n\n{self.line(library, settings)}"
        )


def teller_messages(news: News, library: Library, settings: Settings) -> tuple[str, ...]:
    """A message for each lesson that went up and each trial of one, to paste to the person who told it."""
    replies = Replies(plain=True)
    up = (replies.say("published", title=one.title, address=_address(one, settings)) for one in news.lessons)
    tried = (
        replies.say(
            "tried",
            title=lesson.title,
            outcome=OUTCOME_LABELS[one.outcome.value],
            address=_address(lesson, settings),
        )
        for one in news.trials
        if (lesson := library.by_id.get(one.lesson))
    )
    return (*up, *tried)


def _day(day: date) -> ThaiDate:
    return ThaiDate(day.year, day.month, day.day)


def _went(trial: Trial) -> str:
    return OUTCOME_LABELS[trial.outcome.value] + (f" ({trial.who})" if trial.who else "")


def _address(lesson: Lesson, settings: Settings) -> str:
    return f"{settings.url}lessons/{lesson.id}/"
