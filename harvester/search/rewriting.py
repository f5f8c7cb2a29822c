"""What else the reader may have meant: the other keyboard layout, a word with one letter wrong. Only proposes;
`answering.py` decides whether a proposal finds more. The browser's twin is `rewriting.js`."""

from dataclasses import dataclass

from harvester.search.cutting import Piece, cut
from harvester.search.lexicon import Lexicon, consonants, one_edit
from harvester.search.planning import Parsed, Plan, parse, plan
from harvester.search.wording import Run, is_thai, runs

SHORTEST, LATIN, LONGEST = 3, 5, 24
"""Letters of a word that is looked at for a wrong one."""
CLEAR = 0.05
"""How much nearer than any other a word must be to be surely what was meant."""
WINDOWS = 12
"""Most stretches of a query that are looked at."""

# the two layouts of a Thai keyboard (Kedmanee), key by key; the browser's twin is `keyboard.js`
_LATIN = (
    "`1234567890-=qwertyuiop[]\\asdfghjkl;'zxcvbnm,./" + '~!@#$%^&*()_+QWERTYUIOP{}|ASDFGHJKL:"ZXCVBNM<>?'
)
_THAI = "_ๅ/-ภถุึคตจขชๆไำพะัีรนยบลฃฟหกดเ้่าสวงผปแอิืทมใฝ" + '%+๑๒๓๔ู฿๕๖๗๘๙๐"ฎฑธํ๊ณฯญฐ,ฅฤฆฏโฌ็๋ษศซ.()ฉฮฺ์?ฒฬฦ'
_TO_THAI = str.maketrans(_LATIN, _THAI)
_TO_LATIN = str.maketrans({thai: latin for thai, latin in zip(_THAI, _LATIN, strict=True) if thai > "\u0e00"})


def layouts(text: str) -> tuple[str, str]:
    """What the same keys give with the Thai layout on, and with the English one."""
    return text.translate(_TO_THAI), text.translate(_TO_LATIN)


@dataclass(frozen=True, slots=True)
class Rewriting:
    """Another query, and what of the old one became what; `sure` when nothing else comes as near."""

    parsed: Parsed
    before: str
    after: str
    sure: bool = True


def other_layout(lexicon: Lexicon, query: str, planned: Plan) -> Rewriting | None:
    """The query as typed with the other layout, when the index knows that and hardly knows this."""
    if knowledge(lexicon, planned) >= 0.5:
        return None
    for swapped in layouts(query):
        if swapped == query:
            continue
        parsed = parse(swapped)
        other = plan(lexicon, parsed)
        pieces = other.cuts[0]
        letters = sum(len(group.text) for group in pieces)
        if pieces and letters >= 2 * len(pieces) and knowledge(lexicon, other) >= 0.8:
            return Rewriting(parsed, query.strip(), " ".join(swapped.split()))
    return None


def knowledge(lexicon: Lexicon, planned: Plan) -> float:
    """Share of the letters of a query that are in terms of documents."""
    letters = known = 0
    for group in planned.cuts[0]:
        letters += len(group.text)
        term, begun = group.piece.term, group.piece.unfinished and bool(group.read)
        known += len(group.text) * (begun if term is None else lexicon.leads[term])
    return known / letters if letters else 0.0


def mend_query(lexicon: Lexicon, parsed: Parsed) -> Rewriting | None:
    """The query with one misspelt word put right, so that least is left unread, then in fewest words. It may have been
    typed with a blank inside; a mend beside letters that are no words is none."""
    found = list(runs(parsed.text))
    texts = [run.text + "." * run.dotted for run in found]
    best: tuple[tuple[float, ...], Rewriting] | None = None
    looked = 0
    for first in range(len(found)):
        for last in (first, first + 1):
            held = found[first : last + 1] if last < len(found) else []
            whole = "".join(run.text for run in held)
            for text in _misspelt_candidates(lexicon, held) if held else ():
                looked += 1
                near = _nearest(lexicon, text) if looked <= WINDOWS else None
                if near is None:
                    continue
                term, likeness, sure = near
                at, mended = whole.find(text), whole.replace(text, term, 1)
                unread, words, beside = _unread(lexicon, mended, at, at + len(term))
                rank = (-unread, -words, likeness, len(text))
                if not beside and (best is None or rank > best[0]):
                    joined = " ".join((*texts[:first], mended, *texts[last + 1 :]))
                    changed = Parsed(joined + " " * parsed.text.endswith(" "), parsed.phrases, parsed.without)
                    best = rank, Rewriting(changed, text, term, sure)
    return best[1] if best else None


