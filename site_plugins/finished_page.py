"""A page that MkDocs need not parse: front matter and HTML as the emitters made them."""

from __future__ import annotations

import json

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import TableOfContents


class FinishedPage(Page):
    """Takes an emitted page as it is; the same that MkDocs would make of it, without the work."""

    def read_source(self, config: MkDocsConfig) -> None:
        """Split the emitter's front matter (a JSON value a line) from its HTML."""
        front, _, self._html = self.file.content_string.removeprefix("---\n").partition("---\n")
        self.markdown = ""
        self.meta = {
            name: json.loads(value) for name, value in (line.split(": ", 1) for line in front.splitlines())
        }

    def render(self, config: MkDocsConfig, files: Files) -> None:
        """Take the finished HTML."""
        self.content = self._html.strip()
        self.toc = TableOfContents([])

    @classmethod
    def of(cls, file: File, config: MkDocsConfig, title: str | None = None) -> FinishedPage:
        """Attach a finished page to a file, under the title that the nav gives it."""
        return cls(title, file, config)
