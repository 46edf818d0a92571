"""Money: an exact amount and its ISO 4217 currency; two columns in the database, one object everywhere else."""

from dataclasses import dataclass
from decimal import Decimal
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
