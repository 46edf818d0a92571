"""Hand-written words per language, as data; looked up by phrase.

A concept is `kind:value`, such as `ask:count` or `w:invoice`; the kinds are listed in `tagger`.
"""

from collections import Counter
from collections.abc import Sequence
from functools import lru_cache
from importlib import import_module

from ..text import singulars, words

LANGUAGES = ("en", "de", "fr", "es", "it", "pt", "nl")


class Lexicon:
    """The phrases of some languages, the first one leading."""

    def __init__(self, languages: Sequence[str]) -> None:
        self.phrases: dict[tuple[str, ...], set[str]] = {}
        self.stems: dict[str, set[str]] = {}
        self.longest = 1
        for language in languages:
            own = set(self.phrases)
            for concept, phrase in _lines(language):
                key = words(phrase.rstrip("*"))
                if phrase.endswith("*") and len(key) == 1:
                    self.stems.setdefault(key[0], set()).add(concept)
                elif key and key not in own:
                    self.phrases.setdefault(key, set()).add(concept)
                self.longest = max(self.longest, len(key))
        self.vocabulary = {word for phrase in self.phrases for word in phrase if len(word) > 3}

    def find(self, phrase: tuple[str, ...]) -> set[str]:
        """The concepts of a phrase; one word is also tried as a stem and as a plural."""
        found = self.phrases.get(phrase, set())
        if found or len(phrase) != 1:
            return found
        stem = max((s for s in self.stems if phrase[0].startswith(s)), key=len, default="")
        if stem:
            return self.stems[stem]
        for single in singulars(phrase[0]):
            if (single,) in self.phrases:
                return self.phrases[single,]
        return set()

    def knows(self, word: str) -> bool:
        """Whether the word means something alone or in a phrase."""
        return word in self.vocabulary or bool(self.find((word,)))


@lru_cache(maxsize=8)
def _lines(language: str) -> list[tuple[str, str]]:
    table: str = import_module(f".{language}", __name__).TABLE
    pairs = []
    for line in table.strip().splitlines():
        concept, _, phrases = line.partition(" ")
        pairs += [(concept.replace("_", " "), phrase.strip()) for phrase in phrases.split("|") if phrase.strip()]
    return pairs


@lru_cache(maxsize=16)
def lexicon(language: str) -> Lexicon:
    """The words of a language, with English behind it."""
    return Lexicon([language] if language == "en" else [language, "en"])


@lru_cache(maxsize=1)
def _speech() -> dict[str, tuple[set[str], set[str]]]:
    """Per language: whole words of single-word phrases, and words within longer phrases."""
    speech = {}
    for language in LANGUAGES:
        single = {key[0] for _, p in _lines(language) if len(key := words(p.rstrip("*"))) == 1 and not p.endswith("*")}
        inner = {word for _, p in _lines(language) for word in words(p.rstrip("*"))}
        speech[language] = (single, inner)
    return speech


def detect(tokens: Sequence[str], before: str = "") -> str:
    """The language that knows most of the words; a tie goes to the language of the conversation, then to English."""
    score: Counter[str] = Counter()
    for word in tokens:
        knowing = [language for language in LANGUAGES if word in _speech()[language][0]]
        half = [language for language in LANGUAGES if word in _speech()[language][1] and language not in knowing]
        for language in knowing:
            score[language] += 6 + 6 // len(knowing)
        for language in half:
            score[language] += 2
    score[before or "en"] += 1
    best = max(score.values())
    return next(language for language in (before, *LANGUAGES) if language and score[language] == best)
