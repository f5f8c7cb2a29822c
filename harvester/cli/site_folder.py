"""Which site a command works on: the one named with `-C`, else the one the caller stands in."""

from __future__ import annotations

import re
from pathlib import Path

import click

from harvester.settings import Settings, find_root, lacking, load_settings


def current_settings(ctx: click.Context) -> Settings:
    """The settings of the site. Raises `SetupError` when there is none."""
    folder: Path | None = ctx.find_root().obj
    return load_settings(find_root((folder or Path.cwd()).resolve()))


def tell_lacking(settings: Settings) -> None:
    """Say on the error stream what empty settings cost."""
    for sentence in lacking(settings):
        click.echo(f"ยังขาด: {sentence}", err=True)


def as_typed(path: Path) -> str:
    """A path as one would type it here: from where one stands, in quotes when it has blanks."""
    here = Path.cwd()
    shown = str(path.relative_to(here) if path.is_relative_to(here) else path)
    return f'"{shown}"' if re.search(r"[\s()&'$]", shown) else shown
