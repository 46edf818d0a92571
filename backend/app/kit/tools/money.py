"""Sums of money that come out to the cent: never across currencies without a rate, and never with a part lost."""

from decimal import Decimal
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field

from app.kit.core.errors import Invalid
from app.kit.core.money import EXACT, Amount, Currency, places_of, rounded, split, total
from app.kit.tools.tool import Args, BuiltIn, Hands


def _no_float(value: Any) -> Any:
    if isinstance(value, float):
        raise ValueError('send it as a decimal string, like "1.0845"')
    return value


Exact = Annotated[Decimal, BeforeValidator(_no_float), Field(max_digits=20, decimal_places=10, allow_inf_nan=False)]


class MoneyIn(Args):
    """An amount in a currency."""

    amount: Amount
    currency: Currency


class AddArgs(Args):
    """Amounts of one currency."""

    amounts: list[MoneyIn] = Field(min_length=1, max_length=500)


class ConvertArgs(Args):
    """An amount, the other currency, and the rate somebody gave."""

    money: MoneyIn
    to: Currency
    rate: Annotated[Exact, Field(gt=0)] = Field(description="how much of the other currency one unit is; never guess it")


class SplitArgs(Args):
    """An amount and the shares."""

    money: MoneyIn
    weights: list[Annotated[Exact, Field(ge=0)]] = Field(min_length=1, max_length=200, description="such as 1,1,1 or 50,30,20")


class TaxArgs(Args):
    """An amount and a rate."""

    money: MoneyIn
    percent: Annotated[Exact, Field(ge=0, le=100)]
    amount_is: Literal["net", "gross"] = "net"


async def add(hands: Hands, args: AddArgs) -> dict[str, Any]:
    """Their sum. Raises Invalid for more than one currency."""
    currencies = sorted({m.currency for m in args.amounts})
    if len(currencies) > 1:
        raise Invalid.field("amounts", f"are of {', '.join(currencies)}: convert them first, with a rate that was given")
    return {**_told(total([m.amount for m in args.amounts]), currencies[0]), "count": len(args.amounts)}


async def convert(hands: Hands, args: ConvertArgs) -> dict[str, Any]:
    """Rounded to the other currency's minor unit, halves to even."""
    exact = EXACT.multiply(args.money.amount, args.rate)
    return {**_told(exact, args.to), "rate": str(args.rate), "unrounded": f"{exact:f}"}


async def share(hands: Hands, args: SplitArgs) -> dict[str, Any]:
    """Parts that sum to the amount exactly (largest remainder)."""
    money = args.money
    try:
        parts = split(money.amount, args.weights, places_of(money.currency))
    except ValueError as error:
        raise Invalid.field("weights", str(error)) from None
    return {"parts": [_told(part, money.currency) for part in parts], "sum": _told(total(parts), money.currency)}


async def tax(hands: Hands, args: TaxArgs) -> dict[str, Any]:
    """Net, tax and gross that add up; the tax is what is rounded."""
    given, currency, part = args.money.amount, args.money.currency, EXACT.divide(args.percent, Decimal(100))
    share_ = part if args.amount_is == "net" else EXACT.divide(part, EXACT.add(Decimal(1), part))
    taxed = rounded(EXACT.multiply(given, share_), places_of(currency))
    net, gross = (given, EXACT.add(given, taxed)) if args.amount_is == "net" else (EXACT.subtract(given, taxed), given)
    return {"net": _told(net, currency), "tax": _told(taxed, currency), "gross": _told(gross, currency), "percent": str(args.percent)}


def _told(amount: Decimal, currency: str) -> dict[str, str]:
    return {"amount": f"{rounded(amount, places_of(currency)):f}", "currency": currency}


MONEY_TOOLS = (
    BuiltIn("money_add", "The exact sum of amounts of one currency.", AddArgs, add, clean=True),
    BuiltIn(
        "money_convert", "An amount in another currency, by a rate that was given. There is no rate here.", ConvertArgs, convert, clean=True
    ),
    BuiltIn(
        "money_split", "An amount divided by shares, to the cent, so that the parts add up to it exactly.", SplitArgs, share, clean=True
    ),
    BuiltIn("money_tax", "Net, tax and gross of an amount at a rate.", TaxArgs, tax, clean=True),
)
