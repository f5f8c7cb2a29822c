"""Whether this machine can typeset, the libraries that WeasyPrint loads, and word boundaries by libthai."""

import ast
import ctypes
import ctypes.util
import os
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import cache
from importlib.util import find_spec
from pathlib import Path

WINDOWS_FOLDERS = (
    r"C:\msys64\ucrt64\bin",
    r"C:\msys64\mingw64\bin",
    r"C:\Program Files\GTK3-Runtime Win64\bin",
)
"""Where WeasyPrint looks on Windows when WEASYPRINT_DLL_DIRECTORIES is not set."""
USUAL = (("libgobject-2.0.so.0",), ("libpango-1.0.so.0",), ("libpangoft2-1.0.so.0",))
"""What is looked for should the names not be found in the source."""


@cache
def can_print() -> bool:
    """Whether WeasyPrint and all libraries it needs are installed."""
    spec = find_spec("weasyprint")
    if spec is None or not spec.submodule_search_locations:
        return False
    open_folders()
    source = Path(spec.submodule_search_locations[0]) / "text" / "ffi.py"
    try:
        needed = tuple(needed_libraries(source.read_text(encoding="utf-8"))) or USUAL
    except (OSError, SyntaxError):
        needed = USUAL
    return all(any(map(is_loadable, names)) for names in needed)


def needed_libraries(source: str) -> Iterator[tuple[str, ...]]:
    """The names under which each needed library is tried, exact names first."""
    for call in ast.walk(ast.parse(source)):
        if not isinstance(call, ast.Call) or getattr(call.func, "id", "") != "_dlopen":
            continue
        if any(keyword.arg == "allow_fail" for keyword in call.keywords):
            continue
        names = [
            arg.value for arg in call.args if isinstance(arg, ast.Constant) and isinstance(arg.value, str)
        ]
        if names:
            yield tuple(sorted(names, key=lambda name: not _is_file(name)))


def is_loadable(name: str) -> bool:
    """Whether a library can be loaded under a name, given as a file or as the linker knows it."""
    with suppress(OSError):
        ctypes.CDLL(name)
        return True
    if _is_file(name):
        return False
    found = ctypes.util.find_library(name)
    if found:
        with suppress(OSError):
            ctypes.CDLL(found)
            return True
    return False


def _is_file(name: str) -> bool:
    return name.endswith((".dll", ".dylib")) or ".so" in name


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
