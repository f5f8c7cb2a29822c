"""The MkDocs adapter: thin hooks over `harvester.pipeline`, no knowledge of lessons or pages of its own."""

from __future__ import annotations

import gc
import os
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import partial
from operator import attrgetter
from pathlib import Path
from typing import Literal

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin, get_plugin_logger
from mkdocs.structure.files import File, Files

from harvester import pipeline, prints
from harvester.model import Artifact, Library
from harvester.model.diagnostics import SetupError
from harvester.rendering.forge import Forge
from harvester.rendering.pages import RenderCache
from harvester.rendering.templates import Environment, put_before
from harvester.settings import Settings, load_settings
from site_plugins.finished_page import FinishedPage
from site_plugins.preview import Preview

log = get_plugin_logger("harvester")
SHELL = "overrides/"
PAGES = "docs/"
UNUSED = ("assets/javascripts/", "assets/stylesheets/palette")
"""Parts of Material that our shell never loads."""
RESTING = {"search_shards": "docs/assets/search/", "data": "docs/data/"}
"""Emitters that a preview of many lessons asks only once, and where their artifacts stand."""
FEW = 40
"""Lessons up to which a preview does everything anew at each edit; one of more changes little for the others."""


class HarvesterPlugin(BasePlugin):  # type: ignore[type-arg,no-untyped-call]
    """Builds the library and hands its artifacts to MkDocs."""

    def __init__(self) -> None:
        self._previewing = False
        self._shell: dict[str, str] = {}
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
        """The emitters' artifacts in the place of everything in the lessons folder."""
        titles = dict(_titles(config.nav))
        library = self._printed(self._library(self._settings))
        of_theme = [
            one for one in files if one.src_dir != config.docs_dir and not one.src_uri.startswith(UNUSED)
        ]
        if self._previewing:
            self._preview.bring_back(config.site_dir)
        if not self._preview.is_warm:
            artifacts = list(filter(self._belongs, pipeline.emit(library, self._settings, cache=self._cache)))
            self._preview.remember(artifacts if self._previewing else ())
            return Files([*of_theme, *(_file(artifact, config, titles) for artifact in artifacts)])
        rest = RESTING if len(library.lessons) > FEW else {}
        quick = pipeline.emit(library, self._settings, leave_out=rest.keys(), cache=self._cache)
        nav_pages = frozenset(PAGES + path for path in titles)
        changed = list(self._preview.changed(filter(self._belongs, quick), nav_pages, tuple(rest.values())))
        for path in self._preview.gone:
            Path(_file(Artifact(path, b""), config, titles).abs_dest_path).unlink(missing_ok=True)
        return Files([_file(artifact, config, titles) for artifact in changed])

    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """The first build of a preview stays to the end: the collector need not walk it at every edit."""
        if self._previewing and not self._frozen:
            self._frozen = True
            gc.collect()
            gc.freeze()

    def on_build_error(self, *, error: Exception) -> None:
        """A build that broke off leaves nothing to start from."""
        self._preview.forget()

    def on_env(self, env: Environment, *, config: MkDocsConfig, files: Files) -> Environment:
        """Our shell before Material's templates."""
        put_before(env, self._shell)
        return env

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

    def _belongs(self, artifact: Artifact) -> bool:
        """Whether an artifact is a file of the site; those of the shell are kept for the templates."""
        if artifact.path.startswith(SHELL):
            self._shell[artifact.path.removeprefix(SHELL)] = artifact.content.decode()
        return artifact.path.startswith(PAGES)


def _file(artifact: Artifact, config: MkDocsConfig, titles: Mapping[str, str | None]) -> File:
    uri = artifact.path.removeprefix(PAGES)
    file = File.generated(config, uri, content=artifact.content)
    if file.is_documentation_page():
        FinishedPage.of(file, config, titles.get(uri))
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
