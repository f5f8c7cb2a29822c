"""Private data in lines that are not the tests' own: how much is found, and how much is called private that is not.

    python benchmarks/privacy.py [--set development|kept_apart] [--show] [--json OUT]

`benchmarks/privacy_lines/` holds made-up lines as people write them, one a line behind its kind, private ones and
look-alikes. The patterns were chosen on `development`; `kept_apart` was never looked at, so never print its lines.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

from harvester.thai.privacy import find_private

FOLDER = Path(__file__).parent / "privacy_lines"
PLAIN = frozenset(
    {
        "id",
        "phone",
        "handle",
        "mail",
        "account",
        "address",
        "hospital",
        "plate",
        "birth",
        "token",
        "place",
        "list",
    }
)


def lines(kind: str, name: str) -> list[tuple[str, str]]:
    """(kind, line) of one file of a set."""
    rows = (FOLDER / f"{kind}-{name}.tsv").read_text("utf-8").splitlines()
    return [(row.partition("\t")[0], row.partition("\t")[2]) for row in rows]


def figures(name: str) -> dict[str, float]:
    """Shares found and falsely found, from 0 to 1, and their numbers."""
    private, alike = lines("private", name), lines("alike", name)
    found = [bool(find_private(text)) for _, text in private]
    people = [hit for hit, (kind, _) in zip(found, private, strict=True) if kind not in PLAIN]
    false = sum(bool(find_private(text)) for _, text in alike)
    return {
        "lines": len(private),
        "found": sum(found) / len(private),
        "people": len(people),
        "people_found": sum(people) / len(people),
        "alike": len(alike),
        "false": false / len(alike),
    }


def main() -> None:
    """Prints and writes."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--set", default="development", choices=["development", "kept_apart"])
    parser.add_argument(
        "--show", action="store_true", help="print what was missed and what was found falsely"
    )
    parser.add_argument("--json", type=Path)
    chosen = parser.parse_args()
    told = figures(chosen.set)
    print("  ".join(f"{key} {value:.3g}" for key, value in told.items()))
    if chosen.show:
        print(
            *(f"missed\t{text}" for _, text in lines("private", chosen.set) if not find_private(text)),
            sep="\n",
        )
        print(*(f"false\t{text}" for _, text in lines("alike", chosen.set) if find_private(text)), sep="\n")
    if chosen.json:
        chosen.json.write_text(json.dumps(told), "utf-8")


if __name__ == "__main__":
    main()
