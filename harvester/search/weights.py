"""Every number and word list that ranking rests on. They travel in the index, so that both engines use the same.

Chosen on the development questions of `benchmarks/search_small.py`, for large libraries on those of `search_quality.py`.
"""

from __future__ import annotations

from types import MappingProxyType

FIELDS = MappingProxyType(
    {
        "names": 3.0,
        "technique": 3.0,
        "caution": 2.0,
        "summary": 2.0,
        "tags": 3.0,
        "place": 2.0,
        "people": 1.0,
        "body": 1.0,
    }
)
"""How many plain occurrences one in this field counts for; the title is weighed by `title` below."""

RANKING = MappingProxyType(
    {
        "k1": 1.3,  # BM25
        "b": 0.72,
        "title": 3.5,  # a word of the title counts as so many occurrences more
        "titleBegun": 0.55,  # weight of an unfinished word seen only in a title
        "titlePart": 0.0,  # … and of a word seen only inside a longer one of a title
        "chop": 0,  # 1: a lone Latin run is cut even where pieces of it are unknown
        "titleWhole": 1.0,  # gain of a title that the query covers whole
        "words": 0.6,  # the three cuts of the query: words, parts, all terms
        "parts": 0.52,
        "all": 0.09,
        "prefix": 0.8,  # weights of readings that are not the term itself
        "tone": 0.7,
        "toneKnown": 0.3,
        "infix": 1.0,
        "fuzzy": 0.25,
        "spelling": 0.4,
        "synonym": 0.9,
        "coverage": 0.6,  # share of the score that hangs on the share of the query found
        "near": 0.7,  # gain of neighbouring words, and of words in one window of text
        "window": 0.15,
        "rerank": 50,  # documents whose positions are looked at
        "openCost": 0.4,  # costs of the cut: unfinished last word, unknown character, other tone mark
        "unknownCost": 1.2,
        "toneCost": 0.6,
        "prefixMost": 300,
        "infixMost": 20,
        "least": 0.05,  # documents under this share of the best score are not looked at
        "share": 9.5,  # how likely a lesson answers: by the share of the query that surely stands in it,
        "length": 1.5,  # by the logarithm of the number of words,
        "doubt": 7.1,  # against this
        "bar": 0.74,  # from so likely a lesson answers
        "kept": 0.5,  # beside one that does, lessons of this share of its likelihood
        "alike": 0.15,  # from so likely it is like the query
        "certain": 0.96,  # a lesson that likely answers: what words mean changes nothing then
        "meaning": 0.6,  # how much likeness in meaning counts beside the share of the best score
        "part": 0.3,  # how much the best part counts for its lesson
        "surely": 0.7,  # share of a lesson's score that hangs on how likely it answers
        "rareSpelling": 20,  # a word in more documents has no misspelt twin worth looking for
        "rare": 3,  # a known word in so few documents is also looked for inside others
        "same": 3,  # how often one completion, and the word itself, may stand among the first ten
        "own": 10,
        "brief": 8,  # a query of more words is not read with other tone marks where a word is known
        "most": 24,  # words of a query that are read, the rarest
        "whole": 0.5,  # from so much surety on a word counts as standing in a document
        "sure.synonym": 0.9,  # how surely a reading is what was meant; the term itself is
        "sure.tone": 0.9,
        "sure.toneKnown": 0.0,
        "sure.prefix": 0.4,
        "sure.infix": 0.9,
        "sure.spelling": 0.4,
        "sure.fuzzy": 0.0,
        "lone": 2.0,  # how much more the rare completion of a single unfinished word may weigh
    }
)

LARGE = MappingProxyType(
    {
        "title": 2.8,
        "titlePart": 0.55,
        "coverage": 0.8,
        "near": 0.4,
        "chop": 1,
        "surely": 0.0,
        "bar": 0.05,
        "kept": 0.0,
    }
)
"""What differs where a library is large and holds most words anyway: chosen on the 2,143 articles, where a higher bar
costs right answers (benchmarks/search_quality.py). All other numbers were chosen there too, but for those that tell
answers apart, which are of the small library."""

STOP = tuple(
    word
    for line in (
        "อะไร ใคร ไหน ใด เท่าไร เท่าไหร่ เท่าใด อย่างไร ยังไง ทำไม กี่ เมื่อไร เมื่อไหร่ เมื่อใด หรือไม่ ไหม",
        "คือ เป็น ชื่อ ที่ ใน ของ และ มี การ ได้ จาก ให้ โดย ว่า กับ ถูก เพื่อ นี้ นั้น อยู่ ซึ่ง แห่ง บ้าง",
        "คืออะไร อะไรบ้าง มีชื่อว่า ชื่อว่า เพราะเหตุใด ต่อ ไป มา แล้ว ก็ จะ ต้อง ด้วย",
        "ๆ ครับ ค่ะ คะ นะ จ๊ะ หรอ เหรอ หน่อย ยัง ไง ยังไงดี ไงดี อย่างไรดี ทำยังไง ทำไง อย่างไรบ้าง ยังไงบ้าง",
    )
    for word in line.split()
)
"""Words of questions, grammar and courtesy: they cut the query, but have no postings."""
