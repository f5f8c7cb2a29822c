"""Thai sounds in Latin letters by the rules of the Royal Institute. Says nothing of what they are for."""

from __future__ import annotations

import re
from functools import lru_cache

_RUN = re.compile("[ก-๎]+")
_SWALLOWED = re.compile("(?!ng)[bcdfghjklmnpqrstvwxyz]{2}$|[bcdfghjklmnpqrstvwxyz]{4}|[ก-๎]")


def romanise(text: str) -> str:
    """`text` with every Thai run as romanised words between spaces; what is not Thai stays."""
    return _RUN.sub(lambda run: f" {_run(run[0])} ", text)


@lru_cache(maxsize=4096)
def _run(run: str) -> str:
    # PyThaiNLP takes half a second to wake, and most runs of the harvest name nothing in Thai
    from pythainlp.tokenize import word_tokenize

    return " ".join(filter(None, map(_word, word_tokenize(run, engine="newmm"))))


def _word(word: str) -> str:
    """A word in one go, or where that swallows a vowel (ชุมชน as chumtn) syllable by syllable."""
    from pythainlp.tokenize import subword_tokenize
    from pythainlp.transliterate import romanize

    whole: str = romanize(word, engine="royin")
    if _SWALLOWED.search(whole):
        whole = "".join(
            romanize(syllable, engine="royin") for syllable in subword_tokenize(word, engine="dict")
        )
    return _RUN.sub("", whole)
