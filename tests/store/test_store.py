"""What is published is whole: whatever happens in between, the last good folder stands."""

from __future__ import annotations

import errno
import os
import shutil
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
    monkeypatch.setattr(store, "_exchange", lambda one, other: False)
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


def test_without_hard_links_a_new_file_still_takes_a_free_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(*names: object) -> None:
        raise PermissionError

    monkeypatch.setattr(os, "link", refused)
    assert [store.write_new(tmp_path / "a.md", text).name for text in (b"one", b"two")] == ["a.md", "a-2.md"]
    assert (tmp_path / "a-2.md").read_bytes() == b"two"


def test_lines_are_added_in_a_folder_that_is_not_there_yet(tmp_path: Path) -> None:
    for line in ("หนึ่ง", "สอง"):
        store.append_line(tmp_path / "deep" / "er" / "ledger.txt", line)
    assert (tmp_path / "deep/er/ledger.txt").read_text("utf-8") == "หนึ่ง\nสอง\n"


def test_what_is_kept_comes_back_whole_or_not_at_all(tmp_path: Path) -> None:
    file = tmp_path / "kept"
    store.keep(file, b"pages")
    assert store.read_cached(file) == b"pages"
    raw = file.read_bytes()
    for damaged in (raw[:-1], raw[1:], raw + b"x", raw[:-1] + b"\x00", b""):
        file.write_bytes(damaged)
        assert store.read_cached(file) is None
        assert not file.exists(), "a damaged file is removed"
    assert store.read_cached(tmp_path / "nothing") is None


def test_a_folder_is_staged_beside_its_place(tmp_path: Path) -> None:
    folder = tmp_path / "not" / "there" / "site"
    staged = store.stage(folder)
    assert (staged.parent, staged.stat().st_mode & 0o777) == (folder.parent, 0o755)
    store.publish(staged, folder)
    assert [path.name for path in folder.parent.iterdir()] == ["site"]


def test_nothing_is_staged_over_a_link_or_a_file(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "elsewhere")
    (tmp_path / "file").touch()
    with pytest.raises(SetupError, match=r"link เป็นลิงก์ไปที่ .*elsewhere จึงไม่เขียนทับ"):
        store.stage(tmp_path / "link")
    with pytest.raises(SetupError, match=r"file เป็นไฟล์ ไม่ใช่โฟลเดอร์ จึงไม่เขียนทับ"):
        store.stage(tmp_path / "file")


@pytest.mark.skipif(sys.platform != "linux", reason="other systems cannot exchange two folders")
def test_on_linux_two_folders_change_places_in_one_step(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("one", "other"):
        (tmp_path / name).mkdir()
        (tmp_path / name / f"was-{name}").touch()
    monkeypatch.chdir(tmp_path)
    assert store._exchange(Path("one"), Path("other")), "relative names too"
    assert [path.name for path in (tmp_path / "one").iterdir()] == ["was-other"]
    assert [path.name for path in (tmp_path / "other").iterdir()] == ["was-one"]
    assert not store._exchange(tmp_path / "one", tmp_path / "missing")


def test_what_cannot_be_removed_now_does_not_stop_a_publication(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A file of the old site is open in another program: on Windows it cannot be removed."""
    for exchanged in (True, False):
        folder = tmp_path / f"site-{exchanged}"
        folder.mkdir()
        (folder / "old").touch()
        with monkeypatch.context() as patched:
            patched.setattr(shutil, "rmtree", lambda path, ignore_errors=False: _held(ignore_errors))
            if not exchanged:
                patched.setattr(store, "_exchange", lambda one, other: False)
            staged = store.stage(folder)
            (staged / "new").touch()
            store.publish(staged, folder)
            store.recover(folder)
        assert [path.name for path in folder.iterdir()] == ["new"]


def _held(ignore_errors: bool) -> None:
    if not ignore_errors:
        raise PermissionError("in use")


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (OSError(errno.ENOSPC, "full", "/a/b"), "ดิสก์เต็ม เขียนไฟล์ไม่ได้ (/a/b)"),
        (OSError(errno.ENOSPC, "full"), "ดิสก์เต็ม เขียนไฟล์ไม่ได้\n"),
        (OSError(errno.EROFS, "read only", "/a"), "อ่านได้อย่างเดียว (/a)"),
        (OSError(errno.EADDRINUSE, "busy"), "พอร์ตนี้มีโปรแกรมอื่นใช้อยู่\n"),
        (OSError(errno.EIO, "Input/output error", "/a"), "ไม่สำเร็จ (/a): Input/output error"),
        (OSError("no number"), "ไม่สำเร็จ: no number"),
        (MemoryError(), "หน่วยความจำของเครื่องไม่พอ"),
    ],
)
def test_a_fault_of_the_machine_is_said_in_thai(error: BaseException, said: str) -> None:
    assert said in store.machine_fault(error)


def test_packs_of_the_memory_are_read_back(tmp_path: Path) -> None:
    store.write_packs(tmp_path, [("a.pack", b"one")])
    read = store.remembered_packs(tmp_path)
    assert (read("a.pack"), read("b.pack")) == (b"one", None)


def test_what_a_site_has_not_learnt_is_read_from_the_memory_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    site, other = tmp_path / "site", tmp_path / "other"
    store.write_packs(site, [("a.pack", b"one")])
    store.write_packs(other, [("a.pack", b"two"), ("b.pack", b"two")])
    monkeypatch.setenv("HARVESTER_MEMORY", str(other / store.MEMORY))
    read = store.remembered_packs(site)
    assert (read("a.pack"), read("b.pack"), read("c.pack")) == (b"one", b"two", None)
