"""Puts pieces and templates together into pages: one `Artifact` a page, the same for every engine. A page is front
matter and one block of finished HTML. Knows how a page is made, not which pages there are."""

import json
import marshal
import posixpath
import re
import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache, cached_property, partial
from html import escape
from typing import Any, TypeVar

from markupsafe import Markup

from harvester import TEMPLATES
from harvester.executors import MANY, run_in_fork
from harvester.memo import digest_of, key_of, memoised, memory, recall
from harvester.model import Anchor, Artifact, DeclaredLink, Lesson, LessonId, Library, Markdown, Origin
from harvester.model.plain_text import footnotes, plain
from harvester.rendering.addresses import SITE, Addresses
from harvester.rendering.forge import Forge
from harvester.rendering.indexes import Indexes, Series, series_of
from harvester.rendering.links import Surroundings
from harvester.rendering.render_cache import RenderCache, Unfinished
from harvester.settings import Settings

T = TypeVar("T")

GUIDES = "pages"
"""The folder of the lessons folder whose Markdown files are pages as they are."""
_CITED = re.compile(r"\[\[([^\[\]|\n]{1,80})")
_FILE_LINK = re.compile(r"\]\((?!https?:|#)|^\[[^\]]+\]:", re.MULTILINE)
_BLANK = re.compile(r"\n[ \t]+(?=\n)")
_SITE_LINK = re.compile(rf'{SITE}(?:(?<=="{SITE})(?=[^"]*")|(?<=\dw, {SITE})(?=pictures/))')
"""What the search looks for first is first: that is many times as quick."""


