"""A new site of one's own, and the automation that any site keeps: templates with a few places to fill in.

Places are written `@@name@@`, because the files are full of the braces of others.
"""

from __future__ import annotations

import json
import re
import shlex
from collections.abc import Iterator, Mapping
from pathlib import Path, PurePosixPath

from harvester import __version__
from harvester.doors.program import program
from harvester.doors.questions import BY_HAND, LESSON, LESSON_TRIED
from harvester.model import Artifact, Library
from harvester.model.diagnostics import SetupError
from harvester.rendering.templates import TEMPLATES, shipped_file
from harvester.settings import Settings

ACTIONS: Mapping[str, tuple[str, str]] = json.loads((TEMPLATES / "doors" / "actions.json").read_text("utf-8"))
"""GitHub's own actions by commit: a tag can be moved, a commit cannot."""
PRINT_PACKAGES = "libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 libthai0 libthai-data"
AUTOMATION = (".github/", ".gitlab-ci.yml", ".pre-commit-config.yaml")
OWN_GUIDES = ("about.md", "fields.md")
"""Guides that are not handed on: one is about the program's own site, one is made anew from the schema."""
OWN_COLLECTION = ("facilitator-bag", "first-set")
"""The collection that the guides take as their example, and the one that a new site begins with."""
_FOLDER = TEMPLATES / "site"
_GUIDE = re.compile(r":\s*pages/([a-z0-9-]+\.md)\s*$")
_PLACE = re.compile(r"@@([a-z-]+)@@")


def workflows(library: Library, settings: Settings) -> Iterator[Artifact]:
    """The automation of a site: GitHub's workflows, GitLab's file, the pre-commit hook."""
    return (artifact for artifact in _filled_files(settings) if artifact.path.startswith(AUTOMATION))


def new_site(settings: Settings, year: int) -> Iterator[Artifact]:
    """Every file of a new site but those that the exports make; `year` is that of the Buddhist era."""
    yield Artifact("mkdocs.yml", _mkdocs(settings).encode())
    yield from program()
    yield from _guides(settings)
    for artifact in _filled_files(settings):
        path = re.sub(r"^lessons/2569/", f"lessons/{year}/", artifact.path)
        yield Artifact(re.sub(r"^lessons/", f"{settings.lessons}/", path), artifact.content)


def _guides(settings: Settings) -> Iterator[Artifact]:
    """The guide pages of the program's own site, with their pictures; what speaks of that site alone stays there."""
    packed = TEMPLATES / "guides"
    folder = packed if packed.is_dir() else TEMPLATES.parent / "lessons" / "pages"
    for file in sorted(folder.rglob("*")):
        path = f"{settings.lessons}/pages/{file.relative_to(folder).as_posix()}"
        if file.suffix == ".md" and file.name not in OWN_GUIDES:
            yield Artifact(path, file.read_text("utf-8").replace(*OWN_COLLECTION).encode())
        elif file.is_file() and file.parent.name == "pictures":
            yield Artifact(path, file.read_bytes())


def _mkdocs(settings: Settings) -> str:
    """The engine's configuration: that of the program's own site, under another name and without its guide pages."""
    text = shipped_file("mkdocs.yml").read_text("utf-8")
    said = f"# ชื่อและที่อยู่เว็บมาจาก pyproject.toml\nsite_name: {_quote(settings.name)}"
    text = re.sub(r"^site_url:.*\n", "", text, flags=re.MULTILINE)
    text = re.sub(r"^site_name:.*$", said.replace("\\", r"\\"), text, flags=re.MULTILINE)
    guides = {PurePosixPath(one.path).name for one in _guides(settings)} | {"fields.md"}
    lines = text.splitlines(keepends=True)
    return "".join(line for line in lines if not (page := _GUIDE.search(line)) or page[1] in guides)


def _filled_files(settings: Settings) -> Iterator[Artifact]:
    values = _values(settings)
    for file in sorted(_FOLDER.rglob("*")):
        if file.is_file() and "__pycache__" not in file.parts:
            path = re.sub(r"(^|/)dot-", r"\1.", file.relative_to(_FOLDER).as_posix())
            text = _PLACE.sub(lambda match: values[match[1]], file.read_bytes().decode())
            text = text.replace("\n", "\r\n") if file.suffix == ".bat" else text
            yield Artifact(path, text.encode())


def _values(settings: Settings) -> dict[str, str]:
    if not re.fullmatch(r"[A-Za-z0-9._/-]{1,100}", settings.branch):
        raise SetupError(f"ชื่อสาขา {settings.branch} ใช้ในไฟล์งานอัตโนมัติไม่ได้")
    install = _install(settings.root)
    # Each form is known by its first question.
    first = [questions[0].label for _, _, questions in BY_HAND.values()]
    asked = (LESSON[0].label, LESSON_TRIED.label, *first)
    gitlab = [f"- {line.replace('sudo ', '')}" for line in install]
    return {
        **{name: f"actions/{name}@{commit} # {version}" for name, (commit, version) in ACTIONS.items()},
        "install": "\n".join(f"          {line}" for line in install),
        "gitlab-install": "\n".join(f"  {line}" for line in gitlab),
        "lessons": shlex.quote(settings.lessons),
        "branch": settings.branch,
        "branch-quoted": _quote(settings.branch),
        "title": settings.name,
        "name": _quote(settings.name),
        "url": _quote(settings.url),
        "publisher": _quote(settings.publisher),
        "repository": _quote(settings.repository),
        "contact": _quote(settings.contact),
        "version": __version__,
        "asked": " || ".join(f"contains(github.event.issue.body, '### {label}')" for label in asked),
    }


def _install(root: Path) -> tuple[str, ...]:
    """How a fresh machine gets the program: from the site's own tree when it carries it, else as a package."""
    system = (
        f"sudo apt-get update -qq && sudo apt-get install -y -qq --no-install-recommends {PRINT_PACKAGES}"
    )
    if (root / "harvester" / "__init__.py").is_file():
        return (
            system,
            "python -m pip install --quiet --require-hashes -r requirements.lock",
            "python -m pip install --quiet --no-deps --no-build-isolation --editable .",
        )
    return system, "python -m pip install --quiet --require-hashes -r requirements.txt"


def _quote(text: str) -> str:
    """A text as TOML, YAML and JSON alike read it."""
    return json.dumps(text, ensure_ascii=False)
