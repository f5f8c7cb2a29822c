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
from multiprocessing.process import BaseProcess
from typing import Generic, TypeVar, TypeVarTuple

from harvester.documents.limits import refused
from harvester.documents.outside_program import limit_process, stop_children_on_exit
from harvester.model.document import Unreadable

T = TypeVar("T")
Ts = TypeVarTuple("Ts")
SECONDS, SECONDS_MOST = 4.0, 60.0
BYTES_A_SECOND = 40_000
"""A large document may take longer: a second more for so many bytes."""
THINKING = 60.0
"""Seconds of processor for what follows the parsers: repair and understanding."""
MEMORY = 1_500_000_000
"""Bytes beyond what the process has when a document comes."""
TURN = 4_000_000
"""Bytes of documents after which a child is replaced, which bounds what it remembers of them."""
_WALL = 6
"""Times of the processor's seconds that may pass on a busy machine."""


class Confined(Generic[*Ts, T]):
    """`work` in a child process, done for one document after another: what it learnt of one is there for the next. Its
    first argument is to be called when the parsers are done, for the second allowance of time. After a refusal another
    child takes over."""

    def __init__(self, work: Callable[[Callable[[], None], *Ts], T]) -> None:
        self._work, self._done = work, 0
        self._child: tuple[BaseProcess, Connection] | None = None

    def __call__(self, size: int, *given: *Ts) -> T:
        """What `work` returns for a document of so many bytes. Raises `Unreadable` when a limit is reached or the
        child dies."""
        if not hasattr(os, "fork"):
            return self._work(lambda: None, *given)
        allowance, good = min(SECONDS_MOST, SECONDS + size / BYTES_A_SECOND), False
        child, pipe = self._child = self._child or self._started()
        self._done += size
        try:
            pipe.send((allowance, given))
            if not pipe.poll((allowance + THINKING) * _WALL):
                raise refused("time-limit")
            good, value = pipe.recv()
        except (EOFError, ConnectionError):
            child.join(5)
            timed_out = -(child.exitcode or 0) in (signal.SIGXCPU, signal.SIGKILL)
            raise refused("time-limit" if timed_out else "broken-document") from None
        finally:
            if not good or self._done > TURN:
                self.close()
        if good:
            result: T = value
            return result
        raise value

    def _started(self) -> tuple[BaseProcess, Connection]:
        context = multiprocessing.get_context("fork")
        ours, theirs = context.Pipe()
        child = context.Process(target=_serve, args=(self._work, ours, theirs), daemon=True)
        child.start()
        theirs.close()
        return child, ours

    def close(self) -> None:
        """End the child; it ends the programs that it has started."""
        if self._child is None:
            return
        (child, pipe), self._child, self._done = self._child, None, 0
        pipe.close()
        child.join(2)
        if child.is_alive():
            child.terminate()
            child.join(2)
        if child.is_alive():
            child.kill()


def _serve(work: Callable[[Callable[[], None], *Ts], T], ours: Connection, theirs: Connection) -> None:
    faulthandler.disable()  # a death here is told in Thai, not dumped
    ours.close()  # so that theirs ends with the parent
    stop_children_on_exit()
    with suppress(EOFError):
        while True:
            allowance, given = theirs.recv()
            _limit_memory()
            _limit_time(allowance)
            theirs.send(_answer(work, given))


def _answer(work: Callable[[Callable[[], None], *Ts], T], given: tuple[*Ts]) -> tuple[bool, T | Unreadable]:
    try:
        return True, work(lambda: _limit_time(THINKING), *given)
    except Unreadable as refusal:
        return False, refusal
    except MemoryError:
        return False, refused("memory-limit")
    except RecursionError:
        return False, refused("too-deep")
    except Exception as error:  # a stranger's file must not stop the batch; the kind of fault is told
        return False, refused("broken-document/confinement", type(error).__name__)


def _limit_time(seconds: float) -> None:
    """Limit the CPU seconds of this process from now on."""
    limit_process(CPU=int(time.process_time() + seconds) + 1)


def _limit_memory() -> None:
    with suppress(OSError, ValueError), open("/proc/self/statm", encoding="ascii") as status:
        limit_process(AS=int(status.read().split()[0]) * os.sysconf("SC_PAGE_SIZE") + MEMORY)
