"""A small site with everything in it: traps, a series with a gap, an alias, a draft, broken and hostile lessons."""

from __future__ import annotations

import base64
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
PNG = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)
HERE = Path(__file__).parent


def write(folder: Path) -> Path:
    """The sample's folder, with our own mkdocs.yml as it is shipped (but for guides that the sample lacks)."""
    shutil.copytree(HERE / "lessons", folder / "lessons")
    (folder / "lessons" / "2549" / "circle.png").write_bytes(PNG)
    (folder / "lessons" / "2549" / "false.png").write_bytes(b"<svg onload=alert(1)>")
    config = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    lines = [
        line
        for line in config.splitlines()
        if "pages/" not in line or any(f"{name}.md" in line for name in ("write", "about"))
    ]
    (folder / "mkdocs.yml").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return folder


def mkdocs(folder: Path, site: Path, *options: str) -> subprocess.CompletedProcess[str]:
    """Run the real MkDocs in its own process."""
    environment = os.environ | {
        "PYTHONPATH": str(ROOT),
        "PYTHONUTF8": "1",
        "NO_MKDOCS_2_WARNING": "1",
        "HARVESTER_PRINTS": "0",
    }
    return subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--site-dir", str(site), *options],
        cwd=folder,
        env=environment,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


def emitted(folder: Path, tree: Path) -> Path:
    """The engine-neutral tree of a site's folder, as `harvester emit` writes it."""
    from harvester import pipeline, store
    from harvester.settings import load_settings

    settings = load_settings(folder)
    library = pipeline.publishable(pipeline.harvest(pipeline.load(settings)))
    store.write_tree(tree, pipeline.emit(library, settings))
    shutil.rmtree(tree / "site", ignore_errors=True)
    return tree
