"""คลังบทเรียน: turns the lessons of Thai practitioners into a living, printable, searchable library."""

__version__ = "0.1.0"
