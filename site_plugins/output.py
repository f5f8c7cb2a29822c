"""The folder that a build fills: a page that the last site has byte for byte is taken over from it."""

import os
import shutil
from collections.abc import Mapping
from contextlib import suppress
from hashlib import blake2b
from pathlib import Path
from types import MappingProxyType

State = tuple[int, int, bytes]


def digest_of(content: bytes) -> bytes:
    """By which a file is known again."""
    return blake2b(content, digest_size=20).digest()


class Output:
    """`folder` is filled; `last`, when there is one, is the site of the build before. `states` are size, time of change
    and digest of files that were written or read, by path, as `known` by an earlier build: what is untouched by these
    need not be read."""

    def __init__(
        self, folder: str, last: Path | None = None, known: Mapping[str, State] = MappingProxyType({})
    ) -> None:
        self._known, self.states = known, dict[str, State]()
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

    def write(self, path: str, content: bytes) -> bytes:
        """A file of this build, whose digest is returned; `path` is relative, with `/`."""
        target = self._make_room(path)
        with open(target, "xb", buffering=0) as file:
            file.write(content)
            self.states[path] = _state(os.fstat(file.fileno()), digest_of(content))
        return self.states[path][2]

    def note(self, path: str) -> bytes:
        """Know a file that is in the folder now; its digest."""
        file = Path(self._folder, path)
        self.states[path] = _state(file.stat(), digest_of(file.read_bytes()))
        return self.states[path][2]

    @property
    def has_news(self) -> bool:
        """Whether a file is there that no earlier build made so. One made again with the same bytes is read next time."""
        return any(self._known.get(path, state[:2])[2:] != state[2:] for path, state in self.states.items())

    def take_over(self, path: str, digest: bytes) -> bool:
        """Take a file of the last site that has this digest; False when it has none such."""
        if self._last is None:
            return False
        source, target = f"{self._last}/{path}", f"{self._folder}/{path}"
        try:
            there = os.stat(source)
            state = _state(there, digest)
            if self._known.get(path) != state and digest_of(Path(source).read_bytes()) != digest:
                return False
            self.states[path] = state
            if target in self._adopted and os.path.samestat(os.lstat(target), there):
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


def _state(there: os.stat_result, digest: bytes) -> State:
    return there.st_size, there.st_mtime_ns, digest


def set_aside(folder: str) -> Path | None:
    """Take a finished site out of the way of MkDocs, which empties its folder before each build."""
    aside = Path(f"{folder}.last")
    shutil.rmtree(aside, ignore_errors=True)
    if not os.path.isdir(folder):
        return None
    os.rename(folder, aside)
    return aside
