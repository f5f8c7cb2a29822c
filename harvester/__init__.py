"""คลังบทเรียน: turns the lessons of Thai practitioners into a living, printable, searchable library."""

__version__ = "0.1.0"


class SetupError(Exception):
    """The program cannot run as asked (settings, missing parts); the message is Thai, for people."""
