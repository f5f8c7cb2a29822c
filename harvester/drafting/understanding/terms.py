"""Abbreviations of a text, and what they mean where the text or the vocabulary says it."""

from collections.abc import Iterator

from harvester.drafting.understanding.context import Context
from harvester.model.draft import Said
from harvester.reading.wording import patterns
from harvester.thai.dates import SHORT_MONTHS

_P = patterns("harvester.drafting", "terms")
_COMMON = _P.set_of("common") | set(SHORT_MONTHS)


def terms(context: Context) -> Iterator[Said]:
    """Each abbreviation once, by its first place: `พชอ. = คณะกรรมการ…` where the long form is known."""
    known = {short: term.label for term in context.vocabulary.terms for short in term.abbreviations}
    known |= {short: body.label for body in context.vocabulary.organisations for short in body.abbreviations}
    for match in _P.expanded.finditer(context.text):
        if meaning := meaning_of(match["long"], match["short"]):
            known.setdefault(match["short"], meaning)
    for match in _P.explained.finditer(context.text):
        if "".join(word[0] for word in match["long"].split() if word[0].isupper()) == match["short"]:
            known.setdefault(match["short"], match["long"])
    first: dict[str, tuple[int, int]] = {}
    for pattern in (_P.attached, _P.latin):
        for match in pattern.finditer(context.text):
            if match[0] not in _COMMON and _stands(context.text, match.start(), match[0]):
                first.setdefault(match[0], match.span())
    for short, span in sorted(first.items(), key=lambda found: found[1]):
        long = known.get(short) or known.get(short.rstrip("."))
        yield context.at(*span, 0.9 if long else 0.7, "terms", f"{short} = {long}" if long else short)


def meaning_of(before: str, short: str) -> str:
    """The words in front of an abbreviation in brackets that it can mean: they begin with its first letter
    and hold the others in order; '' when no phrase does."""
    letters = [sign for sign in short if sign.isalpha() and sign not in "เแโใไ"]
    starts = sorted({0, *(match.end() for match in _P.phrase.finditer(before))}, reverse=True)
    for start in starts:
        phrase = before[start:].strip()
        core = phrase.lstrip("เแโใไ")
        if (
            len(phrase) >= 2 * len(letters)
            and core[:1].casefold() == letters[0].casefold()
            and _holds(core, letters)
        ):
            return phrase
    return ""


def _holds(phrase: str, letters: list[str]) -> bool:
    """Whether the letters are in the phrase in their order; of Latin ones each begins a word."""
    if letters[0].isascii():
        words = phrase.split()
        return [word[0].casefold() for word in words[-len(letters) :]] == [
            one.casefold() for one in letters
        ] and len(words) == len(letters)
    rest = iter(phrase)
    return all(any(sign == letter for sign in rest) for letter in letters)


def _stands(text: str, start: int, short: str) -> bool:
    """Not the end of a longer word: consonants before it would belong to it."""
    before = text[start - 1] if start else " "
    if short.isascii():
        return True
    return not ("ก" <= before <= "๎") or text[max(0, start - 3) : start].endswith(
        ("กับ", "ของ", "าน", "ระหว่าง", "ทีม", "และ")
    )
