"""Writes the table of rooms with their sizes into docs/architecture.md, between the two marks. `--check` only compares."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs/architecture.md"
BEGIN, END = "<!-- rooms: made by tools/rooms.py -->", "<!-- end of rooms -->"


def rooms() -> Iterator[tuple[str, int, int]]:
    """Name, number of modules and hundreds of lines of every room, by name."""
    for place in sorted([*(ROOT / "harvester").iterdir(), ROOT / "site_plugins"]):
        files = sorted(place.rglob("*.py")) if place.is_dir() else [place] * (place.suffix == ".py")
        lines = sum(len(file.read_text(encoding="utf-8").splitlines()) for file in files)
        if lines and place.name != "__init__.py":
            yield place.name + "/" * place.is_dir(), len(files), round(lines, -2)


def main() -> int:
    """0, or 1 when `--check` is given and the page is stale. Sizes are rounded, so that small changes change nothing."""
    rows = "\n".join(f"| `{name}` | {files} | {lines:,} |" for name, files, lines in rooms())
    text = PAGE.read_text(encoding="utf-8")
    head, rest = text.split(BEGIN, 1)
    tail = rest.split(END, 1)[1]
    made = f"{head}{BEGIN}\n| room | modules | lines |\n| --- | --- | --- |\n{rows}\n{END}{tail}"
    if "--check" in sys.argv:
        return int(made != text)
    PAGE.write_text(made, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
