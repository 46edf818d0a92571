"""Joining a continuation to an interrupted stream (overlap removal): what it says again is cut, so that nothing is repeated or lost.

A model that is asked to go on either does just that, or says the last words again, or begins anew. Its first text is held back for as
long as it could still be a repetition, which it no longer is once it occurs nowhere in what was said.
"""

CERTAIN = 10
"""Characters that do not end one text and begin the next by chance."""
ANEW = 40
"""Characters from the very beginning after which an answer counts as begun anew."""


class Diverged(Exception):
    """The answer began anew and then said something else: it can not be joined to what the reader has."""


class Splice:
    """Joins one continuation to `said`."""

    def __init__(self, said: str) -> None:
        self._said, self._held, self._joined = said, "", not said

    def feed(self, text: str) -> str:
        """The next text of the continuation; what of it is new, as far as that is certain. Raises Diverged."""
        if self._joined:
            return text
        self._held += text
        return "" if self._held in self._said else self._join()

    def rest(self) -> str:
        """At the continuation's end: what was held back and is new after all. Raises Diverged."""
        return "" if self._joined else self._join()

    def _join(self) -> str:
        self._joined, held = True, self._held
        again = overlap(self._said, held)
        if again == 0 and ANEW <= len(_common(self._said, held)) < len(self._said):
            raise Diverged
        return held[again:]


def overlap(said: str, new: str) -> int:
    """How many characters at the beginning of `new` repeat the end of `said`.

    A few characters in common are chance ("1" and "11"); a repetition is all that was said, ten characters, or begins with a word.
    """
    for size in range(min(len(said), len(new)), 0, -1):
        if said.endswith(new[:size]) and (size >= CERTAIN or size == len(said) or _words(said, size)):
            return size
    return 0


def _words(said: str, size: int) -> bool:
    """Whether the last `size` characters begin where a word does and hold some letters."""
    tail = said[-size:]
    return sum(c.isalpha() for c in tail) >= 3 and not (tail[0].isalnum() and said[-size - 1].isalnum())


def _common(one: str, other: str) -> str:
    return one[: next((i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))]
