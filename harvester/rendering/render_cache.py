"""Display work that outlives a build: typography, templates, pieces. Knows no library."""

import marshal
from collections.abc import Callable
from functools import lru_cache
from typing import Any

from jinja2 import Environment
from markupsafe import Markup

from harvester.memo import memory
from harvester.model import Vocabulary
from harvester.rendering.addresses import former_anchor
from harvester.rendering.forge import Forge
from harvester.rendering.links import Surroundings
from harvester.rendering.markdown import html_of
from harvester.rendering.templates import environment
from harvester.rendering.typography import Typography
from harvester.thai.segment import Segmenter

KEPT, HAZARDS = 1 << 11, 1 << 8
"""Results of display work that are kept: texts, titles, cards; hazards, which take 8 kB each."""

Unfinished = tuple[bytes, tuple[Any, ...]]
"""The key under which the memory is to know a page, and what it depends on."""


class RenderCache:
    """Display work that depends on the vocabulary and the forge alone: typography, templates, pieces, pages. Kept
    from one build to the next and emptied when either changes. `context` is all else that pages depend on; `stands`
    tells whether the last build's page at a path is at hand, by its digest, and takes it; `unfinished` holds pages
    that were made until their files are `finished`."""

    def __init__(
        self, context: str = "", stands: Callable[[str, bytes], bool] = lambda path, digest: False
    ) -> None:
        self._made_for: tuple[Vocabulary, Forge] | None = None
        self.context, self.stands = context, stands
        self.unfinished: dict[str, Unfinished] = {}

    def finished(self, path: str, file: bytes) -> None:
        """Put down what the page at `path` depends on, with the digest of its file."""
        if path in self.unfinished:
            key, depends = self.unfinished.pop(path)
            memory.put(key, marshal.dumps((*depends, file)))

    def use(self, vocabulary: Vocabulary, forge: Forge) -> None:
        """Make ready for a site; what was made for another vocabulary or forge is dropped."""
        if self._made_for == (vocabulary, forge):
            return
        self._made_for = (vocabulary, forge)
        self.typography = Typography(Segmenter(vocabulary.words()))
        self.forms = {t.label: (t.label, *t.aliases, *t.abbreviations) for t in vocabulary.terms}
        kept = lru_cache(maxsize=KEPT)
        running = kept(self.typography.running)
        self.templates: Environment = environment(
            {
                "phrases": kept(self.typography.phrases),
                "narrow": kept(self.typography.narrow),
                "formerly": kept(former_anchor),
                "running": running,
                "shown": lambda value: running(value) if type(value) is str else value,
                "card": kept(lambda *given: self._macro("card", *given)),
                "hazard": lru_cache(maxsize=HAZARDS)(lambda *given: self._macro("hazard", *given)),
            },
            self.typography.content_key,
        )
        self._pieces: dict[tuple[object, ...], Markup] = {}

    def _macro(self, name: str, *given: object) -> Markup:
        """A recurring piece, made once for the same values however many pages show it."""
        made: Markup = getattr(self.templates.get_template("pages/pieces.html").module, name)(*given)
        return made

    def piece(self, source: str, around: Surroundings, *, line: bool) -> Markup:
        """A clean piece, made once for the same source among the same links."""
        if "[" in source or "<" in source:
            return html_of(source, self.typography, around, line=line)
        key = (source, line, around.anchored, tuple(around.terms.items()))
        made = self._pieces.get(key)
        if made is None:
            if len(self._pieces) >= KEPT:
                self._pieces.clear()
            made = self._pieces[key] = html_of(source, self.typography, around, line=line)
        return made
