"""Why a document was not read: a value that the desk shows, never a traceback."""

from __future__ import annotations


class Unreadable(Exception):
    """The document cannot become a draft; `rule` names the kind, message and hint are Thai, for people."""

    def __init__(self, rule: str, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.rule = rule
        self.message = message
        self.hint = hint

    def __reduce__(self) -> tuple[type[Unreadable], tuple[str, str, str]]:
        return Unreadable, (self.rule, self.message, self.hint)
