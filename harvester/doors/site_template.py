"""The program itself for a new site to carry: a wheel made of the installed files, and everything it needs by hash. A
new site must never install by a bare name: the person who registers that name would run code in its publishing job.
The same bytes come of a checkout and of an installed wheel: names are sorted, times are fixed, nothing is
squeezed."""

import base64
import hashlib
import io
import json
import re
import shlex
import tomllib
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.metadata import distribution
from importlib.util import find_spec
from pathlib import Path, PurePosixPath

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

import harvester
from harvester import TEMPLATES, SetupError, __version__, shipped_file
from harvester.doors.questions import BY_HAND, LESSON, LESSON_TRIED
from harvester.model import Artifact, Library
from harvester.settings import Settings

NAME = "khlang-botrian"
FOLDER = "program"
"""Where a site keeps the wheel."""
_LONG_AGO = (1980, 1, 1, 0, 0, 0)
_ENTRY = re.compile(r"^([A-Za-z0-9._-]+)==(?:.*\n)(?:[ \t].*\n?)*", re.MULTILINE)
_VIA = re.compile(r"^\s+#(?:\s+via)?\s+([A-Za-z0-9._-]+)(?:\s+\(pyproject\.toml\))?$", re.MULTILINE)
_REQUIREMENTS = """# -*- coding: utf-8 -*-
# โปรแกรม harvester ที่คลังนี้ใช้ และทุกอย่างที่มันต้องใช้ แต่ละบรรทัดมีลายนิ้วมือ (hash) ไฟล์ที่ถูกเปลี่ยนจะติดตั้งไม่ได้
# ติดตั้ง: python -m pip install --require-hashes -r requirements.txt
"""
"""Its head; without the first line pip on Windows reads the Thai in the machine's own code page."""
_WHEEL = "Wheel-Version: 1.0\nGenerator: harvester\nRoot-Is-Purelib: true\nTag: py3-none-any\n"


def program() -> Iterator[Artifact]:
    """`program/….whl` and `requirements.txt`, which names it and all that it needs with their hashes."""
    name, content = wheel()
    yield Artifact(f"{FOLDER}/{name}", content)
    digest = hashlib.sha256(content).hexdigest()
    own = f"./{FOLDER}/{name} --hash=sha256:{digest}\n"
    yield Artifact("requirements.txt", f"{_REQUIREMENTS}{own}{locked_requirements()}".encode())


def locked_requirements() -> str:
    """The part of the lock that running needs, with hashes: what the program asks for, and what that asks for."""
    entries = {
        match[1].lower(): match[0]
        for match in _ENTRY.finditer(shipped_file("requirements.lock").read_text("utf-8"))
    }
    asked = {_bare(one) for one in _package_facts().requires}
    via = {name: {_bare(one) for one in _VIA.findall(text)} for name, text in entries.items()}
    while more := {name for name in entries if name not in asked and via[name] & asked}:
        asked |= more
    return "".join(text.rstrip("\n") + "\n" for name, text in sorted(entries.items()) if name in asked)


def wheel() -> tuple[str, bytes]:
    """Name and content of the wheel of this very program."""
    about_it = _package_facts()
    stem = f"{NAME.replace('-', '_')}-{about_it.version}"
    about = f"{stem}.dist-info"
    files = dict(_files())
    head = ("Metadata-Version: 2.1", f"Name: {NAME}", f"Version: {about_it.version}", "License: MIT")
    needs = (f"Requires-Dist: {one}" for one in about_it.requires)
    files[f"{about}/METADATA"] = _lines((*head, f"Requires-Python: {about_it.python}", *needs))
    files[f"{about}/WHEEL"] = _WHEEL.encode()
    files[f"{about}/entry_points.txt"] = _lines(about_it.entry_points)
    files[f"{about}/licenses/LICENSE"] = about_it.licence.encode()
    digests = {name: base64.urlsafe_b64encode(hashlib.sha256(one).digest()) for name, one in files.items()}
    sums = {name: digest.rstrip(b"=").decode() for name, digest in digests.items()}
    rows = [f"{name},sha256={sums[name]},{len(content)}" for name, content in sorted(files.items())]
    files[f"{about}/RECORD"] = _lines((*rows, f"{about}/RECORD,,"))
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_STORED) as archive:
        for name, content in sorted(files.items()):
            entry = zipfile.ZipInfo(name, _LONG_AGO)
            entry.external_attr = 0o644 << 16
            entry.create_system = 3
            archive.writestr(entry, content)
    return f"{stem}-py3-none-any.whl", made.getvalue()


