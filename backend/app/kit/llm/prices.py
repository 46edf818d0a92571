"""What a call costs: prices per million tokens by provider and model, and the exact sum.

Shipped prices are the list prices that the providers published on the day `KNOWN`; an organisation's own prices go before them.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Context, Decimal
from fnmatch import fnmatchcase

CURRENCY = "USD"
"""One for all: costs are summed and limited, so they can not be in several."""
KNOWN = date(2025, 10, 1)
DATED = re.compile(r"-(\d{8}|\d{4}-\d{2}-\d{2}|latest)$")
"""How providers name a snapshot of a model."""
MILLION = Decimal(1_000_000)
EXACT = Context(prec=60)
"""More digits than a price times a number of tokens can have: nothing is rounded."""


@dataclass(frozen=True, slots=True)
class Price:
    """Per million tokens, of models whose name, with or without the date of its snapshot, fits `pattern` (`*` stands for any text)."""

    provider: str
    pattern: str
    input: Decimal
    output: Decimal
    valid_from: date = KNOWN

    def fits(self, provider: str, model: str, on: date) -> bool:
        """Whether it is the price of this model, or was one, on this day."""
        if self.provider != provider or self.valid_from > on:
            return False
        name, pattern = model.lower(), self.pattern.lower()
        return fnmatchcase(name, pattern) or fnmatchcase(DATED.sub("", name), pattern)

    def of(self, input_tokens: int, output_tokens: int) -> Decimal:
        """To the last digit."""
        both = EXACT.add(EXACT.multiply(self.input, Decimal(input_tokens)), EXACT.multiply(self.output, Decimal(output_tokens)))
        return EXACT.divide(both, MILLION)


def price_of(prices: Iterable[Price], provider: str, model: str, on: date) -> Price | None:
    """The one that fits best: by the most letters, of these the newest; None when nothing is known of the model."""
    fitting = [p for p in prices if p.fits(provider, model, on)]
    return max(fitting, key=lambda p: (len(p.pattern.replace("*", "")), "*" not in p.pattern, p.valid_from), default=None)


def chosen(own: Iterable[Price], provider: str, model: str, on: date) -> Price | None:
    """The organisation's own price when it has one, else the shipped one."""
    return price_of(own, provider, model, on) or price_of(SHIPPED, provider, model, on)


def _shipped(provider: str, *rows: tuple[str, str, str]) -> list[Price]:
    return [Price(provider, pattern, Decimal(given), Decimal(made)) for pattern, given, made in rows]


SHIPPED: tuple[Price, ...] = (
    *_shipped(
        "openai",
        ("gpt-5", "1.25", "10"), ("gpt-5-mini", "0.25", "2"), ("gpt-5-nano", "0.05", "0.40"),
        ("gpt-4.1", "2", "8"), ("gpt-4.1-mini", "0.40", "1.60"), ("gpt-4.1-nano", "0.10", "0.40"),
        ("gpt-4o", "2.50", "10"), ("gpt-4o-mini", "0.15", "0.60"),
        ("o3", "2", "8"), ("o3-mini", "1.10", "4.40"), ("o4-mini", "1.10", "4.40"),
    ),
    *_shipped(
        "anthropic",
        ("claude-opus-4-1", "15", "75"), ("claude-opus-4-0", "15", "75"), ("claude-opus-4", "15", "75"),
        ("claude-sonnet-4-5", "3", "15"), ("claude-sonnet-4-0", "3", "15"), ("claude-sonnet-4", "3", "15"),
        ("claude-haiku-4-5", "1", "5"), ("claude-3-7-sonnet", "3", "15"), ("claude-3-5-haiku", "0.80", "4"),
        ("claude-3-haiku", "0.25", "1.25"),
    ),
    *_shipped(
        "google",
        ("gemini-2.5-pro", "1.25", "10"), ("gemini-2.5-flash", "0.30", "2.50"), ("gemini-2.5-flash-lite", "0.10", "0.40"),
        ("gemini-2.0-flash", "0.10", "0.40"), ("gemini-2.0-flash-lite", "0.075", "0.30"),
    ),
    *_shipped("ollama", ("*", "0", "0")),
    *_shipped("local", ("*", "0", "0")),
    *_shipped("scripted", ("*", "0", "0")),
)  # fmt: skip
