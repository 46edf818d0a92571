"""Money: an exact amount and its ISO 4217 currency; two columns in the database, one object everywhere else. And sums that come out."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_DOWN, ROUND_HALF_EVEN, Context, Decimal, DivisionByZero, InvalidOperation, Overflow
from typing import Annotated, Any

from pydantic import BeforeValidator, Field, WithJsonSchema


def _decimal_text(value: Any) -> Any:
    """A JSON float has already lost the cents: refuse it instead of guessing (integers are exact)."""
    if isinstance(value, float):
        raise ValueError('send the amount as a decimal string, like "1234.50"')
    return value


Amount = Annotated[
    Decimal,
    BeforeValidator(_decimal_text),
    Field(max_digits=18, decimal_places=2, allow_inf_nan=False),
    WithJsonSchema({"type": "string", "format": "decimal", "pattern": r"^-?\d{1,16}(\.\d{1,2})?$", "examples": ["1234.50"]}),
]
Currency = Annotated[str, Field(pattern="^[A-Z]{3}$", examples=["EUR"])]


@dataclass(frozen=True, slots=True)
class Money:
    """A decimal amount in one currency."""

    amount: Amount
    currency: Currency


def money_json(amount: Decimal | None, currency: str | None) -> dict[str, str] | None:
    """The wire form, `{"amount": "1234.50", "currency": "EUR"}`; None when there is none."""
    if amount is None or currency is None:
        return None
    text = str(amount)  # as the column keeps it; only an amount that was just sent may have fewer decimals
    return {"amount": text if text[-3:-2] == "." else f"{amount:.2f}", "currency": currency}


EXACT = Context(prec=40, rounding=ROUND_HALF_EVEN, traps=[InvalidOperation, DivisionByZero, Overflow])
"""For every calculation with money, whatever the thread's own context says. No amount here has more than 18 digits."""
NO_MINOR = frozenset(
    ["BIF", "CLP", "DJF", "GNF", "ISK", "JPY", "KMF", "KRW", "PYG", "RWF", "UGX", "UYI", "VND", "VUV", "XAF", "XOF", "XPF"]
)
THREE_PLACES = frozenset(["BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"])
"""ISO 4217, list one: currencies whose minor unit is not a hundredth."""


def places_of(currency: str) -> int:
    """Decimal places of a currency (ISO 4217 "minor unit"): 2 unless it is known to have others."""
    return 0 if currency in NO_MINOR else 3 if currency in THREE_PLACES else 2


def rounded(amount: Decimal, places: int = 2) -> Decimal:
    """To so many decimals, halves to the even neighbour: errors of many roundings cancel out instead of adding up."""
    return amount.quantize(Decimal(1).scaleb(-places), context=EXACT)


def total(amounts: Sequence[Decimal]) -> Decimal:
    """Their exact sum."""
    sum_ = Decimal(0)
    for amount in amounts:
        sum_ = EXACT.add(sum_, amount)
    return sum_


def split(amount: Decimal, weights: Sequence[Decimal], places: int = 2) -> list[Decimal]:
    """Parts in the ratio of the weights, in whole minor units, that sum to the amount exactly.

    Largest remainder (Hamilton): each part is cut towards zero, and what is left goes, one minor unit at a time, to those who lost
    most; equal ones in their order. Raises ValueError for weights that are negative or all zero, or an amount with more decimals.
    """
    unit, whole = Decimal(1).scaleb(-places), total(weights)
    if not weights or min(weights) < 0 or whole <= 0:
        raise ValueError("the shares must not be negative, and one must be more than zero")
    if amount != amount.quantize(unit, rounding=ROUND_DOWN, context=EXACT):
        raise ValueError(f"the amount has more than {places} decimal places")
    exact = [EXACT.divide(EXACT.multiply(amount, weight), whole) for weight in weights]
    parts = [part.quantize(unit, rounding=ROUND_DOWN, context=EXACT) for part in exact]
    left = EXACT.subtract(amount, total(parts))
    step = unit.copy_sign(left)
    losers = sorted((n for n in range(len(parts)) if weights[n] > 0), key=lambda n: (-abs(EXACT.subtract(exact[n], parts[n])), n))
    for n in losers[: int(EXACT.divide(abs(left), unit))]:
        parts[n] = EXACT.add(parts[n], step)
    return parts
