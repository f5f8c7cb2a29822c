"""The shell for MkDocs with Material: overrides, style sheet, scripts, fonts and the mkdocs.yml of the tree."""

import json
import re
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

from harvester import TEMPLATES, shipped_file
from harvester.emitters.material import used_rules, whole_sheet
from harvester.emitters.search_shards import digest, search_scripts, version
from harvester.memo import key_of, recall
from harvester.model import Artifact
from harvester.rendering.pages import SiteContext
from harvester.rendering.templates import colours, typeset
from harvester.rendering.typography import Typography
from harvester.settings import Settings
from harvester.thai.privacy import PATTERNS

STYLES = "assets/css/site.css"
"""What pages load: the rules of Material that they use, then ours."""
BARE = "docs/assets/css/bare.css"
"""Ours alone, for the desk, which is no page of the theme."""
_ELSEWHERE = ("css", "search")
"""Folders of assets that are published in another form: as one style sheet, by `search_shards`."""
_INLINE = re.compile(r"<script>(.*?)</script>", re.DOTALL)
_SIDES = re.compile(
    r"(?<![\w-])(inset|(?:margin|padding)-(?:block|inline)):([^;}(]*(?:\([^;}]*\))?[^;}(]*)(?=[;}])"
)
_VALUE = re.compile(r"(?:[^\s(]|\([^)]*\))+")
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_BLANKS = re.compile(r"\s*\n\s*")
_SAID = re.compile(r"^ +- ([^:#\n]+):|^copyright: (.+)$", re.MULTILINE)
SAID = "{said}"
"""Where the shell's templates take what mkdocs.yml says, set for the screen, by its words."""
VERSIONS = "{versions}"
"""Where they take the versioned addresses of what every page loads."""
POLICY = "{policy}"
"""Where the shell's templates take the content security policy of pages."""
_POLICY = (
    "default-src 'none'; script-src 'self' {hashes}; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; worker-src 'self'; manifest-src 'self'; form-action 'self'; base-uri 'none'; "
    "require-trusted-types-for 'script'; trusted-types default khlang-pages"
)
"""Nothing but our own, and no text becomes code: scripts only by address on this site."""
HOME = "{home}"
NO_HOME = '{% set base_url = "." %}'
"""What 404.html, which is shown under any address, starts with where the site's own is not known."""


def theme(site: SiteContext) -> Iterator[Artifact]:
    """`overrides/**`, `docs/assets/**` and `mkdocs.yml`."""
    settings = site.settings
    yield from overrides(site.typography, mkdocs_yml(settings), "" if settings.has_address else NO_HOME)
    yield Artifact(BARE, style_sheet().encode())
    for path, content in loaded().items():
        if not path.startswith("assets/search/"):
            yield Artifact(f"docs/{path}", content)
    assets = TEMPLATES / "assets"
    for file in _files(assets):
        if file.parent.name not in _ELSEWHERE and file.name not in ("sw.js", "reader.js", "paper.js"):
            yield Artifact(f"docs/assets/{file.relative_to(assets).as_posix()}", file.read_bytes())
    yield Artifact("docs/assets/privacy/patterns.js", privacy_patterns())
    worker = (assets / "js" / "sw.js").read_text("utf-8")
    for path, content in (loaded() | {"assets/js/more.js": (assets / "js" / "more.js").read_bytes()}).items():
        worker = worker.replace(f'"{path}"', f'"{path}?{version(content)}"')
    yield Artifact("docs/sw.js", worker.replace("{version}", version(worker.encode())).encode())
    yield Artifact("mkdocs.yml", mkdocs_yml(settings).encode())


@cache
def loaded() -> dict[str, bytes]:
    """The style sheet and the scripts that every page loads, by their address in the site."""
    scripts = TEMPLATES / "assets" / "js"
    more = (scripts / "more.js").read_bytes()
    reader = (scripts / "reader.js").read_text("utf-8")
    material, ours = whole_sheet(), style_sheet()
    used = recall(key_of("material", material, ours), lambda: used_rules(material, ours))
    return {
        STYLES: f"{used}\n{ours}".encode(),
        "assets/js/reader.js": reader.replace("{more}", version(more))
        .replace("{sealed}", digest(more))
        .encode(),
        "assets/search/search.js": search_scripts()[2],
        "assets/paper/paper.js": (TEMPLATES / "assets" / "paper" / "paper.js").read_bytes(),
    }


