"""The one door to Jinja2: a template and values in, text out. Everything is escaped unless it is `Markup`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from jinja2 import BytecodeCache, ChoiceLoader, DictLoader, Environment, FileSystemLoader, StrictUndefined
from jinja2.bccache import Bucket
from markupsafe import Markup

from harvester.model import Origin
from harvester.model.origins import ORIGIN_LABELS

_PACKAGE = Path(__file__).parent.parent
TEMPLATES = next(
    place / "templates" for place in (_PACKAGE, _PACKAGE.parent) if (place / "templates").is_dir()
)
"""The folder of all templates and assets: at the top of a checkout, inside the package in a wheel."""


def shipped(name: str) -> Path:
    """A file of our own site that travels in the wheel; in a checkout it stands at its root."""
    packed = TEMPLATES / name
    return packed if packed.is_file() else TEMPLATES.parent / name


def whose_label(origin: Origin) -> Markup:
    """The label of a piece that is not its teller's own; nothing for one that is."""
    if origin == Origin.TELLER:
        return Markup()
    return Markup('<small class="whose">{}</small> ').format(ORIGIN_LABELS[origin])


Filters = Mapping[str, Callable[..., Any]]


def environment(filters: Filters | None = None, folder: Path = TEMPLATES) -> Environment:
    """A Jinja2 environment over a folder of templates: always escaping, and strict about missing values."""
    made = Environment(
        loader=FileSystemLoader(folder),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        cache_size=-1,
    )
    made.filters.update(filters or {})
    made.globals["whose"] = whose_label
    return made


class _Compiled(BytecodeCache):
    """Templates as they were compiled: an engine that is made anew for every build need not do it again."""

    def __init__(self) -> None:
        self._kept: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        if kept := self._kept.get(bucket.key):
            bucket.bytecode_from_string(kept)

    def dump_bytecode(self, bucket: Bucket) -> None:
        self._kept[bucket.key] = bucket.bytecode_to_string()


_compiled = _Compiled()


def put_before(engine: Environment, shell: Mapping[str, str]) -> None:
    """Let templates by name stand before those that another engine has of its own."""
    engine.bytecode_cache = _compiled
    if engine.loader is None:
        raise ValueError("the engine has no templates")
    engine.loader = ChoiceLoader([DictLoader(shell), engine.loader])


__all__ = ["TEMPLATES", "Environment", "environment", "put_before", "shipped"]
