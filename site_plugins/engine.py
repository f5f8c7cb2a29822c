"""MkDocs as a program of ours: faults of the machine end in a Thai sentence, and it ends with whoever started it.

    python -m site_plugins.engine build --site-dir …

It reads its standard input to the end; when that closes, the program that started it is gone and so is this one.
"""

from __future__ import annotations

import logging
import os
import sys
import threading

from mkdocs.__main__ import cli

from harvester.store import machine_fault


def main() -> None:
    """Run the command; exit 3 after a fault of the machine, whose sentence stands on standard error."""
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
    if isinstance(code, str):
        sys.stderr.write(f"{code}\n")
    logging.shutdown()
    sys.stdout.flush()
    sys.stderr.flush()
    # all is written: taking a large library apart object by object would cost a second
    os._exit(code if isinstance(code, int) else bool(code))


def _end_with_input() -> None:
    try:
        while os.read(0, 4096):
            pass
    except OSError:
        pass
    os._exit(1)


if __name__ == "__main__":
    main()
