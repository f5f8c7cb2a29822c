"""The one door to Jinja2: a template and values in, text out. Everything is escaped unless it is `Markup`."""

import re
import sys
from collections.abc import Callable, Mapping
from contextlib import suppress
from functools import cache, partial
from importlib.util import cache_from_source
from pathlib import Path
from typing import Any

from jinja2 import (
    ChoiceLoader,
    Environment,
    FileSystemBytecodeCache,
    FileSystemLoader,
    FunctionLoader,
    StrictUndefined,
    Template,
)
from jinja2.bccache import Bucket
from markupsafe import Markup

from harvester import TEMPLATES
from harvester.memo import key_of, recall
from harvester.model import Origin
from harvester.model.names import ORIGIN_LABELS

_RULES = re.compile(r"^:root.*?^\}\n", re.DOTALL | re.MULTILINE)


class Colours(dict[str, Markup]):
    """The colours of `assets/css/0-colours.css` by name, for templates: `{{ colours["khamin"] }}`."""

    def __init__(self) -> None:
        source = (TEMPLATES / "assets" / "css" / "0-colours.css").read_text("utf-8")
        light, dark = _RULES.findall(source)
        self.light = Markup(light)
        """The rule with the light ones, for what is on paper."""
        dark = dark[dark.index("{") :]
        self.sheet = Markup(f"{source}@media (prefers-color-scheme:dark){{:root:not([data-theme]){dark}}}\n")
        """All rules; readers who chose no theme get the one of their system."""
        super().__init__(
            (name, Markup(value)) for name, value in re.findall(r"--([a-z0-9-]+):(#[0-9a-f]+)", light)
        )


@cache
def colours() -> Colours:
    """The colours, read once."""
    return Colours()


def whose_label(origin: Origin) -> Markup:
    """The label of a piece that is not its teller's own; nothing for one that is."""
    if origin == Origin.TELLER:
        return Markup()
    return Markup('<small class="whose">{}</small> ').format(ORIGIN_LABELS[origin])


Filters = Mapping[str, Callable[..., Any]]
Setter = Callable[[str], Markup]
"""Sets a text for the screen."""
_PIECES = re.compile(
    r"\{#.*?#\}|\{%.*?%\}|\{\{-?(?P<says>.*?)-?\}\}|<!--.*?-->|(?P<opens><(?=[a-zA-Z/!{])/?(?P<name>[a-z0-9]*))|(?P<closes>>)"
    r"|(?P<text>[^<>{]+)|.",
    re.DOTALL,
)
_UNSET = frozenset({"script", "style", "title", "textarea", "option", "svg", "code", "pre"})
"""Elements whose text is left as it is."""
_TO_SET = re.compile("[ก-๎·]")


_ROWS = frozenset({"a", "button", "dt", "label", "legend", "li", "summary"})
"""Elements that the style sheet may lay out as rows: their words must be one child, not one a word."""
_VOID = frozenset({"area", "br", "col", "hr", "img", "input", "link", "meta", "path", "rect", "use", "wbr"})
_ELEMENT = re.compile(
    r"\s*(?:p\.\w+|icon|list|branch|inner|piece|trial_section)\(|.*\|\s*(?:card|hazard)\b", re.DOTALL
)
"""A value that is an element of its own, not words of a row."""


