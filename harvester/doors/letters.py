"""Whatever a message comes back in, taken apart: pasted text, a chat's export, mail with its history, a forge's
issue. Of a conversation only marked messages are kept; the rest is counted and copied nowhere. Reads no disk."""

import html
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from email.message import EmailMessage
from email.utils import parsedate_to_datetime

from harvester.doors.message_lines import Submission, key_of
from harvester.doors.messages import has_mark, read_form, read_messages, words
from harvester.reading.files import as_text
from harvester.reading.mail import header, read_mail
from harvester.reading.wording import patterns

MAX_BYTES = 100_000_000
_MAIL = re.compile(
    rb"\A(?:From [^\n]*\n)?(?:From|To|Received|Return-Path|Subject|Date|MIME-Version|Delivered-To|Message-ID"
    rb"|Content-Type|X-[\w-]+):",
    re.IGNORECASE,
)
_NEXT_MAIL = re.compile(rb"^From \S.*\d{4}\r?\n(?=[\w-]+:)", re.MULTILINE)
_PATTERNS = patterns("harvester.doors", "letters")
_CHAT_SHARE, _FEWEST = 0.4, 3


@dataclass(frozen=True, slots=True)
class Letter:
    """One marked message (or a form's body): what it tells, where it came from, by whom (told to editors, kept
    nowhere) and when."""

    told: Submission
    channel: str
    sender: str = ""
    day: date | None = None


@dataclass(frozen=True, slots=True)
class Post:
    """What a file held: its letters, and how many other messages were passed over."""

    letters: tuple[Letter, ...]
    passed: int = 0


def open_letters(raw: bytes) -> Post:
    """The letters in a file of any of these kinds."""
    raw = raw[:MAX_BYTES]
    if raw.lstrip()[:1] == b"{" and (post := _event(raw)):
        return post
    if _MAIL.match(raw.lstrip(b"\xef\xbb\xbf\r\n")[:2000]):
        return _mailbox(raw)
    return _of_text(as_text(raw))


def _event(raw: bytes) -> Post | None:
    """The issue in an event of GitHub's."""
    try:
        issue = json.loads(raw)["issue"]
        body, title = str(issue["body"] or ""), str(issue["title"] or "")
    except (ValueError, KeyError, TypeError):
        return None
    return of_issue(body, title)


def of_issue(body: str, title: str = "") -> Post:
    """What an issue tells: marked messages, else the answers to a form. One that is neither is a letter all the same."""
    if has_mark(body):
        return Post(tuple(Letter(told, "แบบฟอร์มบนเว็บ") for told in read_messages(body)))
    return Post((Letter(read_form(body, title), "แบบฟอร์มบนเว็บ"),))


def _of_text(text: str) -> Post:
    lines = text.split("\n")
    heads = [_PATTERNS.head.match(line) for line in lines]
    begun = [(head, line) for head, line in zip(heads, lines, strict=True) if head]
    marked = any(has_mark(line) for _, line in begun if "#" in line or "＃" in line)
    tabs = sum(head[0].endswith("\t") for head, _ in begun) > 1
    mostly = len(begun) >= _FEWEST and len(begun) > _CHAT_SHARE * len(lines)
    if text.lstrip("\ufeff\n ").startswith("[LINE]") or tabs or marked or mostly:
        return _conversation(lines, heads)
    if not has_mark(text):
        form = read_form(text)
        return Post((Letter(form, "แบบฟอร์มบนเว็บ"),)) if form.kind else Post((), int(bool(text.strip())))
    return Post(tuple(Letter(told, "ข้อความที่วาง") for told in read_messages(text)))


@dataclass(slots=True)
class _Said:
    sender: str
    day: date | None
    lines: list[str]


def _conversation(lines: list[str], heads: list[re.Match[str] | None]) -> Post:
    """The marked messages of a chat; one that its sender goes on with in the next message is one."""
    letters: list[Letter] = []
    passed = 0
    open_: tuple[_Said, str] | None = None
    for said in _messages(lines, heads):
        text = "\n".join(said.lines).rstrip()
        if len(said.lines) > 1 and text.startswith('"') and text.endswith('"'):
            # An export sets a message of several lines in quotes.
            text = text[1:-1].replace('""', '"')
        if ("#" in text or "＃" in text or "♯" in text) and has_mark(text):
            letters += _close_letter(open_)
            open_ = (said, text)
        elif open_ and said.sender == open_[0].sender and _goes_on(open_[1], text):
            open_ = (open_[0], f"{open_[1]}\n{text}")
        else:
            letters += _close_letter(open_)
            open_ = None
            passed += 1
    return Post((*letters, *_close_letter(open_)), passed)


