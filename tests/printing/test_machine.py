"""Whether a machine can set type is asked of the names that WeasyPrint itself would try."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

import pytest

from harvester.printing import machine
from harvester.printing.machine import can_print, is_loadable, needed_libraries

SOURCE = """
gobject = _dlopen(ffi, 'libgobject-2.0-0', 'gobject-2.0', 'libgobject-2.0.so.0', 'libgobject-2.0-0.dll')
vector = _dlopen(ffi, 'harfbuzz-vector', 'libharfbuzz-vector.so.0', allow_fail=True)
"""


def test_all_names_of_what_is_needed_and_files_first() -> None:
    assert list(needed_libraries(SOURCE)) == [
        ("libgobject-2.0.so.0", "libgobject-2.0-0.dll", "libgobject-2.0-0", "gobject-2.0")
    ]


def test_the_installed_weasyprint_names_pango_for_windows_too() -> None:
    weasyprint = find_spec("weasyprint")
    assert weasyprint is not None
    assert weasyprint.submodule_search_locations
    source = Path(weasyprint.submodule_search_locations[0]) / "text" / "ffi.py"
    names = [name for names in needed_libraries(source.read_text()) for name in names]
    assert "libpango-1.0-0.dll" in names
    assert any("pangoft2" in name for name in names)


def test_a_library_that_is_not_there_does_not_load() -> None:
    assert not is_loadable("libno-such-library.so.0")
    assert not is_loadable("no-such-library")


def test_one_missing_library_is_enough(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(machine, "is_loadable", lambda name: "pangoft2" not in name)
    can_print.cache_clear()
    assert not can_print()
    monkeypatch.setattr(machine, "is_loadable", lambda name: name.endswith(".dll"))
    can_print.cache_clear()
    assert can_print(), "Windows names are enough on Windows"
    can_print.cache_clear()


def test_without_weasyprint_nothing_is_set(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(machine, "find_spec", lambda name: None)
    can_print.cache_clear()
    assert not can_print()
    can_print.cache_clear()
