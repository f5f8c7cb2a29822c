"""Hands finished pages to the process that sets type, and says in Thai when this machine cannot print."""

from __future__ import annotations

import multiprocessing
from collections.abc import Mapping
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from importlib.util import find_spec
from types import TracebackType
from typing import Self

from harvester.diagnostics import SetupError
from harvester.printing import child
from harvester.printing.breaking import Breaker
from harvester.printing.sheets import Sheets

PATIENCE = 900.0
"""Seconds after which one document counts as lost."""
CANNOT_PRINT = (
    "เครื่องนี้ยังจัดหน้า PDF ไม่ได้ เพราะไม่มีชุดจัดอักษร Pango\n"
    "ติดตั้งบน Debian หรือ Ubuntu ด้วยคำสั่ง: "
    "sudo apt install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 libthai-data\n"
    "ส่วนอื่นของคลัง รวมทั้งหนังสือ EPUB ใช้ได้ตามปกติ"
)


class Press:
    """Sets pages in a child process; a context manager, to be used for many documents."""

    def __init__(self, breaker: Breaker, workers: int = 1) -> None:
        self._breaker = breaker
        self._workers = workers
        self._pool: ProcessPoolExecutor | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._pool:
            self._pool.shutdown(cancel_futures=True)
            self._pool = None

    def set(self, page: str, pictures: Mapping[str, bytes] | None = None) -> Sheets:
        """The page as a PDF, its lines turned where they may. Raises `SetupError` without Pango."""
        if self._pool is None:
            require()
            self._pool = ProcessPoolExecutor(
                self._workers, mp_context=multiprocessing.get_context("spawn"), initializer=child.prepare
            )
        try:
            job = self._pool.submit(child.typeset, self._breaker.marked(page), dict(pictures or {}))
            return job.result(PATIENCE)
        except BrokenProcessPool as error:
            self._pool = None
            raise SetupError("ตัวจัดหน้า PDF หยุดกลางคัน อาจเพราะหน่วยความจำไม่พอ ลองพิมพ์ชุดที่เล็กลง") from error
        except TimeoutError as error:
            raise SetupError("จัดหน้า PDF นานเกินไป ลองพิมพ์ชุดที่เล็กลง") from error


def require() -> None:
    """Raise `SetupError` when type cannot be set on this machine."""
    if not can_print():
        raise SetupError(CANNOT_PRINT)


def can_print() -> bool:
    """Whether WeasyPrint and the libraries that it needs are here."""
    import ctypes.util

    return find_spec("weasyprint") is not None and ctypes.util.find_library("pango-1.0") is not None
