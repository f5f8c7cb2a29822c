"""How many of a sample of one-token mutants of a room its own tests notice, by mutmut. `make mutants ROOM=thai`.

Works in a copy of the committed tree. Prints noticed / sampled and the difference of each survivor; those named in
`EQUIVALENT` change nothing that can be seen and are left out of the count.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parent.parent
EQUIVALENT = json.loads((Path(__file__).parent / "equivalent_mutants.json").read_text("utf-8"))
"""Function to what its mutants may change without anybody noticing: `{function: {added line: reason}}`."""
FRESH = """import functools, gc


def pytest_sessionstart():
    for one in gc.get_objects():
        if isinstance(one, functools._lru_cache_wrapper):
            one.cache_clear()
"""
"""A mutant is tried in a copy of a process that ran all tests: results cached there must not hide it."""
TESTS = {
    "thai": ["tests/thai", "tests/repair"],
    "reading": ["tests/reading", "tests/checks", "tests/test_fields.py"],
    "store": ["tests/store/test_store.py"],
    "doors": [
        f"tests/doors/test_{name}.py"
        for name in [
            "admin",
            "answers",
            "comment",
            "editor_pages",
            "init",
            "invitations",
            "issues",
            "messages",
            "pieces",
            "reminders",
            "review",
            "withdraw",
            "workflows",
            "writing_at_the_desk",
        ]
    ],
}
"""Rooms whose tests stand elsewhere than in `tests/ROOM`; of the doors, those that run no program of their own."""
_MUTANT = re.compile(r"^ *def (x\S*__mutmut_\d+)\(", re.MULTILINE)
_VERDICT = re.compile(r"^(\S+) (harvester\.\S+__mutmut_\d+)$", re.MULTILINE)
_NOTICED, _SURVIVED = {"🎉", "⏰", "🤔", "🧙"}, {"🙁", "🫥"}


def mutmut(tree: Path, *words: str) -> str:
    """What mutmut prints in a tree."""
    done = subprocess.run(
        [sys.executable, "-m", "mutmut", *words],
        cwd=tree,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    return done.stdout + done.stderr


def prepared(tree: Path, room: str, tests: list[str]) -> None:
    """A clone of the committed tree with mutmut's settings for a room."""
    subprocess.run(["git", "clone", "-q", str(ROOT), str(tree)], check=True)
    files = f"harvester/{room}.py" if (tree / f"harvester/{room}.py").is_file() else f"harvester/{room}/*"
    (tree / "fresh_caches.py").write_text(FRESH, encoding="utf-8")
    copied = sorted(
        {entry.name for entry in tree.iterdir()} - {".git", "harvester", "tests", "pyproject.toml"}
    )
    settings = {
        "source_paths": ["harvester"],
        "only_mutate": [files],
        "pytest_add_cli_args_test_selection": tests,
        "pytest_add_cli_args": [
            "-n",
            "0",
            "-p",
            "no:cacheprovider",
            "-p",
            "fresh_caches",
            "-m",
            "not browser and not print and not seeds",
            "--deselect",
            "tests/search/test_small.py::test_senseless_input_is_answered_at_once",  # a limit of time
            "--deselect",
            "tests/doors/test_init.py::test_a_site_from_the_wheel_alone",
            "--deselect",
            "tests/doors/test_init.py::test_the_wheel_and_the_checkout_make_the_same_site",
        ],
        "also_copy": copied,
    }
    with (tree / "pyproject.toml").open("a", encoding="utf-8") as file:
        file.write(
            "\n[tool.mutmut]\n" + "".join(f"{key} = {json.dumps(value)}\n" for key, value in settings.items())
        )


def names(tree: Path, room: str) -> list[str]:
    """All mutants of a room, in order."""
    mutants = tree / "mutants"
    files = sorted(
        [*(mutants / "harvester" / room).rglob("*.py"), *(mutants / "harvester").glob(f"{room}.py")]
    )
    return [
        ".".join((*file.relative_to(mutants).with_suffix("").parts, name)).replace(".__init__.", ".")
        for file in files
        for name in _MUTANT.findall(file.read_text("utf-8"))
    ]


def change(tree: Path, name: str) -> str:
    """The lines that a mutant takes out and puts in."""
    lines = mutmut(tree, "show", name).splitlines()
    return "\n".join(line for line in lines if line[:1] in "+-" and line[:3] not in ("---", "+++"))


def main() -> None:
    read = argparse.ArgumentParser(description=__doc__)
    read.add_argument("room")
    read.add_argument("tests", nargs="*", help="folders of tests instead of the room's own")
    read.add_argument("--sample", type=int, default=60)
    read.add_argument("--seed", type=int, default=1)
    read.add_argument("--json", type=Path)
    asked = read.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        tree = Path(folder) / "tree"
        prepared(tree, asked.room, asked.tests or TESTS.get(asked.room, [f"tests/{asked.room}"]))
        mutmut(tree, "run", "--max-children", "1", "none")
        every = names(tree, asked.room)
        chosen = random.Random(asked.seed).sample(every, min(asked.sample, len(every)))
        said = mutmut(tree, "run", "--max-children", "1", *chosen)
        verdicts = {name: sign for sign, name in _VERDICT.findall(said)}
        if not verdicts:
            sys.exit(said[-3000:])
        survivors = {name: change(tree, name) for name, sign in verdicts.items() if sign in _SURVIVED}
    same = {
        name: diff
        for name, diff in survivors.items()
        if any(line in diff for line in EQUIVALENT.get(re.sub(r"__mutmut_\d+$", "", name), {}))
    }
    noticed, counted = sum(sign in _NOTICED for sign in verdicts.values()), len(verdicts) - len(same)
    for name, diff in survivors.items():
        print(f"{'equivalent' if name in same else 'survived'} {name}\n{diff}\n")
    print(
        f"{asked.room}: {noticed} of {counted} noticed ({noticed / counted:.0%}), {len(every)} mutants, {len(same)} equivalent"
    )
    if asked.json:
        figures = {
            "room": asked.room,
            "noticed": noticed,
            "sampled": counted,
            "equivalent": len(same),
            "mutants": len(every),
        }
        asked.json.write_text(json.dumps(figures, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
