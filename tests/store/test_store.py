"""What is published is whole: whatever happens in between, the last good folder stands."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from harvester import store
from harvester.model import Artifact
from harvester.model.diagnostics import SetupError

PUBLISHER = """
import sys
from itertools import count
from pathlib import Path
from harvester import store
folder = Path(sys.argv[1])
for version in count():
    staged = store.stage(folder)
    for number in range(30):
        (staged / f"{number}.html").write_text(str(version))
    store.publish(staged, folder)
    print(version, flush=True)
"""


def versions(folder: Path) -> set[str]:
    return {(folder / f"{number}.html").read_text() for number in range(30)}


def test_a_killed_publisher_leaves_a_whole_site(tmp_path: Path) -> None:
    folder = tmp_path / "site"
    for wait in (0.01, 0.05, 0.09):
        process = subprocess.Popen([sys.executable, "-c", PUBLISHER, str(folder)], stdout=subprocess.PIPE)
        assert process.stdout is not None
        process.stdout.readline()
        time.sleep(wait)
        os.kill(process.pid, signal.SIGKILL)
        process.communicate()
        assert len(versions(folder)) == 1
        store.recover(folder)
        assert len(versions(folder)) == 1
        assert [path.name for path in tmp_path.iterdir()] == ["site"]


def test_without_an_exchange_the_old_folder_comes_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On systems that cannot exchange two folders, a kill between the two renames is mended by the next build."""
    folder = tmp_path / "site"
    folder.mkdir()
    (folder / "old").touch()
    os.replace(folder, tmp_path / ".site-last-good")
    store.recover(folder)
    assert (folder / "old").exists()
    monkeypatch.setattr(store, "_exchanged", lambda one, other: False)
    staged = store.stage(folder)
    (staged / "new").touch()
    store.publish(staged, folder)
    assert [path.name for path in folder.iterdir()] == ["new"]
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


def test_a_failing_tree_changes_nothing(tmp_path: Path) -> None:
    folder = tmp_path / "source"
    assert store.write_tree(folder, [Artifact("docs/a.md", b"one")]) == 1

    def broken():  # type: ignore[no-untyped-def]
        yield Artifact("docs/b.md", b"two")
        raise OSError("disk full")

    with pytest.raises(OSError, match="disk full"):
        store.write_tree(folder, broken())
    with pytest.raises(SetupError, match="ชี้ออกนอกโฟลเดอร์"):
        store.write_tree(folder, [Artifact("../outside", b"")])
    assert [path.name for path in folder.rglob("*.md")] == ["a.md"]
    assert [path.name for path in tmp_path.iterdir()] == ["source"]


def test_new_files_never_overwrite(tmp_path: Path) -> None:
    first = store.write_new(tmp_path / "a.md", b"one")
    second = store.write_new(tmp_path / "a.md", b"two")
    assert (first.name, first.read_bytes()) == ("a.md", b"one")
    assert (second.name, second.read_bytes()) == ("a-2.md", b"two")


def test_written_files_are_whole(tmp_path: Path) -> None:
    store.write_file(tmp_path / "a", b"one")
    store.write_file(tmp_path / "a", b"two")
    assert [path.name for path in tmp_path.iterdir()] == ["a"]
    assert (tmp_path / "a").read_bytes() == b"two"


def test_one_build_at_a_time(tmp_path: Path) -> None:
    with store.locked(tmp_path), pytest.raises(SetupError, match="อีกงานหนึ่ง"), store.locked(tmp_path):
        pass
