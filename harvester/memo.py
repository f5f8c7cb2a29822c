"""The cache of results by content, in this process and in packs on disk.

The key of a result is the function and the content of its arguments. Packs are bytes, which the caller reads and
writes; a pack of another program, an older form, truncated or damaged counts as missing. Only plain values and our
own data classes are read back.
"""

from __future__ import annotations

import io
import marshal
import pickle
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import fields, is_dataclass
from datetime import date
from enum import Enum
from functools import wraps
from hashlib import blake2b
from types import FunctionType
from typing import Any, TypeVar, TypeVarTuple

Ts = TypeVarTuple("Ts")
T = TypeVar("T")

MOST = 1 << 17
"""The most results of one function in the process; then its cache is emptied."""
_FORM = b"harvester memory 1\n"
_SIZE = 20
Packs = Callable[[str], bytes | None]
"""A pack by its name, None when there is none."""


class Memory:
    """Results by content. While closed, nothing outlives the process.

    A result is held in one of 256 packs, by the first byte of its key. What no build used stays as long as a pack
    does not hold more of it than of what is used.
    """

    def __init__(self) -> None:
        self._packs: Packs | None = None
        self._program = b""
        self._held: dict[str, dict[bytes, bytes]] = {}
        self._used: set[bytes] = set()
        self._new: dict[bytes, bytes] = {}

    @property
    def is_open(self) -> bool:
        """Whether results outlive the process."""
        return self._packs is not None

    def open(self, packs: Packs, program: str) -> None:
        """Use packs made by `program`, and forget what was read from others."""
        self._packs, self._program = packs, blake2b(program.encode(), digest_size=_SIZE).digest()
        self._held, self._used, self._new = {}, set(), {}

    def close(self) -> None:
        """Remember nothing beyond the process from now on."""
        self._packs = None
        self._held, self._used, self._new = {}, set(), {}

    def get(self, key: bytes, keep: bool = False) -> bytes | None:
        """The bytes put down under a key. They are handed out once, unless `keep`: the process remembers what was made
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
        """Whether something was put down under a key."""
        found = self.get(key, keep=True) is not None
        self._used.discard(key)
        return found

    def put(self, key: bytes, value: bytes) -> None:
        """Put bytes down under a key."""
        self._new[key] = value

    def learnt_by(self, work: Callable[[], T]) -> tuple[T, dict[bytes, bytes], set[bytes]]:
        """A result, and what the memory learnt and used for it: for another process to `take_in`."""
        new, used = set(self._new), set(self._used)
        made = work()
        return made, {key: value for key, value in self._new.items() if key not in new}, self._used - used

    def take_in(self, new: Mapping[bytes, bytes], used: Iterable[bytes]) -> None:
        """Know what a process that began as this one learnt."""
        self._new.update(new)
        self._used.update(used)

    def changed(self) -> Iterator[tuple[str, bytes]]:
        """The packs that hold something new, with their bytes; afterwards nothing is new."""
        today = date.today().toordinal()
        news: dict[str, dict[bytes, bytes]] = {}
        for key, value in self._new.items():
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
            head = _FORM + self._program + blake2b(content, digest_size=_SIZE).digest()
            yield name, head + content
        self._used |= self._new.keys()
        self._new = {}

    def _read(self, name: str) -> dict[bytes, tuple[int, bytes]]:
        raw = self._packs(name) if self._packs else None
        start = len(_FORM) + 2 * _SIZE
        if raw is None or not raw.startswith(_FORM + self._program):
            return {}
        if blake2b(raw[start:], digest_size=_SIZE).digest() != raw[start - _SIZE : start]:
            return {}
        try:
            found = marshal.loads(raw[start:])
        except (ValueError, EOFError, TypeError):
            return {}
        return found if isinstance(found, dict) else {}


@contextmanager
def apart() -> Iterator[dict[bytes, bytes]]:
    """Within this block the memory starts empty and new entries go to the yielded table only; afterwards it is restored."""
    before = memory._packs, memory._program, memory._held, memory._used, memory._new
    memory.open(lambda name: None, "")
    try:
        yield memory._new
    finally:
        memory._packs, memory._program, memory._held, memory._used, memory._new = before


def _name(key: bytes) -> str:
    return f"{key[0]:02x}.pack"


memory = Memory()
"""The memory of this process."""


def key_of(*parts: str | bytes) -> bytes:
    """The key of a result that depends on these parts."""
    digest = blake2b(digest_size=_SIZE)
    for part in parts:
        raw = part.encode("utf-8", "surrogatepass") if isinstance(part, str) else part
        digest.update(len(raw).to_bytes(8, "big") + raw)
    return digest.digest()


def recalled(key: bytes, work: Callable[[], T]) -> T:
    """The cached result under a key, else the result of `work`."""
    if not memory.is_open:
        return work()
    raw = memory.get(key)
    if raw is not None:
        try:
            known: T = _Reader(io.BytesIO(raw)).load()
            return known
        except (
            pickle.UnpicklingError,
            AttributeError,
            EOFError,
            ImportError,
            IndexError,
            TypeError,
            ValueError,
        ):
            pass
    made = work()
    memory.put(key, written(made))
    return made


def written(value: object) -> bytes:
    """A value of plain types and data classes as bytes: the same for equal values."""
    out = io.BytesIO()
    _Writer(out, protocol=5).dump(value)
    return out.getvalue()


def digest_of(value: object) -> bytes:
    """A digest of a value of plain types and data classes, whatever objects it is made of; lessons and the like
    stand for themselves by their `content_key`."""
    out = io.BytesIO()
    writer = _Digester(out, protocol=5)
    writer.fast = True
    writer.dump(value)
    return blake2b(out.getvalue(), digest_size=_SIZE).digest()


class _Writer(pickle.Pickler):
    def reducer_override(self, thing: Any) -> Any:
        # quicker both ways than the state of a frozen data class
        if is_dataclass(thing) and not isinstance(thing, type):
            return type(thing), tuple(getattr(thing, one.name) for one in fields(thing) if one.init)
        return NotImplemented


class _Digester(_Writer):
    def reducer_override(self, thing: Any) -> Any:
        key = getattr(thing, "content_key", "")
        if key and not isinstance(thing, type):
            return str, (type(thing).__name__ + key,)
        if isinstance(thing, FunctionType):
            return str, (f"{thing.__module__}.{thing.__qualname__}",)
        if isinstance(thing, frozenset | set):
            return tuple, (sorted(thing),)
        return super().reducer_override(thing)


class _Reader(pickle.Unpickler):
    def find_class(self, module: str, name: str) -> Any:
        """Allow our own data classes and enumerations only, nothing that runs code."""
        if module == "builtins" and name in ("frozenset", "set"):
            return super().find_class(module, name)
        if module.startswith("harvester."):
            found = super().find_class(module, name)
            if isinstance(found, type) and (is_dataclass(found) or issubclass(found, Enum)):
                return found
        raise pickle.UnpicklingError(f"{module}.{name}")


def remembered(work: Callable[[*Ts], T]) -> Callable[[*Ts], T]:
    """`work`, done once for the same objects, and on disk once for the same content.

    A lesson that did not change is the same object from build to build of one process, so nobody pays for comparing
    whole lessons. What all arguments tell as their `content_key` is the key on disk; without one, nothing is written.
    """
    return _recalling(work, MOST)


def latest(work: Callable[[*Ts], T]) -> Callable[[*Ts], T]:
    """`work`, done once as long as it is asked of the same objects: for what several need of one library."""
    return _recalling(work, 1)


def _recalling(work: Callable[[*Ts], T], most: int) -> Callable[[*Ts], T]:
    kept: dict[tuple[int, ...], tuple[object, T]] = {}
    name = f"{work.__module__}.{work.__qualname__}"

    def made(*args: *Ts) -> T:
        keys = [getattr(one, "content_key", "") for one in args] if memory.is_open and most > 1 else [""]
        return recalled(key_of(name, *keys), lambda: work(*args)) if all(keys) else work(*args)

    @wraps(work)
    def known(*args: *Ts) -> T:
        key = tuple(map(id, args))
        found = kept.get(key)
        if found is None:
            result = made(*args)
            if len(kept) >= most:
                kept.clear()
            # the objects are held too: while they live no other can have their number
            found = kept[key] = (args, result)
        return found[1]

    return known
