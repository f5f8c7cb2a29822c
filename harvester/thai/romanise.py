"""Thai sounds in Latin letters by the rules of the Royal Institute. Says nothing of what they are for."""

from __future__ import annotations

import re
from functools import lru_cache

_RUN = re.compile("[ก-๎]+")


def romanise(text: str) -> str:
    """`text` with every Thai run as romanised words between spaces; what is not Thai stays."""
    return _RUN.sub(lambda run: f" {_run(run[0])} ", text)


@lru_cache(maxsize=4096)
def _run(run: str) -> str:
    # PyThaiNLP takes half a second to wake, and most runs of the harvest name nothing in Thai
    from pythainlp.tokenize import word_tokenize
    from pythainlp.transliterate import romanize

    words = (romanize(word, engine="royin") for word in word_tokenize(run, engine="newmm"))
    return " ".join(_RUN.sub("", word) for word in words).strip()
