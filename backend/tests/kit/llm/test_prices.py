"""What a call costs: exact to the last digit, by the price that fits best."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from app.kit.llm.prices import SHIPPED, Price, chosen, price_of

TODAY = date(2026, 1, 1)
RATES = st.integers(0, 10**13).map(lambda millionths: Decimal(millionths).scaleb(-6))
TOKENS = st.integers(0, 10**9)


@given(rate=RATES, other=RATES, into=TOKENS, out=TOKENS)
def test_a_cost_is_exact(rate: Decimal, other: Decimal, into: int, out: int) -> None:
    cost = Price("p", "m", rate, other).of(into, out)
    assert Fraction(cost) == (Fraction(rate) * into + Fraction(other) * out) / 1_000_000


@given(rate=RATES, parts=st.lists(TOKENS, max_size=20))
def test_costs_of_parts_add_up_to_the_cost_of_the_whole(rate: Decimal, parts: list[int]) -> None:
    price = Price("p", "m", rate, rate)
    assert sum((Fraction(price.of(n, n)) for n in parts), Fraction(0)) == Fraction(price.of(sum(parts), sum(parts)))


def test_the_longest_pattern_wins_then_the_newest() -> None:
    def price(pattern: str, rate: int, since: date = date(2025, 1, 1)) -> Price:
        return Price("openai", pattern, Decimal(rate), Decimal(rate), since)

    prices = [price("*", 1), price("gpt-*", 2), price("gpt-*", 3, date(2025, 6, 1)), price("gpt-*", 4, date(2027, 1, 1)), price("gpt-9", 5)]
    found = {model: price_of(prices, "openai", model, TODAY) for model in ("o9", "gpt-8", "gpt-9", "GPT-9-2026-01-01", "gpt-9-mini")}
    assert {model: p and p.input for model, p in found.items()} == {"o9": 1, "gpt-8": 3, "gpt-9": 5, "GPT-9-2026-01-01": 5, "gpt-9-mini": 3}
    assert price_of(prices, "anthropic", "gpt-9", TODAY) is None


def test_own_prices_go_before_shipped_ones_and_nothing_is_made_up() -> None:
    own = [Price("openai", "gpt-4o", Decimal(7), Decimal(8))]
    assert chosen(own, "openai", "gpt-4o-2024-08-06", TODAY) == own[0]
    shipped = chosen([], "openai", "gpt-4o-2024-08-06", TODAY)
    assert shipped is not None and (shipped.input, shipped.output) == (Decimal("2.50"), Decimal(10))
    assert chosen([], "openai", "gpt-5-pro", TODAY) is None
    assert chosen([], "compatible", "gpt-4o", TODAY) is None
    assert len({(p.provider, p.pattern) for p in SHIPPED}) == len(SHIPPED)
