"""The folder that a build fills: a page that the last site has byte for byte is taken over from it."""

import os
import shutil
from contextlib import suppress
from hashlib import blake2b
from itertools import accumulate
from pathlib import Path


def digest_of(content: bytes) -> bytes:
    """By which a file is known again."""
    return blake2b(content, digest_size=20).digest()


class Output:
    """`folder` is filled; `last`, when there is one, is the site of the build before. An older site may be put in the
    place of the empty folder (`start_from`): what is the same file there as in the last one need not be linked again,
    and `purge` removes the rest."""

    def __init__(self, folder: str, last: Path | None = None) -> None:
        self._folder = folder
        there = last and last.is_dir() and last.resolve() != Path(folder).resolve()
        self._last = str(last) if there else None
        self._folders: set[str] = set()
        self._old: dict[str, int] = {}
        self._done: set[str] = set()

    def start_from(self, spare: Path) -> None:
        """Put an older site in the place of the folder, if that is still empty; one with links in it is not used."""
        files: dict[str, int] = {}
        folders = [""]
        try:
            for inner in folders:  # grows as it goes
                with os.scandir(spare / inner) as entries:
                    for entry in entries:
                        path = f"{inner}/{entry.name}" if inner else entry.name
                        if entry.is_dir(follow_symlinks=False):
                            folders.append(path)
                        elif entry.is_file(follow_symlinks=False):
                            files[path] = entry.inode()
                        else:
                            return
            with suppress(FileNotFoundError):
                os.rmdir(self._folder)
            os.rename(spare, self._folder)
        except OSError:
            os.makedirs(self._folder, exist_ok=True)
            return
        self._old, self._folders = files, {self._path(one) for one in folders}

    def purge(self) -> None:
        """Remove what is left of the older site."""
        needed = {""}
        for path in self._done:
            while (path := path.rpartition("/")[0]) not in needed:
                needed.add(path)
        for path in self._old.keys() - self._done:
            os.unlink(self._path(path))
        for folder in sorted(self._folders - {self._path(one) for one in needed}, key=len, reverse=True):
            os.rmdir(folder)
            self._folders.remove(folder)
        self._old = {}

    def _path(self, path: str) -> str:
        return f"{self._folder}/{path}" if path else self._folder

    def write(self, path: str, content: bytes) -> None:
        """A file of this build; `path` is relative, with `/`."""
        target = self._make_room(path)
        with open(target, "xb", buffering=0) as file:
            file.write(content)

    def take_over(self, path: str, digest: bytes) -> bool:
        """Take a file of the last site that has this digest; False when it has none such."""
        if self._last is None:
            return False
        source = f"{self._last}/{path}"
        try:
            with open(source, "rb", buffering=0) as file:
                if digest_of(file.read()) != digest:
                    return False
                if os.fstat(file.fileno()).st_ino == self._old.get(path):
                    self._done.add(path)
                    return True
            target = self._make_room(path)
            try:
                os.link(source, target)
            except OSError:
                shutil.copy2(source, target)
        except OSError:
            return False
        return True

    def _make_room(self, path: str) -> str:
        """Where a file is to be, with its folder made and nothing there: a file that was taken over is the old site's as
        well, so it is replaced, never written into."""
        self._done.add(path)
        target = self._path(path)
        folder = os.path.dirname(target)
        if target in self._folders:  # the older site has a folder there
            shutil.rmtree(target)
            self._folders = {
                one for one in self._folders if one != target and not one.startswith(f"{target}/")
            }
            self._old = {one: node for one, node in self._old.items() if not one.startswith(f"{path}/")}
        if folder in self._folders:
            if path in self._old or os.path.lexists(target):
                os.unlink(target)
                self._old.pop(path, None)
        else:
            for above in accumulate(path.split("/")[:-1], "{}/{}".format):
                if self._old.pop(above, None) is not None:
                    os.unlink(self._path(above))
            try:
                os.mkdir(folder)
            except FileNotFoundError:
                os.makedirs(folder, exist_ok=True)
            except FileExistsError:
                Path(target).unlink(missing_ok=True)
            self._folders.add(folder)
        return target


def set_aside(folder: str) -> Path | None:
    """Take a finished site out of the way of MkDocs, which empties its folder before each build."""
    aside = Path(f"{folder}.last")
    shutil.rmtree(aside, ignore_errors=True)
    if not os.path.isdir(folder):
        return None
    os.rename(folder, aside)
    return aside
