"""Known kinds of form, each one YAML file in `profiles/`: its signals, labels, fields, and its boilerplate."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property, lru_cache
from importlib.resources import files
from typing import Any, NamedTuple

from rapidfuzz import fuzz, process

from harvester.model.sections import section_named
from harvester.reading.yaml import load_own
from harvester.thai.text import fold

COMMON = "common"
_LOOSE = 90
"""Similarity (of 100) from which a long label counts as the known one with a typing error."""
_TURN = re.compile("ไม่|น้อย|ต่ำ|เกิน|ยัง|ห้าม|ครู|ผม|ฉัน|ข้าพเจ้า|หนู|กลุ่ม")
"""Words that turn a label's meaning: with or without them it is another."""
_ASIDE = re.compile(r"\s*[(（][^()（）]*[)）]\s*$")


class Signal(NamedTuple):
    """What speaks for a profile, and how much."""

    pattern: re.Pattern[str]
    weight: int


class Strip(NamedTuple):
    """Lines that say nothing, and why, in Thai."""

    pattern: re.Pattern[str]
    why: str


@dataclass(frozen=True, eq=False)
class Profile:
    """What is known of one kind of document. `numbered` says what its numbered paragraphs are when nothing else does:
    steps, techniques, lessons; `form` is the label that begins a form, where documents hold many; from a line of
    `voices` on others speak; `wordings` are headings that forms word as they like, by kind. Targets of `labels`: kinds
    of section, `field KEY`, pictures, contact …."""

    key: str
    name: str
    signals: tuple[Signal, ...] = ()
    threshold: int = 99
    labels: Mapping[str, str] = field(default_factory=dict)
    wordings: Mapping[str, re.Pattern[str]] = field(default_factory=dict)
    strip: tuple[Strip, ...] = ()
    fields: Mapping[str, tuple[re.Pattern[str], ...]] = field(default_factory=dict)
    consume: tuple[re.Pattern[str], ...] = ()
    source: Mapping[str, str] = field(default_factory=dict)
    numbered: str = ""
    title: str = ""
    date: str = ""
    roles: tuple[str, ...] = ()
    voices: tuple[re.Pattern[str], ...] = ()
    form: str = ""
    summary: str = ""

    @cached_property
    def squeezed(self) -> Mapping[str, str]:
        """The labels without their blanks, which word processors lose and add."""
        return {"".join(label.split()): target for label, target in self.labels.items()}

    @cached_property
    def target(self) -> Callable[[str], str]:
        """What a label introduces; '' when no one knows it. A document asks of each line several times."""
        return lru_cache(maxsize=4096)(self._target)

    def _target(self, name: str) -> str:
        for form in (name, _ASIDE.sub("", name)):
            if found := self.labels.get(fold(form)):
                return found
            row, rest = section_named(form)
            if row is not None and not rest:
                return row.kind.value
        bare = "".join(fold(_ASIDE.sub("", name)).split())
        if " " in name and (found := self.squeezed.get("".join(fold(name).split()))):
            return found
        if len(name) >= 10:
            near = process.extractOne(fold(name), list(self.labels), scorer=fuzz.ratio, score_cutoff=_LOOSE)
            if near is not None and _TURN.findall(near[0]) == _TURN.findall(name):
                return self.labels[near[0]]
        return next((kind for kind, wording in self.wordings.items() if wording.fullmatch(bare)), "")


@cache
def _read() -> Mapping[str, Mapping[str, Any]]:
    """What each file says, by its name."""
    folder = files("harvester.reading") / "profiles"
    named = sorted(
        (entry.name.removesuffix(".yml"), entry) for entry in folder.iterdir() if entry.name.endswith(".yml")
    )
    return {key: load_own(entry.read_text("utf-8")) for key, entry in named}


def profiles() -> tuple[Profile, ...]:
    """All profiles by name of file, each with what holds for every document."""
    return tuple(map(_made, _read()))


def recognise(text: str) -> Profile:
    """The profile whose signals weigh most and reach its threshold; else the one of any document. Only that one is made."""
    best, most = COMMON, 0
    for key, (threshold, signals) in _signals().items():
        weight = sum(signal.weight for signal in signals if signal.pattern.search(text))
        if weight >= threshold and weight > most:
            best, most = key, weight
    return _made(best)


@cache
def _signals() -> Mapping[str, tuple[int, tuple[Signal, ...]]]:
    return {key: (data.get("threshold", 99), _weighed(data)) for key, data in _read().items()}


def _weighed(data: Mapping[str, Any]) -> tuple[Signal, ...]:
    rows = data.get("signals", ())
    return tuple(Signal(re.compile(one["pattern"], re.IGNORECASE), int(one["weight"])) for one in rows)


def is_label(text: str, *, section: bool = False) -> bool:
    """Whether forms of any kind use it as the name of a field or section, or (`section`) of a section."""
    target = recognise("").target(text)
    return bool(target) and not (section and target.startswith("field"))


@cache
def _made(key: str) -> Profile:
    return _profile(key, _read()[key], _read()[COMMON])


def _profile(key: str, data: Mapping[str, Any], common: Mapping[str, Any]) -> Profile:
    layers = (common, data) if key != COMMON else (common,)
    strip = (part for one in reversed(layers) for part in one.get("strip", ()))
    voices = (part for one in layers for part in one.get("voices", ()))
    made = {
        "signals": _weighed(data),
        "threshold": int(data.get("threshold", 99)),
        "labels": {fold(label): target for one in layers for label, target in one.get("labels", {}).items()},
        "wordings": {
            kind: re.compile(said) for one in layers for kind, said in one.get("wordings", {}).items()
        },
        "strip": tuple(
            Strip(re.compile(one["pattern"], re.IGNORECASE | re.DOTALL), one["why"]) for one in strip
        ),
        "fields": {name: tuple(map(re.compile, said)) for name, said in data.get("fields", {}).items()},
        "consume": tuple(map(re.compile, data.get("consume", ()))),
        "roles": tuple(part for one in layers for part in one.get("roles", ())),
        "voices": tuple(re.compile(one, re.IGNORECASE) for one in voices),
    }
    return Profile(**{**data, "key": key, **made})