class SiteContext:
    """Everything that emitters need of one site: its library and settings, addresses, typography, pieces, templates.
    Made once for a build. `cache` carries display work over to the next build of the same process."""

    def __init__(self, library: Library, settings: Settings, cache: RenderCache | None = None) -> None:
        self.library = library
        self.settings = settings
        forge = Forge(settings.repository)
        self.addresses = Addresses(library, forge)
        self._cache = cache or RenderCache()
        self._cache.use(library.vocabulary, forge)
        self.typography = self._cache.typography
        self._files = {lesson.path: self.addresses.lesson(lesson.id) for lesson in library.lessons}
        self._files |= {picture: f"{SITE}pictures/{picture}" for picture in library.pictures}
        self._files |= {path: f"{SITE}files/{path}" for path in library.attachments}
        self.begun: dict[str, Callable[[], Any]] = {}
        """What gives the result of work that was begun before its emitter's turn, by the emitter's name."""
        self.folders: set[str] = set()
        """Folders at the site's root in which pages were made so far."""
        self._guides = {
            f"{GUIDES}/{guide.slug}.md": f"{SITE}{GUIDES}/{guide.slug}/" for guide in library.guides
        }
        self.cards: dict[LessonId, Any] = {}
        """Cards of lessons, as `cards.py` makes them."""
        self._shows: dict[LessonId, tuple[str, bytes]] = {}
        self._made: dict[tuple[LessonId, object], Any] = {}
        self._mentions: dict[str, dict[str, dict[str, str]]] = {}
        for link in library.links:
            if link.term:
                entry = self.addresses.term(link.term)
                forms = self._cache.forms.get(entry.label, (entry.label,))
                wanted = self._mentions.setdefault(link.source.lesson, {}).setdefault(link.source.anchor, {})
                wanted.update(dict.fromkeys(forms, entry.href))

    def piece(self, lesson: Lesson, source: Markdown, anchor: str = "", *, line: bool = False) -> Markup:
        """A piece of a lesson as clean HTML; glossary terms are linked where the harvest found them at `anchor`."""
        here = self.addresses.lesson(lesson.id)
        around = Surroundings(
            citation=self.addresses.citation,
            page=self._page,
            anchor=lambda link, fragment: self.addresses.anchor(link or here, fragment),
            terms=self._mentions.get(lesson.id, {}).get(anchor, {}),
            notes=self.notes(lesson)[0] if "[^" in source else {},
            pictures=self.library.pictures,
            base=posixpath.dirname(lesson.path),
        )
        return self._cache.piece(source, around, line=line)

    def guide(self, source: str, path: str) -> Markup:
        """A page that is no lesson, as clean HTML."""
        around = Surroundings(
            self.addresses.citation,
            self._page,
            pictures=self.library.pictures,
            base=posixpath.dirname(path),
            anchored=True,
        )
        return self._cache.piece(source, around, line=False)

    def notes(self, lesson: Lesson) -> tuple[Mapping[str, int], tuple[Markup, ...]]:
        """The numbers of a lesson's footnotes by name, and their texts in that order."""
        found = footnotes(lesson)
        numbers = {name: number for number, (name, _) in enumerate(found, 1)}
        around = Surroundings(self.addresses.citation, self._page, base=posixpath.dirname(lesson.path))
        return numbers, tuple(self._cache.piece(text, around, line=True) for _, text in found)

    @cached_property
    def handed_out(self) -> tuple[str, ...]:
        """Paths of the documents that some lesson or guide hands out."""
        return tuple(sorted({one.path for files in self.library.handed_out.values() for one in files}))

    @cached_property
    def indexes(self) -> Indexes:
        """Which lessons are under which word."""
        return Indexes(self.library, self.addresses)

    @cached_property
    def series(self) -> Mapping[str, Series]:
        """The series of the library by folded name."""
        return series_of(self.library)

    @cached_property
    def declared_to(self) -> Mapping[str, list[tuple[Lesson, DeclaredLink]]]:
        """Links that authors declared, by the lesson they lead to, or by `lesson#anchor` where they name an object."""
        found: dict[str, list[tuple[Lesson, DeclaredLink]]] = {}
        for lesson in self.library.lessons:
            for link in lesson.declared:
                name, _, anchor = link.target.partition("#")
                if target := self.library.by_id.get(LessonId(name)):
                    at = f"{target.id}#{anchor}" if anchor else target.id
                    found.setdefault(at, []).append((lesson, link))
        return found

    def object_named(self, lesson: Lesson, anchor: str) -> tuple[str, str, Origin]:
        """An object's kind (technique, caution, trap …, '' for the lesson), its words on one line, whose they are."""
        return _objects_by_anchor(lesson).get(Anchor(anchor), ("", lesson.title, lesson.origin))

    def reaches(self, lesson: Lesson) -> tuple[object, ...]:
        """All that the pieces of a lesson take from outside: what it cites, the words linked in it."""
        return *self.reached_by(lesson.body), tuple(self._mentions.get(lesson.id, {}).items())

    def reached_by(self, body: str) -> tuple[object, ...]:
        """All that Markdown takes from outside: what it cites, the files that it may link to."""
        cited = tuple(self.addresses.citation(name) for name in _CITED.findall(body))
        return cited, self._all_files if _FILE_LINK.search(body) else b"", len(self.library.guides)

    @cached_property
    def _all_files(self) -> bytes:
        return digest_of((sorted(self._files), *self.library.pictures.items()))

    def shows(self, lesson: Lesson) -> tuple[str, bytes]:
        """What pages that show pieces of a lesson depend on: the lesson itself, and a digest of what it `reaches`."""
        found = self._shows.get(lesson.id)
        if found is None:
            found = self._shows[lesson.id] = (lesson.content_key, digest_of(self.reaches(lesson)))
        return found

    def remembered(self, lesson: Lesson, work: Callable[["SiteContext", Lesson], T]) -> T:
        """What `work` makes of a lesson's pieces: plain values, the same as long as what it `shows` is."""
        if (lesson.id, work) not in self._made:
            key = key_of(work.__qualname__, self._cache.context, *self.shows(lesson))
            self._made[lesson.id, work] = recall(key, lambda: work(self, lesson))
        found: T = self._made[lesson.id, work]
        return found

    def kept(self, path: str, key: object, made: Callable[[], Artifact]) -> Artifact:
        """The page or file at `path`, which shows nothing of the site but what is in `key` and what it asks
        `addresses` for. While all of that is as it was when it was last made, and its reader still has it, it
        stands."""
        if "/" in path and path.endswith(".md"):
            self.folders.add(path.partition("/")[0])
        if not memory.is_open:
            return made()
        digest = key_of("page", path, self._cache.context, digest_of(key))
        raw = memory.get(digest, keep=True)
        if raw is not None:
            asked, answers, front, size, file = marshal.loads(raw)
            if answers == self.addresses.answers(asked) and self._cache.stands(path, file):
                return Artifact(f"docs/{path}", front, stands=True, size=size)
        self.addresses.asked = []
        try:
            artifact = made()
            asked = list(dict.fromkeys(self.addresses.asked))
        finally:
            self.addresses.asked = None
        answers = self.addresses.answers(asked)
        content = artifact.content
        front = content[: content.index(b"---\n", 4) + 4] if path.endswith(".md") else b""
        self._cache.unfinished[artifact.path] = digest, (asked, answers, front, len(content))
        return artifact

    def page(
        self, path: str, template: str, *, shows: object = None, kind: str = "", **values: Any
    ) -> Artifact:
        """The page that `make_page` makes of these values and the words of its kind, kept while they do not change.
        `shows` is all that the page shows of the site where values are functions."""
        values = page_words(kind or template) | values | {"kind": kind or template}
        if leaf := values.get("leaf"):
            values["title"] = leaf.titled(values["title"])
        key = (template, values if shows is None else shows)
        return self.kept(path, key, partial(self.make_page, path, template, **values))

    def in_halves(
        self, work: Callable[[Sequence[T]], Iterable[Artifact]], items: Sequence[T]
    ) -> Iterator[Artifact]:
        """The pages of many items; where most must be made anew, every other few hundred in a copy of this process."""
        if len(items) < MANY or memory.learnt < MANY:
            yield from work(items)
            return
        for at in range(0, len(items), 2 * MANY):
            here, there = items[at : at + MANY], items[at + MANY : at + 2 * MANY]

            def made(some: Sequence[T] = there) -> tuple[list[Artifact], Mapping[str, Unfinished]]:
                return list(work(some)), self._cache.unfinished

            others = run_in_fork(made)
            yield from work(here)
            artifacts, unfinished = others()
            self._cache.unfinished |= unfinished
            yield from artifacts

    def _page(self, path: str) -> str | None:
        return self._files.get(path) or self._guides.get(path)

    def text(self, path: str, template: str, **values: Any) -> Artifact:
        """A file that is no page, such as a feed, from `pages/<template>`, kept like a page."""

        def made() -> Artifact:
            page = self._cache.templates.get_template(f"pages/{template}")
            return Artifact(f"docs/{path}", page.render(site=self.settings, **values).encode())

        return self.kept(path, values, made)

    def make_page(
        self, path: str, template: str, *, title: str, kind: str = "", description: str = "", **values: Any
    ) -> Artifact:
        """The page `path` (`techniques/index.md`) from `pages/<template>.html`; `kind` is the template's name where
        it is not given, `description` plain text. `values` reach the template, and those named in front matter
        (`redirect`, `edit`) reach the shell too."""
        kind = kind or template
        meta = {"title": title, "description": description or title, "kind": kind}
        further = ("redirect", "edit", "robots", "updated", "head")
        meta |= {name: values[name] for name in further if values.get(name)}
        made = self._cache.templates.get_template(f"pages/{template}.html").render(
            title=title, description=description, kind=kind, to=self.addresses, **values
        )
        return Artifact(f"docs/{path}", (_front(meta) + finish_html(made, root_of(path))).encode())


