"""Resolves the paths given to a command to files of a library, named as diagnostics name them."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import click

from harvester.cli.site_folder import current_settings
from harvester.model.diagnostics import SetupError
from harvester.reading.files import unfit
from harvester.settings import Settings


@dataclass(frozen=True, slots=True)
class Chosen:
    """A library and the part of it that was asked about; `paths` are relative to the lessons folder, with `/`."""

    settings: Settings
    paths: tuple[str, ...]

    def holds(self, path: str) -> bool:
        """Does a file of the library belong to what was asked about?"""
        return any(path == one or one in ("", ".") or path.startswith(f"{one}/") for one in self.paths)

    @property
    def folder(self) -> str:
        """The lessons folder as the caller would type it."""
        try:
            return Path(os.path.relpath(self.settings.lessons_folder)).as_posix()
        except ValueError:  # another drive
            return self.settings.lessons_folder.as_posix()

    def lessons(self) -> Iterator[tuple[str, Path]]:
        """The lesson files among them: (path relative to the lessons folder, path), in a fixed order."""
        root = self.settings.lessons_folder
        for file in sorted(root.rglob("*.md")):
            path = file.relative_to(root).as_posix()
            hidden = any(part.startswith((".", "_")) for part in path.split("/"))
            if self.holds(path) and not hidden and not path.startswith("pages/") and not unfit(root, file):
                yield path, file


def chosen(ctx: click.Context, paths: tuple[Path, ...]) -> Chosen:
    """What `paths` name; without any, the whole library. A folder that belongs to no site is a library of its own.

    Raises `SetupError` for a path that is not there or lies outside the lessons folder.
    """
    full = [_there(path) for path in paths]
    try:
        settings = current_settings(ctx)
    except SetupError:
        if not full:
            raise
        folder = full[0] if full[0].is_dir() else full[0].parent
        settings = Settings(root=folder.parent, lessons=folder.name)
    root = settings.lessons_folder.resolve()
    relative = []
    for path in full:
        if root.is_relative_to(path):
            relative.append("")
        elif path.is_relative_to(root):
            relative.append(path.relative_to(root).as_posix())
        else:
            raise SetupError(f"{path} ไม่ได้อยู่ในโฟลเดอร์บทเรียน {root}")
    return Chosen(settings, tuple(relative) or ("",))


def _there(path: Path) -> Path:
    if not path.exists():
        raise SetupError(f"ไม่พบ {path}\nตรวจชื่อไฟล์หรือโฟลเดอร์ที่พิมพ์")
    return path.resolve()
