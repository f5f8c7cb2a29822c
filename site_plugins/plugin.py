"""The MkDocs adapter: thin hooks over `harvester.pipeline`, no knowledge of lessons or pages of its own."""

import gc
import marshal
import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from operator import attrgetter
from pathlib import Path
from typing import Literal, cast

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin, get_plugin_logger
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation
from mkdocs.utils import get_build_date
from mkdocs.utils.templates import TemplateContext

from harvester import SetupError, memo, pipeline, store, study
from harvester.build_record import program
from harvester.doors.history import build_time
from harvester.emitters.theme import versioned
from harvester.memo import memory
from harvester.model import Library
from harvester.rendering.forge import Forge
from harvester.rendering.pages import GUIDES
from harvester.rendering.render_cache import RenderCache
from harvester.rendering.templates import Environment, override_templates
from harvester.settings import Settings, load_settings
from site_plugins.finished_page import FinishedPage, front_and_body
from site_plugins.output import Output, set_aside
from site_plugins.shell import Shell
from site_plugins.theme_files import with_seen_files

log = get_plugin_logger("harvester")
SHELL = "overrides/"
PAGES = "docs/"
MOST_WAITING = 32_000_000
"""Bytes that the memory learnt and holds before they are written down."""
UNUSED = ("assets/javascripts/", "assets/stylesheets/")
"""Parts of Material that our shell never loads: what it uses of the sheet is in ours."""
LAST_SITE = memo.key_of("last site")
"""Under which the memory has the states of its files."""
UNSUPPORTED = {"i18n"}
"""Plugins that make the files of the site anew from the folder, and so lose what is made here."""


