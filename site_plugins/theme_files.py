"""The files of a theme without those that MkDocs never copies. It asks for the name of every file and then leaves out the
folders that begin with a dot; Material has 14,000 icons in such a one."""

import os
from collections.abc import Callable, Iterable
from functools import partial

from harvester.rendering.templates import Environment


def with_seen_files(get_env: Callable[[], Environment], folders: Iterable[str]) -> Callable[[], Environment]:
    """`get_env` of a theme in these folders, whose environment gets every template and lists no hidden ones."""

    def get() -> Environment:
        env = get_env()
        assert env.loader
        env.loader.list_templates = partial(_seen_files, folders)  # type: ignore[method-assign]
        return env

    return get


def _seen_files(folders: Iterable[str]) -> list[str]:
    """The paths of files outside hidden folders, with `/`, in order, each once."""
    found: set[str] = set()
    for place in folders:
        for folder, inner, names in os.walk(place):
            inner[:] = [one for one in inner if not one.startswith(".")]
            way = os.path.relpath(folder, place).replace(os.sep, "/")
            found.update(names if way == "." else (f"{way}/{name}" for name in names))
    return sorted(found)