@cache
def page_words(kind: str) -> dict[str, Any]:
    """What pages of a kind say of themselves."""
    return _words().get(kind, {})


@cache
def _words() -> dict[str, dict[str, Any]]:
    return tomllib.loads((TEMPLATES / "pages" / "words.toml").read_text("utf-8"))


def root_of(path: str) -> str:
    """The way from the page made of `path` to the site's root: `lessons/x.md` lies at `lessons/x/`."""
    depth = path.count("/") + (0 if posixpath.basename(path) == "index.md" else 1)
    return "../" * depth or "./"


def finish_html(html: str, root: str) -> str:
    """HTML as every engine leaves it: links relative, nothing that a Markdown parser would take for its own."""
    html = _SITE_LINK.sub(root, html.strip())
    html = html.replace("```", "&#96;``").replace("~~~", "&#126;~~").replace("\t", "    ")
    return _BLANK.sub("\n", html) + "\n"


@memoised
def _objects_by_anchor(lesson: Lesson) -> Mapping[Anchor, tuple[str, str, Origin]]:
    named = {
        one.anchor: (one.anchor.partition("-")[0], " ".join(plain(one.text).split()), one.origin)
        for one in lesson.dangers
    }
    return named | {one.anchor: ("technique", one.name, one.origin) for one in lesson.techniques}


def _front(meta: Mapping[str, str]) -> str:
    # Material prints the description as it is into an attribute.
    meta = {name: escape(str(value)) if name == "description" else value for name, value in meta.items()}
    lines = (f"{name}: {json.dumps(value, ensure_ascii=False)}\n" for name, value in meta.items())
    return f"---\n{''.join(lines)}---\n"
