"""The cache of results by content, in this process and in packs on disk. The key of a result is the function and the
content of its arguments. Only plain values and our own data classes are read back."""

import io
import marshal
import pickle
import sys
from array import array
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import fields, is_dataclass
from enum import Enum
from functools import lru_cache, partial, wraps
from hashlib import blake2b
from importlib import import_module
from operator import attrgetter
from types import FunctionType, MethodType
from typing import Any, TypeVar, TypeVarTuple

from harvester.memo.packs import SIZE, Memory
from harvester.memo.packs import key_of as key_of

Ts = TypeVarTuple("Ts")
T = TypeVar("T")

_kept: list[dict[Any, Any]] = []
"""Of each function what it remembers by its arguments."""
MOST = 1 << 17
"""The most results of one function in the process; then its cache is emptied."""
memory = Memory()
"""The memory of this process."""


@contextmanager
def isolated() -> Iterator[dict[bytes, bytes]]:
    """Within this block the memory starts empty and new entries go to the yielded table only; afterwards it is restored."""
    before = memory._packs, memory._program, memory._held, memory._used, memory._new
    tables = memory._tables  # of pure functions: true anywhere
    memory.open(lambda name: None, "")
    memory._tables = tables
    try:
        yield memory._new
    finally:
        memory._packs, memory._program, memory._held, memory._used, memory._new = before
        memory._tables = tables


def recall(key: bytes, work: Callable[[], T]) -> T:
    """The cached result under a key, else the result of `work`."""
    known: T = _recalled(key, work, written, _read)
    return known


def _recalled(
    key: bytes, work: Callable[[], T], write: Callable[[T], bytes], read: Callable[[bytes], T]
) -> T:
    if not memory.is_open:
        return work()
    raw = memory.get(key)
    if raw is not None:
        try:
            return read(raw)
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
    memory.put(key, write(made))
    return made


def _read(raw: bytes) -> Any:
    return _Reader(io.BytesIO(raw)).load()


def written(value: object) -> bytes:
    """A value of plain types and data classes as bytes: the same for equal values."""
    out = io.BytesIO()
    _Writer(out, protocol=5).dump(value)
    return out.getvalue()


def digest_of(value: object) -> bytes:
    """A digest of a value of plain types and data classes, whatever objects it is made of; lessons and the like
    mean themselves by their `content_key`, those of which one is often shown are digested once."""
    out = io.BytesIO()
    writer = _Digester(out, protocol=5)
    writer.fast = True  # the same bytes for equal values
    writer.memo = {id(str): (0, str)}
    writer.dump(value)
    return blake2b(out.getvalue(), digest_size=SIZE).digest()


class _Writer(pickle.Pickler):
    def reducer_override(self, thing: Any) -> Any:
        # quicker both ways than the state of a frozen data class, which one that is made by keyword is kept by
        names = _arguments(kind := type(thing))
        names = names if kind not in _BY_KEYWORD else None
        return NotImplemented if names is None else (kind, tuple([getattr(thing, one) for one in names]))


class _Digester(pickle.Pickler):
    def reducer_override(self, thing: Any) -> Any:
        return _means[type(thing)](thing)


class _Means(dict[type, Callable[[Any], Any]]):
    """How a digest takes objects of each type: by their `content_key`, by the fields of a data class, by name."""

    def __missing__(self, kind: type) -> Callable[[Any], Any]:
        name, names = kind.__name__, _arguments(kind)

        def by_fields(thing: Any) -> Any:
            return str, (name, *[getattr(thing, one) for one in names or ()])

        def by_key(thing: Any) -> Any:
            return (str, (name + key,)) if (key := thing.content_key) else by_fields(thing)

        def once(thing: Any) -> Any:
            held, key = _shared.get(id(thing), (None, ""))
            if held is not thing:
                if len(_shared) >= MOST:
                    _shared.clear()
                key = digest_of([getattr(thing, one) for one in names or ()]).hex()
                _shared[id(thing)] = thing, key
            return str, (name + key,)

        if issubclass(kind, MethodType | partial):
            raise TypeError(f"{name} has no content")
        if issubclass(kind, Enum):
            found = lambda thing: (str, (f"{name}.{thing._name_}",))  # noqa: E731
        elif issubclass(kind, FunctionType):
            found = lambda thing: (str, (f"{thing.__module__}.{thing.__qualname__}",))  # noqa: E731
        elif hasattr(kind, "content_key"):
            found = by_key
        elif getattr(kind, "is_shared", False):
            found = once
        else:
            found = by_fields if names is not None else lambda thing: NotImplemented
        self[kind] = found
        return found


