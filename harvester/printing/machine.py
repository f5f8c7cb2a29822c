"""Word boundaries by libthai, and where its library is found on Windows."""

import ctypes
import ctypes.util
import os
from collections.abc import Callable
from contextlib import suppress
from functools import cache

WINDOWS_FOLDERS = (
    r"C:\msys64\ucrt64\bin",
    r"C:\msys64\mingw64\bin",
    r"C:\Program Files\GTK3-Runtime Win64\bin",
)
"""Where WeasyPrint looks on Windows when WEASYPRINT_DLL_DIRECTORIES is not set."""


@cache
def open_folders() -> None:
    """Add the DLL folders that WeasyPrint would use on Windows; no effect elsewhere."""
    if add := getattr(os, "add_dll_directory", None):
        named = os.environ.get("WEASYPRINT_DLL_DIRECTORIES")
        for folder in named.split(";") if named else WINDOWS_FOLDERS:
            with suppress(OSError):
                add(folder)


NAMES = ("libthai.so.0", "libthai.0.dylib", "libthai-0.dll", "libthai.so")


def boundaries(text: str) -> frozenset[int]:
    """Offsets (code points) at which libthai allows a break; empty where it is not installed."""
    find = _finder()
    return find(text) if find else frozenset()


def is_available() -> bool:
    """Whether libthai can be loaded on this machine."""
    return _finder() is not None


@cache
def _finder() -> Callable[[str], frozenset[int]] | None:
    open_folders()
    for name in NAMES:
        try:
            th_wbrk = ctypes.CDLL(name).th_wbrk
        except (OSError, AttributeError):
            continue
        th_wbrk.argtypes = [ctypes.c_wchar_p, ctypes.POINTER(ctypes.c_int), ctypes.c_size_t]
        th_wbrk.restype = ctypes.c_int

        def find(text: str, call: Callable[..., int] = th_wbrk) -> frozenset[int]:
            room = (ctypes.c_int * (len(text) + 8))()
            return frozenset(room[: call(text, room, len(room))])

        return find
    return None
