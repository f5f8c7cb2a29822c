"""Builds the model a repair works with (`harvester/thai/repair`) from a corpus of sound Thai.

    python tools/repair_model.py TEXTS... --out harvester/thai/repair [--jobs 2]

TEXTS are .txt (documents separated by form feeds) or .jsonl with a `text` field, .xz or not. Words and pairs are priced
in nats from the corpus (half), two national frequency lists (half) and small floors for dictionary words and bare
syllables; spaces are learnt by logistic regression. A repair itself needs none of this.
"""

import argparse
import hashlib
import json
import lzma
import math
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from itertools import pairwise
from pathlib import Path

import numpy as np
from pythainlp import corpus as lists
from pythainlp.corpus import tnc, ttc
from pythainlp.tokenize import Tokenizer
from scipy import optimize, sparse

sys.path.insert(0, str(Path(__file__).parent.parent))

from harvester.thai.places import gazetteer
from harvester.thai.repair.lexicon import Model
from harvester.thai.repair.normalise import LETTER, decompose, normalise
from harvester.thai.repair.spaces import BIAS, features

PAIRS = 40_000
"""Frequent pairs kept, a cheap stand-in for a bigram model."""
SPACES = 60_000
"""Features of the space model kept."""
THINNING = 4
"""Places without a space are four times too many: every fourth is looked at."""

_RUN = re.compile(f"[{LETTER}][ก-๎]*")
_PHRASES = re.compile("[ก-๎]+(?: [ก-๎]+)*")
_GOOD = re.compile("[เแโใไ]?[ก-ฮ][ก-ฺเ-ๅ็-๎]*$")
_FAMILIAR = 200
"""Times a string must be in the lists to be a word that no dictionary has."""

Place = tuple[tuple[str, ...], bool]


def build(documents: Sequence[str], jobs: int = 2) -> Model:
    """Learn words, pairs and spaces from texts, one string a document. A minute a 25 million characters."""
    lines = [line for document in documents for line in normalise(document).split("\n")]
    shares = [lines[start :: jobs * 4] for start in range(jobs * 4)]
    single: Counter[str] = Counter()
    double: Counter[tuple[str, str]] = Counter()
    places: list[Place] = []
    with ProcessPoolExecutor(jobs) as pool:
        for words, pairs, seen in pool.map(_count_lines, shares):
            single.update(words)
            double.update(pairs)
            places += seen
    chances = _chances(single)
    total = sum(single.values())
    joined = {
        first + second: count / total
        for (first, second), count in double.most_common(PAIRS)
        if count >= 8 and first in chances and second in chances and _GOOD.match(first + second)
    }
    pairs_only = {word: chance for word, chance in joined.items() if word not in chances}
    return Model(_prices(chances), _prices(pairs_only), _space_weights(places))


def pack(model: Model) -> bytes:
    """The model as the file that `lexicon.unpack` reads; the same model gives the same bytes."""
    document = {}
    for name, table in model._asdict().items():
        keys = sorted(table)
        document[name] = {"keys": "\t".join(keys), "tenths": [round(table[key] * 10) for key in keys]}
    packed = json.dumps(document, ensure_ascii=False, separators=(",", ":")).encode()
    return lzma.compress(packed, preset=9 | lzma.PRESET_EXTREME)


def pack_names(names: Iterable[str]) -> bytes:
    """Names of people and places, one a line, as `lexicon.shipped_names` reads them."""
    good = sorted({name for name in names if _GOOD.match(name) and len(name) > 2})
    return lzma.compress("\n".join(good).encode(), preset=9 | lzma.PRESET_EXTREME)


def known_names() -> Iterator[str]:
    """Places of our gazetteer, given and family names of PyThaiNLP's lists (Thai Names Corpus, CC BY-SA 4.0)."""
    for province, districts in gazetteer().items():
        yield province
        for district, subdistricts in districts.items():
            yield district
            yield from subdistricts
    yield from lists.thai_family_names()
    yield from lists.thai_male_names()
    yield from lists.thai_female_names()


def _count_lines(lines: list[str]) -> tuple[Counter[str], Counter[tuple[str, str]], list[Place]]:
    cut = Tokenizer(lists.thai_words(), engine="newmm").word_tokenize
    single: Counter[str] = Counter()
    double: Counter[tuple[str, str]] = Counter()
    places: list[Place] = []
    for line in lines:
        for block in _PHRASES.findall(line):
            runs = [cut(run) for run in block.split(" ")]
            for words in runs:
                single.update(words)
                double.update(pairwise(words))
            places += _places(runs)
    return single, double, places


