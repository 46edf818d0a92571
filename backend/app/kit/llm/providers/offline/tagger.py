"""From a sentence to tags: every word is given all its possible meanings, and the cover that explains most is kept.

Meanings by kind: `entity`, `field` and `choice` from the declarations; `hit` from the value index; `place`, `period`, `num`; and the
lexicon's own kinds (`ask`, `agg`, `measure`, `verb`, `state`, `super`, `comp`, `cmp`, `unit`, `group`, `bucket`, `neg`, `conj`, `pron`,
`cue`, `do`, `text`, `ord`, `dir`, `all`, `stop`, `out`).
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from ...embed import is_word
from . import places
from .dates import DateFinder
from .index import Hit, Index
from .lexicon import Lexicon
from .schema import Schema
from .text import Token, distance, singulars, tokenize, tolerance, words

_LONGEST = 7
_LOCATIVE = ("in", "from", "at", "near", "aus", "nach", "à", "a", "en", "de", "da", "em", "uit", "di", "du", "nel", "do")
Means = dict[str, list[Any]]


@dataclass
class Tag:
    """Tokens `i` to `j` (excluded) with what they may mean."""

    i: int
    j: int
    means: Means
    score: float = 0.0
    used: bool = False

    def has(self, kind: str, value: Any = None) -> bool:
        """Whether it may mean this kind (and this value)."""
        return kind in self.means and (value is None or value in self.means[kind])

    def get(self, kind: str) -> list[Any]:
        """Its meanings of one kind."""
        return self.means.get(kind, [])


@dataclass
class Sentence:
    """A sentence with its tokens (marks left out) and the chosen tags in order."""

    text: str
    language: str
    tokens: list[Token]
    tags: list[Tag] = field(default_factory=list)
    repaired: dict[str, str] = field(default_factory=dict)

    def raw(self, tag: Tag) -> str:
        """The tag's own words."""
        return self.text[self.tokens[tag.i].start : self.tokens[tag.j - 1].end]


def amount(text: str, language: str = "en") -> Decimal | None:
    """A number as written: `1,234.50`, `1.234,50`, `1 234,50`, `2k`, `$5`."""
    plain = re.sub(r"[$€£ \u00a0\u202f'’]", "", text.casefold())
    factor = {"k": 1000, "m": 1_000_000}.get(plain[-1:], 1)
    plain = plain.rstrip("km")
    marks = [c for c in plain if c in ".,"]
    if len(set(marks)) == 2:
        plain = plain.replace("." if marks[-1] == "," else ",", "").replace(",", ".")
    elif marks:
        tail = plain.rsplit(marks[0], 1)[1]
        thousands = len(marks) > 1 or (len(tail) == 3 and (marks[0] == "," or language != "en"))
        plain = plain.replace(marks[0], "" if thousands else ".")
    try:
        return Decimal(plain) * factor
    except InvalidOperation:
        return None


