"""Work on strangers' files in a child process with limits on processor, memory and time. Knows no document. Where the
system has no `fork` (Windows) the work runs here, with the limits before parsers alone."""

import faulthandler
import multiprocessing
import os
import signal
import time
from collections.abc import Callable
from contextlib import suppress
from multiprocessing.connection import Connection
from typing import Any, TypeVar

from harvester.documents.limits import refused
from harvester.documents.outside_program import limit_process, stop_children_on_exit
from harvester.model.document import Unreadable

T = TypeVar("T")
SECONDS, SECONDS_MOST = 4.0, 60.0
BYTES_A_SECOND = 40_000
"""A large document may take longer: a second more for so many bytes."""
THINKING = 60.0
"""Seconds of processor for what follows the parsers: repair and understanding."""
MEMORY = 1_500_000_000
"""Bytes beyond what the parent has."""
_WALL = 6
"""Times of the processor's seconds that may pass on a busy machine."""


def run_confined(work: Callable[[Callable[[], None]], T], size: int) -> T:
    """What `work` returns. It calls its argument when the parsers are done, for the second allowance of time. Raises
    `Unreadable` when a limit is reached or the child dies."""
    allowance = min(SECONDS_MOST, SECONDS + size / BYTES_A_SECOND)
    if not hasattr(os, "fork"):
        return work(lambda: None)
    context = multiprocessing.get_context("fork")
    ours, theirs = context.Pipe(duplex=False)
    child = context.Process(target=_work, args=(work, theirs, allowance), daemon=True)
    child.start()
    theirs.close()
    try:
        if not ours.poll((allowance + THINKING) * _WALL):
            raise refused("time-limit")
        good, value = ours.recv()
    except EOFError:
        child.join(5)
        timed_out = -(child.exitcode or 0) in (signal.SIGXCPU, signal.SIGKILL)
        raise refused("time-limit" if timed_out else "broken-document") from None
    finally:
        if child.is_alive():
            child.join(2)
        if child.is_alive():
            child.terminate()  # it ends the programs that it has started
            child.join(2)
        if child.is_alive():
            child.kill()
        ours.close()
    if good:
        result: T = value
        return result
    raise value


def _work(work: Callable[[Callable[[], None]], Any], pipe: Connection, allowance: float) -> None:
    faulthandler.disable()  # a death here is told in Thai, not dumped
    stop_children_on_exit()
    _limit_memory()
    _limit_time(allowance)
    try:
        answer: tuple[bool, Any] = True, work(lambda: _limit_time(THINKING))
    except Unreadable as refusal:
        answer = False, refusal
    except MemoryError:
        answer = False, refused("memory-limit")
    except RecursionError:
        answer = False, refused("too-deep")
    except Exception as error:  # a stranger's file must not stop the batch; the kind of fault is told
        answer = False, refused("broken-document/confinement", type(error).__name__)
    pipe.send(answer)
    pipe.close()


def _limit_time(seconds: float) -> None:
    """Limit the CPU seconds of this process from now on."""
    limit_process(CPU=int(time.process_time() + seconds) + 1)


def _limit_memory() -> None:
    with suppress(OSError, ValueError), open("/proc/self/statm", encoding="ascii") as status:
        limit_process(AS=int(status.read().split()[0]) * os.sysconf("SC_PAGE_SIZE") + MEMORY)
