"""CODEOWNERS from the programmes: who is asked to look at a change of which lesson. Decides nothing itself."""

from __future__ import annotations

import re
from collections.abc import Iterator

from harvester.model import Artifact, Lesson, Library
from harvester.settings import Settings
from harvester.thai.text import fold

PATH = ".github/CODEOWNERS"
_ACCOUNT = re.compile(r"@?[A-Za-z0-9](?:[A-Za-z0-9-]{0,38})(?:/[A-Za-z0-9._-]{1,100})?")
HEAD = """# ใครตรวจทานบทเรียนใด สร้างจากช่อง stewards ใน vocabulary/programmes.yml
# อย่าแก้มือ สั่ง: harvester schema --for owners --out .
"""


def owners(library: Library, settings: Settings) -> Iterator[Artifact]:
    """`.github/CODEOWNERS`: one line a lesson whose programme names stewards."""
    lines = [HEAD]
    for lesson in sorted(library.lessons, key=lambda lesson: lesson.path):
        if accounts := stewards(library, lesson):
            # In this file a blank parts the path from the names, and * ? [ ] ! # have a meaning.
            path = re.sub(r"([\s\\#*?\[\]!])", r"\\\1", f"/{settings.lessons}/{lesson.path}")
            lines.append(f"{path} {' '.join(accounts)}\n")
    yield Artifact(PATH, "".join(lines).encode())


def stewards(library: Library, lesson: Lesson) -> tuple[str, ...]:
    """The accounts (`@name` or `@group/team`) that look after a lesson; names of people without one are left out."""
    name = fold(lesson.programme)
    for programme in library.vocabulary.programmes:
        if name and name in {fold(form) for form in (programme.id, programme.label, *programme.aliases)}:
            accounts = (steward.strip() for steward in programme.stewards)
            return tuple(f"@{a.lstrip('@')}" for a in accounts if _ACCOUNT.fullmatch(a))
    return ()