@dataclass(frozen=True, slots=True)
class _About:
    """What the program says of itself; `requires` and `entry_points` in a fixed spelling and order."""

    version: str
    python: str
    requires: tuple[str, ...]
    entry_points: tuple[str, ...]
    licence: str


@cache
def _package_facts() -> _About:
    """From pyproject.toml in a checkout, which an editable install may be older than; else from the installed wheel."""
    file = TEMPLATES.parent / "pyproject.toml"
    if file.is_file():
        project = tomllib.loads(file.read_text("utf-8"))["project"]
        points = {"console_scripts": project["scripts"], **project["entry-points"]}
        licence = (TEMPLATES.parent / "LICENSE").read_text("utf-8")
        asked = project["dependencies"]
        return _make_facts(project["version"], project["requires-python"], asked, points, licence)
    known = distribution(NAME)
    grouped: dict[str, dict[str, str]] = {}
    for point in known.entry_points:
        grouped.setdefault(point.group, {})[point.name] = point.value
    requires = [one for one in known.requires or () if "extra ==" not in one]
    licence = known.read_text("licenses/LICENSE") or ""
    return _make_facts(known.version, known.metadata["Requires-Python"], requires, grouped, licence)


def _make_facts(
    version: str, python: str, requires: list[str], points: Mapping[str, Mapping[str, str]], licence: str
) -> _About:
    lines: list[str] = []
    for group, named in sorted(points.items()):
        lines += [f"[{group}]", *(f"{name} = {value}" for name, value in sorted(named.items()))]
    needs = [(canonicalize_name(one.name), one.specifier, one.marker) for one in map(Requirement, requires)]
    spelt = (f"{name}{range_}" + (f"; {marker}" if marker else "") for name, range_, marker in needs)
    return _About(version, python, tuple(sorted(spelt)), tuple(lines), licence)


def _lines(lines: Iterable[str]) -> bytes:
    return "".join(f"{line}\n" for line in lines).encode()


def _files() -> Iterator[tuple[str, bytes]]:
    """The packages with the templates inside, wherever those stand now."""
    core = Path(harvester.__file__).parent
    yield from _under(core, "harvester")
    if (plugin := find_spec("site_plugins")) and plugin.origin:
        yield from _under(Path(plugin.origin).parent, "site_plugins")
    if not TEMPLATES.is_relative_to(core):
        yield from _under(TEMPLATES, "harvester/templates")
        yield from _under(TEMPLATES.parent / "lessons" / "pages", "harvester/templates/guides")
        for name in ("mkdocs.yml", "requirements.lock", "lessons/vocabulary/everyday.yml"):
            yield f"harvester/templates/{name}", shipped_file(name).read_bytes()


def _under(folder: Path, name: str) -> Iterator[tuple[str, bytes]]:
    for file in sorted(folder.rglob("*")):
        inside = file.relative_to(folder)
        if file.is_file() and "__pycache__" not in inside.parts and not file.name.startswith("."):
            yield f"{name}/{inside.as_posix()}", file.read_bytes()


def _bare(requirement: str) -> str:
    return canonicalize_name(re.split(r"[^A-Za-z0-9._-]", requirement.strip(), maxsplit=1)[0])


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
    install = "apt-get install -y -qq --no-install-recommends"
    system = f"sudo apt-get update -qq && sudo {install} {PRINT_PACKAGES}"
    pip = "python -m pip install --quiet"
    if (root / "harvester" / "__init__.py").is_file():
        own = f"{pip} --no-deps --no-build-isolation --editable ."
        return system, f"{pip} --require-hashes -r requirements.lock", own
    return system, f"{pip} --require-hashes -r requirements.txt"


def _quote(text: str) -> str:
    """A text as TOML, YAML and JSON alike read it."""
    return json.dumps(text, ensure_ascii=False)
