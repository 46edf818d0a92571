"""Sums that come out: every split adds up to its total, to the last minor unit."""

from decimal import Decimal, getcontext, localcontext

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.kit.core.money import places_of, rounded, split, total

weights = st.lists(st.decimals(0, 1000, places=3), min_size=1, max_size=12).filter(lambda found: sum(found) > 0)


@given(st.integers(-(10**17), 10**17), weights, st.sampled_from([0, 2, 3]))
def test_parts_sum_to_the_total_and_lie_within_one_unit_of_their_share(units: int, shares: list[Decimal], places: int) -> None:
    amount, unit = Decimal(units).scaleb(-places), Decimal(1).scaleb(-places)
    parts = split(amount, shares, places)
    assert total(parts) == amount
    whole = sum(shares)
    with localcontext(prec=60):
        assert all(abs(part - amount * share / whole) < unit for part, share in zip(parts, shares, strict=True))
    assert all(part == 0 for part, share in zip(parts, shares, strict=True) if share == 0)
    assert all(part * amount >= 0 for part in parts)


@given(st.integers(0, 10**9), st.integers(1, 9))
def test_equal_shares_differ_by_one_unit_at_most(cents: int, people: int) -> None:
    parts = split(Decimal(cents).scaleb(-2), [Decimal(1)] * people)
    assert max(parts) - min(parts) <= Decimal("0.01")


def test_the_last_cent_goes_to_who_lost_most() -> None:
    assert split(Decimal("100.00"), [Decimal(1)] * 3) == [Decimal("33.34"), Decimal("33.33"), Decimal("33.33")]
    assert split(Decimal("0.01"), [Decimal(30), Decimal(70)]) == [Decimal("0.00"), Decimal("0.01")]
    assert split(Decimal("-100.00"), [Decimal(1)] * 3) == [Decimal("-33.34"), Decimal("-33.33"), Decimal("-33.33")]
    assert split(Decimal("100"), [Decimal(1)] * 3, places_of("JPY")) == [34, 33, 33]


@pytest.mark.parametrize("shares", [[], [Decimal(0)], [Decimal(2), Decimal(-1)]])
def test_shares_that_make_no_sense_are_refused(shares: list[Decimal]) -> None:
    with pytest.raises(ValueError, match="shares"):
        split(Decimal("1.00"), shares)


def test_an_amount_finer_than_its_currency_is_refused() -> None:
    with pytest.raises(ValueError, match="2 decimal places"):
        split(Decimal("0.001"), [Decimal(1)])


def test_a_careless_context_elsewhere_changes_nothing() -> None:
    before = getcontext().prec
    getcontext().prec = 3
    try:
        assert total([Decimal("123456789.01"), Decimal("0.02")]) == Decimal("123456789.03")
        assert split(Decimal("99999.99"), [Decimal(1), Decimal(2)]) == [Decimal("33333.33"), Decimal("66666.66")]
    finally:
        getcontext().prec = before


def test_halves_go_to_the_even_neighbour() -> None:
    assert [rounded(Decimal(x)) for x in ("0.125", "0.135", "2.675")] == [Decimal("0.12"), Decimal("0.14"), Decimal("2.68")]