class Tagger:
    """Tags sentences of one language against one caller's declarations and values."""

    def __init__(self, schema: Schema, index: Index, lexicon: Lexicon, language: str, today: date) -> None:
        self.schema = schema
        self.index = index
        self.lexicon = lexicon
        self.language = language
        self.today = today
        self._next_one = -1
        self._before: dict[int, str] = {}

    def read(self, text: str, future: bool = False) -> Sentence:
        """The sentence's best cover."""
        every = tokenize(text)
        tokens = [t for t in every if t.kind != "mark"]
        sentence = Sentence(text, self.language, tokens)
        self._before = {after.start: before.norm for before, after in zip(tokens, tokens[1:], strict=False)}
        self._next_one = next((tokens[n - 1].end for n in range(1, len(tokens)) if tokens[n].norm in ("one", "ones")), -1)
        forms = [self._forms(t, sentence) for t in tokens]
        spans = self._periods(every, tokens, future)
        for i in range(len(tokens)):
            for size in range(1, min(_LONGEST, len(tokens) - i) + 1):
                means, score = self._means(tokens[i : i + size], forms[i : i + size])
                if means:
                    kept = spans.setdefault((i, i + size), Tag(i, i + size, {}, 0.0))
                    kept.score = max(kept.score, score)
                    for kind, values in means.items():
                        kept.means.setdefault(kind, []).extend(v for v in values if v not in kept.get(kind))
        sentence.tags = _cover(spans, len(tokens))
        self._unseen(sentence)
        return sentence

    def _unseen(self, sentence: Sentence) -> None:
        """A capitalised word after `in` that nothing knows is a place without records."""
        for before, tag in zip(sentence.tags, sentence.tags[1:], strict=False):
            token = sentence.tokens[tag.i]
            if not tag.means and token.kind == "word" and token.raw[0].isupper() and sentence.raw(before).casefold() in _LOCATIVE:
                tag.means = {"unseen": [sentence.raw(tag)]}

    def _periods(self, every: list[Token], tokens: list[Token], future: bool) -> dict[tuple[int, int], Tag]:
        usable = [t for t in every if t.kind != "mark" or t.norm in "-–,."]
        place = {t.start: n for n, t in enumerate(tokens)}
        spans = {}
        ranges = not any(
            "ask:diff" in self.lexicon.find(tuple(t.norm for t in tokens[n : n + size])) for n in range(len(tokens)) for size in (1, 2, 3)
        )
        for a, b, period in DateFinder(usable, self.lexicon, self.language, self.today, future, ranges).find():
            inside = [place[t.start] for t in usable[a:b] if t.start in place]
            i, j = inside[0], inside[-1] + 1
            spans[i, j] = Tag(i, j, {"period": [period]}, 1.25 * (j - i) + 0.3 * (j - i - 1))
        return spans

    # -- one word --------------------------------------------------------------------------------------------------------------

    def _known(self, word: str) -> bool:
        if self.lexicon.knows(word) or any(word in index.postings for index in self.index.fields.values()):
            return True
        plain = (word,)
        return (
            any(word in key for key in self.schema.phrases)
            or bool(places.find(plain, self.language))
            or bool(self.index.find(plain))
            or any((s,) in self.schema.phrases for s in singulars(word))
        )

    def _forms(self, token: Token, sentence: Sentence) -> list[str]:
        """The word itself, or what it may be a slip of."""
        word = token.norm
        if token.kind != "word" or len(word) < 4 or self._known(word) or (self.language == "en" and token.raw.islower() and is_word(word)):
            return [word]
        limit = tolerance(word)
        near = [(distance(word, w, limit), w) for w in self._vocabulary() if abs(len(w) - len(word)) <= limit and w[0] == word[0]]
        near += [(distance(word, w, limit), w) for w in self.index.repairs(word)] if len(word) > 4 else []
        near = sorted((d, w) for d, w in near if d <= limit)
        best = [w for d, w in near if d == near[0][0]]
        if best:
            sentence.repaired[word] = best[0]
        return list(dict.fromkeys(best))[:4] or [word]

    def _vocabulary(self) -> set[str]:
        return (
            self.lexicon.vocabulary
            | {w for key in self.schema.phrases for w in key if len(w) > 3}
            | set(places.single_words(self.language))
        )

    # -- a span ----------------------------------------------------------------------------------------------------------------

    def _means(self, tokens: Sequence[Token], forms: Sequence[list[str]]) -> tuple[Means, float]:
        if len(tokens) == 1 and tokens[0].kind in ("num", "iso", "mail", "quote"):
            return self._literal(tokens[0])
        best: tuple[Means, float] = ({}, 0.0)
        for phrase in _combinations(forms):
            slips = sum(word != token.norm for word, token in zip(phrase, tokens, strict=True))
            means, score = self._phrase(phrase, tokens)
            score -= 0.3 * slips
            if means and score > best[1]:
                best = (means, score)
            elif means and score == best[1]:
                merged = {k: list(v) for k, v in best[0].items()}
                for kind, values in means.items():
                    merged.setdefault(kind, []).extend(v for v in values if v not in merged.get(kind, []))
                best = (merged, score)
        return best

    def _literal(self, token: Token) -> tuple[Means, float]:
        means: Means = {}
        if token.kind in ("quote", "mail"):
            means["literal"] = [token.raw.strip("\"“”«»„'")]
        number = amount(token.raw, self.language) if token.kind == "num" else None
        if number is not None:
            means["num"] = [number]
            if token.raw[0] in "$€£":
                means["unit"] = ["money"]
        hits = self.index.find(words(token.norm))
        hits = [h for h in hits if h.whole]
        if hits:
            means["hit"] = hits
        return means, 1.2 if means else 0.0

    def _phrase(self, phrase: tuple[str, ...], tokens: Sequence[Token]) -> tuple[Means, float]:
        size = len(phrase)
        bonus = 0.3 * (size - 1)
        means: Means = {}
        score = 0.0
        for concept in self.lexicon.find(phrase):
            if concept.startswith("time:"):
                if size == 1:
                    means.setdefault("stop", [""])
                    score = max(score, 0.9)
                continue
            self._concept(concept, means)
            weight = 0.9 if concept == "stop" else 1.15 if concept.startswith("w:") and size > 1 else 1.0
            score = max(score, weight * size + bonus + (0.2 if concept in ("state:late", "state:ontime") else 0.0))
        declared = self._declared(phrase)
        for kind, where in declared:
            means.setdefault(kind, []).append(where)
            if kind == "field" and self.schema[where[0]].fields[where[1]].kind == "money":
                means.setdefault("w", []).append("total")
            score = max(score, 1.15 * size + bonus)
        found = places.find(phrase, self.language, all(t.caps for t in tokens))
        if found:
            means["place"] = found
            score = max(score, (1.5 if all(t.caps for t in tokens) else 1.2) * size + bonus)
        hits = self._hits(phrase, tokens, bool(means))
        if hits and size == 1 and tokens[0].caps and all(h.field == self.schema[h.entity].key for h in hits):
            means.pop("place", None)
        if not hits and self._next_one == tokens[-1].end and size == 1:
            hits = self.index.find(phrase)
            means = {} if hits else means
        if hits:
            means["hit"] = hits
            score = max(score, (1.3 if hits[0].whole else 0.97) * size + bonus)
        return means, score

    def _declared(self, phrase: tuple[str, ...]) -> list[tuple[str, tuple[str, ...]]]:
        found = self.schema.phrases.get(phrase, [])
        if not found:
            for single in singulars(phrase[-1]):
                found = found or self.schema.phrases.get((*phrase[:-1], single), [])
        return found

    def _concept(self, concept: str, means: Means) -> None:
        kind, _, value = concept.partition(":")
        if kind == "w":
            declared = self.schema.phrases.get(words(value), [])
            for declared_kind, where in declared:
                if where not in means.setdefault(declared_kind, []):
                    means[declared_kind].append(where)
            if value in ("total", "currency"):
                means.setdefault("field", []).extend(
                    (e.name, e.money) for e in self.schema.money if (e.name, e.money) not in means.get("field", [])
                )
            means.setdefault("w", []).append(value)
        else:
            number = Decimal(value) if kind == "num" else int(value) if kind == "ord" else value
            if number not in means.setdefault(kind, []):
                means[kind].append(number)

    def _names(self, token: Token) -> bool:
        """Whether a word in small letters stands where a name stands: after a preposition, an article or a verb, not after `how`."""
        before = self._before.get(token.start, "")
        found = self.lexicon.find((before,)) if before else {"stop"}
        return bool(found) and before not in ("how", "so", "too", "very", "wie", "si", "tan", "muy", "que")

    def _hits(self, phrase: tuple[str, ...], tokens: Sequence[Token], otherwise: bool) -> list[Hit]:
        hits = self.index.find(phrase)
        if not hits:
            return []
        shouted = all(t.caps for t in tokens)
        if hits[0].whole:
            if sum(map(len, phrase)) <= 2 and not shouted:
                return []
            keys = [h for h in hits if h.field == self.schema[h.entity].key]
            if len(phrase) == 1 and keys and shouted:
                return keys
            if len(phrase) == 1 and otherwise and len(keys) == len(hits):
                return []
            return [h for h in hits if h not in keys] or hits
        ordinary = [self.lexicon.knows(word) for word in phrase]
        if len(phrase) == 1:
            fits = not otherwise and not ordinary[0] and len(phrase[0]) > 2 and len(hits) <= 12
            return hits if fits and (tokens[0].raw[0].isupper() or self._names(tokens[0])) else []
        if all(t.raw[0].isupper() for t in tokens) and len({h.value for h in hits}) == 1:
            return hits
        ends = ("stop" in self.lexicon.find(phrase[:1])) or ("stop" in self.lexicon.find(phrase[-1:]))
        if sum(ordinary) * 2 > len(phrase) and (ends or len({h.value for h in hits}) > 1):
            return []
        return hits


def _combinations(forms: Sequence[list[str]]) -> list[tuple[str, ...]]:
    """All spellings of a span, at most a handful."""
    out: list[tuple[str, ...]] = [()]
    for options in forms:
        out = [(*head, option) for head in out for option in options][:8]
    return out


def _cover(spans: dict[tuple[int, int], Tag], size: int) -> list[Tag]:
    """The tags without overlap that explain most; words that nothing explains get a tag without meaning."""
    best: list[tuple[float, list[Tag]]] = [(0.0, [])]
    ends: dict[int, list[Tag]] = {}
    for (_, j), tag in spans.items():
        ends.setdefault(j, []).append(tag)
    for j in range(1, size + 1):
        options = [(best[tag.i][0] + tag.score, [*best[tag.i][1], tag]) for tag in ends.get(j, [])]
        options.append((best[j - 1][0], [*best[j - 1][1], Tag(j - 1, j, {})]))
        best.append(max(options, key=lambda o: (o[0], -len(o[1]))))
    return best[size][1]
