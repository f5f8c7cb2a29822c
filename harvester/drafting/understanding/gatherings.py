"""Meetings and workshops that a text counts: ครั้งที่ 1 คือ '…' …, ครั้งที่ 2 …"""

from __future__ import annotations

import re

from harvester.drafting.draft import Gathering
from harvester.drafting.understanding.clues import Clues
from harvester.thai.text import arabic

_QUOTED = re.compile(
    r"(?:ครั้ง|เวที|รุ่น|ระยะ|วัน)ที่\s*(?P<n>[0-9๐-๙]{1,2})\s*(?:คือ|เรื่อง|หัวข้อ|ว่าด้วย|[:：–-])?\s*[\"“‘'](?P<name>[^\"”’'\n]{4,120})[\"”’']"
)
_PLAIN = re.compile(
    r"(?:^|(?<=[\s,(]))(?:ครั้ง|เวที|วัน)ที่\s*(?P<n>[0-9๐-๙]{1,2})\s*(?:คือ|เรื่อง|หัวข้อ|ว่าด้วย|[:：])\s*(?P<name>[^\n,;]{4,120}?)(?=\s(?:ครั้ง|เวที|วัน)ที่|[,;\n]|$)",
    re.MULTILINE,
)


def gatherings(clues: Clues) -> tuple[Gathering, ...]:
    """In the order of their numbers, from 1 without a gap; a single one is none."""
    for pattern, sure in ((_QUOTED, 0.9), (_PLAIN, 0.7)):
        found: dict[int, Gathering] = {}
        for match in pattern.finditer(clues.text):
            number = int(arabic(match["n"]))
            found.setdefault(number, Gathering(number, clues.at(*match.span("name"), sure, "gatherings")))
        run = [found[n] for n in range(1, len(found) + 1) if n in found]
        if len(run) >= 2 and len(run) == len(found):
            return tuple(run)
    return ()
