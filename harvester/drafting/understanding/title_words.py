"""What the words of a line say by themselves for and against its being a title."""

from functools import lru_cache

from harvester.drafting.understanding.names import is_told
from harvester.drafting.understanding.plausibility import ORGANISATION, POSITION
from harvester.reading.wording import patterns
from harvester.thai.date_search import find_dates
from harvester.thai.names import may_be_person, person_score

_P = patterns("harvester.drafting", "title")


@lru_cache(maxsize=1 << 10)
def of_words(text: str) -> tuple[str, ...]:
    """The signs that the words of a line are, by themselves."""
    if not text:
        return ()
    words = text.split()
    dated = sum(end - start for start, end, _ in find_dates(text)) / len(text)
    yes = {
        "organisation": bool(ORGANISATION.match(text)),
        "position": bool(POSITION.match(text)),
        "person": person_score(text) >= 0.5,
        "may be a person": may_be_person(text),
        "date": dated > 0.5,
        "holds a date": 0 < dated <= 0.5,
        "shorter than 10": len(text) < 10,
        "10 to 20": 10 <= len(text) < 20,
        "20 to 90": 20 <= len(text) < 90,
        "longer than 150": len(text) > 150,
        "one short word": len(words) == 1 and len(text) < 16,
        "many short words": len(words) > 4 and len(text) / len(words) < 9,
        "told of somebody": is_told(text),
    }
    return (*(name for name, value in yes.items() if value),
            *(name for name, pattern in _P.table_of("words") if pattern.search(text)))  # fmt: skip


def is_no_name(words: str) -> bool:
    """Whether the words before a verb or a day are a person, an office or the head of a sentence."""
    told = POSITION.match(words) or _P.tale.search(words)
    return bool(told) or person_score(words) >= 0.5 or may_be_person(words)