def typeset(source: str, set_text: Setter, shown: str = "") -> str:
    """A template with its own Thai set for the screen once and for all, outside of tags and unset elements. With
    `shown`, the name of a filter, every value that is printed as text goes through it."""
    made: list[str] = []
    row: list[str] = []
    open_tags: list[str] = []
    name, closing, in_tag = "", False, False

    def end_row() -> None:
        words = "".join(row)
        made.append(
            f"<span>{words}</span>" if words.strip() and ("{{" in words or _TO_SET.search(words)) else words
        )
        row.clear()

    for piece in _PIECES.finditer(source):
        put = piece[0]
        if piece["opens"] and not in_tag:
            in_tag, closing, name = True, put.startswith("</"), piece["name"]
        elif piece["closes"] and in_tag:
            in_tag = False
            if closing:
                open_tags = open_tags[:-1]
            elif name not in _VOID and not made[-1].endswith("/"):
                open_tags = [*open_tags, name]
        elif not in_tag and not _UNSET & {*open_tags} and (piece["text"] or piece["says"]):
            if piece["text"] and _TO_SET.search(put):
                put = str(set_text(put)).replace("&amp;", "&")
            elif piece["says"] and shown:
                put = put.replace(piece["says"], f" ({piece['says']}) | {shown} ", 1)
            if open_tags and open_tags[-1] in _ROWS and not (piece["says"] and _ELEMENT.match(piece["says"])):
                row.append(put)
                continue
        end_row()
        made.append(put)
    end_row()
    return "".join(made)


class _Typeset(FileSystemLoader):
    """Sets the text of page templates as they are loaded, by `set_text`, which `known_by` names."""

    def __init__(self, folder: Path, set_text: Setter, known_by: str) -> None:
        super().__init__(folder)
        self._set, self._known_by = set_text, known_by

    def get_source(self, environment: Environment, template: str) -> tuple[str, str, Callable[[], bool]]:
        source, file, is_current = super().get_source(environment, template)
        if template.startswith("pages/") and template.endswith(".html"):
            key = key_of("template", source, self._known_by)
            source = recall(key, partial(typeset, source, self._set, "shown"))
        return source, file, is_current


def environment(filters: Filters | None = None, known_by: str | None = None) -> Environment:
    """A Jinja2 environment over our templates: always escaping, and strict about missing values. Where `known_by`
    names the filter `running`, all text of page templates goes through it."""
    made = Environment(
        loader=FileSystemLoader(TEMPLATES)
        if known_by is None
        else _Typeset(TEMPLATES, (filters or {})["running"], known_by),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        cache_size=-1,
    )
    _kept(made)
    made.filters.update(filters or {})
    made.globals.update(whose=whose_label, colours=colours())
    return made


@cache
def template(name: str) -> Template:
    """A template of ours by its path, without the filters of a site."""
    return environment().get_template(name)


class _Compiled(FileSystemBytecodeCache):
    """Templates as they were compiled, beside Python's modules as they were compiled and like these: written where
    the installation may be written, believed as far as the installation is."""

    def load_bytecode(self, bucket: Bucket) -> None:
        made, by = (
            bucket.environment,
            ("autoescape", "trim_blocks", "lstrip_blocks", "extensions", "undefined"),
        )
        bucket.checksum += repr([str(getattr(made, name)).partition(" at ")[0] for name in by])
        super().load_bytecode(bucket)

    def _get_cache_filename(self, bucket: Bucket) -> str:
        """A few versions of each stand side by side: a site's own words change how its text is set."""
        return f"{super()._get_cache_filename(bucket)}-{bucket.checksum[0]}"

    def dump_bytecode(self, bucket: Bucket) -> None:
        if not sys.dont_write_bytecode:
            with suppress(OSError):
                Path(self.directory).mkdir(exist_ok=True)
                super().dump_bytecode(bucket)


_compiled = _Compiled(str(Path(cache_from_source(str(TEMPLATES / "x.py"))).parent), "%s.jinja")


def _kept(engine: Environment) -> None:
    """Let an engine use what was compiled: values are not worked out in advance, since filters are a site's own."""
    engine.bytecode_cache, engine.optimized = _compiled, False


def override_templates(engine: Environment, shell: Mapping[str, str]) -> None:
    """Put templates by name before those that another engine has of its own."""
    _kept(engine)
    if engine.loader is None:
        raise ValueError("the engine has no templates")
    # other plugins want a file name with each template, which DictLoader does not give
    ours = FunctionLoader(
        lambda name: (shell[name], f"harvester/{name}", lambda: True) if name in shell else None
    )
    engine.loader = ChoiceLoader([ours, engine.loader])


__all__ = ["Environment", "colours", "environment", "override_templates", "template"]
