"""Amounts are checked before they count. Calculations and their trail: tests/features/agents/test_patterns.py."""

from decimal import Decimal
from typing import Any

import pytest

from app.kit.agent.patterns.finance import Range, checked, written_split
from app.kit.core.errors import Invalid


@pytest.mark.parametrize(("value", "currency", "said"), [
    (1.1, "EUR", "decimal string"), (True, "EUR", "decimal string"), ("1.001", "EUR", "2 decimal places"),
    ("1.5", "JPY", "0 decimal places"),
    ("abc", "EUR", "not an amount"), ("NaN", "EUR", ""), ("Infinity", "EUR", ""), ("99999999999999999", "EUR", "must lie between"),
])  # fmt: skip
def test_what_is_no_amount_is_refused_by_name(value: Any, currency: str, said: str) -> None:
    with pytest.raises(Invalid) as refused:
        checked(value, currency, field="total")
    assert refused.value.errors[0].loc[-1] == "total" and said in refused.value.errors[0].msg


def test_an_amount_gets_the_places_of_its_currency() -> None:
    assert [str(checked("5", c)) for c in ("EUR", "JPY", "KWD")] == ["5.00", "5", "5.000"]
    assert checked("-3", "EUR", Range(least=Decimal(-5))) == Decimal("-3.00")
    with pytest.raises(Invalid):
        checked("-3", "EUR", Range(least=Decimal(0)))


@pytest.mark.parametrize(("text", "amount", "shares"), [
    ("Please split 1,000.00 EUR 70/30", "1000.00", ["70", "30"]), ("share 10 USD between us 1:2:3", "10", ["1", "2", "3"]),
])  # fmt: skip
def test_plain_words_are_understood(text: str, amount: str, shares: list[str]) -> None:
    found = written_split(text)
    assert found is not None and found["money"]["amount"] == amount and found["weights"] == shares


@pytest.mark.parametrize("text", ["split the invoice", "1,000.00 EUR 70/30", "how many invoices?"])
def test_other_words_are_not(text: str) -> None:
    assert written_split(text) is None
