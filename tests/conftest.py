"""What holds for every test: no clock decides, the same cases come up everywhere, one browser serves all."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

from tests.sharing import made_once, shared_folder

settings.register_profile("calm", deadline=None, derandomize=True)
settings.load_profile("calm")

# Without these a browser looks for its makers' hosts at every start.
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def browser_program() -> str | None:
    """Where the machine's own Chromium is; None where it has none."""
    return shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")


@pytest.fixture(scope="session")
def chromium() -> Iterator[Any]:
    """The machine's Chromium; one driver a process, since two of them get in each other's way. Its headless shell is
    the same engine without windows and menus, and loads a page with half the work."""
    playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    with playwright.sync_playwright() as driver:
        try:
            opened = driver.chromium.launch(
                executable_path=shutil.which("chromium-headless-shell") or browser_program(),
                args=[*ARGUMENTS, "--font-render-hinting=none"],  # letters as wide as in a window
            )
        except playwright.Error as fault:
            pytest.skip(f"no Chromium can be started here: {fault}")
        yield opened
        opened.close()


@pytest.fixture(scope="session", autouse=True)
def _memory(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Sites of the tests begin with what the building of the shipped library has learnt, once it is there."""
    os.environ["HARVESTER_MEMORY"] = str(shared_folder(tmp_path_factory) / "memory")


@pytest.fixture(scope="session")
def shipped(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The library of this project as a finished site, without its prints, in the folder `under/path`; read only."""
    return made_once(tmp_path_factory, "shipped", lambda: _build_shipped(tmp_path_factory))


def _build_shipped(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root, source = Path(__file__).parent.parent, tmp_path_factory.mktemp("source")
    for name in ("mkdocs.yml", "README.md"):
        shutil.copy(root / name, source / name)
    shutil.copytree(root / "lessons", source / "lessons")
    (source / "pyproject.toml").write_text("[tool.harvester]\nprints = false\nadmin = false\n", "utf-8")
    done = subprocess.run(
        [sys.executable, "-c", "from harvester.cli import main; main()", "-C", str(source), "build"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    shutil.copytree(source / ".cache/harvester/memory", os.environ["HARVESTER_MEMORY"])
    served = tmp_path_factory.mktemp("served") / "under" / "path"
    shutil.copytree(source / "site", served)
    return served


LONG = ("site", "doors", "hostile", "printing", "documents", "search")
"""Folders whose files take longest, the longest first. They begin first, so that no core waits for one at the end."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    folders = [*LONG, ""]

    def place(item: pytest.Item) -> int:
        return min(folders.index(part) for part in (*item.path.parts, "") if part in folders)

    items.sort(key=place)


MAY_SKIP = {"seeds", "elsewhere"}
"""Marks of tests that need what is not to be had everywhere."""


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]) -> Any:
    """Where everything is to be had, nothing may be skipped but what is marked as not to be had everywhere."""
    report = yield
    if os.environ.get("CI") and report.skipped and not MAY_SKIP & {mark.name for mark in item.iter_markers()}:
        report.outcome = "failed"
        report.longrepr = f"skipped, though nothing may be in CI: {report.longrepr}"
    return report


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """Seconds of the tests by folder, the longest first: the table in CONTRIBUTING.md."""
    seconds: Counter[str] = Counter()
    for report in (one for reports in terminalreporter.stats.values() for one in reports):
        if getattr(report, "duration", 0) and getattr(report, "nodeid", ""):
            seconds["/".join(report.nodeid.split("::")[0].split("/")[1:-1]) or "tests"] += report.duration
    if seconds.total() > 60:
        terminalreporter.write_sep("=", "seconds by folder")
        terminalreporter.write_line(", ".join(f"{name} {spent:.0f}" for name, spent in seconds.most_common()))
