"""Make `harvester/thai/data/name_trigrams.txt`: which three letters speak for a Thai name and which for another word.

    python tools/name_trigrams.py

Counts every three letters (`^` begins a word, `$` ends it) in PyThaiNLP's lists of given and family names and in its
dictionary. A line is a weight, the rounded natural log of how much likelier its trigrams are in names, cut at ±3.
"""

from __future__ import annotations

import sys
from collections import Counter, defaultdict
from math import log
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from pythainlp.corpus import thai_family_names, thai_female_names, thai_male_names

from harvester.thai.dictionary import dictionary
from harvester.thai.names import trigrams

FILE = Path(__file__).parent.parent / "harvester" / "thai" / "data" / "name_trigrams.txt"
RAREST, HIGHEST = 20, 3
"""Times that a trigram is met; the greatest weight."""


def lines() -> str:
    names = Counter(
        part
        for words in (thai_family_names(), thai_female_names() | thai_male_names())
        for word in words
        for part in trigrams(word)
    )
    others = Counter(part for word in dictionary() for part in trigrams(word))
    share = names.total() / others.total()
    weights: dict[int, list[str]] = defaultdict(list)
    for part in sorted(names | others):
        if names[part] + others[part] >= RAREST:
            likelier = round(log((names[part] + 0.5) / share / (others[part] + 0.5)))
            weights[max(-HIGHEST, min(HIGHEST, likelier))].append(part)
    del weights[0]
    return "".join(f"{weight} {' '.join(weights[weight])}\n" for weight in sorted(weights))


if __name__ == "__main__":
    FILE.write_text(lines(), "utf-8")
