"""What a server should say with each file, in the form that Cloudflare Pages and Netlify read; docs/trust.md has others."""

from __future__ import annotations

from collections.abc import Iterator

from harvester.emitters.admin import policy as policy_of_admin
from harvester.emitters.theme import policy, shell_texts
from harvester.model import Artifact
from harvester.rendering.pages import SiteContext

EVERYWHERE = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=(), browsing-topics=()",
}
FILES = {"Content-Disposition": "attachment", "Content-Security-Policy": "default-src 'none'; sandbox"}


def headers(site: SiteContext) -> Iterator[Artifact]:
    """`docs/_headers`. Asked last: it names the folders of all pages that were made.

    A rule for everything would add the policy of pages to that of /admin, which needs one of its own.
    """
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
