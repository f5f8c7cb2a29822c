"""The MkDocs adapter: thin hooks over `harvester.pipeline`, no knowledge of lessons or pages of its own."""

from __future__ import annotations

import gc
import os
from collections.abc import Iterator
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
from mkdocs.utils.templates import TemplateContext

from harvester import pipeline, prints
from harvester.model import Library
from harvester.model.diagnostics import SetupError
from harvester.rendering.forge import Forge
from harvester.rendering.pages import GUIDES, RenderCache
from harvester.rendering.templates import Environment, put_before
from harvester.settings import Settings, load_settings
from site_plugins.finished_page import FinishedPage
from site_plugins.preview import Preview
from site_plugins.shell import Shell

log = get_plugin_logger("harvester")
SHELL = "overrides/"
PAGES = "docs/"
UNUSED = ("assets/javascripts/", "assets/stylesheets/palette")
"""Parts of Material that our shell never loads."""
RESTING = {"search_shards": "assets/search", "data": "data"}
"""Emitters that a preview of many lessons asks only once, and where their artifacts stand."""
FEW = 40
"""Lessons up to which a preview does everything anew at each edit; one of more changes little for the others."""


class HarvesterPlugin(BasePlugin):  # type: ignore[type-arg,no-untyped-call]
    """Builds the library and hands its artifacts to MkDocs."""

    def __init__(self) -> None:
        self._previewing = False
        self._preview = Preview()
        self._cache = RenderCache()
        self._frozen = False

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
        """Remember whether this is a preview: then drafts are shown."""
        self._previewing = command == "serve"

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Read the settings; mkdocs.yml has the last word on name and address."""
        root = Path(config.config_file_path).parent
        try:
            settings = load_settings(root)
        except SetupError as error:
            raise PluginError(str(error)) from error
        if (moment := pipeline.build_time(settings)) is not None:
            os.environ["SOURCE_DATE_EPOCH"] = str(moment)  # MkDocs dates its sitemap by it
        self._settings = replace(
            settings, name=config.site_name, lessons=os.path.relpath(config.docs_dir, root)
        )
        if config.site_url and not self._previewing:
            self._settings = replace(self._settings, url=config.site_url)
        if self._settings.repository:
            forge = Forge(self._settings.repository)
            config.repo_url = config.repo_url or forge.home
            config.edit_uri = config.edit_uri or forge.edit(self._settings.branch, self._settings.lessons)
            config.extra["fault"] = forge.begun("fault", "page")
        return config

    def on_pre_build(self, *, config: MkDocsConfig) -> None:
        """Keep what the last preview wrote."""
        if self._previewing:
            self._preview.set_aside(config.site_dir)

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """The theme's files, and a place for each page of the nav: what stands there comes in `on_env`."""
        self._library_now = self._printed(self._library(self._settings))
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
        if self._previewing:
            self._preview.bring_back(config.site_dir)
        cache, settings, library = self._cache, self._settings, self._library_now
        shell_files = pipeline.emit(library, settings, only=("theme",), cache=cache)
        put_before(
            env,
            {
                one.path.removeprefix(SHELL): one.content.decode()
                for one in shell_files
                if one.path.startswith(SHELL)
            },
        )
        self._shell = Shell(env, self._nav, config)
        rest = RESTING if self._preview.is_warm and len(library.lessons) > FEW else {}
        unfilled = dict(self._in_nav)
        for artifact in pipeline.emit(library, settings, leave_out=rest.keys(), cache=cache):
            uri = artifact.path.removeprefix(PAGES)
            if uri == artifact.path:
                continue
            if file := unfilled.pop(uri, None):
                cast(FinishedPage, file.page).fill(artifact.content.decode(), config, files)
                self._shell.list_page(file)
                continue
            file = _file(uri, config, content=artifact.content)
            if other := files.src_uris.get(uri):
                files.remove(other)
            content = self._shell.page(file).encode() if file.is_documentation_page() else artifact.content
            self._preview.write(file.abs_dest_path, content)
        self._preview.clear(tuple(str(Path(config.site_dir, folder)) for folder in rest.values()))
        for uri, file in unfilled.items():
            log.warning("nav ใน mkdocs.yml ชี้ไปหน้า %s ซึ่งไม่มี", uri)
            files.remove(file)
        return env

    def on_template_context(
        self, context: TemplateContext, *, template_name: str, config: MkDocsConfig
    ) -> TemplateContext:
        """The sitemap names all pages."""
        if template_name == "sitemap.xml":
            context["pages"] = self._shell.listed  # type: ignore[typeddict-item]
        return context

    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """The first build of a preview stays to the end: the collector need not walk it at every edit."""
        if self._previewing and not self._frozen:
            self._frozen = True
            gc.collect()
            gc.freeze()

    def on_build_error(self, *, error: Exception) -> None:
        """A build that broke off leaves nothing to start from."""
        self._preview.forget()

    def _library(self, settings: Settings) -> Library:
        """The harvested library without what must not be published; its problems go to the log, in Thai."""
        whole = pipeline.harvest(pipeline.load(settings), before=self._preview.harvest)
        if self._previewing:
            self._preview.harvest = whole if len(whole.lessons) > FEW else None
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
        if self._previewing or os.environ.get("HARVESTER_PRINTS") == "0":
            return library
        fuller = prints.with_prints(library, self._settings, partial(log.info, "จัดหน้า %s"))
        for found in fuller.diagnostics[len(library.diagnostics) :]:
            log.info("%s/%s %s %s", self._settings.lessons, found.place.path, found.message, found.hint)
        return fuller


def _file(uri: str, config: MkDocsConfig, title: str | None = None, content: bytes = b"") -> File:
    file = File.generated(config, uri, content=content)
    if not content:
        FinishedPage.of(file, config, title)
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