def versioned(path: str) -> str:
    """An address with the edition of what it names, if that is one of what every page loads."""
    content = loaded().get(path)
    return path if content is None else f"{path}?{version(content)}"


def overrides(typography: Typography, config: str, home: str) -> Iterator[Artifact]:
    """Material's overrides, their Thai and what `mkdocs.yml` says set for the screen, the policy's hashes filled in."""
    key = key_of("shell", config, home, typography.content_key)
    for name, text in recall(key, lambda: dict(_set_overrides(typography, config, home))).items():
        yield Artifact(f"overrides/{name}", text.encode())


def _set_overrides(typography: Typography, config: str, home: str) -> Iterator[tuple[str, str]]:
    texts = shell_texts()
    allowed = policy(texts)
    # No digests here: browsers would refuse the scripts of a site that is opened from a folder.
    versions = {path: f'{path}?{version(content)}"' for path, content in loaded().items()}
    said = {
        words: str(typography.running(words)) for pair in _SAID.findall(config) for words in pair if words
    }
    for name, text in texts.items():
        text = text.replace(SAID, json.dumps(said, ensure_ascii=False)).replace(
            VERSIONS, json.dumps(versions)
        )
        yield name, typeset(text.replace(HOME, home).replace(POLICY, allowed), typography.running)


def privacy_patterns() -> bytes:
    """The table of what is private as a module of the browser."""
    table = json.loads(PATTERNS.read_text("utf-8"))
    return f"export default {json.dumps(table, ensure_ascii=False, separators=(',', ':'))};\n".encode()


def shell_texts() -> dict[str, str]:
    """The templates of the shell by their names."""
    folder = TEMPLATES / "overrides"
    return {file.relative_to(folder).as_posix(): file.read_text("utf-8") for file in _files(folder)}


def policy(texts: Mapping[str, str]) -> str:
    """The content security policy of pages, with the hashes of the scripts that are in them."""
    scripts = sorted({script for text in texts.values() for script in _INLINE.findall(text)})
    return _POLICY.format(hashes=" ".join(f"'{digest(one.encode())}'" for one in scripts))


def style_sheet() -> str:
    """All style sheets as one, the colours first."""
    files = _files(TEMPLATES / "assets" / "css")
    text = "\n".join((colours().sheet, *(file.read_text("utf-8") for file in files[1:])))
    text = _SIDES.sub(_spelt_out, text)
    return _BLANKS.sub("\n", _COMMENT.sub("", text)).strip() + "\n"


def _spelt_out(found: re.Match[str]) -> str:
    """`inset` and the logical pairs side by side, for browsers of 2020 that do not know them."""
    name, values = found[1], _VALUE.findall(found[2])
    if name == "inset":
        top, right, bottom, left = (values * 4)[:4] if len(values) in (1, 2, 4) else (*values, values[1])
        return f"top:{top};right:{right};bottom:{bottom};left:{left}"
    kind, _, axis = name.partition("-")
    first, second = ("top", "bottom") if axis == "block" else ("left", "right")
    return f"{kind}-{first}:{values[0]};{kind}-{second}:{values[-1]}"


def mkdocs_yml(settings: Settings) -> str:
    """The configuration with which plain MkDocs builds the emitted tree into the same pages."""
    own = settings.root / "mkdocs.yml"
    text = (own if own.is_file() else shipped_file("mkdocs.yml")).read_text("utf-8")
    text = re.sub(rf"""["']?{re.escape(STYLES)}["']?""", json.dumps(versioned(STYLES)), text)
    text = re.sub(r"^docs_dir:.*$", "docs_dir: docs", text, flags=re.MULTILINE)
    text = re.sub(r"^(\s+)name: material$", r"\g<0>\n\1custom_dir: overrides", text, flags=re.MULTILINE)
    for key, value in (("site_name", settings.name), ("site_url", settings.url)):
        said = f"{key}: {json.dumps(value, ensure_ascii=False)}".replace("\\", r"\\")
        text = re.sub(rf"^{key}:.*\n", "", text, flags=re.MULTILINE)
        text = re.sub(r"\A", said + "\n", text)
    return re.sub(r"^plugins:\n(?:[ \t-].*\n?)*", "plugins: []\n", text, flags=re.MULTILINE)


def _files(folder: Path) -> list[Path]:
    return sorted(file for file in folder.rglob("*") if file.is_file() and not file.name.startswith("."))
