"""Words at which an answer ends (`stop`), also where they come in pieces; whoever speaks."""

from collections.abc import Sequence


class Cut:
    """Passes text on up to the first of some words; what may be the beginning of one is held back until more is known."""

    def __init__(self, words: Sequence[str] = ()) -> None:
        self._words = tuple(words)
        self._held = ""
        self.hit = False
        """Whether one came."""

    def feed(self, text: str) -> str:
        """What may be said of it now."""
        if self.hit:
            return ""
        text = self._held + text
        ends = [at for word in self._words if (at := text.find(word)) >= 0]
        if ends:
            self.hit, self._held = True, ""
            return text[: min(ends)]
        open_ = max((self._begun(text, word) for word in self._words), default=0)
        self._held = text[len(text) - open_ :]
        return text[: len(text) - open_]

    def rest(self) -> str:
        """What was held back, now that nothing follows."""
        held, self._held = self._held, ""
        return held

    @staticmethod
    def _begun(text: str, word: str) -> int:
        """Characters at the end of the text that begin the word."""
        return next((n for n in range(min(len(word) - 1, len(text)), 0, -1) if text.endswith(word[:n])), 0)
