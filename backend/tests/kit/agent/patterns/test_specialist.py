"""Specialisation: whose field it is, and how big a model the question needs."""

from typing import ClassVar

import pytest

from app.kit.agent.base import BaseAgent
from app.kit.agent.dispatch import Load, dispatched
from app.kit.agent.patterns.specialist import complexity, expert


class Money(BaseAgent):
    name, label, role = "money", "Money", "Splits amounts of money and adds them up."
    expertise: ClassVar = ("split", "commission")


class Records(BaseAgent):
    name, label, role = "records", "Records", "Answers questions about customers, tasks and their bills."
    expertise: ClassVar = ("customer", "invoice")


class Twin(Records):
    name, label = "twin", "Twin"


@pytest.mark.parametrize(("text", "tier"), [
    ("How many invoices are open?", "small"), ("Show ACME", "small"),
    ("List the open invoices and then mark those of ACME; also tell me who wrote them", "standard"),
    ("Compare this quarter with the last, explain why revenue fell, and recommend what we should do; summarise it in five points", "large"),
])  # fmt: skip
def test_the_tier_follows_from_the_words(text: str, tier: str) -> None:
    assert complexity(text).tier == tier


def test_more_is_never_simpler() -> None:
    assert complexity("Show ACME", files=3).score > complexity("Show ACME").score
    assert complexity("Why? " * 10).score > complexity("Why? " * 2).score


@pytest.mark.parametrize(("text", "whose"), [
    ("split 10.00 EUR 1:2", "money"), ("which customers have an invoice?", "records"), ("divide the cash among the partners", "money"),
    ("which clients are there?", "records"),
])  # fmt: skip
async def test_by_words_then_by_meaning(text: str, whose: str) -> None:
    assert (await expert(Money(), text, [Money(), Records()])).name == whose


async def test_of_equally_good_ones_the_freer_is_asked_and_a_known_one_first() -> None:
    load = Load()
    with load.at_work("records"):
        assert (await dispatched("customer", [Records(), Twin()], load=load))[0].name == "twin"
        assert (await dispatched("customer", [Records(), Twin()], before="records", load=load))[0].name == "records"
    assert (await dispatched("customer", [Records(), Twin()], load=load))[0].name == "records"
    assert (await dispatched("and yesterday?", [Money(), Records()], before="money"))[0].name == "money"
