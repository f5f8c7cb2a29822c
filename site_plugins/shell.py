"""The frame of every page, as MkDocs and its theme make it, without doing their work once a page. Pages of one kind,
folder and depth differ only in a few values. The theme renders one page of each with marks in the place of these values;
the others are filled in. The first real pages of each kind are rendered by the theme as well: where the two are not the
same, or another plugin wants to see the pages, all of that kind are rendered."""

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from types import SimpleNamespace
from urllib.parse import quote, urljoin, urlsplit

from markupsafe import escape
from mkdocs.commands.build import get_context
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation
from mkdocs.utils import get_build_date

from harvester.rendering.templates import Environment
from site_plugins.finished_page import FinishedPage, front_and_body

_SHAPE = frozenset({"kind", "robots"})
"""Values of the front matter by which the theme makes a page of another kind; all others are only shown."""
_FORMS: Mapping[str, tuple[Callable[[str], str], Callable[[str], str]]] = {
    "": (str, str),
    "e": (lambda mark: str(escape(mark)), lambda value: str(escape(value))),
    "q": (lambda mark: quote(mark, safe="/"), lambda value: quote(value, safe="/")),
}
"""How a value may be in a page: as it is, escaped, in an address."""
TRIED = 2
"""Pages of a kind that the theme renders as well, to see that the frame is right."""
_EVENTS = ("page_content", "page_context", "post_page")
Frame = Sequence[tuple[str, str, str]]
"""Text before a value, the value's name and form; the last has no name."""


class Shell:
    """Puts pages into their frame. `listed` are all pages so far, as the template of the sitemap wants them."""

    def __init__(self, env: Environment, nav: Navigation, config: MkDocsConfig) -> None:
        self._env, self._nav, self._config = env, nav, config
        self._frames: dict[tuple[str, ...], Frame | None] = {}
        self._seen: Counter[tuple[str, ...]] = Counter()
        self.watched = any(config.plugins.events[event] for event in _EVENTS)
        # without an address of its own a page is named by the way to it
        self._names_itself = bool(config.extra.get("fault")) and not config.site_url
        self.listed: list[SimpleNamespace] = []
        self._base = urljoin(config.site_url, "./") if config.site_url else ""
        self._way = urlsplit(self._base).path

    def list_page(self, file: File, meta: Mapping[str, str]) -> None:
        """Let the sitemap name a page, on the day of its lesson; one that only leads on is not named."""
        if "redirect" in meta or "noindex" in meta.get("robots", ""):
            return
        page = SimpleNamespace(
            is_link=None,
            canonical_url=self._address(file),
            abs_url=(self._base and f"{self._way}{file.url.removeprefix('./')}") or None,
            update_date=meta.get("updated") or get_build_date(),
        )
        self.listed.append(SimpleNamespace(page=page))

    def page(self, file: File) -> str:
        """The whole page."""
        meta, body = front_and_body(file.content_string)
        self.list_page(file, meta)
        if self.watched or "redirect" in meta or self._names_itself:
            return self._rendered(FinishedPage(None, file, self._config))
        folder = _folder(file.url)
        key = (folder, *sorted(meta), meta["kind"], meta.get("robots", ""))
        values = {name: value for name, value in meta.items() if name not in _SHAPE}
        values |= {"address": self._address(file) or "", "content": body.strip()}
        if key not in self._frames:
            self._frames[key] = self._frame(folder, meta)
        frame = self._frames[key]
        if frame and _leads_to(frame, file.url, folder):
            return self._rendered(FinishedPage(None, file, self._config))
        if frame and self._seen[key] >= TRIED:
            return _filled(frame, values)
        self._seen[key] += 1
        real = self._rendered(FinishedPage(None, file, self._config))
        if frame and _filled(frame, values) != real:
            self._frames[key] = None
        return real

    def _address(self, file: File) -> str | None:
        return f"{self._base}{file.url.removeprefix('./')}" if self._base else None

    def _frame(self, folder: str, meta: Mapping[str, str]) -> Frame:
        shown = [*sorted(meta.keys() - _SHAPE), "address", "content"]
        marks = {f"<Q{number}{name}Q>": name for number, name in enumerate(shown)}
        value = {name: mark for mark, name in marks.items()}
        file = File.generated(self._config, f"{folder}page-of-marks.md", content="")
        page = FinishedPage(None, file, self._config)
        page.meta = {name: value.get(name, held) for name, held in meta.items()}
        page.content, page.title = value["content"], value["title"]
        page.canonical_url = value["address"] if self._config.site_url else None
        made = self._rendered(page, read=False)
        found = {form(mark): (name, key) for mark, name in marks.items() for key, (form, _) in _FORMS.items()}
        frame: list[tuple[str, str, str]] = []
        at = 0
        for match in re.finditer("|".join(map(re.escape, found)), made):
            frame.append((made[at : match.start()], *found[match[0]]))
            at = match.end()
        return [*frame, (made[at:], "", "")]

    def _rendered(self, page: FinishedPage, read: bool = True) -> str:
        """A page through the theme and the other plugins, as MkDocs does it."""
        config = self._config
        if read:
            page.read_source(config)
            page.render(config, Files([]))
            page.content = config.plugins.on_page_content(
                page.content or "", page=page, config=config, files=Files([])
            )
        context = get_context(self._nav, (), config, page)
        context = config.plugins.on_page_context(context, page=page, config=config, nav=self._nav)
        made = self._env.get_template("main.html").render(context)
        return str(config.plugins.on_post_page(made, page=page, config=config))


def _folder(url: str) -> str:
    """Where the page of marks lies for the page at `url`: in the same first folder, as links to pages there are shorter."""
    parts = url.split("/")[:-2]
    return "".join(f"{one}/" for one in (*parts[:1], *"q" * (len(parts) - 1)))


def _leads_to(frame: Frame, url: str, folder: str) -> bool:
    """Whether a frame, seen from its page of marks in `folder`, has a link to the page at `url` or below a folder that
    only that page is in: there such a link is a shorter one."""
    parts, others = url.split("/")[:-1], folder.split("/")
    apart = (at for at, part in enumerate(parts) if part != others[at])
    ways = [f"{'../' * (len(parts) - at)}{parts[at]}/" for at in apart]
    return any(way in text for way in ways for text, _, _ in frame)


def _filled(frame: Frame, values: Mapping[str, str]) -> str:
    return "".join(f"{before}{_FORMS[form][1](values[name]) if name else ''}" for before, name, form in frame)