_means = _Means()
_shared: dict[int, tuple[object, str]] = {}
"""Digests of objects that say `is_shared`, for which they are made once; the objects are held, so none can have
another's number."""
_ARGUMENTS: dict[type, tuple[str, ...] | None] = {}
_BY_KEYWORD: set[type] = set()


def _arguments(kind: type) -> tuple[str, ...] | None:
    """By what a data class is made; None for other types."""
    if kind not in _ARGUMENTS:
        named = tuple(one.name for one in fields(kind) if one.init) if is_dataclass(kind) else None
        _ARGUMENTS[kind] = named
        if is_dataclass(kind) and any(one.kw_only for one in fields(kind)):
            _BY_KEYWORD.add(kind)
    return _ARGUMENTS[kind]


@lru_cache(maxsize=1 << 10)
def _allowed(module: str, name: str) -> type:
    """Our own data classes and enumerations only, nothing that runs code."""
    if module == "builtins" and name in ("frozenset", "set"):
        return frozenset if name == "frozenset" else set
    if module.startswith("harvester."):
        found = attrgetter(name)(import_module(module))
        if isinstance(found, type) and (is_dataclass(found) or issubclass(found, Enum)):
            return found
    raise pickle.UnpicklingError(f"{module}.{name}")


class _Reader(pickle.Unpickler):
    find_class = staticmethod(_allowed)


def memoised(work: Callable[[*Ts], T]) -> Callable[[*Ts], T]:
    """`work`, done once for the same objects, and on disk once for the same content. A lesson that did not change is
    the same object from build to build of one process, so no one pays for comparing whole lessons. What all arguments
    tell as their `content_key` is the key on disk; without one, nothing is written."""
    return _recalling(work, MOST)


def remembered_words(
    work: Callable[[*Ts], Mapping[str, tuple[str, ...]]],
) -> Callable[[*Ts], Mapping[str, tuple[str, ...]]]:
    """`remembered` for words by name: each word is one object in the whole process."""
    return _recalling(work, MOST, _packed_words, _unpacked_words)


def remembered_plain(work: Callable[[*Ts], T]) -> Callable[[*Ts], T]:
    """`memoised` for plain values, which are quicker to read."""
    return _recalling(work, MOST, _packed_plain, marshal.loads)


def by_word(work: Callable[[str], T]) -> Callable[[str], T]:
    """`work`, a pure function of a word that gives a plain value, done once a word and kept as one table. Such tables
    are small, and spare most builds the loading of dictionaries."""
    key = key_of("by word", f"{work.__module__}.{work.__qualname__}")

    @wraps(work)
    def known(word: str) -> T:
        table: dict[str, T] = memory.table(key)
        found = table.get(word)
        if found is None:
            if len(table) >= MOST:
                table.clear()
            found = table[word] = work(word)
        return found

    return known


def latest(work: Callable[[*Ts], T]) -> Callable[[*Ts], T]:
    """`work`, done once as long as it is asked of the same objects: for what several need of one library."""
    return _recalling(work, 1)


def forget() -> None:
    """Let go of what this process holds of results of functions: what is asked for again is read or made again."""
    for kept in _kept:
        kept.clear()


def _packed_plain(found: Any) -> bytes:
    return marshal.dumps(found, 2)  # the same bytes for equal values


def _packed_words(found: Mapping[str, tuple[str, ...]]) -> bytes:
    types: dict[str, int] = {}
    numbers = {
        name: array("I", [types.setdefault(word, len(types)) for word in words]).tobytes()
        for name, words in found.items()
    }
    return marshal.dumps(("\n".join(types), numbers), 2)


def _unpacked_words(raw: bytes) -> Mapping[str, tuple[str, ...]]:
    joined, numbers = marshal.loads(raw)
    words = [*map(sys.intern, joined.split("\n"))]
    return {name: tuple(map(words.__getitem__, array("I", one))) for name, one in numbers.items()}


def _recalling(
    work: Callable[[*Ts], T],
    most: int,
    write: Callable[[T], bytes] = written,
    read: Callable[[bytes], T] = _read,
) -> Callable[[*Ts], T]:
    kept: dict[tuple[int, ...], tuple[object, T]] = {}
    _kept.append(kept)
    name = f"{work.__module__}.{work.__qualname__}"

    def made(*args: *Ts) -> T:
        keys = [getattr(one, "content_key", "") for one in args] if memory.is_open and most > 1 else [""]
        return _recalled(key_of(name, *keys), lambda: work(*args), write, read) if all(keys) else work(*args)

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
