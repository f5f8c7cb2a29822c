"""Click's help and usage errors in Thai."""

from collections.abc import Iterable

import click
from rich.cells import cell_len

HEADINGS = {"Options": "ตัวเลือก", "Commands": "คำสั่ง", "Positional arguments": "สิ่งที่ใส่ตามหลัง"}
SAID = {
    "Show this message and exit.": "แสดงคำอธิบายนี้",
    "Show the version and exit.": "แสดงรุ่นของโปรแกรม",
    "[default: ": "[ปกติ: ",
    "; required]": " ต้องใส่]",
    "[required]": "[ต้องใส่]",
    "(dynamic)": "(ตามเครื่อง)",
    "[OPTIONS]": "[ตัวเลือก]",
    "COMMAND [ARGS]...": "คำสั่ง ...",
}
"""Pieces of click's own sentences that are in help."""
WIDEST = 34
"""Columns up to which an option's explanation starts on its line."""


class Formatter(click.HelpFormatter):
    """Formats help in Thai: widths in terminal columns, lines broken at spaces, nothing truncated."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        """One line: what to type."""
        self.write(f"วิธีใช้: {prog} {_translate(args)}\n")

    def write_heading(self, heading: str) -> None:
        """The name of a list."""
        super().write_heading(HEADINGS.get(heading, heading))

    def write_text(self, text: str) -> None:
        """A paragraph or several."""
        for paragraph in text.split("\n\n"):
            self._write_lines(paragraph.split(), self.current_indent)

    def write_dl(self, rows: Iterable[tuple[str, str]], col_max: int = WIDEST, col_spacing: int = 2) -> None:
        """Two columns: what to type, and what it does."""
        listed = list(rows)
        column = max((w for name, _ in listed if (w := cell_len(name)) <= col_max), default=0) + col_spacing
        for name, told in listed:
            self.write(" " * self.current_indent + name)
            room = column - cell_len(name)
            if room < col_spacing:
                self.write("\n")
                room = self.current_indent + column
            self.write(" " * room if told else "\n")
            if told:
                self._write_lines(_translate(told).split(), self.current_indent + column, started=True)

    def _write_lines(self, words: Iterable[str], indent: int, started: bool = False) -> None:
        line = ""
        for word in words:
            if line and indent + cell_len(f"{line} {word}") > self.width:
                self.write(f"{'' if started else ' ' * indent}{line}\n")
                line, started = word, False
            else:
                line = f"{line} {word}".strip()
        self.write(f"{'' if started else ' ' * indent}{line}\n")


def _translate(text: str) -> str:
    for english, thai in SAID.items():
        text = text.replace(english, thai)
    return text


def unknown_command(name: str, known: Iterable[str]) -> str:
    """What to say of a command that is not there."""
    from harvester.thai.text import did_you_mean, near_names  # takes long to load, which help need not

    hint = did_you_mean(near_names(name, known, 2))
    return f"ไม่มีคำสั่ง “{name}”\n{hint}{' ' * bool(hint)}ดูคำสั่งทั้งหมดด้วย harvester --help"


def explain(error: click.ClickException) -> str:
    """What is wrong with a call and how to mend it."""
    if isinstance(error, click.exceptions.NoArgsIsHelpError):
        return error.format_message()
    called = error.ctx.command_path if isinstance(error, click.UsageError) and error.ctx else "harvester"
    return f"harvester: {_fault(error)}\nดูวิธีใช้ด้วย {called} --help"


def _fault(error: click.ClickException) -> str:
    match error:
        case click.NoSuchOption():
            from harvester.thai.text import did_you_mean

            return f"ไม่มีตัวเลือก {error.option_name} {did_you_mean(error.possibilities or ())}".rstrip()
        case click.MissingParameter(param=param) if param is not None:
            return f"ยังไม่ได้ใส่ {_parameter_name(param, error)}{_choices(param)}"
        case click.BadParameter(param=param) if param is not None and isinstance(param.type, click.Choice):
            return f"{_parameter_name(param, error)} ใส่ได้เพียง{_choices(param)}"
        case click.BadParameter(param=param) if param is not None:
            return f"{_parameter_name(param, error)} ใช้ค่านี้ไม่ได้: {_translate(error.message)}"
        case click.BadOptionUsage():
            return f"ตัวเลือก {error.option_name} ใช้แบบนี้ไม่ได้: {error.message}"
        case click.FileError():
            return f"เปิดไฟล์ {error.ui_filename} ไม่ได้: {error.message}"
        case click.UsageError() if "unexpected extra argument" in error.message:
            return f"ใส่คำเกินมา {error.message.partition('(')[2].rstrip(')')}"
    return error.format_message()


def _parameter_name(param: click.Parameter, error: click.BadParameter) -> str:
    if isinstance(param, click.Option):
        return "ตัวเลือก " + " / ".join(param.opts)
    return param.make_metavar(error.ctx) if error.ctx else param.human_readable_name


def _choices(param: click.Parameter) -> str:
    return f" {' '.join(map(str, param.type.choices))}" if isinstance(param.type, click.Choice) else ""
