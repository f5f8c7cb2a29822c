"""Remembers what was made of values that never change, by which values they are. Knows nothing of what they hold."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import TypeVar, TypeVarTuple

Ts = TypeVarTuple("Ts")
T = TypeVar("T")

MOST = 1 << 17
"""Results kept of one function; then it begins anew."""


def remembered(work: Callable[[*Ts], T]) -> Callable[[*Ts], T]:
    """`work`, done once for the same objects; another object that is equal counts as new.

    A lesson read again from a file that did not change is the same object, so a preview does only the work of
    the lessons that were edited, and nobody pays for comparing or hashing whole lessons.
    """
    return _recalling(work, MOST)


def latest(work: Callable[[*Ts], T]) -> Callable[[*Ts], T]:
    """`work`, done once as long as it is asked of the same objects: for what several need of one library."""
    return _recalling(work, 1)


def _recalling(work: Callable[[*Ts], T], most: int) -> Callable[[*Ts], T]:
    kept: dict[tuple[int, ...], tuple[object, T]] = {}

    @wraps(work)
    def recalled(*args: *Ts) -> T:
        key = tuple(map(id, args))
        found = kept.get(key)
        if found is None:
            made = work(*args)
            if len(kept) >= most:
                kept.clear()
            # the objects are held too: while they live no other can have their number
            found = kept[key] = (args, made)
        return found[1]

    return recalled
