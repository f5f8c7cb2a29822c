"""What a server is told: the headers of each file, and old addresses that must open for ever."""

from collections.abc import Iterator

from harvester.emitters.admin import policy as policy_of_admin
from harvester.emitters.places import district_folders
from harvester.emitters.theme import policy, shell_texts
from harvester.model import Artifact
from harvester.rendering.pages import SiteContext
from harvester.thai.text import former_slug, slug

EVERYWHERE = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=(), browsing-topics=()",
}
FILES = {"Content-Disposition": "attachment", "Content-Security-Policy": "default-src 'none'; sandbox"}


def headers(site: SiteContext) -> Iterator[Artifact]:
    """`docs/_headers`. Asked last: it names the folders of all pages that were made. A rule for everything would add
    the policy of pages to that of /admin, which needs one of its own."""
    framed = "; frame-ancestors 'self'"
    pages = {"Content-Security-Policy": policy(shell_texts()) + framed}
    places = ["/", "/404.html", *(f"/{name}/*" for name in sorted(site.folders))]
    said = {
        "/*": EVERYWHERE,
        "/files/*": FILES,
        "/admin/*": {
            "Content-Security-Policy": policy_of_admin(site.settings) + framed,
            "X-Robots-Tag": "noindex",
        },
        **dict.fromkeys(places, pages),
    }
    lines = (
        f"{place}\n" + "".join(f"  {name}: {value}\n" for name, value in rows.items())
        for place, rows in said.items()
    )
    yield Artifact("docs/_headers", "".join(lines).encode())


def redirects(site: SiteContext) -> Iterator[Artifact]:
    """`docs/lessons/<alias>.md` and a notice for each withdrawn lesson, unless a lesson of that id lives there."""
    library = site.library
    taken = {str(lesson.id) for lesson in library.lessons}
    for lesson in library.lessons:
        for alias in lesson.old_ids:
            if alias not in taken:
                taken.add(alias)
                yield site.page(
                    f"lessons/{alias}.md",
                    "redirect",
                    title=lesson.title,
                    description=lesson.summary,
                    redirect=f"lessons/{lesson.id}/",
                    lesson=lesson,
                )
    yield site.page("lessons/index.md", "redirect", title="รายชื่อบทเรียน", redirect="titles/", lesson=None)
    yield from _respelt(site)
    for one in library.withdrawn.values():
        for name in (one.slug, *one.aliases) if one.kind == "lesson" else ():
            if name not in taken:
                taken.add(name)
                yield site.page(f"lessons/{name}.md", "withdrawn", date=one.date)


def _respelt(site: SiteContext) -> Iterator[Artifact]:
    """Folders whose name was romanised wrongly before: each leads on to the name that it has now."""
    words = site.library.vocabulary
    to = site.addresses
    named = [to.series(one.name) for one in site.series.values()]
    named += [to.tag(label) for label in {*(tag.label for tag in words.tags), *site.indexes.tags}]
    named += [to.role(entry.label) for entry in words.roles]
    named += [to.programme(entry.label) for entry in words.programmes]
    ways = [(one.label, one.href.removeprefix("site:")) for one in named] + list(district_folders(site))
    taken = {href for _, href in ways}
    for label, href in ways:
        folder, _, name = href.rstrip("/").rpartition("/")
        former = f"{folder}/{former_slug(label)}/"
        if name == slug(label) and former not in taken:
            taken.add(former)
            yield site.page(f"{former}index.md", "redirect", title=label, redirect=href, lesson=None)
