"""Where one Thai sentence ends and the next begins, as far as blanks and small words tell. Knows no grammar."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from functools import lru_cache

from harvester.thai import rules_of
from harvester.thai.text import clusters

OPENERS, BINDERS, UNFINISHED = map(tuple, rules_of("sentences").values())
"""Words that open a sentence after a blank; that carry one on over a blank; after which a blank ends nothing."""
SHORTEST = 24
"""Clusters below which a blank ends no sentence unless an opener follows."""
LONG = 45
"""Clusters from which a blank ends a sentence unless a binder follows."""
STRAY = 40
"""Characters by which a shortened sentence may be longer so that it ends at a blank."""
SEEN = 300
"""Characters looked at on either side of a blank."""

_HARD = re.compile(r"\n+|(?<=[^\W\d_][.!?…])\s+(?=\S)|(?<=[!?…])\s*")
_BLANK = re.compile(r" +")
_SHORT_BEFORE_DOT = re.compile(r"(?:^|[\s(])(?:[ก-ฮ]\S{0,4}|[A-Za-z]{1,3})\.$")
_OPEN = re.compile(r"[“‘(\[«\"']")


@lru_cache(maxsize=1 << 10)
def sentences(text: str) -> tuple[tuple[int, int], ...]:
    """The spans of the sentences of `text`, in order, without the blanks around them. A line end, a sentence mark or
    a blank may end one; Thai has no full stop, so a blank does when what is before it is long enough and what follows
    does not carry on. Texts are normalised."""
    spans: list[tuple[int, int]] = []
    start = 0
    for match in [*_HARD.finditer(text), None]:
        end = match.start() if match else len(text)
        if match and "\n" not in match[0] and _SHORT_BEFORE_DOT.search(text[max(start, end - 12) : end]):
            continue
        spans += _clauses_joined(text, start, end)
        start = match.end() if match else end
    return tuple(spans)


def sentence_around(
    text: str, start: int, end: int, limit: int = 160, spans: Sequence[tuple[int, int]] | None = None
) -> str:
    """The sentence of `text` that holds `start`…`end`, shortened around it to `limit` characters with … `spans` are
    the sentences of the text, where several are asked for."""
    found = sentences(text) if spans is None else spans
    at = bisect_right(found, start, key=lambda span: span[0]) - 1
    low, high = found[at] if at >= 0 and start < found[at][1] else (start, end)
    high = max(high, end)
    if high - low <= limit:
        return " ".join(text[low:high].split())
    room = max(0, limit - (end - start)) // 2
    first = _opening(text, low, start, max(low, start - room))
    last = _closing(text, high, end, min(high, end + room))
    cut = " ".join(text[first:last].split())
    return ("…" if first > low else "") + cut + ("…" if last < high else "")


def _opening(text: str, low: int, start: int, wanted: int) -> int:
    """The blank nearest to `wanted` before `start`, else an edge between clusters."""
    after, before = text.find(" ", wanted, start) + 1, text.rfind(" ", max(low, wanted - STRAY), wanted) + 1
    return (
        after
        or before
        or (low if wanted - low <= STRAY else low + _cluster_edge(text[low:start], wanted - low))
    )


def _closing(text: str, high: int, end: int, wanted: int) -> int:
    before, after = text.rfind(" ", end, wanted), text.find(" ", wanted, min(high, wanted + STRAY))
    edge = high if high - wanted <= STRAY else end + _cluster_edge(text[end:high], wanted - end)
    return before if before > end else after if after > end else edge


def _clauses_joined(text: str, start: int, end: int) -> list[tuple[int, int]]:
    spans: list[tuple[int, int]] = []
    begin = start
    for blank in _BLANK.finditer(text, start, end):
        before = text[max(begin, blank.start() - SEEN) : blank.start()]
        if _ends(before, text[blank.end() : min(end, blank.end() + SEEN)]):
            spans.append((begin, blank.start()))
            begin = blank.end()
    spans.append((begin, end))
    trimmed = (
        (low + len(text[low:high]) - len(text[low:high].lstrip()), low + len(text[low:high].rstrip()))
        for low, high in spans
    )
    return [(low, high) for low, high in trimmed if low < high]


def _ends(before: str, after: str) -> bool:
    before = before.strip()
    if (
        not before
        or not after
        or not "ก" <= before[-1] <= "๎"
        or not ("ก" <= after[0] <= "๎" or after[0] in "“‘")
    ):
        return False
    if len(_OPEN.findall(before)) > len(re.findall(r"[”’)\]»\"']", before)):
        return False
    size = len(clusters(before))
    if after.startswith(OPENERS):
        return size >= SHORTEST // 2
    if before.endswith("ฯลฯ"):
        return size >= SHORTEST
    return size >= LONG and not after.startswith(BINDERS) and not before.endswith(UNFINISHED)


def _cluster_edge(text: str, offset: int) -> int:
    """The first edge between clusters at or after `offset`."""
    at = 0
    for cluster in clusters(text):
        if at >= offset:
            break
        at += len(cluster)
    return at
