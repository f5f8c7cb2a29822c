"""Pages of which a site has one: guides, search, basket, evidence, reviews due, the form for readers to tell."""

import json
import re
from collections.abc import Iterator
from typing import Any

from markupsafe import Markup

from harvester import TEMPLATES
from harvester.doors.issue_forms import PROMISE
from harvester.doors.questions import ADDRESSED, BY_HAND, MARKS, QUESTIONS
from harvester.doors.reminders import last_day, reminders
from harvester.model import Artifact, Guide, Trial
from harvester.model import Evidence as Level
from harvester.model.field_groups import EVIDENCE_LABELS, OUTCOME_LABELS
from harvester.model.fields import fields_of
from harvester.model.selection import select
from harvester.reading.yaml import load_own
from harvester.rendering.addresses import SITE
from harvester.rendering.evidence import LEVELS, of_lesson
from harvester.rendering.forge import FORMS, Forge
from harvester.rendering.pages import SiteContext, page_words
from harvester.rendering.rows import keys_of, print_rows
from harvester.settings import Settings
from harvester.thai.text import slug, sort_key

_TABLE = re.compile(r'(<div class="scroll.*?</table></div>)', re.DOTALL)
MOST_ROWS = 15
"""Of a guide's table that a phone shows at once; a longer one is folded there."""
FREQUENT = 6
"""Questions that the search page offers before one is asked."""


def search_page(site: SiteContext) -> Iterator[Artifact]:
    """`docs/search/index.md`; `#search-app` is filled by `assets/search/app.js`."""
    shelf = site.indexes.tags
    yield site.page(
        "search/index.md",
        "search",
        total=len(site.indexes.newest),
        questions=[work.ask for work in site.library.vocabulary.works if work.ask][:FREQUENT],
        works=site.library.vocabulary.works,
        tags=[(site.addresses.tag(label), len(shelf[label])) for label in sorted(shelf, key=sort_key)][:400],
        provinces=[
            (site.addresses.province(name), len(found))
            for name, found in sorted(site.indexes.provinces.items(), key=lambda pair: sort_key(pair[0]))
        ],
    )


def basket(site: SiteContext) -> Iterator[Artifact]:
    """`docs/basket/index.md`; `assets/paper/kit.js` sets the half-day kit from the same table as the program."""
    rows = {row.key: row for row in fields_of(Trial)}
    kit = load_own((TEMPLATES / "print" / "kit.yml").read_text("utf-8"))
    kit["labels"] = {key: row.label for key, row in rows.items()}
    kit["outcomes"] = list(OUTCOME_LABELS.values())
    yield site.page(
        "basket/index.md",
        "basket",
        site_name=site.settings.name,
        home=site.settings.url if site.settings.has_address else "",
        contact=site.settings.contact,
        hours=list(kit["lengths"]),
        kit=json.dumps(kit, ensure_ascii=False, separators=(",", ":")),
    )


def evidence(site: SiteContext) -> Iterator[Artifact]:
    """`docs/evidence/index.md`: the levels, the numbers of trials they ask for, how many lessons have each."""
    levels = [of_lesson(site.library, lesson).level for lesson in site.library.in_use]
    yield site.page(
        "evidence/index.md",
        "evidence",
        levels=[(label, levels.count(Level(level))) for level, label in EVIDENCE_LABELS.items()],
        least={level.value: count for count, level in LEVELS},
    )


def reviews(site: SiteContext) -> Iterator[Artifact]:
    """`docs/reviews/index.md` and `docs/reviews.xml`."""
    library = site.library
    found = reminders(library)
    yield site.page(
        "reviews/index.md",
        "reviews",
        over=[one for one in found if one.over],
        soon=[one for one in found if not one.over],
    )
    updated = f"{last_day(library.today)}T00:00:00Z" if library.today and found else "2026-01-01T00:00:00Z"
    yield site.text("reviews.xml", "reviews.xml", reminders=found, updated=updated)


def prints(site: SiteContext) -> Iterator[Artifact]:
    """`docs/prints/index.md` and `docs/prints/<collection>-<form>.<suffix>`."""
    library, settings = site.library, site.settings
    for print_ in library.prints if settings.prints else ():
        yield Artifact(f"docs/prints/{print_.name}", print_.content)
    yield site.page(
        "prints/index.md",
        "prints",
        shelves=[
            (one, keys_of(select(library, one)), print_rows(library, one)) for one in library.collections
        ],
        has_guide=any(guide.slug == "print" for guide in library.guides),
    )


MAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+", re.ASCII)
_LINK = re.compile(r"https?://\S+")


def tell(site: SiteContext) -> Iterator[Artifact]:
    """`docs/tell/index.md`; `assets/tell/form.js` puts the form in."""
    settings = site.settings
    contact = settings.contact.strip()
    mail, link = MAIL.search(contact), _LINK.search(contact)
    forge = site.addresses.forge
    kinds = {kind: _kind(kind) for kind in MARKS}
    form = {
        "kinds": kinds,
        "name": settings.name,
        "publisher": settings.publisher,
        "contact": contact,
        "link": link[0] if link else f"mailto:{mail[0]}" if mail else "",
        "mail": mail[0] if mail else "",
        "ways": settings.ways.split(),
        "forge": {"home": forge.home, "gitlab": forge.is_gitlab} if forge.home else None,
    }
    yield site.page(
        "tell/index.md",
        "tell",
        form=json.dumps(form, ensure_ascii=False, separators=(",", ":")),
        kinds=kinds,
        contact=contact,
        link=form["link"],
        publisher=settings.publisher,
    )


def _kind(kind: str) -> dict[str, Any]:
    """What the form asks for one kind, as data."""
    told = page_words("telling")[kind]
    name, about = told.get("names") or BY_HAND[kind][:2]
    first = told["first"]
    order = sorted(QUESTIONS[kind], key=lambda one: first.index(one.key) if one.key in first else len(first))
    address = QUESTIONS[kind][0].key if kind in ADDRESSED else ""
    questions = [
        {
            "key": one.key, "name": one.name, "label": one.label, "hint": one.hint, "example": one.example.split("\n")[0],
            "required": one.key in told["required"], "long": one.long, "many": one.many, "section": one.section,
            "options": list(one.labels) or None, "first": one.key in first,
        }
        for one in order
    ]  # fmt: skip
    promise = PROMISE if kind in ("trial", "lesson", "answer") else ""
    return {
        "mark": MARKS[kind],
        "name": name,
        "about": about,
        "form": FORMS[kind][0],
        "address": address,
        "promise": promise,
        "questions": questions,
    }


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
        path, body = f"pages/{guide.slug}.md", fill_guide(guide.body, settings)

        def made(guide: Guide = guide, path: str = path, body: str = body) -> Artifact:
            return site.make_page(
                path,
                "guide",
                title=guide.title,
                description=guide.description,
                edit=guide.path,
                headings=[(slug(heading), heading) for heading in _HEADING.findall(_FENCED.sub("", body))],
                parts=list(_parts(site.guide(body, guide.path))),
            )

        yield site.kept(path, (guide, body, site.reached_by(body)), made)


def _parts(body: Markup) -> Iterator[tuple[Markup, int]]:
    """A guide's HTML in parts, each with its rows if it is a long table, else 0."""
    for part in _TABLE.split(body):
        rows = part.count("<tr>") - 1 if _TABLE.match(part) else 0
        yield Markup(part), rows if rows > MOST_ROWS else 0


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
