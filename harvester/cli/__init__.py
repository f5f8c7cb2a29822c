"""The table of commands, and the one place that prints a `SetupError` and sets the exit code."""

import ast
import importlib
import os
import sys
from pathlib import Path

import click

from harvester import SetupError, __version__
from harvester.cli.wording import Formatter, explain, unknown_command

LEAST_MEMORY = 250_000_000
"""Bytes of address space without which Python and its libraries cannot even start."""
COMMANDS: dict[str, str] = {
    "build": "harvester.cli.build:build",
    "serve": "harvester.cli.build:serve",
    "check": "harvester.cli.check:check",
    "format": "harvester.cli.check:format_lessons",
    "rules": "harvester.cli.rules:rules",
    "new": "harvester.cli.new:new",
    "search": "harvester.cli.search:search",
    "import": "harvester.cli.import_documents:import_documents",
    "print": "harvester.cli.print_collections:print_collections",
    "emit": "harvester.cli.build:emit",
    "harvest": "harvester.cli.harvest:harvest",
    "schema": "harvester.cli.rules:schema",
    "receive": "harvester.cli.receive:receive",
    "news": "harvester.cli.news:news",
    "from-issue": "harvester.cli.receive:from_issue",
    "admin": "harvester.cli.admin:admin",
    "review": "harvester.cli.review:review_change",
    "withdraw": "harvester.cli.withdraw:withdraw",
    "gather": "harvester.cli.harvest:gather",
    "init": "harvester.cli.new:init",
}
"""What is typed to where the command is; loaded only when asked for, so that each starts quickly."""


class Families(click.Group):
    """The commands of the table."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            raise SetupError(unknown_command(cmd_name, COMMANDS))
        module, _, name = COMMANDS[cmd_name].partition(":")
        command: click.Command = getattr(importlib.import_module(module), name)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Each command with the first sentence of its help, whole."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, _first_line(place)) for name, place in COMMANDS.items()])


def _first_line(place: str) -> str:
    """The first sentence of a command's help, read from its source: loading all commands takes a second."""
    module, _, name = place.partition(":")
    source = Path(__file__).with_name(f"{module.rpartition('.')[2]}.py").read_text(encoding="utf-8")
    for node in ast.parse(source).body:
        if isinstance(node, ast.FunctionDef) and node.name == name:
            return (ast.get_docstring(node) or "").partition("\n")[0]
    return ""


@click.group(cls=Families, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="harvester")
@click.option(
    "-C",
    "--site",
    "folder",
    type=click.Path(path_type=Path),
    default=None,
    help="โฟลเดอร์ของเว็บ (ปกติคือโฟลเดอร์ที่เปิดอยู่)",
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
