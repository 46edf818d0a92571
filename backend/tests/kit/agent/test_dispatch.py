"""Who is asked: by expertise, and when a person is wanted."""

from typing import ClassVar

import pytest

from app.kit.agent.base import BaseAgent
from app.kit.agent.dispatch import closest, ranked, wants_person


class Records(BaseAgent):
    name, label, role = "records", "Records", "Answers questions about customers and their bills."
    expertise: ClassVar = ("invoice", "customer", "overdue")


class Figures(BaseAgent):
    name, label, role = "figures", "Figures", "Computes statistics over tables and files."
    expertise: ClassVar = ("csv", "average", "per month")


@pytest.mark.parametrize(("text", "first"), [
    ("Which invoices are overdue?", "records"), ("the customers' phone numbers", "records"), ("AVERAGE of the csv", "figures"),
    ("invoices per month", "figures"), ("hello", "records"),
])  # fmt: skip
def test_the_expert_comes_first(text: str, first: str) -> None:
    assert ranked(text, [Records(), Figures()])[0][1].name == first


@pytest.mark.parametrize("text", [
    "Can I talk to a real person?", "I want to speak with someone from support", "connect me to a human please",
    "please escalate this to a colleague",
    "Ich möchte mit einem Menschen sprechen", "je veux parler à quelqu'un", "quiero hablar con una persona",
])  # fmt: skip
def test_a_person_is_wanted(text: str) -> None:
    assert wants_person(text)


@pytest.mark.parametrize(
    "text",
    ["who is the contact person of ACME?", "create a task to call someone at ACME", "show the staff costs", "talk me through the invoices"],
)
def test_no_person_is_wanted(text: str) -> None:
    assert not wants_person(text)


async def test_where_no_word_decides_the_meaning_does() -> None:
    both = [Records(), Figures()]
    assert all(score == 0 for score, _ in ranked("compute the arithmetic mean of this spreadsheet", both))
    assert (await closest("compute the arithmetic mean of this spreadsheet", both)).name == "figures"
    assert (await closest("which bills has this client not settled?", both)).name == "records"
