"""Reads the shared words of the vocabulary: `tags.yml` and the like are lists, `tags/<id>.yml` holds a single entry."""

from functools import lru_cache
from pathlib import PurePosixPath
from typing import Any, NamedTuple

from harvester.memo import key_of, recall
from harvester.model import Everyday, Organisation, Programme, Question, Role, Tag, Term, Vocabulary, Work
from harvester.model.diagnostics import Diagnostic, Place
from harvester.model.fields import members
from harvester.model.vocabulary import Word
from harvester.reading.front_matter import say
from harvester.reading.validation import understand
from harvester.reading.wording import told
from harvester.reading.yaml import Listing, Node, Table, YamlRefused, parse
from harvester.thai.text import slug


class _Kind(NamedTuple):
    """One file of the vocabulary: what its entries are, and what people call it."""

    shape: type[Word]
    label: str


FILES: dict[str, _Kind] = {
    "tags": _Kind(Tag, "หัวเรื่อง"),
    "glossary": _Kind(Term, "คำศัพท์"),
    "roles": _Kind(Role, "บทบาท"),
    "organisations": _Kind(Organisation, "หน่วยงาน"),
    "programmes": _Kind(Programme, "แผนงาน"),
    "everyday": _Kind(Everyday, "คำที่คนพูดกัน"),
    "questions": _Kind(Question, "คำถามที่คนมาถาม"),
    "works": _Kind(Work, "งานที่กำลังจะทำ"),
}
"""Stem of the file in `lessons/vocabulary/` to what its entries are."""


def read_entries(
    stem: str, text: str, path: str, strays: list[tuple[Place, str]]
) -> tuple[list[Any], list[Diagnostic]]:
    """The entries of one file, faulty ones left out, and what has to be said about it; `strays` gets the words
    under unknown keys."""
    entries, findings, said = recall(
        key_of("entries", stem, path, text), lambda: _read_entries(FILES[stem], text, path)
    )
    strays += said
    return entries, findings


@lru_cache(maxsize=16)  # a preview reads all its words at every change, and most do not change
def _read_entries(
    kind: _Kind, text: str, path: str
) -> tuple[list[Any], list[Diagnostic], list[tuple[Place, str]]]:
    name = PurePosixPath(path)
    own = name.stem if len(name.parts) == 3 else ""
    findings: list[Diagnostic] = []
    strays: list[tuple[Place, str]] = []
    entries = []
    for table in _tables(text, path, findings):
        label = next((node for key, node in table.entries if key.text == "label"), None)
        meaning = understand(table, kind.shape)
        findings += meaning.findings
        strays += [(meaning.places.get(key, table.place), said) for key, said in meaning.extra.items()]
        if meaning.value is not None:
            fields = members(meaning.value)
            if kind.shape is not Everyday:  # which names nothing; to name the hundreds of ours takes a second
                fields["id"] = fields["id"] or own or slug(fields["label"])
            entries.append(kind.shape(**fields, place=label.place if label else table.place))
    return entries, findings, strays


def _tables(text: str, path: str, findings: list[Diagnostic]) -> list[Table]:
    try:
        node, faults = parse(text, path)
    except YamlRefused as refused:
        node, faults = None, [refused.fault]
    findings += [say(*fault) for fault in faults]
    items: tuple[Node, ...] = node.items if isinstance(node, Listing) else (node,) if node else ()
    findings += [told("wrong-value/entry", item.place) for item in items if not isinstance(item, Table)]
    return [item for item in items if isinstance(item, Table)]


def build_vocabulary(entries: dict[str, list[Any]], strays: list[tuple[Place, str]]) -> Vocabulary:
    """The vocabulary of the entries by file."""
    read = {"terms" if stem == "glossary" else stem: tuple(found) for stem, found in entries.items()}
    return Vocabulary(strays=tuple(strays), **read)
