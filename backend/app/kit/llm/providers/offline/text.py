"""Words: folding, splitting into tokens, edit distance."""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

_PLAIN = str.maketrans(
    {"ß": "ss", "æ": "ae", "ø": "o", "ł": "l", "đ": "d", "œ": "oe", "ð": "d", "þ": "th", "’": "'", "‘": "'", "`": "'", "´": "'"}
)
_ELISION = r"(?:l|d|qu|n|j|s|c|m|t|dell|all|nell|sull|un|dall|quell|jusqu|lorsqu)(?='[^\W\d_]{2})"
_TOKEN = re.compile(
    r"(?P<quote>\"[^\"]+\"|“[^”]+”|«[^»]+»|„[^“”]+[“”]|(?<!\w)'[^']{2,}?'(?!\w))"
    r"|(?P<mail>[\w.+-]+@[\w-]+\.[\w.-]*\w)"
    r"|(?P<iso>\d{4}-\d{1,2}-\d{1,2}(?!\d)|(?:19|20)\d\d-(?:0[1-9]|1[0-2])(?![\d-])|\d{1,2}[./]\d{1,2}[./](?:\d{4}|\d{2})(?![\d]))"
    r"|(?P<num>[$€£]?\s?\d{1,3}(?:[ \u00a0\u202f]\d{3})+(?:[.,]\d{1,2})?(?![\d\w])|[$€£]?\d[\d.,]*(?:(?<=\d)(?:k|m|K|M)\b)?(?<=[\dkmKM]))"
    rf"|(?P<word>(?i:{_ELISION})|[^\W\d_]+(?:'[^\W\d_]+)*(?:\d+)?)"
    r"|(?P<mark>[?!.,;:()\[\]+/&%<>=@#$€£–—-])"
)


@dataclass(frozen=True)
class Token:
    """A word, number or mark with its place in the text; `norm` is folded."""

    raw: str
    norm: str
    kind: str
    start: int
    end: int

    @property
    def caps(self) -> bool:
        """Written wholly in capitals."""
        return len(self.raw) > 1 and self.raw.isupper()


@lru_cache(maxsize=65536)
def fold(text: str) -> str:
    """Case, accents and spacing away: `Königlich  Essen` → `koniglich essen`."""
    plain = unicodedata.normalize("NFKD", text.casefold().translate(_PLAIN))
    return re.sub(r"\s+", " ", "".join(c for c in plain if not unicodedata.combining(c))).strip()


def _word(raw: str) -> str:
    norm = fold(raw)
    if norm.endswith("n't"):
        return norm.replace("'", "")
    if norm.endswith("'s") and len(norm) > 2:
        return norm[:-2]
    return norm.replace("'", "")


def tokenize(text: str) -> list[Token]:
    """Splits a sentence; numbers, dates, quoted strings and e-mail addresses stay whole."""
    tokens = []
    for found in _TOKEN.finditer(text.replace("’", "'").replace("‘", "'")):
        kind = found.lastgroup or "word"
        raw = found[0].strip()
        norm = _word(raw) if kind == "word" else fold(raw.strip("\"“”«»„'")) if kind == "quote" else fold(raw)
        if kind == "num":
            norm = raw.rstrip(".,").casefold()
        if norm:
            tokens.append(Token(raw, norm, kind, found.start(), found.end()))
    return tokens


@lru_cache(maxsize=65536)
def words(text: str) -> tuple[str, ...]:
    """The folded words and numbers of a phrase, marks left out."""
    return tuple(t.norm for t in tokenize(text) if t.kind != "mark")


def squash(text: str) -> str:
    """Only letters and digits, so that `QUICK-Stop`, `quick stop` and `quickstop` are one."""
    return re.sub(r"[^a-z0-9]", "", fold(text))


def distance(a: str, b: str, limit: int) -> int:
    """Edit distance with swapped neighbours counted once; anything over `limit` is `limit + 1`."""
    if abs(len(a) - len(b)) > limit:
        return limit + 1
    before: list[int] = []
    last = list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        row = [i]
        for j, y in enumerate(b, 1):
            cost = min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (x != y))
            if i > 1 and j > 1 and x == b[j - 2] and a[i - 2] == y:
                cost = min(cost, before[j - 2] + 1)
            row.append(cost)
        if min(row) > limit:
            return limit + 1
        before, last = last, row
    return last[-1]


def tolerance(word: str) -> int:
    """How many slips a word of this length may hold and still be recognised."""
    return 0 if len(word) < 4 else 1 if len(word) < 8 else 2


def singulars(word: str) -> list[str]:
    """What an English plural may be the plural of."""
    out = []
    if word.endswith("ies") and len(word) > 4:
        out.append(word[:-3] + "y")
    if word.endswith("es") and len(word) > 4:
        out.append(word[:-2])
    if word.endswith("s") and not word.endswith("ss") and len(word) > 3:
        out.append(word[:-1])
    return out


def plural(word: str) -> str:
    """The regular English plural."""
    if word.endswith("y") and word[-2:-1] not in "aeiou":
        return word[:-1] + "ies"
    return word + ("es" if word.endswith(("s", "x", "ch", "sh")) else "s")
