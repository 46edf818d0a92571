"""Fallback: the best way that works, said openly, with a measured confidence."""

from decimal import Decimal

import pytest

from app.kit.agent.base import BaseAgent
from app.kit.agent.patterns.grounding import figures, grounding
from app.kit.agent.patterns.resilient import MINIMAL, Strategy, resilient
from app.kit.agent.turn import Outcome, Proposal, Turn
from app.kit.llm.port import ModelError
from tests.kit.agent.patterns.turns import Heard, turn_of


class Agent(BaseAgent):
    name, label, role = "agent", "Agent", "Answers."


def says(text: str, *, fails: bool = False, reads: str = "", proposes: bool = False) -> Strategy:
    async def answer(agent: BaseAgent, turn: Turn) -> Outcome:
        if reads:
            await turn.voice.say("tool_result", {"id": "1", "result": reads, "summary": ""})
        if proposes:
            await turn.voice.propose("1", Proposal("agent", "create_task", {}, "tasks", "", "", "Create a task", (), False))
        await turn.delta(text)
        if fails:
            raise ModelError("interrupted")
        return Outcome(text, agent=agent.name)

    return Strategy(text or "silent", answer, "({reason}) ")


async def test_the_first_way_that_works_answers_and_says_which_it_was() -> None:
    heard = Heard()
    outcome = await resilient(Agent(), turn_of(heard), [says("", fails=True), says("Second."), MINIMAL])
    assert (outcome.strategy, outcome.fallback_level) == ("Second.", 1)
    assert outcome.text == "(The language model broke off in the middle of its answer.) Second." == heard.text


async def test_nothing_that_was_said_is_lost_or_said_again() -> None:
    heard = Heard()
    outcome = await resilient(Agent(), turn_of(heard), [says("Half an", fails=True), says("A whole one."), MINIMAL])
    assert heard.text == outcome.text and outcome.text.startswith("Half an\n\n(") and outcome.text.endswith("A whole one.")
    assert outcome.text.count("Half an") == 1


async def test_a_way_that_only_hands_its_words_back_is_heard_as_well() -> None:
    async def silent(agent: BaseAgent, turn: Turn) -> Outcome:
        return Outcome("From the list.", agent=agent.name)

    heard = Heard()
    outcome = await resilient(Agent(), turn_of(heard), [says("", fails=True), Strategy("list", silent)])
    assert outcome.text == heard.text == "From the list."


async def test_after_a_proposal_nobody_tries_again() -> None:
    heard = Heard()
    ways = [says("I propose it.", fails=True, proposes=True), says("Me too.", proposes=True), MINIMAL]
    outcome = await resilient(Agent(), turn_of(heard), ways)
    assert len(heard.proposed) == 1 and "Me too." not in outcome.text and "stands" in outcome.text
    assert (outcome.strategy, outcome.confidence) == ("minimal", 0.0)


async def test_the_least_is_an_honest_answer() -> None:
    outcome = await resilient(Agent(), turn_of(Heard()), [says("", fails=True), says("", fails=True), MINIMAL])
    assert (outcome.kind, outcome.strategy, outcome.fallback_level, outcome.confidence) == ("refuse", "minimal", 2, 0.0)


async def test_confidence_is_the_share_of_figures_that_were_read() -> None:
    way = says("3 invoices, 1,234.50 EUR, 99 open.", reads='{"total": 3, "sum": "1234.5"}')
    outcome = await resilient(Agent(), turn_of(Heard()), [way])
    assert outcome.confidence == 0.67


@pytest.mark.parametrize(("text", "sources", "expected"), [
    ("No figure at all.", ["1"], None), ("It is 12.", ["12"], 1.0), ("It is 12.", ["21"], 0.0), ("Due 4 March 2026.", ["2026-03-04"], 1.0),
    ("1. ACME\n2. Beta", [], None), ("12 of 30", ["30", "12"], 1.0),
    ("In 2026 100 customers came.", ["2026", "100"], 1.0), ("100 and 200", ["[100,200]"], 1.0), ("1,000 and 2", ["1000", "2"], 1.0),
    ("12 rows:\n```python\nlimit = 500\n```\nand 30", ["12"], 0.5), ("```\nx = 1\n```", ["2"], None), ("~~~\ncut = 7", [], None),
    ("12:\n```\n[500]\n```", ["read: ```\n12\n```"], 1.0),
])  # fmt: skip
def test_what_grounding_measures(text: str, sources: list[str], expected: float | None) -> None:
    assert grounding(text, sources) == expected


def test_figures_are_numbers_however_they_are_written() -> None:
    assert figures("1,234.50 and 1.234,50 and 7") == {Decimal("1234.5"), Decimal(7)}
    assert figures("id 0d9d6f0a-1111-2222-3333-444455556666, INV-7") == figures("INV-7")
