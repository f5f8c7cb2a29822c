"""The program itself for a new site to carry: a wheel made of the installed files, and everything it needs by hash.

A new site must never install by a bare name: whoever registers that name would run code in its publishing job.
The same bytes come of a checkout and of an installed wheel: names are sorted, times are fixed, nothing is squeezed.
"""

from __future__ import annotations

import base64
import hashlib
import io
import re
import zipfile
from collections.abc import Iterator
from importlib.metadata import distribution
from importlib.util import find_spec
from pathlib import Path

import harvester
from harvester.model import Artifact
from harvester.rendering.templates import TEMPLATES, shipped

NAME = "khlang-botrian"
FOLDER = "program"
"""Where a site keeps the wheel."""
_LONG_AGO = (1980, 1, 1, 0, 0, 0)
_ENTRY = re.compile(r"^([A-Za-z0-9._-]+)==(?:.*\n)(?:[ \t].*\n?)*", re.MULTILINE)
_VIA = re.compile(r"^\s+#(?:\s+via)?\s+([A-Za-z0-9._-]+)(?:\s+\(pyproject\.toml\))?$", re.MULTILINE)
_WHEEL = "Wheel-Version: 1.0\nGenerator: harvester\nRoot-Is-Purelib: true\nTag: py3-none-any\n"


def program() -> Iterator[Artifact]:
    """`program/….whl` and `requirements.txt`, which names it and all that it needs with their hashes."""
    name, content = wheel()
    yield Artifact(f"{FOLDER}/{name}", content)
    digest = hashlib.sha256(content).hexdigest()
    lines = (
        "# โปรแกรม harvester ที่คลังนี้ใช้ และทุกอย่างที่มันต้องใช้ แต่ละบรรทัดมีลายนิ้วมือ (hash) ไฟล์ที่ถูกเปลี่ยนจะติดตั้งไม่ได้",
        "# ติดตั้ง: python -m pip install --require-hashes -r requirements.txt",
        f"./{FOLDER}/{name} --hash=sha256:{digest}",
    )
    yield Artifact("requirements.txt", ("\n".join(lines) + "\n" + needed()).encode())


def needed() -> str:
    """The part of the lock that running needs, with hashes: what the program asks for, and what that asks for."""
    entries = {
        match[1].lower(): match[0]
        for match in _ENTRY.finditer(shipped("requirements.lock").read_text("utf-8"))
    }
    asked = {_bare(one) for one in distribution(NAME).requires or () if "extra ==" not in one}
    via = {name: {_bare(one) for one in _VIA.findall(text)} for name, text in entries.items()}
    while more := {name for name in entries if name not in asked and via[name] & asked}:
        asked |= more
    return "".join(text.rstrip("\n") + "\n" for name, text in sorted(entries.items()) if name in asked)


def wheel() -> tuple[str, bytes]:
    """Name and content of the wheel of this very program."""
    known = distribution(NAME)
    stem = f"{NAME.replace('-', '_')}-{known.version}"
    about = f"{stem}.dist-info"
    files = dict(_files())
    files[f"{about}/METADATA"] = (known.read_text("METADATA") or "").encode()
    files[f"{about}/WHEEL"] = _WHEEL.encode()
    files[f"{about}/entry_points.txt"] = (known.read_text("entry_points.txt") or "").encode()
    files[f"{about}/licenses/LICENSE"] = (known.read_text("licenses/LICENSE") or "").encode()
    rows = [f"{name},sha256={_hash(content)},{len(content)}" for name, content in sorted(files.items())]
    files[f"{about}/RECORD"] = "".join(f"{row}\n" for row in (*rows, f"{about}/RECORD,,")).encode()
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_STORED) as archive:
        for name, content in sorted(files.items()):
            entry = zipfile.ZipInfo(name, _LONG_AGO)
            entry.external_attr = 0o644 << 16
            entry.create_system = 3
            archive.writestr(entry, content)
    return f"{stem}-py3-none-any.whl", made.getvalue()


def _files() -> Iterator[tuple[str, bytes]]:
    """The packages with the templates inside, wherever those stand now."""
    core = Path(harvester.__file__).parent
    yield from _under(core, "harvester")
    if (plugin := find_spec("site_plugins")) and plugin.origin:
        yield from _under(Path(plugin.origin).parent, "site_plugins")
    if not TEMPLATES.is_relative_to(core):
        yield from _under(TEMPLATES, "harvester/templates")
        yield from _under(TEMPLATES.parent / "lessons" / "pages", "harvester/templates/guides")
        for name in ("mkdocs.yml", "requirements.lock"):
            yield f"harvester/templates/{name}", shipped(name).read_bytes()


def _under(folder: Path, name: str) -> Iterator[tuple[str, bytes]]:
    for file in sorted(folder.rglob("*")):
        inside = file.relative_to(folder)
        if file.is_file() and "__pycache__" not in inside.parts and not file.name.startswith("."):
            yield f"{name}/{inside.as_posix()}", file.read_bytes()


def _bare(requirement: str) -> str:
    return (
        re.split(r"[^A-Za-z0-9._-]", requirement.strip(), maxsplit=1)[0]
        .lower()
        .replace("_", "-")
        .replace(".", "-")
    )


def _hash(content: bytes) -> str:
    return base64.urlsafe_b64encode(hashlib.sha256(content).digest()).rstrip(b"=").decode()
