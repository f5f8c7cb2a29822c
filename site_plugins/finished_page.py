"""A page that MkDocs need not parse: front matter and HTML as the emitters made them."""

import json

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import TableOfContents


def front_and_body(source: str) -> tuple[dict[str, str], str]:
    """The emitters' front matter (a JSON value a line) and HTML; both empty for a page that is yet to come."""
    front, _, body = source.removeprefix("---\n").partition("---\n")
    return {
        name: json.loads(value) for name, value in (line.split(": ", 1) for line in front.splitlines())
    }, body


class FinishedPage(Page):
    """Takes an emitted page as it is; the same that MkDocs would make of it, without the work."""

    def read_source(self, config: MkDocsConfig) -> None:
        """Split the emitter's front matter from its HTML."""
        self.meta, self._html = front_and_body(self.file.content_string)
        self.markdown = ""

    def render(self, config: MkDocsConfig, files: Files) -> None:
        """Take the finished HTML."""
        self.content, self._html = self._html.strip(), ""
        self.toc = TableOfContents([])

    def fill(self, source: str, config: MkDocsConfig, files: Files) -> None:
        """Take what came after MkDocs had read its pages."""
        path = self.file.abs_src_path
        self.file.content_string = source
        self.file.abs_src_path = path
        self.read_source(config)
        self.render(config, files)
        self.file.content_string = ""  # the page holds it: a page of a large library is long
