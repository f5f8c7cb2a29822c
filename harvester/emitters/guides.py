"""Pages that are no lessons: how to take part, about the library. Their Markdown is cleaned like a lesson's. What
such a page says may belong to the site: `<!-- when: forge -->` (or `desk`, an editor on the web; `own`, the program
in the site's own folder), `<!-- otherwise -->`, `<!-- end -->`; links to `forge:lesson` and the like lead to the
forge's forms, and `<!-- contact -->` says how to reach the editors."""

import re
from collections.abc import Iterator

from harvester.model import Artifact, Guide
from harvester.rendering.addresses import SITE
from harvester.rendering.forge import FORMS, Forge
from harvester.rendering.pages import SiteContext
from harvester.settings import Settings
from harvester.thai.text import slug

_FENCED = re.compile(r"^[ \t]*```.*?^[ \t]*```", re.MULTILINE | re.DOTALL)
_HEADING = re.compile(r"^## +(.+?)[ #]*$", re.MULTILINE)
_WHEN = re.compile(
    r"[ \t]*<!-- when: (?P<what>[a-z]+) -->\n?(?P<yes>(?:(?!<!-- (?:when|end)).)*?)"
    r"(?:[ \t]*<!-- otherwise -->\n?(?P<no>(?:(?!<!-- (?:when|end)).)*?))?[ \t]*<!-- end -->\n?",
    re.DOTALL,
)
_FORGE = re.compile(r"\]\(forge:([a-z]*)\)")
_HERE = re.compile(r"\]\(#([^()\s]*[^()\s!-~][^()\s]*)\)")
"""A link to a heading of the same page by its Thai words; the heading's address is in Latin letters."""
_CONTACT = re.compile(r"<!-- contact -->")


def guides(site: SiteContext) -> Iterator[Artifact]:
    """`docs/pages/<id>.md` for each guide."""
    library, settings = site.library, site.settings
    for guide in library.guides:
        path, body = f"pages/{guide.id}.md", fill_guide(guide.body, settings)

        def made(guide: Guide = guide, path: str = path, body: str = body) -> Artifact:
            return site.make_page(
                path,
                "guide",
                title=guide.title,
                description=guide.description,
                edit=guide.path,
                headings=[(slug(heading), heading) for heading in _HEADING.findall(_FENCED.sub("", body))],
                body=site.guide(body, guide.path),
            )

        yield site.kept(path, (guide, body, site.reached_by(body)), made)


def fill_guide(body: str, settings: Settings) -> str:
    """A guide's Markdown as this site says it."""
    forge = Forge(settings.repository)
    holds = {
        "forge": bool(settings.repository),
        "desk": settings.admin and bool(settings.repository),
        "own": (settings.root / "harvester" / "__init__.py").is_file(),
    }
    body = _WHEN.sub(lambda one: (one["yes"] if holds.get(one["what"]) else one["no"]) or "", body)
    body = _CONTACT.sub(lambda _: contact_words(settings), body)
    body = _HERE.sub(lambda one: f"](#{slug(one[1])})", body)
    return _FORGE.sub(
        lambda one: f"]({_form(forge, one[1]) or SITE + 'tell/#' + (one[1] or 'lesson')})", body
    )


def _form(forge: Forge, kind: str) -> str:
    """The form of a kind, the repository itself for `repository`, the list of forms for nothing."""
    return forge.home if kind == "repository" else forge.form(kind if kind in FORMS else "")


def contact_words(settings: Settings) -> str:
    """How to reach those who look after a site, as Markdown; in words alone when the site names no way."""
    contact = " ".join(settings.contact.split())
    if re.fullmatch(r"[^\s@<>()\[\]]+@[^\s@<>()\[\]]+\.[^\s@<>()\[\]]+", contact):
        return f"[{contact}](mailto:{contact})"
    if re.fullmatch(r"https?://[^\s<>()\[\]]+", contact):
        return f"<{contact}>"
    return contact or f"{settings.publisher} หรือคนที่ส่งที่อยู่เว็บนี้ให้คุณ"
