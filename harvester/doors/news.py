"""ใหม่ในคลัง: what came since a day, as a text for LINE, a mail and a page; and a message to each teller."""

import re
from dataclasses import dataclass
from datetime import date
from typing import Any

from harvester.doors.issue_forms import fill
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


@dataclass(frozen=True, slots=True)
class News:
    """What is new: lessons and trials, in the order they are reported."""

    since: date
    lessons: tuple[Lesson, ...]
    trials: tuple[Trial, ...]
    wishes: int

    def line(self, library: Library, settings: Settings) -> str:
        """A text to paste into a chat."""
        return self._told("line", library=library, site=settings, since=ThaiDate.of(self.since).thai())

    def page(self, old: str = "") -> str:
        """The guide page `news.md` with this month on top of what `old` told of others."""
        month = ThaiDate(self.since.year, self.since.month).thai()
        heading = f"## {month if self.since.day == 1 else f'ตั้งแต่ {ThaiDate.of(self.since).thai()}'}"
        others = re.split(r"^(?=## )", old, flags=re.MULTILINE)[1:]
        kept = (one for one in others if not one.startswith(f"{heading}\n"))
        return "\n".join([HEAD, self._told("month", heading=heading), *kept]).rstrip() + "\n"

    def _told(self, what: str, **values: Any) -> str:
        return fill("news.md", what=what, news=self, most=MOST, went=_went, **values)

    def mail(self, library: Library, settings: Settings) -> str:
        """The same as a mail that a mail program opens (.eml text)."""
        return (
            f"Subject: ใหม่ใน{settings.name}\nMIME-Version: 1.0\nContent-Type: text/plain; charset=utf-8\n"
            f"Content-Transfer-Encoding: 8bit\nX-Unsent: 1\n\n{self.line(library, settings)}"
        )


def teller_messages(news: News, library: Library, settings: Settings) -> tuple[str, ...]:
    """A message for each lesson that went up and each trial of one, to paste to the person who told it."""
    told: list[tuple[str, Lesson | None, str]] = [("published", lesson, "") for lesson in news.lessons]
    told += [
        ("tried", library.by_id.get(one.lesson), OUTCOME_LABELS[one.outcome.value]) for one in news.trials
    ]
    say, site = Replies(plain=True).say, settings.url
    return tuple(
        say(what, title=lesson.title, outcome=outcome, address=f"{site}lessons/{lesson.id}/")
        for what, lesson, outcome in told
        if lesson
    )


def _went(trial: Trial) -> str:
    return OUTCOME_LABELS[trial.outcome.value] + (f" ({trial.who})" if trial.who else "")