class HarvesterPlugin(BasePlugin):  # type: ignore[type-arg,no-untyped-call]
    """Builds the library and hands its artifacts to MkDocs."""

    def __init__(self) -> None:
        self._previewing = False
        self._cache = RenderCache()

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
        """Remember whether this is a preview: then drafts are shown."""
        self._previewing = command == "serve"
        gc.set_threshold(50_000, 20, 50)  # a library is many objects that stay, and few of them form circles

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Read the settings and open the memory of earlier builds; name and address are those of the settings,
        whatever mkdocs.yml says."""
        root = Path(config.config_file_path).parent
        try:
            settings = load_settings(root)
        except SetupError as error:
            raise PluginError(str(error)) from error
        if (moment := build_time(root)) is not None:
            os.environ["SOURCE_DATE_EPOCH"] = str(moment)  # MkDocs dates its sitemap by it
        self._settings = replace(settings, lessons=os.path.relpath(config.docs_dir, root))
        if not memory.is_open:
            memory.open(store.remembered_packs(self._settings.cache_folder), program())
        for name in UNSUPPORTED & config.plugins.keys():
            raise PluginError(
                f"ปลั๊กอิน {name} ใช้กับคลังบทเรียนไม่ได้ เพราะมันสร้างเว็บซ้ำทีละภาษาจากไฟล์ในโฟลเดอร์ "
                "ให้ลบออกจาก plugins ใน mkdocs.yml แล้วบอกภาษาด้วย lang และ translates ที่หัวบทเรียนแทน"
            )
        theme = config.theme
        theme.get_env = with_seen_files(theme.get_env, theme.dirs)  # type: ignore[method-assign]
        config.site_name = settings.name
        if not self._previewing:
            config.site_url = settings.url
        config.extra_css = [versioned(path) for path in config.extra_css]
        if self._settings.repository:
            forge = Forge(self._settings.repository)
            config.repo_url = config.repo_url or forge.home
            config.edit_uri = config.edit_uri or forge.edit(self._settings.branch, self._settings.lessons)
        return config

    def on_pre_build(self, *, config: MkDocsConfig) -> None:
        """Keep the last site at hand."""
        aside = set_aside(config.site_dir) if self._previewing else self._settings.site_folder
        known = memory.get(LAST_SITE, keep=True)
        self._output = Output(config.site_dir, aside, marshal.loads(known) if known else {})

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """The theme's files, and a place for each page of the nav: what is there comes in `on_env`."""
        self._library_now = self._printed(self._library(self._settings))
        if not self._previewing:  # which harvests again
            memo.forget()
        gc.freeze()
        guides = {guide.path for guide in self._library_now.guides}
        self._in_nav = {
            path: _file(path, config, title)
            for path, title in _titles(config.nav)
            if path.endswith(".md") and (not path.startswith(f"{GUIDES}/") or path in guides)
        }
        of_theme = [
            one for one in files if one.src_dir != config.docs_dir and not one.src_uri.startswith(UNUSED)
        ]
        return Files([*of_theme, *self._in_nav.values()])

    def on_nav(self, nav: Navigation, *, config: MkDocsConfig, files: Files) -> Navigation:
        """Every page shows the nav."""
        self._nav = nav
        return nav

    def on_env(self, env: Environment, *, config: MkDocsConfig, files: Files) -> Environment:
        """Write the emitters' artifacts as they are made, pages in the theme's frame with our shell."""
        overrides: dict[str, str] = {}
        override_templates(env, overrides)
        self._shell = Shell(env, self._nav, config)
        self._cache.context = self._context(config)
        self._cache.stands = self._stands(config)
        if not (self._previewing or any(file.dest_uri.startswith(f"{store.MANY}/") for file in files)):
            self._output.adopt(store.MANY, self._settings.cache_folder / store.SPARE)
        unfilled = dict(self._in_nav)
        self._standing: dict[str, bool] = {}
        self._seen: dict[str, File] = {}
        # the theme's emitter comes first: it brings our shell
        emitted = pipeline.emit(self._library_now, self._settings, first=("theme",), cache=self._cache)
        for artifact in emitted:
            if artifact.path.startswith(SHELL):
                overrides[artifact.path.removeprefix(SHELL)] = artifact.content.decode()
            if not artifact.path.startswith(PAGES):
                continue
            uri = artifact.path.removeprefix(PAGES)
            if file := unfilled.pop(uri, None):
                page = cast(FinishedPage, file.page)
                page.fill(artifact.content.decode(), config, files)
                self._shell.list_page(file, page.meta)
                self._standing[uri] = artifact.stands
                if artifact.stands:  # its title is in the nav, and nothing is left for MkDocs to do
                    files.remove(file)
                continue
            seen = self._seen.pop(uri, None)
            file = seen if seen and artifact.stands else _generated(uri, config, artifact.content)
            if other := files.src_uris.get(uri):
                files.remove(other)
            if artifact.stands:
                self._output.hold(file.dest_uri)
                if file.is_documentation_page():
                    self._shell.list_page(file, front_and_body(artifact.content.decode())[0])
                continue
            content = self._shell.page(file).encode() if file.is_documentation_page() else artifact.content
            self._cache.finished(artifact.path, self._output.write(file.dest_uri, content))
            if memory.waiting > MOST_WAITING:
                self._write_memory()
        self._output.drop_rest()
        for uri, file in unfilled.items():
            log.warning("nav ใน mkdocs.yml ชี้ไปหน้า %s ซึ่งไม่มี", uri)
            files.remove(file)
        return env

    def _context(self, config: MkDocsConfig) -> str:
        """All that the pages of one build share: whatever of it changes, every page is made again."""
        library = self._library_now
        custom = config.theme.custom_dir
        shown = (
            program(),
            repr(replace(self._settings, root=Path())),
            Path(config.config_file_path).read_bytes().hex(),
            repr((config.site_url, config.repo_url, config.edit_uri, config.copyright, dict(config.extra))),
            repr([page.title for page in self._nav.pages]),
            repr(
                [path.read_bytes() for path in sorted(Path(custom).rglob("*")) if path.is_file()]
                if custom
                else ""
            ),
            repr((self._previewing, sorted(library.pictures), get_build_date())),
            memo.digest_of((library.vocabulary, library.guides)).hex(),
        )
        return memo.key_of(*shown).hex()

    def _stands(self, config: MkDocsConfig) -> Callable[[str, bytes], bool]:
        def stands(path: str, digest: bytes) -> bool:
            # other plugins want to see the pages of the nav, and MkDocs dates its sitemap by those that it has
            if path in self._in_nav and (self._shell.watched or all(self._standing.values())):
                return False
            file = self._seen[path] = _generated(path, config)
            return self._output.take_over(file.dest_uri, digest)

        return stands

    def on_template_context(
        self, context: TemplateContext, *, template_name: str, config: MkDocsConfig
    ) -> TemplateContext:
        """The sitemap names all pages."""
        if template_name == "sitemap.xml":
            context["pages"] = self._shell.listed  # type: ignore[typeddict-item]
        return context

    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Write down what was learnt; a preview's first build stays to the end, so the collector need not walk it."""
        for uri, file in self._in_nav.items():
            if f"{PAGES}{uri}" in self._cache.unfinished:
                self._cache.finished(f"{PAGES}{uri}", self._output.note(file.dest_uri))
        if self._output.has_news:
            memory.put(LAST_SITE, marshal.dumps(self._output.states))
        self._write_memory()
        if self._previewing:
            shutil.rmtree(f"{config.site_dir}.last", ignore_errors=True)
            gc.collect()
            gc.freeze()

    def _write_memory(self) -> None:
        try:
            store.write_packs(self._settings.cache_folder, memory.changed())
        except OSError as error:
            log.info("%s", store.machine_fault(error))

    def _library(self, settings: Settings) -> Library:
        """The harvested library without what must not be published; its problems go to the log, in Thai."""
        whole = pipeline.harvest(study.load(settings))
        for found in filter(attrgetter("is_error"), whole.diagnostics):
            hint = f" วิธีแก้: {found.hint}" if found.hint else ""
            place = f"{settings.lessons}/{found.place.path}:{found.place.line}:{found.place.column}"
            log.warning("%s %s%s [%s]", place, found.message, hint, found.rule)
        drafts = settings.drafts or self._previewing or os.environ.get("HARVESTER_DRAFTS") == "1"
        library = pipeline.publishable(whole, drafts)
        errors = sum(found.is_error for found in whole.diagnostics)
        log.info(
            "บทเรียน %d เรื่อง เทคนิค %d ข้อควรระวังและกับดัก %d ลิงก์ %d ปัญหา %d (ควรดู %d)",
            len(library.lessons),
            sum(len(lesson.techniques) for lesson in library.lessons),
            sum(len(lesson.cautions) + len(lesson.traps) for lesson in library.lessons),
            len(library.links),
            errors,
            len(whole.diagnostics) - errors,
        )
        if held := len(whole.lessons) - len(library.lessons):
            log.info("ไม่ได้เผยแพร่ %d เรื่อง เพราะยังเป็นร่างหรือมีข้อผิดที่ต้องแก้ก่อน", held)
        return library

    def _printed(self, library: Library) -> Library:
        """The library with its prints; a preview and a build with HARVESTER_PRINTS=0 go without."""
        if self._previewing or not self._settings.prints or os.environ.get("HARVESTER_PRINTS") == "0":
            return library
        from harvester.printing.collections import with_prints  # takes a third of a second to load

        fuller = with_prints(library, self._settings, partial(log.info, "จัดหน้า %s"))
        for found in fuller.diagnostics[len(library.diagnostics) :]:
            log.info("%s/%s %s %s", self._settings.lessons, found.place.path, found.message, found.hint)
        return fuller


def _file(uri: str, config: MkDocsConfig, title: str | None) -> File:
    file = _generated(uri, config)
    FinishedPage(title, file, config)  # attaches itself to the file
    return file


def _generated(uri: str, config: MkDocsConfig, content: bytes = b"") -> File:
    file = File.generated(config, uri, content=content)
    file.abs_src_path = os.path.join(
        config.docs_dir, uri
    )  # other plugins take the path of a page for granted
    return file


def _titles(nav: object, title: str | None = None) -> Iterator[tuple[str, str | None]]:
    """Every path that a nav names, with the title it gives, if any."""
    if isinstance(nav, str):
        yield nav, title
    elif isinstance(nav, dict):
        for name, child in nav.items():
            yield from _titles(child, name)
    elif isinstance(nav, list):
        for child in nav:
            yield from _titles(child)
