"""Results by content on disk: packs of bytes, which the caller reads and writes. A pack of another program, an older
form, truncated or damaged counts as missing."""

import marshal
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from hashlib import blake2b
from typing import Any, TypeVar

T = TypeVar("T")

_FORM = b"harvester memory 1\n"
SIZE = 20
"""Bytes of a digest."""
Packs = Callable[[str], bytes | None]
"""A pack by its name, None when there is none."""


class Memory:
    """Results by content. While closed, nothing outlives the process. A result is held in one of 256 packs, by the
    first byte of its key. What no build used stays as long as a pack does not hold more of it than of what is
    used."""

    def __init__(self) -> None:
        self._packs: Packs | None = None
        self._program = b""
        self._held: dict[str, dict[bytes, bytes]] = {}
        self._used: set[bytes] = set()
        self._new: dict[bytes, bytes] = {}
        self.learnt = 0
        """Results recorded since the packs were opened."""
        self.waiting = 0
        """Bytes recorded and not yet written."""
        self._tables: dict[bytes, tuple[dict[str, Any], int]] = {}

    @property
    def is_open(self) -> bool:
        """Whether results outlive the process."""
        return self._packs is not None

    def open(self, packs: Packs, program: str) -> None:
        """Use packs made by `program`, and forget what was read from others."""
        self._packs, self._program = packs, blake2b(program.encode(), digest_size=SIZE).digest()
        self._held, self._used, self._new, self._tables = {}, set(), {}, {}

    def close(self) -> None:
        """Remember nothing beyond the process from now on."""
        self._packs = None
        self._held, self._used, self._new = {}, set(), {}

    def table(self, key: bytes) -> dict[str, Any]:
        """The table of plain values under a key, to be read and filled; what is filled in is recorded with the rest."""
        if key not in self._tables:
            raw = self.get(key, keep=True) if self.is_open else None
            table = marshal.loads(raw) if raw else {}
            self._tables[key] = table, len(table)
        return self._tables[key][0]

    def _put_tables(self) -> None:
        for key, (table, known) in self._tables.copy().items() if self.is_open else ():
            if len(table) != known:
                filled = table.copy()
                self.put(key, marshal.dumps(dict(sorted(filled.items())), 2))
                self._tables[key] = table, len(filled)

    def get(self, key: bytes, keep: bool = False) -> bytes | None:
        """The bytes recorded under a key. They are handed out once, unless `keep`: the process remembers what was made
        of them."""
        if key in self._new:
            return self._new[key]
        name = _name(key)
        if name not in self._held:
            read = self._read(name)
            self._held[name] = {key: value for key, (_, value) in read.items()}
        found = self._held[name].get(key) if keep else self._held[name].pop(key, None)
        if found is not None:
            self._used.add(key)
        return found

    def knows(self, key: bytes) -> bool:
        """Whether something was recorded under a key."""
        found = self.get(key, keep=True) is not None
        self._used.discard(key)
        return found

    def put(self, key: bytes, value: bytes) -> None:
        """Put bytes down under a key."""
        self._new[key] = value
        self.learnt += 1
        self.waiting += len(value)

    def learnt_by(self, work: Callable[[], T]) -> tuple[T, dict[bytes, bytes], set[bytes]]:
        """A result, and what the memory learnt and used for it: for another process to `take_in`."""
        before, used = self._new.copy(), set(self._used)
        made = work()
        self._put_tables()  # under keys that may have been put before
        new = {key: value for key, value in self._new.items() if before.get(key) is not value}
        return made, new, self._used - used

    def take_in(self, new: Mapping[bytes, bytes], used: Iterable[bytes]) -> None:
        """Know what a process that began as this one learnt."""
        for key in new.keys() & self._tables.keys():
            self._tables[key][0].update(marshal.loads(new[key]))
        self._new.update(new)
        self.learnt += len(new)
        self.waiting += sum(map(len, new.values()))
        self._used.update(used)

    def changed(self) -> Iterator[tuple[str, bytes]]:
        """The packs that hold something new, with their bytes; afterwards new is only what another thread has learnt
        meanwhile."""
        self._put_tables()
        learnt = self._new.copy()
        today = date.today().toordinal()
        news: dict[str, dict[bytes, bytes]] = {}
        for key, value in learnt.items():
            news.setdefault(_name(key), {})[key] = value
        for name, new in news.items():
            old = {key: pair for key, pair in self._read(name).items() if key not in new}
            used = {key: (today, value) for key, (_, value) in old.items() if key in self._used}
            idle = sorted(((pair, key) for key, pair in old.items() if key not in used), reverse=True)
            kept = used | {key: (today, value) for key, value in new.items()}
            room = sum(len(value) for _, value in kept.values())
            for (day, value), key in idle:
                room -= len(value)
                if room >= 0:
                    kept[key] = (day, value)
            content = marshal.dumps(dict(sorted(kept.items())))
            head = _FORM + self._program + blake2b(content, digest_size=SIZE).digest()
            yield name, head + content
        self._used |= learnt.keys()
        for key in learnt:
            self._new.pop(key, None)
        self.waiting = sum(map(len, self._new.copy().values()))

    def _read(self, name: str) -> dict[bytes, tuple[int, bytes]]:
        raw = self._packs(name) if self._packs else None
        start = len(_FORM) + 2 * SIZE
        if raw is None or not raw.startswith(_FORM + self._program):
            return {}
        if blake2b(raw[start:], digest_size=SIZE).digest() != raw[start - SIZE : start]:
            return {}
        try:
            found = marshal.loads(raw[start:])
        except (ValueError, EOFError, TypeError):
            return {}
        return found if isinstance(found, dict) else {}


def _name(key: bytes) -> str:
    return f"{key[0]:02x}.pack"


def key_of(*parts: str | bytes) -> bytes:
    """The key of a result that depends on these parts."""
    digest = blake2b(digest_size=SIZE)
    for part in parts:
        raw = part.encode("utf-8", "surrogatepass") if isinstance(part, str) else part
        digest.update(len(raw).to_bytes(8, "big") + raw)
    return digest.digest()
