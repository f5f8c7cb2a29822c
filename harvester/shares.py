"""Limits of CPU seconds and memory for one lesson. Without such a timer (Windows, other threads) nothing is measured;
the input limits of the parsers still apply."""

import os
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager

TICK = 0.25
"""CPU seconds between two measurements."""


class ShareExceeded(BaseException):
    """The limit was exceeded; the message is the Thai word for CPU time or memory. A parser must not catch it."""


@contextmanager
def share(seconds: float, memory: int) -> Iterator[None]:
    """Raise `ShareExceeded` inside the block when it exceeds the limits."""
    if not hasattr(signal, "setitimer") or threading.current_thread() is not threading.main_thread():
        yield
        return
    looks, held = 0, _before()

    def look(number: int, frame: object) -> None:
        nonlocal looks
        looks += 1
        if looks * TICK > seconds:
            raise ShareExceeded("เวลา")
        if _held_memory() - held > memory:
            raise ShareExceeded("หน่วยความจำ")

    before = signal.signal(signal.SIGPROF, look)
    signal.setitimer(signal.ITIMER_PROF, TICK, TICK)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        if looks:
            _known.clear()
        signal.signal(signal.SIGPROF, before)


OFTEN = 64
"""Short blocks for which the memory held before is measured once: a short one leaves little behind."""
_known: list[int] = []


def _before() -> int:
    """Bytes that this process held before one of the last few blocks."""
    if len(_known) == OFTEN:
        _known.clear()
    _known.append(_known[-1] if _known else _held_memory())
    return _known[-1]


def _held_memory() -> int:
    """Bytes of memory that this process holds; 0 where the system does not say."""
    try:
        with open("/proc/self/statm", encoding="ascii") as status:
            return int(status.read().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    except (OSError, ValueError, AttributeError):
        return 0