def _places(runs: list[list[str]]) -> Iterator[Place]:
    """Features of every space and of some places without one."""
    whole = decompose(" ".join("".join(words) for words in runs))
    at = 0
    for words in runs:
        for number, word in enumerate(words):
            at += len(decompose(word))
            last = number == len(words) - 1
            if at >= len(whole):
                break
            if last or at % THINNING == 0:
                right = whole[at:].lstrip(" ")[:12]
                yield tuple(features(whole[max(0, at - 40) : at], right)), last
        at += 1


def _chances(single: Counter[str]) -> Mapping[str, float]:
    known = set(lists.thai_words()) | set(lists.thai_orst_words())
    chances: defaultdict[str, float] = defaultdict(float)
    for words, floor in ((known, 1e-7), (lists.thai_syllables(), 2e-9)):
        for word in words:
            if _GOOD.match(word):
                chances[word] += floor
    national = Counter(dict(tnc.word_freqs()))
    national.update(dict(ttc.word_freqs()))
    for counts in (single, national):
        total = sum(counts.values())
        for word, count in counts.items():
            # Single letters are no words; rare strings of the lists are mostly typing errors.
            if len(word) > 1 and _GOOD.match(word) and (word in known or count > _FAMILIAR):
                chances[word] += 0.5 * count / total
    chances["ๆ"] = chances["ฯ"] = 1e-3
    return chances


def _prices(chances: Mapping[str, float]) -> Mapping[str, float]:
    return {word: -math.log(chance) for word, chance in chances.items()}


def _space_weights(places: list[Place]) -> Mapping[str, float]:
    """Logistic regression over sparse features; the rarest and the weightless are left out."""
    often = Counter(feature for known, _ in places for feature in known)
    names = [feature for feature, count in often.items() if count >= 6]
    column = {feature: number for number, feature in enumerate(names)}
    indices: list[int] = []
    starts = [0]
    for known, _ in places:
        indices += [column[feature] for feature in known if feature in column]
        starts.append(len(indices))
    ones = np.ones(len(indices), dtype=np.float32)
    table = sparse.csr_matrix((ones, indices, starts), shape=(len(places), len(names)))
    truth = np.fromiter((spaced for _, spaced in places), dtype=np.float64)

    def loss(weights: np.ndarray) -> tuple[float, np.ndarray]:
        odds = table @ weights
        chance = 1 / (1 + np.exp(-odds))
        cost = np.logaddexp(0, odds).sum() - (odds * truth).sum() + weights @ weights / 2
        return float(cost), table.T @ (chance - truth) + weights

    weights = optimize.minimize(
        loss, np.zeros(len(names)), jac=True, method="L-BFGS-B", options={"maxiter": 120}
    ).x
    weights[column[BIAS]] -= math.log(THINNING)
    worth = {name: abs(weight) * math.sqrt(often[name]) for name, weight in zip(names, weights, strict=True)}
    kept = sorted(
        (name for name in names if abs(weights[column[name]]) >= 0.05), key=lambda name: -worth[name]
    )
    return {name: float(weights[column[name]]) for name in kept[:SPACES]}


HELD_OUT = 40
"""Of so many texts one is kept for measuring, by the hash of its title."""


def held_out(title: str) -> bool:
    """Whether the text with this title is kept for measuring."""
    return hashlib.sha256(title.encode()).digest()[0] % HELD_OUT == 0


def _texts(path: Path) -> Iterator[str]:
    raw = path.read_bytes()
    content = (lzma.decompress(raw) if path.suffix == ".xz" else raw).decode("utf-8")
    if ".jsonl" not in path.name:
        yield from content.split("\f")
        return
    for line in content.splitlines():
        document = json.loads(line)
        if not held_out(document.get("title", "")):
            yield document["text"]


def main() -> None:
    reader = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    reader.add_argument("corpus", nargs="+", type=Path)
    reader.add_argument("--out", required=True, type=Path)
    reader.add_argument("--jobs", type=int, default=2)
    given = reader.parse_args()
    model = build([text for path in given.corpus for text in _texts(path)], given.jobs)
    given.out.mkdir(parents=True, exist_ok=True)
    for name, packed in (("model.json.xz", pack(model)), ("names.txt.xz", pack_names(known_names()))):
        (given.out / name).write_bytes(packed)
        print(f"{given.out / name}: {len(packed):,} bytes")


if __name__ == "__main__":
    main()
