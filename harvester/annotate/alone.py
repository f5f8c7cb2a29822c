"""What is found in a lesson whatever the others say: its words, names, places and terms. Any process can do it."""

from harvester.annotate.linkers.alike import words_of_pieces
from harvester.annotate.linkers.written import terms_in
from harvester.annotate.taggers.named import finds_in, places_in
from harvester.model import Lesson, Sense
from harvester.model.plain_text import runs_of_words
from harvester.thai.matching import Matcher
from harvester.thai.segment import Segmenter


def find_alone(lesson: Lesson, finder: Matcher[Sense], segmenter: Segmenter) -> None:
    """Let the memory know all of it."""
    for find in (words_of_pieces, runs_of_words, places_in):
        find(lesson, segmenter)
    for look in (finds_in, terms_in):
        look(lesson, finder, segmenter)
