"""Word boundaries by libthai, through the C library that Pango depends on.

Needs libthai with its own dictionary, so it never runs in the typesetting process (`child.py`).
"""

import ctypes
from collections.abc import Callable
from functools import cache

from harvester.printing.machine import open_folders

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
