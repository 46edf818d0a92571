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
    "ollama": Known(16_384, False),
    "compatible": Known(16_384, False),
    "local": Known(8_192, False),
}
"""By the kind of provider. What a server of your own reads is set there (and costs memory), so its model's name says nothing."""

HOSTED = {
    "gpt-3.5": Known(16_000, False),
    "gpt-4": Known(8_000, False),
    "gpt-4-turbo": Known(128_000, True),
    "gpt-4o": Known(128_000, True),
    "gpt-4.1": Known(1_000_000, True),
    "gpt-5": Known(272_000, True),
    "gpt-6": Known(272_000, True),
    "o1": Known(128_000, True),
    "o3": Known(200_000, True),
    "o4-mini": Known(200_000, True),
    "claude-": Known(200_000, True),
    "claude-opus-5": Known(1_000_000, True),
    "claude-sonnet-5": Known(1_000_000, True),
    "claude-haiku-5": Known(1_000_000, True),
    "claude-fable-5": Known(1_000_000, True),
    "claude-mythos-5": Known(1_000_000, True),
    "gemini-": Known(1_000_000, True),
    "gemma-3": Known(128_000, True),
    "gemma-4": Known(256_000, True),
}
"""By the beginning of the name; the longest that fits counts."""

SEES = (
    "llava",
    "vision",
    "-vl",
    "vl-",
    "vl:",
    "2.5vl",
    "pixtral",
    "gemma3",
    "gemma-3",
    "gemma4",
    "gemma-4",
    "llama4",
    "llama-4",
    "minicpm-v",
)
"""Parts of the names of open models that see."""


def known(kind: str, model: str) -> Known:
    """Of a model; its name may carry an owner before (`anthropic/claude-…`)."""
    name = model.rpartition("/")[2].lower()
    fits = [start for start in HOSTED if name.startswith(start)]
    if fits and kind != "ollama":
        return HOSTED[max(fits, key=len)]
    cautious = CAUTIOUS[kind]
    return Known(cautious.window, cautious.images or any(part in name for part in SEES))
