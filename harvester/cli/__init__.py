"""The table of commands, and the one place that prints a `SetupError` and sets the exit code."""

import gc
import importlib
import os
import sys
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import click

from harvester import SetupError, __version__
from harvester.cli.wording import Formatter, explain, unknown_command

LEAST_MEMORY = 250_000_000
"""Bytes of address space without which Python and its libraries cannot even start."""
COMMANDS: dict[str, Any] = tomllib.loads(Path(__file__).with_name("commands.toml").read_text("utf-8"))
"""What is typed; the code of a command is loaded only when asked for, so that each starts quickly."""
TYPES: dict[str, tuple[Any, str]] = {
    "text": (click.STRING, "ข้อความ"),
    "number": (click.INT, "จำนวน"),
    "path": (click.Path(path_type=Path), "ที่อยู่"),
    "folder": (click.Path(path_type=Path, file_okay=False), "โฟลเดอร์"),
    "present-folder": (click.Path(path_type=Path, file_okay=False, exists=True), "โฟลเดอร์"),
    "file": (click.Path(path_type=Path, dir_okay=False), "ไฟล์"),
}
"""What a value is, and the word that means it in the help."""


class Families(click.Group):
    """The commands of the table."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            raise SetupError(unknown_command(cmd_name, COMMANDS))
        entry = COMMANDS[cmd_name]
        run = _named(f"harvester.cli.{entry['run']}")
        taken = [one for key, row in entry.get("takes", {}).items() for one in _parameters(key, row)]
        return click.Command(cmd_name, callback=run, params=taken, help=entry["help"])

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Each command with the first sentence of its help, whole."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, row["help"].partition("\n")[0]) for name, row in COMMANDS.items()])


def _named(place: str) -> Any:
    module, _, name = place.partition(":")
    return getattr(importlib.import_module(module), name)


def _parameters(key: str, row: str | Mapping[str, Any]) -> list[click.Parameter]:
    """The parameters of a row of `takes`; one, except where it is for each entry of a table."""
    given: dict[str, Any] = {"is_flag": True, "help": row} if isinstance(row, str) else dict(row)
    if "each" in given:
        entries = _named(given.pop("each")).items()
        rows = [(key.format(name), given | {"help": given["help"].format(label)}) for name, label in entries]
        return [one for row in rows for one in _parameters(*row)]
    named = [given.pop("as")] if "as" in given else []
    if "usual" in given:
        given["help"] = given["help"].format_map(_named(given.pop("usual")))
    if "choices" in given:
        listed = given.pop("choices")
        listed = list(_named(listed)) if isinstance(listed, str) else listed
        given["type"] = click.Choice([*listed, *given.pop("more", ())])
    elif "is_flag" not in given:
        given["type"], word = TYPES[given.get("type", "number" if "range" in given else "text")]
        given.setdefault("metavar", word)
        if "range" in given:
            given["type"] = click.IntRange(*given.pop("range"))
    return [
        click.Option([*key.split(), *named], **given) if key[0] == "-" else click.Argument([key], **given)
    ]


@click.group(cls=Families, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="harvester")
@click.option(
    "-C", "--site", "folder", type=TYPES["path"][0], metavar="ที่อยู่", help="โฟลเดอร์ของเว็บ (ปกติคือโฟลเดอร์ที่เปิดอยู่)"
)
@click.pass_context
def harvester(ctx: click.Context, folder: Path | None) -> None:
    """คลังบทเรียน: เก็บบทเรียนของคนทำงาน ให้คนอื่นหยิบไปใช้ได้อีก"""
    ctx.obj = folder


def _enough_memory() -> None:
    """Raise `MemoryError` where the address-space limit is too low for the libraries to load."""
    try:
        import resource

        allowed = resource.getrlimit(resource.RLIMIT_AS)[0]
    except ImportError:
        return
    if 0 <= allowed < LEAST_MEMORY:
        raise MemoryError
    if 0 <= allowed < 4 * LEAST_MEMORY:
        # each thread of it reserves some of the little there is
        os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")


def main() -> None:
    """The program `harvester`: exit 2 with a Thai sentence when it cannot run as asked."""
    for stream in (sys.stdout, sys.stderr):
        # Thai must come out whole on a Windows console too.
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    click.Context.formatter_class = Formatter
    gc.set_threshold(50_000, 20, 50)  # what a command loads stays, and little of it forms circles
    try:
        _enough_memory()
        sys.exit(harvester(prog_name="harvester", standalone_mode=False))
    except SetupError as error:
        click.echo(f"harvester: {error}", err=True)
        sys.exit(2)
    except click.ClickException as error:
        click.echo(explain(error), err=True)
        sys.exit(error.exit_code)
    except (OSError, MemoryError, ImportError) as error:
        if isinstance(error, ImportError) and not isinstance(error.__cause__, OSError | MemoryError):
            if "memory" not in str(error).lower() and "map segment" not in str(error):
                raise
            error = MemoryError()
        from harvester.store import machine_fault  # only now: it takes long to load

        click.echo(f"harvester: {machine_fault(error)}", err=True)
        sys.exit(2)
    except click.Abort:
        click.echo("\nหยุดแล้ว", err=True)
        sys.exit(1)
