"""MkDocs as a program of ours: faults of the machine end in a Thai sentence, and it ends with the person who started
it. python -m site_plugins.engine build --site-dir … It reads its standard input to the end; when that closes, the
program that started it is gone and so is this one."""

import faulthandler
import logging
import os
import select
import sys
import sysconfig
import tempfile
import threading
import traceback
from pathlib import Path

from mkdocs.__main__ import cli

from harvester.store import machine_fault

BEAT, SILENCE = 5.0, 60.0
"""Seconds between two signs of life, and without one before the end, where memory is limited."""


def main() -> None:
    """Run the command; exit 3 after a fault of the machine, whose sentence is on standard error."""
    if sys.stdin is not None and not sys.stdin.isatty():
        threading.Thread(target=_end_with_input, daemon=True).start()
    code: object = 0
    try:
        cli(prog_name="mkdocs")
    except SystemExit as ended:
        code = ended.code
    except (OSError, MemoryError) as error:
        sys.stderr.write(f"harvester: {machine_fault(error)}\n")
        code = 3
    except Exception as error:  # of a plugin, hook or theme that is not ours: MkDocs would print a traceback
        sys.stderr.write(f"harvester: {_foreign_fault(error)}\n")
        code = 3
    if isinstance(code, str):
        sys.stderr.write(f"{code}\n")
    logging.shutdown()
    sys.stdout.flush()
    sys.stderr.flush()
    # all is written: taking a large library apart object by object would cost a second
    os._exit(code if isinstance(code, int) else bool(code))


def _foreign_fault(error: Exception) -> str:
    """Which file failed with what, and where the whole traceback was put."""
    frames = traceback.extract_tb(error.__traceback__)
    log = Path(tempfile.gettempdir()) / f"harvester-{os.getpid()}.log"
    log.write_text("".join(traceback.format_exception(error)), encoding="utf-8")
    place = next((frame for frame in reversed(frames) if not _of_python(frame.filename)), frames[-1])
    return (
        f"สร้างเว็บต่อไม่ได้ เพราะเกิดข้อผิดที่ {place.filename} บรรทัด {place.lineno}: "
        f"{type(error).__name__}: {' '.join(str(error).split())}\n"
        f"ถ้าเพิ่งเพิ่มปลั๊กอิน hook หรือธีมใน mkdocs.yml ให้เอาออกแล้วลองใหม่ ถ้ายังไม่ได้ ส่งไฟล์ {log} ให้คนดูแลโปรแกรม"
    )


def _of_python(file: str) -> bool:
    return file.startswith("<") or (
        file.startswith(sysconfig.get_path("stdlib")) and "site-packages" not in file
    )


def _end_with_input() -> None:
    """End when the input does; with little memory also when nothing ran for `SILENCE` seconds. CPython 3.11 can go
    round for ever in the handling of a `MemoryError`, and lets no other thread run. The watch of faulthandler needs
    none."""
    try:
        if _has_little_memory():
            nowhere = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115  # the watch writes to it at the end
            faulthandler.dump_traceback_later(SILENCE, exit=True, file=nowhere)
            while not select.select([0], [], [], BEAT)[0] or os.read(0, 4096):
                faulthandler.dump_traceback_later(SILENCE, exit=True, file=nowhere)
        while os.read(0, 4096):
            pass
    except OSError:
        pass
    os._exit(1)


def _has_little_memory() -> bool:
    """Whether a limit of address space is set, under which allocations fail; never on Windows."""
    if sys.platform == "win32":
        return False
    import resource

    return resource.getrlimit(resource.RLIMIT_AS)[0] != resource.RLIM_INFINITY


if __name__ == "__main__":
    main()
