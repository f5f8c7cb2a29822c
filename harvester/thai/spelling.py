"""Names that are spelt nearly alike: which of the known ones someone most likely meant."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from rapidfuzz.distance import OSA

from harvester.thai.text import fold


def near_names(name: str, known: Iterable[str], most: int = 3, *, slips: bool = False) -> list[str]:
    """The known names that `name` most likely means, the likeliest first, each as it is known.

    One letter in four may be wrong, at least one of three; or one name begins with the other (สรุป, สรุปย่อ), or they
    share half of what was written (not with `slips`). Words that merely rhyme (แม่บ้าน, เวทีหมู่บ้าน) are not near.
    """
    said = fold(name)
    size = max(8, len(said) // 2)
    runs = [re.escape(said[at : at + size]) for at in range(len(said) - size + 1)]
    shares = re.compile("|".join(runs)).search if runs and not slips else lambda other: None
    far = {other: _distance(said, fold(other), slips, shares) for other in known}
    return sorted((other for other in far if far[other]), key=lambda other: (far[other], other))[:most]


def _distance(said: str, other: str, slips: bool, shares: Callable[[str], object]) -> int:
    """How far off; 0 when these are two different names, or the same. `shares` looks for half of what was said."""
    short, long = (said, other) if len(said) <= len(other) else (other, said)
    allowed = max(1, len(short) // 4) if len(short) > 2 else 0
    wrong = OSA.distance(said, other, score_cutoff=allowed)
    if wrong <= allowed:
        return wrong
    if slips or len(short) < 4:
        return 0
    if long.startswith(short):
        return 100 + len(long) - len(short)
    return 1000 if shares(other) else 0


def did_you_mean(names: Iterable[str]) -> str:
    """“หมายถึง … หรือ … ใช่ไหม”, or nothing."""
    shown = " หรือ ".join(names)
    return f"หมายถึง {shown} ใช่ไหม" if shown else ""
