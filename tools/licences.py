"""Prints docs/licences.md: the licence of everything that the wheel and the site carry, and of what running needs.

Fails when a licence is none of those that let anybody use and pass on the program.
"""

from __future__ import annotations

import re
import sys
from importlib.metadata import PackageNotFoundError, metadata

from harvester.doors.site_template import locked_requirements

FREE = re.compile(
    r"MIT|BSD|Apache|ISC|PSF|Python Software Foundation|MPL|Mozilla|HPND|Unlicense|0BSD|CC0|LGPL|MIT-CMU|Zlib|OFL|CC-BY"
)
CARRIED = (
    ("Sarabun, Maitree, Noto Emoji, Noto Sans Lao, Khmer, Myanmar, Arabic, SC (ฟอนต์)", "OFL-1.1"),
    ("Decap CMS", "MIT"),
    ("lean-qr", "MIT"),
    ("@svg-maps/thailand (รูปจังหวัด)", "CC-BY-4.0"),
    ("thai-address-database (ทำเนียบที่อยู่)", "MIT"),
    ("PyThaiNLP (คลังคำ)", "Apache-2.0, CC0-1.0, CC-BY-SA-4.0 (Volubilis)"),
)
"""What is no Python package: files in `templates/` and `harvester/thai/` that others made."""


def licence(name: str) -> str:
    """The licence that a package names, by its expression, its classifiers or its words; '' when it is not installed."""
    try:
        known = metadata(name)
    except PackageNotFoundError:
        return ""
    classifiers = [
        one.rpartition(" :: ")[2] for one in known.get_all("Classifier") or () if one.startswith("License")
    ]
    said = known["License-Expression"] or ", ".join(classifiers) or (known["License"] or "").split("\n")[0]
    return str(said)[:200]


def main() -> int:
    """Writes the page to standard output; 1 when a licence is not free enough."""
    names = re.findall(r"^([A-Za-z0-9._-]+)==(\S+)", locked_requirements(), re.MULTILINE)
    rows = [(f"{name} {version}", licence(name)) for name, version in names]
    print("# สัญญาอนุญาตของสิ่งที่คลังใช้\n\nหน้านี้สร้างด้วย `make licences` และตรวจทุกครั้งที่ทดสอบ\n")
    print("## ที่มากับโปรแกรมและเว็บ\n\n| อะไร | สัญญาอนุญาต |\n| --- | --- |")
    print("\n".join(f"| {name} | {said} |" for name, said in CARRIED))
    print("\n## ที่ติดตั้งมาด้วย\n\n| อะไร | สัญญาอนุญาต |\n| --- | --- |")
    print("\n".join(f"| {name} | {said or '(ไม่ได้ติดตั้งบนเครื่องนี้)'} |" for name, said in rows))
    wrong = [f"{name}: {said}" for name, said in (*rows, *CARRIED) if said and not FREE.search(said)]
    if wrong:
        print("\n".join(wrong), file=sys.stderr)
    return bool(wrong)


if __name__ == "__main__":
    sys.exit(main())
