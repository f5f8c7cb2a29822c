"""คลังบทเรียน: turns the lessons of Thai practitioners into a living, printable, searchable library."""

from pathlib import Path

__version__ = "0.1.0"


class SetupError(Exception):
    """The program cannot run as asked (settings, missing parts); the message is Thai, for people."""


_PACKAGE = Path(__file__).parent
TEMPLATES = next(
    place / "templates" for place in (_PACKAGE, _PACKAGE.parent) if (place / "templates").is_dir()
)
"""The folder of all templates and assets: at the top of a checkout, inside the package in a wheel."""


def shipped_file(name: str) -> Path:
    """A file of our own site that travels in the wheel; in a checkout it is at its root."""
    packed = TEMPLATES / name
    return packed if packed.is_file() else TEMPLATES.parent / name