def _close_letter(open_: tuple[_Said, str] | None) -> Iterator[Letter]:
    if open_ is not None:
        for told in read_messages(open_[1]):
            yield Letter(told, "LINE", open_[0].sender, open_[0].day)


def _goes_on(before: str, text: str) -> bool:
    """Whether a message is the rest of a form: it begins with one of its labels."""
    label = re.match(r"\s*([^:：\n]{1,40}?)\s*[:：]", text)
    told = read_messages(before)
    return bool(label and told and key_of(told[-1].kind, label[1]))


def _messages(lines: list[str], heads: list[re.Match[str] | None]) -> Iterator[_Said]:
    """Messages of a chat in order, with what an export adds to them taken off."""
    day: date | None = None
    said: _Said | None = None
    for line, head in zip(lines, heads, strict=True):
        if head is None:
            if _PATTERNS.day_line.match(line):
                day = _day(line) or day
                if said:
                    yield said
                said = None
            elif said is not None:
                said.lines.append(line)
            continue
        if said:
            yield said
        sender, text = _spoken(line[head.end() :])
        said = _Said(sender, (_day(head["day"]) if head["day"] else None) or day, [text])
        day = said.day
    if said:
        yield said


def _spoken(rest: str) -> tuple[str, str]:
    """Who and what: split by a tab, a colon, or where the mark begins."""
    name, tab, text = rest.partition("\t")
    if not tab:
        if colon := _PATTERNS.head_colon.match(rest):
            name, text = colon[0].rstrip(" :："), rest[colon.end() :]
        elif (at := max(rest.find("#"), rest.find("＃"))) >= 0:
            name, text = rest[:at].strip(), rest[at:]
        else:
            name, _, text = rest.partition(" ")
    return name.strip(), text


def _day(text: str) -> date | None:
    match = _PATTERNS.day.search(text)
    if match is None:
        return None
    first, second, third = (int(part) for part in match.groups())
    year, month, day = (first, second, third) if len(match[1]) == 4 else (third, second, first)
    if len(match[1]) != 4 and month > 12:
        month, day = day, month
    if year < 100:
        year += 2000 if year < 60 else 1957
    elif year > 2400:
        year -= 543
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _mailbox(raw: bytes) -> Post:
    starts = [match.start() for match in _NEXT_MAIL.finditer(raw)] or [0]
    letters: list[Letter] = []
    passed = 0
    for start, end in zip(starts, [*starts[1:], len(raw)], strict=True):
        found = _mail(re.sub(rb"\A\s*From [^\n]*\n", b"", raw[start:end]))
        letters += found
        passed += not found
    return Post(tuple(letters), passed)


def _mail(raw: bytes) -> list[Letter]:
    """What a mail tells by itself, else what it forwards or quotes."""
    message = read_mail(raw)
    body = _body(message).replace("\r\n", "\n")
    own = body
    for ends in (_PATTERNS.forwarded, _PATTERNS.quoted, _PATTERNS.signature):
        own = ends.split(own, maxsplit=1)[0]
    own = "\n".join(line for line in own.split("\n") if not line.lstrip().startswith(">"))
    unquoted = re.sub(r"^(?:\s?>)+\s?", "", body, flags=re.MULTILINE)
    text = next((one for one in (own, unquoted) if has_mark(one)), "")
    told = read_messages(text) if text else []
    if not told:
        form = read_form(own, header(message, "Subject"))
        told = [form] if form.kind else []
    if told and text is unquoted:
        said = told[-1].answers.items()
        answers = {key: _PATTERNS.signature.split(one, maxsplit=1)[0].strip() for key, one in said}
        told[-1] = replace(told[-1], answers=answers)
    sender = header(message, "From").split("<")[0].strip().strip('"')
    try:
        day = parsedate_to_datetime(header(message, "Date")).date()
    except (ValueError, TypeError):
        day = None
    return [Letter(one, "อีเมล", sender, day) for one in told]


def _body(message: EmailMessage) -> str:
    """The text of a mail; HTML as its words."""
    for kind in ("plain", "html"):
        for part in message.walk():
            aside = header(part, "Content-Disposition").lower().startswith("attachment")
            content = part.get_payload(decode=True)
            if part.get_content_type() == f"text/{kind}" and not aside and isinstance(content, bytes):
                text = as_text(content, part.get_content_charset() or "")
                return text if kind == "plain" else html.unescape(words(text))
    return ""
