"""Mails and saved pages (`.eml`, `.mht`), which hold their parts in the same way."""

from email.message import EmailMessage, Message
from email.parser import BytesParser
from email.policy import EmailPolicy
from typing import Any, cast


def header(message: Message, name: str) -> str:
    """A header of a mail; '' where there is none."""
    return str(message.get(name, ""))


class _TolerantPolicy(EmailPolicy):
    """Headers as the standard policy reads them; as they are written where the library breaks on one."""

    def header_fetch_parse(self, name: str, value: str) -> Any:
        try:
            return super().header_fetch_parse(name, value)
        except Exception:  # the library raises whatever its many parsers of headers raise
            return "".join(value.splitlines())


def read_mail(raw: bytes) -> EmailMessage:
    """The parts and headers of a mail or of a saved page; whatever a stranger wrote in a header, it is read."""
    return cast(EmailMessage, BytesParser(_class=EmailMessage, policy=_TolerantPolicy()).parsebytes(raw))
