"""The files of a theme without those that MkDocs never copies. It asks for the name of every file and then leaves out the
folders that begin with a dot; Material has 14,000 icons in such a one."""

import os
from collections.abc import Callable

from jinja2 import Environment, FileSystemLoader


class SeenFiles(FileSystemLoader):
    """Gets every template, and lists those outside hidden folders."""

    def list_templates(self) -> list[str]:
        """The paths of all templates, with `/`, in order, each once."""
        found = set()
        for place in self.searchpath:
            for folder, inner, names in os.walk(place, followlinks=self.followlinks):
                inner[:] = [one for one in inner if not one.startswith(".")]
                way = os.path.relpath(folder, place).replace(os.sep, "/")
                found.update(names if way == "." else (f"{way}/{name}" for name in names))
        return sorted(found)


def with_seen_files(get_env: Callable[[], Environment], folders: list[str]) -> Callable[[], Environment]:
    """`get_env` of a theme in these folders, whose environment lists no hidden files."""

    def get() -> Environment:
        env = get_env()
        env.loader = SeenFiles(folders)
        return env

    return get
