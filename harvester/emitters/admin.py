"""The editor at /admin: Decap CMS as it ships, our configuration, and a preview drawn with the site's own pieces.
What it asks for comes from `doors.cms`; nothing of it is loaded from elsewhere, and signing in speaks to the forge
alone."""

import json
import lzma
import re
from collections.abc import Iterator
from functools import cache
from typing import Any
from urllib.parse import urlsplit

from harvester import TEMPLATES
from harvester.doors.cms import MOST_OFFERED, configuration
from harvester.model import Artifact, Library
from harvester.model.field_groups import OUTCOME_LABELS
from harvester.model.sections import SECTIONS
from harvester.reading.cautions_and_traps import CAUTION, REMEDY
from harvester.reading.yaml import dump
from harvester.rendering.pages import SiteContext
from harvester.rendering.templates import colours, template
from harvester.settings import Settings
from harvester.thai.text import fold

FOLDER = "docs/admin"
_TEMPLATES = TEMPLATES / "admin"
_FILES = "before.js desk.js identity.js preview.css LICENSE-decap-cms.txt body.js pieces.js"
_FORGES = {
    "github.com": ("https://api.github.com", "https://github.com", "https://www.githubstatus.com"),
    "gitlab.com": ("https://gitlab.com",),
}


def admin(site: SiteContext) -> Iterator[Artifact]:
    """`docs/admin/**`, when the site wants an editor. Without a repository there is only a page that says so."""
    library, settings = site.library, site.settings
    if settings.admin:
        yield from pages(library, settings)


def pages(library: Library, settings: Settings, *, local: str = "") -> Iterator[Artifact]:
    """The editor's files; `local` is the path of a backend on this machine that replaces the repository."""
    ready = bool(local or settings.repository)
    index = template("admin/index.html")
    guides = {guide.slug for guide in library.guides}
    shown = index.render(
        name=settings.name,
        publisher=settings.publisher,
        ready=ready,
        local=bool(local),
        policy=policy(settings, local=bool(local)),
        guide="write" in guides,
        windows="windows" in guides,
    )
    yield Artifact(f"{FOLDER}/index.html", shown.encode())
    yield Artifact(
        f"{FOLDER}/desk.css", (str(colours().light) + (_TEMPLATES / "desk.css").read_text("utf-8")).encode()
    )
    if not ready:
        return
    config = configuration(library, settings, local=local)
    yield Artifact(f"{FOLDER}/config.yml", dump(config).encode())
    about = json.dumps(_preview_facts(config, library, bool(local)), ensure_ascii=False, sort_keys=True)
    yield Artifact(f"{FOLDER}/about.js", f"window.about = {about};\n".encode())
    for name in (*_FILES.split(), *(("own-machine.js", "inbox.js") if local else ())):
        yield Artifact(f"{FOLDER}/{name}", (_TEMPLATES / name).read_bytes())
    if local:
        inbox = template("admin/inbox.html")
        shown = inbox.render(
            name=settings.name, repository=settings.repository, policy=policy(settings, local=True)
        )
        yield Artifact(f"{FOLDER}/inbox.html", shown.encode())
    yield Artifact(f"{FOLDER}/decap-cms.js", _decap())


def policy(settings: Settings, *, local: bool = False) -> str:
    """The page's own content security policy; `unsafe-eval`, nowhere else, is for Decap's check of its configuration."""
    address = urlsplit(settings.repository)
    forge: tuple[str, ...] = ()
    if not local and address.hostname:
        forge = _FORGES.get(address.hostname, (f"https://{address.netloc}",))
        if "://" in settings.admin_login:
            login = urlsplit(settings.admin_login)
            forge += (f"{login.scheme}://{login.netloc}",)
    pictures = (
        " https://avatars.githubusercontent.com https://raw.githubusercontent.com"
        if "github" in "".join(forge)
        else ""
    )
    return (
        "default-src 'none'; script-src 'self' 'unsafe-eval'; style-src 'self' 'unsafe-inline'; "
        f"img-src 'self' data: blob:{pictures}; font-src 'self' data:; "
        f"connect-src 'self' {' '.join(('blob:', 'data:', *forge))}; "
        "frame-src 'self' blob:; manifest-src 'self'; form-action 'self'; base-uri 'none'"
    )


def _preview_facts(config: dict[str, Any], library: Library, local: bool) -> dict[str, Any]:
    """What the preview has to know: which collections hold what, what headings and labels mean, names and icons."""
    sprite = template("overrides/partials/sprite.html").render()
    kinds = {"trials": "trial", "collections": "collection"}
    named = library.lessons[:MOST_OFFERED]
    return {
        "collections": {
            name: kinds.get(name) or ("word" if name.startswith("words-") else "lesson")
            for name in (one["name"] for one in config["collections"])
            if name != "pages"
        },
        "sections": {fold(name): row.kind.value for row in SECTIONS for name in (row.label, *row.aliases)},
        "caution": CAUTION,
        "remedy": REMEDY,
        "outcomes": OUTCOME_LABELS,
        "lessons": {str(one.id): one.title for one in named},
        "taken": [str(one.id) for one in named],
        "local": local,
        "wording": json.loads((_TEMPLATES / "wording.json").read_text("utf-8")),
        "sprite": sprite,
    }


@cache
def _decap() -> bytes:
    code = lzma.decompress((_TEMPLATES / "decap-cms.js.xz").read_bytes())
    return re.sub(rb"\n//# sourceMappingURL=\S+\s*$", b"\n", code)
