"""What is found in a lesson whatever the others say: its words, names, places and terms. Any process can do it."""

from harvester.annotate.linkers.alike import words_of_dangers, words_of_steps, words_of_techniques
from harvester.annotate.linkers.written import terms_in
from harvester.annotate.taggers.named import finds_in, places_in
from harvester.model import Lesson, Sense
from harvester.model.plain_text import runs_of_words, words_by_weight
from harvester.thai.matching import Matcher
from harvester.thai.segment import Segmenter


def find_alone(lesson: Lesson, finder: Matcher[Sense], segmenter: Segmenter) -> None:
    """Let the memory know all of it."""
    for find in (
        words_by_weight,
        runs_of_words,
        words_of_techniques,
        words_of_dangers,
        words_of_steps,
        places_in,
    ):
        find(lesson, segmenter)
    for look in (finds_in, terms_in):
        look(lesson, finder, segmenter)
