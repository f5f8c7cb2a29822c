"""Executors for batches of work: serial, a process pool, or a Dask cluster. Work is a module-level function from
bytes to bytes. Results come in the order of the batches; a batch whose worker dies is retried, up to `TRIES`
times."""

import os
import pickle
import sys
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import TYPE_CHECKING, Any, Protocol, TypeVar, cast

from harvester import SetupError
from harvester.memo import memory

if TYPE_CHECKING:
    from concurrent.futures import Future, ProcessPoolExecutor

T = TypeVar("T")
MANY = 200
"""Lessons from which a second process pays."""
MOST_THREADS = 2
"""This one, and the one that ends with the person who started us; a lock that another holds would stay locked in a copy."""
PATIENCE = 20
"""Seconds until a scheduler must have answered."""
TRIES = 3
WAITING = 4
"""Batches in flight per worker."""
Work = Callable[[bytes], bytes]


def run_in_fork(work: Callable[[], T]) -> Callable[[], T]:
    """Begin `work` in a copy of this process, and return what waits for its result. Where a process cannot be copied
    safely, or has no second core, or the copy dies, the work is done when the result is asked for: the result is the
    same."""
    cores = int(os.environ.get("HARVESTER_WORKERS") or os.cpu_count() or 1)
    if sys.platform != "linux" or cores < 2 or threading.active_count() > MOST_THREADS:
        return work
    reader, writer = os.pipe()
    child = os.fork()
    if not child:
        try:
            os.close(reader)
            with open(writer, "wb") as out:
                pickle.dump(memory.learnt_by(work), out, protocol=5)
        finally:
            os._exit(0)
    os.close(writer)

    def result() -> T:
        try:
            with open(reader, "rb") as done:
                made, new, used = pickle.load(done)
        except (EOFError, pickle.UnpicklingError):
            return work()
        finally:
            os.waitpid(child, 0)
        memory.take_in(new, used)
        return cast(T, made)

    return result


class Executor(Protocol):
    """Maps work over batches, `workers` at once."""

    workers: int

    def map(self, work: Work, batches: Iterable[bytes]) -> Iterator[bytes]:
        """The results in the order of the batches. Batches are drawn as workers become free."""
        ...


class Serial:
    """Here, one after another."""

    workers = 1

    def map(self, work: Work, batches: Iterable[bytes]) -> Iterator[bytes]:
        """One by one."""
        return map(work, batches)


class Pool:
    """In `workers` spawned processes of this machine."""

    def __init__(self, workers: int = 0) -> None:
        self.workers = workers or os.cpu_count() or 1

    def map(self, work: Work, batches: Iterable[bytes]) -> Iterator[bytes]:
        """A dying process breaks the pool; a new pool computes the missing results."""
        from concurrent.futures.process import BrokenProcessPool  # which few builds need, and all would load

        waiting = iter(batches)
        taken: deque[tuple[bytes, int]] = deque()  # without a result yet, each with its tries
        while True:
            try:
                with self._pool() as pool:
                    running: deque[Future[bytes]] = deque()
                    while True:
                        while len(taken) < self.workers * WAITING and (batch := next(waiting, b"")):
                            taken.append((batch, 1))
                        if not taken:
                            return
                        # a broken pool refuses batches too: what is taken is lost by neither
                        for batch, _ in islice(taken, len(running), None):
                            running.append(pool.submit(work, batch))
                        result = running.popleft().result()
                        taken.popleft()
                        yield result
            except BrokenProcessPool:
                taken = deque((batch, tries + 1) for batch, tries in taken)
                if taken[0][1] > TRIES:
                    raise SetupError(_GAVE_UP) from None

    def _pool(self) -> "ProcessPoolExecutor":
        from concurrent.futures import ProcessPoolExecutor
        from multiprocessing import get_context

        return ProcessPoolExecutor(self.workers, mp_context=get_context("spawn"))


class Dask:
    """On the workers of a Dask scheduler at `address`, or on a local cluster of `workers` processes without one.
    Workers must have the same version of this program. Needs `pip install khlang-botrian[dask]`."""

    def __init__(self, address: str = "", workers: int = 0) -> None:
        try:
            import distributed
        except ImportError as error:
            raise SetupError('ยังไม่ได้ติดตั้ง Dask\nติดตั้งด้วย pip install "distributed"') from error
        try:
            library: Any = distributed
            cluster = address or library.LocalCluster(
                n_workers=workers or os.cpu_count() or 1, threads_per_worker=1, dashboard_address=None
            )
            self._client: Any = library.Client(cluster, timeout=PATIENCE)
        except OSError as error:
            raise SetupError(f"ติดต่อ Dask ที่ {address} ไม่ได้\nตรวจที่อยู่ และดูว่า scheduler ทำงานอยู่") from error
        self.workers = max(1, len(self._client.scheduler_info()["workers"]))

    def close(self) -> None:
        """Leave the cluster."""
        self._client.close()

    def map(self, work: Work, batches: Iterable[bytes]) -> Iterator[bytes]:
        """Dask itself retries the batch of a dead worker on another."""
        running: deque[Any] = deque()
        waiting = iter(batches)
        while True:
            while len(running) < self.workers * WAITING and (batch := next(waiting, b"")):
                running.append(self._client.submit(work, batch, pure=False, retries=TRIES))
            if not running:
                return
            future = running.popleft()
            try:
                result = future.result()
            except Exception as error:
                if type(error).__name__ != "KilledWorker":
                    raise
                raise SetupError(_GAVE_UP) from error
            future.release()
            yield bytes(result)


_GAVE_UP = f"กระบวนการที่ทำงานชุดเดียวกันหยุดไปเอง {TRIES} ครั้ง\nหน่วยความจำอาจไม่พอ ลองลดจำนวนกระบวนการ เช่น --executor pool:1"


def executor(name: str) -> Executor:
    """`serial`, `pool`, `pool:N`, `dask://HOST:PORT`, or `dask:N` for a local cluster of N workers."""
    kind, _, rest = name.partition(":")
    if kind == "serial" and not rest:
        return Serial()
    if kind == "pool" and (not rest or rest.isdecimal()):
        return Pool(int(rest or 0))
    if name.startswith("dask://"):
        return Dask(f"tcp://{name.removeprefix('dask://')}")
    if kind == "dask" and (not rest or rest.isdecimal()):
        return Dask(workers=int(rest or 0))
    raise SetupError(f"ไม่รู้จักวิธีทำงาน “{name}”\nใช้ serial, pool, pool:4, dask:2 หรือ dask://เครื่อง:พอร์ต")
