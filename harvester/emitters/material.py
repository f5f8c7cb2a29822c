"""Material's style sheet, without the rules that no page of ours can use. Our shell has few of its parts and none of its
scripts: six rules of seven are for what never comes."""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from importlib.util import find_spec
from pathlib import Path

import tinycss2
from tinycss2.ast import Node

PARTS = {
    *("md-container", "md-content", "md-dialog", "md-dialog__inner", "md-grid", "md-header", "md-main"),
    *("md-main__inner", "md-overlay", "md-toggle", "md-typeset", "__drawer", "__search"),
}
"""Its classes and ids that are in our pages."""
_GROUPS = ("media", "supports")
_LEFT_OUT = ("charset", "keyframes")
_NOT = re.compile(r":not\([^()]*\)|\[[^\]]*\]")
_NAME = re.compile(r"[.#]([A-Za-z_-][\w-]*)")
_USED = re.compile(r"var\(\s*(--[\w-]+)")


@cache
def whole_sheet() -> str:
    """The sheet of the Material that is installed. Raises `FileNotFoundError` when it has none."""
    found = find_spec("material")
    folder = Path(found.origin if found and found.origin else "").parent / "templates/assets/stylesheets"
    for file in sorted(folder.glob("main.*.min.css")):
        return file.read_text("utf-8")
    raise FileNotFoundError(folder / "main.*.min.css")


def used_rules(whole: str, ours: str) -> str:
    """The rules for elements and for `PARTS`, in their order; of the variables those that a kept rule or `ours` asks for."""
    rules = tinycss2.parse_stylesheet(whole, skip_comments=True, skip_whitespace=True)
    asked: set[str] = set()
    kept = "".join(_kept(rules, None))
    while (more := {*_USED.findall(ours), *_USED.findall(kept)}) != asked:
        asked = more
        kept = "".join(_kept(rules, asked))
    return kept


def _kept(rules: Sequence[Node], asked: set[str] | None) -> Iterator[str]:
    for rule in rules:
        if rule.type == "qualified-rule":
            if whom := [one for one in _selectors(rule.prelude) if _can_match(one)]:
                said = "".join(_declarations(rule.content, asked))
                if said:
                    yield f"{','.join(whom)}{{{said}}}"
        elif rule.lower_at_keyword in _GROUPS:
            inner = tinycss2.parse_rule_list(rule.content, skip_comments=True, skip_whitespace=True)
            if held := "".join(_kept(inner, asked)):
                yield f"@{rule.at_keyword}{tinycss2.serialize(rule.prelude)}{{{held}}}"
        elif rule.lower_at_keyword not in _LEFT_OUT:
            yield rule.serialize()


def _selectors(prelude: Sequence[Node]) -> Iterator[str]:
    """Parted at the commas outside brackets, which are tokens of their own."""
    one: list[Node] = []
    for token in prelude:
        if token == ",":
            yield tinycss2.serialize(one).strip()
            one = []
        else:
            one.append(token)
    yield tinycss2.serialize(one).strip()


def _can_match(selector: str) -> bool:
    return set(_NAME.findall(_NOT.sub("", selector))) <= PARTS


def _declarations(content: Sequence[Node], asked: set[str] | None) -> Iterator[str]:
    """One rule's; a variable is left out when nobody asks for it. None `asked`: no variable."""
    for one in tinycss2.parse_blocks_contents(content, skip_comments=True, skip_whitespace=True):
        if one.type == "declaration" and (not one.name.startswith("--") or (asked and one.name in asked)):
            yield f"{one.name}:{tinycss2.serialize(one.value)}{'!important' if one.important else ''};"
