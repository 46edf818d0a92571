"""What is known of models by the beginning of their name: how much they read, and whether they see pictures.

A name that is not here gets the cautious values of its kind: too small a window costs some history, too large a one an error.
"""

from typing import NamedTuple


class Known(NamedTuple):
    """Tokens of context, and sight."""

    window: int
    images: bool


CAUTIOUS = {
    "openai": Known(128_000, True),
    "anthropic": Known(200_000, True),
    "google": Known(1_000_000, True),
    "ollama": Known(8_192, False),
    "compatible": Known(16_384, False),
    "local": Known(8_192, False),
}
"""By the kind of provider."""

MODELS = {
    "gpt-4.1": Known(1_000_000, True),
    "gpt-4o": Known(128_000, True),
    "gpt-5": Known(272_000, True),
}
"""By the beginning of the name; the longest that fits counts."""


def known(kind: str, model: str) -> Known:
    """Of a model; names may carry an owner (`meta/llama-3`) before and a tag (`:8b`) behind."""
    name = model.rpartition("/")[2].lower()
    fits = [start for start in MODELS if name.startswith(start)]
    return MODELS[max(fits, key=len)] if fits else CAUTIOUS[kind]
