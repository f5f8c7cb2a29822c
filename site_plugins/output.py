"""The folder that a build fills: a page that the last site has byte for byte is taken over from it."""

import os
import shutil
from contextlib import suppress
from hashlib import blake2b
from pathlib import Path


def digest_of(content: bytes) -> bytes:
    """By which a file is known again."""
    return blake2b(content, digest_size=20).digest()


class Output:
    """`folder` is filled; `last`, when there is one, is the site of the build before."""

    def __init__(self, folder: str, last: Path | None = None) -> None:
        self._folder = folder
        there = last and last.is_dir() and last.resolve() != Path(folder).resolve()
        self._last = str(last) if there else None
        self._folders: set[str] = set()
        self._adopted: set[str] = set()

    def adopt(self, inner: str, spare: Path) -> None:
        """Begin with what a site before the last had in its folder `inner`: nothing need be done for a file that is
        the last site's as well, and `drop_rest` takes away what was not `held`."""
        try:
            if spare.is_symlink():
                return
            os.makedirs(self._folder, exist_ok=True)
            os.rename(spare, f"{self._folder}/{inner}")
        except OSError:
            return
        waiting = [f"{self._folder}/{inner}"]
        while waiting:
            self._folders.add(folder := waiting.pop())
            with os.scandir(folder) as entries:
                for entry in entries:
                    if entry.is_symlink():
                        os.unlink(entry.path)
                        continue
                    (waiting.append if entry.is_dir(follow_symlinks=False) else self._adopted.add)(entry.path)

    def hold(self, path: str) -> None:
        """Keep a file that was taken over."""
        self._adopted.discard(f"{self._folder}/{path}")

    def drop_rest(self) -> None:
        """Take away adopted files that this build has not, and their folders."""
        for file in self._adopted:
            os.unlink(file)
            with suppress(OSError):
                os.removedirs(os.path.dirname(file))
        self._adopted.clear()

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
                target = f"{self._folder}/{path}"
                if target in self._adopted and os.path.samestat(os.lstat(target), os.fstat(file.fileno())):
                    return True
            self._make_room(path)
            try:
                os.link(source, target)
            except OSError:
                shutil.copy2(source, target)
        except OSError:
            return False
        return True

    def _make_room(self, path: str) -> str:
        """Where a file is to be, with its folder made and nothing there: a file that was taken over is the last site's
        as well, so it is replaced, never written into."""
        target = f"{self._folder}/{path}"
        self.hold(path)
        folder = os.path.dirname(target)
        if folder not in self._folders:
            try:
                os.mkdir(folder)
            except FileNotFoundError:
                os.makedirs(folder, exist_ok=True)
            except FileExistsError:
                Path(target).unlink(missing_ok=True)
            self._folders.add(folder)
        elif os.path.lexists(target):
            os.unlink(target)
        return target


def set_aside(folder: str) -> Path | None:
    """Take a finished site out of the way of MkDocs, which empties its folder before each build."""
    aside = Path(f"{folder}.last")
    shutil.rmtree(aside, ignore_errors=True)
    if not os.path.isdir(folder):
        return None
    os.rename(folder, aside)
    return aside
