"""The offline copy of a finished site, as ZIP (for a browser) or ZIM (for Kiwix, by `zimwriterfs`): every link names
a file, scripts are classic scripts, fonts are inlined in the style sheet."""

import base64
import json
import posixpath
import re
import shutil
import subprocess
import zipfile
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote

from harvester import TEMPLATES, SetupError
from harvester.rendering.classic_script import classic
from harvester.settings import Settings

_LEFT_OUT = re.compile(r"404\.html|sitemap\.xml\.gz|sw\.js|(admin|\.well-known)/.*")
_POLICY = re.compile(r'<meta http-equiv="Content-Security-Policy"[^>]*>\s*')
_PRELOAD = re.compile(r'<link rel="?(?:(?:module)?preload|manifest)"?[^>]*>\s*')
_POINTS = re.compile(r'(?P<tag>\b(?:href|src|action)=")(?P<to>(?![a-z][a-z0-9+.-]*:|//|#)[^"]*)"')
_REFRESH = re.compile(r'(http-equiv="refresh" content="0; url=)([^"]+)"')
_MODULE = re.compile(
    r'<script src="([^"]+)" type="module"[^>]*></script>|<script type="module" src="([^"]+)"[^>]*></script>'
)
_VERSION = re.compile(r'(\.(?:js|css))\?[0-9a-f]{10}"')
_FONT = re.compile(r"url\(\.\./fonts/([\w-]+\.woff2)\)")
_LESSON = re.compile(r"lessons/([a-z0-9-]+)/index\.html")
_MAIN = re.compile(r'<article class="md-content.*</article>', re.DOTALL)
LINKS = "assets/links.js"
ICON = "assets/icon-48.png"


def files(site: Path) -> Iterator[tuple[str, bytes]]:
    """Path and content of each file of the copy, in order of their paths."""
    here = [file for file in sorted(site.rglob("*")) if file.is_file()]
    modules: set[str] = set()
    for file in here:
        path = file.relative_to(site).as_posix()
        if _LEFT_OUT.fullmatch(path):
            continue
        if path.endswith(".html"):
            text = file.read_text(encoding="utf-8")
            yield path, _page(site, path, text, modules).encode()
            if (lesson := _LESSON.fullmatch(path)) and (main := _MAIN.search(text)):
                words = json.dumps(main[0], ensure_ascii=False)
                held = f"(self.botrianPages=self.botrianPages||{{}})[{json.dumps(lesson[1])}]={words};\n"
                yield f"lessons/{lesson[1]}/page.js", held.replace("</", "<\\/").encode()
        elif path == "assets/css/site.css":
            styles = file.read_text(encoding="utf-8")
            # The faces are here: none is late.
            styles = styles.replace("font-display:optional", "font-display:block")
            yield path, _FONT.sub(lambda font: _embedded_font(site, font[1]), styles).encode()
        else:
            yield path, file.read_bytes()
    for name in sorted(modules):
        script = classic(name, lambda path: (site / path).read_text(encoding="utf-8"))
        yield _classic_name(name), script.encode()
    yield LINKS, (TEMPLATES / "offline" / "links.js").read_bytes()


def write_zip(site: Path, target: Path) -> None:
    """The copy as one ZIP file, in a folder of its own; the same bytes for the same site."""
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as packed:
        for path, content in files(site):
            info = zipfile.ZipInfo(f"{target.stem}/{path}", (2020, 1, 1, 0, 0, 0))
            info.compress_type = zipfile.ZIP_DEFLATED
            info.external_attr = 0o644 << 16
            packed.writestr(info, content)


def can_write_zim() -> bool:
    """Whether the program that makes ZIM files is installed."""
    return shutil.which("zimwriterfs") is not None


def write_zim(site: Path, target: Path, settings: Settings, work: Path) -> None:
    """The copy as a ZIM file for Kiwix; `work` is an empty folder to lay it out in. Raises `SetupError`."""
    for path, content in files(site):
        if content:
            place = work / path
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(content)
    command = ["zimwriterfs", "--welcome=index.html", f"--illustration={ICON}", "--language=tha"]
    command += [f"--title={settings.name[:30]}", f"--description={settings.description[:80]}"]
    command += [f"--creator={settings.publisher}", f"--publisher={settings.publisher}"]
    command += [f"--name={target.stem}", "--withoutFTIndex", str(work), str(target)]
    said = subprocess.run(command, capture_output=True, encoding="utf-8", errors="replace", check=False)
    if said.returncode != 0 or not target.is_file():
        raise SetupError(f"zimwriterfs ทำไฟล์ ZIM ไม่สำเร็จ: {(said.stderr or said.stdout).strip()[-300:]}")


def _page(site: Path, path: str, text: str, modules: set[str]) -> str:
    """A page with every address rewritten to a file."""
    folder = posixpath.dirname(path)

    def module(found: re.Match[str]) -> str:
        source = found[1] or found[2]
        name = posixpath.normpath(posixpath.join(folder, source))
        modules.add(name)
        return f'<script defer src="{posixpath.relpath(_classic_name(name), folder or ".")}"></script>'

    text = _VERSION.sub(r'\1"', _PRELOAD.sub("", _POLICY.sub("", text)))
    text = _MODULE.sub(module, text)
    text = _POINTS.sub(lambda found: f'{found["tag"]}{_to_file(site, folder, found["to"])}"', text)
    text = _REFRESH.sub(lambda found: f'{found[1]}{_to_file(site, folder, found[2])}"', text)
    links = posixpath.relpath(LINKS, folder or ".")
    text = text.replace("<html ", "<html data-copy ", 1)
    return text.replace("</head>", f'<script src="{links}"></script></head>', 1)


def _to_file(site: Path, folder: str, address: str) -> str:
    """An address of the site with the name of the page in it."""
    way, mark, rest = re.fullmatch(r"([^?#]*)([?#]?)(.*)", address, re.DOTALL).groups()  # type: ignore[union-attr]
    target = posixpath.normpath(posixpath.join(folder, unquote(way) or "."))
    if way and (site / target / "index.html").is_file() and not posixpath.basename(way).endswith(".html"):
        way = posixpath.join(way, "index.html")
    return f"{way}{mark}{rest}"


def _classic_name(module: str) -> str:
    return f"{module.removesuffix('.js')}.classic.js"


def _embedded_font(site: Path, font: str) -> str:
    content = base64.b64encode((site / "assets" / "fonts" / font).read_bytes()).decode()
    return f"url(data:font/woff2;base64,{content})"