def _unread(lexicon: Lexicon, run: str, start: int, end: int) -> tuple[int, int, bool]:
    """Letters in no longer word and none that leads anywhere, how many words, whether such letters touch a stretch."""
    letters, beside, at = 0, False, 0
    pieces = cut(lexicon, run, 1, False) if is_thai(run) else []
    for piece in pieces:
        after = at + len(piece.text)
        if not (_reads_well(lexicon, piece, 1) or (piece.term is not None and len(piece.text) > SHORTEST)):
            letters += len(piece.text)
            beside = beside or (at <= end and after >= start)
        at = after
    return letters, len(pieces), beside


def _misspelt_candidates(lexicon: Lexicon, held: list[Run]) -> list[str]:
    """Neighbouring pieces of a run that may be one misspelt word; of two runs only both in full."""
    whole = "".join(run.text for run in held)
    if whole in lexicon.ids or any(is_thai(run.text) != is_thai(whole) for run in held):
        return []
    if not is_thai(whole):
        return [whole] if len(held) == 1 and LATIN <= len(whole) <= LONGEST else []
    rows = [cut(lexicon, run.text, 1, False) for run in held]
    pieces = [piece for row in rows for piece in row]
    sure = all if len(rows) > 1 else any
    out = []
    for first in range(len(pieces)):
        for last in range(first, min(first + 4, len(pieces))):
            part = pieces[first : last + 1]
            text = "".join(piece.text for piece in part)
            weak = [_is_weak(lexicon, piece, 4 if len(rows) > 1 else 3) for piece in part]
            if (
                (len(rows) == 1 or text == whole)
                and sure(weak)
                and SHORTEST <= len(text) <= LONGEST
                and len(consonants(text)) > 1
                and text not in lexicon.ids
                and "ๆ" not in text
                and not (text != whole and all(_reads_well(lexicon, piece) for piece in part))
            ):
                out.append(text)
    return sorted(out, key=lambda text: -len(text))


def _is_weak(lexicon: Lexicon, piece: Piece, most: int) -> bool:
    """True for a piece that may be an accident of cutting, or that no document has."""
    return piece.term is None or len(piece.text) <= most or not lexicon.leads[piece.term]


def _reads_well(lexicon: Lexicon, piece: Piece, more: int = 2) -> bool:
    """True for a word of grammar, or one of more letters that leads to documents: no mend is made of such neighbours."""
    leads = piece.term is not None and len(piece.text) > more and lexicon.leads[piece.term]
    return leads or piece.text in lexicon.stop


def _nearest(lexicon: Lexicon, text: str) -> tuple[str, float, bool] | None:
    """The term of documents that sounds the same or is one letter away, its likeness, and whether it is sure; None when
    a word of the language does that documents lack."""
    near: dict[int, float] = {}
    others = [(0.95, number) for number in lexicon.marked_otherwise(text)]
    for likeness, number in [*others, *lexicon.similar(text, 0.4, 20)]:
        if len(lexicon.terms[number]) >= SHORTEST and one_edit(text, lexicon.terms[number]):
            near.setdefault(number, likeness * 0.9)
    near |= dict.fromkeys(lexicon.heard_alike(text), 1.0)
    held = [
        (likeness, -number)
        for number, likeness in near.items()
        if likeness == 1.0 or lexicon.terms[number] not in lexicon.stop
    ]
    if not held:
        return None
    ranked = sorted(held, reverse=True)
    term = lexicon.terms[-ranked[0][1]]
    # a word and the first letter of the next, or of a longer word
    if text[:-1] == term and text[-1] != term[-1]:
        ranked = [one for one in ranked if lexicon.terms[-one[1]].startswith(text)]
    best, second = ranked[0] if ranked else (0.0, 0), ranked[1] if len(ranked) > 1 else (0.0, 0)
    term = lexicon.terms[-best[1]]
    if not ranked or not (lexicon.leads[-best[1]] or term in lexicon.stop):
        return None
    # who means บัญชา does not type กัญชา
    sure = best[0] - second[0] >= CLEAR and (best[0] == 1.0 or len(term) != len(text) or term[0] == text[0])
    return term, best[0], sure
