"""Other people's programs at work on strangers' files: a folder and a home of their own, no network, limits, an end.
Such a program is a process group of its own. It ends with its time, with us, and with what it has started."""

import ctypes
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryDirectory

from harvester.documents.limits import refused

MEMORY = 6_000_000_000
"""Bytes of address space; LibreOffice maps far more than it uses."""
FILE = 300_000_000
"""Bytes of one file that it may write."""
_NEW_USER, _NEW_NETWORK = 0x10000000, 0x40000000
_DIE_WITH_PARENT = 1
_running: set[int] = set()


@contextmanager
def workplace() -> Iterator[Path]:
    """A folder that is gone afterwards, whatever happened in it."""
    with TemporaryDirectory(prefix="khlang-", ignore_cleanup_errors=True) as folder:
        yield Path(folder)


def run(command: Sequence[str], folder: Path, seconds: float, given: bytes = b"") -> bytes:
    """What the program prints. Raises `Unreadable` when its time is over or it fails."""
    process = subprocess.Popen(
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        cwd=folder,
        env=_surroundings(folder),
        start_new_session=True,
        preexec_fn=_confinement(int(seconds) + 1) if hasattr(os, "fork") else None,
    )
    _running.add(process.pid)
    try:
        printed, _ = process.communicate(given, timeout=seconds)
    except subprocess.TimeoutExpired:
        raise refused("time-limit/outside_program", seconds) from None
    finally:
        _end(process.pid)
        process.wait()
        _running.discard(process.pid)
    if process.returncode:
        raise refused("broken-document/outside_program", Path(command[0]).name)
    return printed


def limit_process(**most: int) -> None:
    """Limit this process from now on: seconds or bytes by the names of `resource.RLIMIT_…`, where the system has them."""
    try:
        import resource
    except ImportError:
        return
    for name, value in most.items():
        kind = getattr(resource, f"RLIMIT_{name}")
        hard = resource.getrlimit(kind)[1]
        with suppress(ValueError, OSError):
            resource.setrlimit(kind, (value if hard < 0 else min(value, hard), hard))


def stop_children_on_exit() -> None:
    """From now on the person who asks this process to end also ends the programs that it has started."""

    def end(_number: int, _frame: object) -> None:
        for group in tuple(_running):
            _end(group)
        os._exit(128 + signal.SIGTERM)

    signal.signal(signal.SIGTERM, end)


def _end(group: int) -> None:
    """The program with everything that it has started."""
    with suppress(ProcessLookupError, PermissionError):
        if hasattr(os, "killpg"):
            os.killpg(group, signal.SIGKILL)
        else:
            os.kill(group, signal.SIGTERM)


def _surroundings(folder: Path) -> dict[str, str]:
    """Nothing of ours but where programs are; a proxy that is not there for the person who asks the web."""
    nowhere = "http://127.0.0.1:9"
    return {
        "PATH": os.environ.get("PATH", os.defpath),
        "HOME": str(folder),
        "TMPDIR": str(folder),
        "LANG": "C.UTF-8",
        "OMP_THREAD_LIMIT": "1",
        "http_proxy": nowhere,
        "https_proxy": nowhere,
    } | {name: os.environ[name] for name in ("SYSTEMROOT", "TESSDATA_PREFIX") if name in os.environ}


def _confinement(seconds: int) -> Callable[[], None]:
    """To be called between fork and exec."""
    library = ctypes.CDLL(None) if sys.platform == "linux" else None

    def confine() -> None:
        limit_process(CPU=seconds, AS=MEMORY, FSIZE=FILE, CORE=0)
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
        if library is not None:
            library.prctl(_DIE_WITH_PARENT, signal.SIGKILL)
            # Where the system lets us: a network without anything in it.
            if library.unshare(_NEW_NETWORK):
                library.unshare(_NEW_USER | _NEW_NETWORK)

    return confine
