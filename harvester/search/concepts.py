"""What means what in a query: all names of one thing, everyday and regional words; and how much a word tells. Read
out of the vocabulary; `building.py` writes it into the index."""

from collections.abc import Container, Iterator, Sequence
from functools import lru_cache
from itertools import islice
from typing import Any, NamedTuple

from harvester.memo import memoised
from harvester.model import Vocabulary, forms_of
from harvester.search.meaning import row_of
from harvester.search.terms import as_term
from harvester.search.weights import HEADS, SPOKEN, STOP, THINGS, WHOLE
from harvester.search.wording import is_thai
from harvester.thai.dictionary import commonest, commonness, compounds_beginning, stopwords, words_of_the_web

FUNCTION_WORD = 2
"""The most that a word of grammar tells, however rare it is."""
DECEPTIVE = 1500
"""Words with which the vocabulary of a small library is filled up beside the commonest: those whose parts would be taken
for words of the library. Who asks for ทุเรียน does not want เรียน."""


class Reading(NamedTuple):
    """Forms of a query, and the forms that may mean each of them; a `whole` form is never cut into parts."""

    forms: tuple[str, ...]
    others: tuple[str, ...]
    whole: bool = False


def readings_of(vocabulary: Vocabulary) -> list[Reading]:
    """What may mean what: all names of one thing for each other, everyday words for the words of lessons."""
    return [Reading(*one) for one in _readings(vocabulary)]


@memoised
def _readings(vocabulary: Vocabulary) -> list[tuple[Any, ...]]:
    concepts = _concepts(vocabulary)
    out = [Reading(forms, forms) for forms in concepts if len(forms) > 1]
    of = {form: forms for forms in concepts for form in forms}
    for entry in vocabulary.everyday:
        named = next((of[form] for form in map(as_term, (entry.label, *entry.aliases)) if form in of), ())
        forms = tuple(dict.fromkeys((*map(as_term, (entry.label, *entry.aliases)), *named)))
        out.append(Reading(tuple(map(as_term, entry.regional)), forms, whole=True))
        out.append(Reading(forms, forms))
    return [*map(tuple, out)]


def forms_in(readings: Sequence[Reading]) -> Iterator[str]:
    """All that readings name, one after the other."""
    return (form for reading in readings for form in reading.forms + reading.others)


def leading(readings: Sequence[Reading], held: Container[str]) -> list[Reading]:
    """The readings of a library whose documents hold some words, without what leads nowhere: everyday words serve
    every library, and each needs only some of them."""
    out = []
    for reading in readings:
        others = tuple(one for one in reading.others if one in held or one in STOP or one in SPOKEN)
        if any(other != form for other in others for form in reading.forms):
            out.append(reading if reading.forms == reading.others else reading._replace(others=others))
    return out


def lacking_words(held: Container[str], most: int, texts: str) -> tuple[list[str], list[str]]:
    """At most so many common words, and deceptive ones, of those that a library holding some words may lack; `texts`
    are its own, in which words that no dictionary has may stand all the same."""
    if not most:
        return [], []
    deceptive = (word for word in words_of_the_web() if word not in held and _falls_apart(word, held))
    whole = (word for word in WHOLE if word not in held and word not in texts)
    things = (word for word in compounds_beginning(THINGS) if word not in texts and _is_thing(word, held))
    return list(commonest()[:most]), [*whole, *islice(deceptive, DECEPTIVE), *things]


def _is_thing(word: str, held: Container[str]) -> bool:
    """True for a thing and more words, all of them of the library."""
    rests = (word.removeprefix(thing) for thing in THINGS if thing in held and word.startswith(thing))
    return any(rest in held or _falls_apart(rest, held) for rest in rests)


def _falls_apart(word: str, held: Container[str], is_start: bool = True) -> bool:
    """True for a word that is nothing but words of the library, and means more than they say: not one that only
    derives from them, as what begins with ผู้, ความ or a verb of many uses mostly does."""
    for at in range(2, len(word) - 1):  # a generator takes twice as long
        if (head := word[:at]) in held and not (is_start and head in HEADS):
            rest = word[at:]
            if rest in held or _falls_apart(rest, held, is_start=False):
                return True
    return False


def words_of_grammar(readings: Sequence[Reading]) -> list[str]:
    """Words that only ask, in speech and in English, and words of a region that mean nothing but words of grammar."""
    means: dict[str, set[str]] = {}
    for reading in readings:
        for form in reading.forms if reading.whole else ():
            means.setdefault(form, set()).update(reading.others)
    return [*SPOKEN, *(form for form, others in means.items() if others <= {*STOP, *SPOKEN})]


def _concepts(vocabulary: Vocabulary) -> list[tuple[str, ...]]:
    """The forms of each thing: entries that share a form, or one but for its การ, are one thing."""
    root: dict[str, str] = {}

    def find(form: str) -> str:
        while root.setdefault(form, form) != form:
            form = root[form]
        return form

    for entry in vocabulary.entries:
        forms = [as_term(form) for form in (*forms_of(entry), getattr(entry, "english", ""))]
        for form in filter(None, forms):
            root[find(form)] = find(forms[0])
    for form in list(root):
        if (bare := form.removeprefix("การ")) in root:
            root[find(bare)] = find(form)
    groups: dict[str, list[str]] = {}
    for form in root:
        groups.setdefault(find(form), []).append(form)
    return [tuple(group) for group in groups.values()]


def telling(terms: Sequence[str], readings: Sequence[Reading], weighed: bool) -> bytes:
    """For each term how much it tells, 0 to 7: a small library cannot know, so the language is asked, how rare a word
    is and, where `weighed`, how much it weighs in meaning. A word that means another tells no more than that one."""
    told = {term: _telling(term, weighed) for term in terms}
    for forms, others, _ in readings:
        most = max((told.get(as_term(other), 7) for other in others), default=7)
        for form in map(as_term, forms):
            told[form] = min(told.get(form, 7), most)
    return bytes(told[term] for term in terms)


@lru_cache(maxsize=1 << 16)
def _telling(term: str, weighed: bool) -> int:
    if not is_thai(term):
        return 3 if term.isdigit() else 6
    rare = max(0.0, min(7.0, 13.3 - commonness(term)))
    weight = row_of(term)[0] * 7 / 255 if weighed else 0
    told = round((rare + weight) / 2 if weight else rare)
    return min(told, FUNCTION_WORD) if term in stopwords() else told
