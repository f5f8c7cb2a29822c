"""Work on strangers' files in a child process with limits on processor, memory and time. Knows no document. Where the
system has no `fork` (Windows) the work runs here, with the limits before parsers alone."""

import faulthandler
import multiprocessing
import os
import signal
from collections.abc import Callable
from multiprocessing.connection import Connection
from typing import Any, TypeVar

from harvester.documents.limits import refused
from harvester.documents.outside_program import stop_children_on_exit
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
            raise _out_of_time()
        good, value = ours.recv()
    except EOFError:
        child.join(5)
        raise _death(child.exitcode) from None
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
        answer = (
            False,
            refused("broken-document/confinement", type(error).__name__),
        )
    pipe.send(answer)
    pipe.close()


def _limit_time(seconds: float) -> None:
    """Limit the CPU seconds of this process from now on."""
    try:
        import resource
    except ImportError:
        return
    usage = resource.getrusage(resource.RUSAGE_SELF)
    soft = int(usage.ru_utime + usage.ru_stime + seconds) + 1
    hard = resource.getrlimit(resource.RLIMIT_CPU)[1]
    resource.setrlimit(resource.RLIMIT_CPU, (soft if hard < 0 else min(soft, hard), hard))


def _limit_memory() -> None:
    try:
        import resource

        with open("/proc/self/statm", encoding="ascii") as status:
            used = int(status.read().split()[0]) * resource.getpagesize()
        resource.setrlimit(resource.RLIMIT_AS, (used + MEMORY, resource.getrlimit(resource.RLIMIT_AS)[1]))
    except (ImportError, OSError, ValueError):
        return


def _out_of_time() -> Unreadable:
    return refused("time-limit")


def _death(code: int | None) -> Unreadable:
    if code is not None and -code in (signal.SIGXCPU, signal.SIGKILL):
        return _out_of_time()
    return refused("broken-document")
