"""Remembers what was made of values that never change, by which values they are. Knows nothing of what they hold."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")

MOST = 1 << 17
"""Results kept of one function; then it begins anew."""


def remembered(work: Callable[P, T]) -> Callable[P, T]:
    """`work`, done once for the same objects; another object that is equal counts as new.

    A lesson read again from a file that did not change is the same object, so a preview does only the work of
    the lessons that were edited, and nobody pays for comparing or hashing whole lessons. Arguments by position.
    """
    kept: dict[tuple[int, ...], tuple[object, T]] = {}

    @wraps(work)
    def recalled(*args: P.args, **kwargs: P.kwargs) -> T:
        key = tuple(map(id, args))
        found = kept.get(key)
        if found is None:
            if len(kept) >= MOST:
                kept.clear()
            # the objects are held too: while they live no other can have their number
            found = kept[key] = (args, work(*args, **kwargs))
        return found[1]

    return recalled
