"""Plans and stages carried out by agents that do what a test says: order, needs, second tries, what is missing, what is never repeated."""

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import replace
from uuid import UUID

import httpx
import pytest

from app.kit.agent.base import BaseAgent
from app.kit.agent.budget import Limits
from app.kit.agent.patterns.handovers import Stage, StageFailed, hand_through
from app.kit.agent.patterns.parallel import Task, carry_out
from app.kit.agent.patterns.shared import Board
from app.kit.agent.turn import Outcome, Proposal, Turn
from app.kit.core.errors import Unavailable
from app.kit.llm.port import Purpose, Spent
from app.kit.testing import Organisation, Product
from tests.features.agents.test_patterns import turn_for
from tests.features.conftest import Talk
from tests.kit.agent.patterns.turns import Heard

Answers = Callable[[Turn], Awaitable[str]]
PROPOSAL = Proposal("worker", "create_task", {}, "tasks", "", "", "Create a task", (), False)


class Worker(BaseAgent):
    """Answers as the test says, and keeps what it was given."""

    name, label, role = "worker", "Worker", "Works."

    def __init__(self, answers: Answers) -> None:
        self.answers, self.given = answers, list[Turn]()

    async def respond(self, turn: Turn) -> Outcome:
        self.given.append(turn)
        text = await self.answers(turn)
        return Outcome(text, agent=self.name)

    def told(self, number: int = -1) -> str:
        """What it knew besides the question."""
        return "\n".join(message.content for message in self.given[number].history)


def saying(*texts: str | Exception) -> Answers:
    """One after the other; the last again and again."""
    left: Iterator[str | Exception] = iter(texts)
    last = texts[-1]

    async def answers(turn: Turn) -> str:
        said = next(left, last)
        if isinstance(said, Exception):
            raise said
        return said

    return answers


@pytest.fixture
async def turn(product: Product, org: Organisation, ann: httpx.AsyncClient, talk: Talk) -> Turn:
    """In a conversation, without a model."""
    made, _ = await turn_for(product, org, Limits(), 0)
    return replace(made, purpose=Purpose(conversation_id=UUID((await talk()).rpartition("/")[2])))


async def test_a_task_begins_when_what_it_needs_is_there_and_waits_for_nobody_else(turn: Turn) -> None:
    third = asyncio.Event()

    async def slow(turn: Turn) -> str:
        await third.wait()
        return "slow"

    async def last(turn: Turn) -> str:
        third.set()
        return "done"

    staff = {"quick": Worker(saying("The sum is 7.")), "slow": Worker(slow), "last": Worker(last)}
    plan = (Task("c", "last", "c?", needs=("a",)), Task("b", "slow", "b?"), Task("a", "quick", "a?"))
    async with asyncio.timeout(5):
        report = await carry_out(turn, plan, staff)
    assert list(report.answers) == ["c", "b", "a"] and report.stages == [["b", "a"], ["c"]] and set(report.seconds) == {"a", "b", "c"}
    assert "The sum is 7." in staff["last"].told() and "slow" not in staff["last"].told()


async def test_no_more_at_once_than_was_said(turn: Turn) -> None:
    busy, most = 0, 0

    async def counted(turn: Turn) -> str:
        nonlocal busy, most
        busy += 1
        most = max(most, busy)
        await asyncio.sleep(0.01)
        busy -= 1
        return "x"

    await carry_out(turn, [Task(str(n), "worker", "?") for n in range(6)], {"worker": Worker(counted)}, most=2)
    assert most == 2


async def test_what_fails_is_tried_again_then_left_out_with_what_needs_it(turn: Turn) -> None:
    staff = {
        "mended": Worker(saying(Unavailable("Later."), "Here.")), "broken": Worker(saying(Unavailable("Gone."))),
        "spent": Worker(saying(Spent("No money."))), "other": Worker(saying("Never asked.")),
    }  # fmt: skip
    plan = (Task("a", "mended", "?"), Task("b", "broken", "?", tries=3), Task("c", "other", "?", needs=("a", "b")), Task("d", "spent", "?"))
    report = await carry_out(turn, plan, staff)
    assert report.answers["a"].text == "Here." and len(staff["mended"].given) == 2
    assert report.failed == {"b": "Gone.", "c": "needs b", "d": "No money."}
    assert [len(staff[name].given) for name in ("broken", "other", "spent")] == [3, 0, 1]
    assert "(no answer: Gone.)" in report.told()


async def test_a_task_that_stops_everything_ends_the_others(turn: Turn) -> None:
    begun, ended = asyncio.Event(), asyncio.Event()

    async def long(turn: Turn) -> str:
        begun.set()
        try:
            await asyncio.sleep(60)
        finally:
            ended.set()
        return "late"

    async def broken(turn: Turn) -> str:
        await begun.wait()
        raise Unavailable("Gone.")

    staff = {"long": Worker(long), "broken": Worker(broken)}
    with pytest.raises(Unavailable, match="Gone"):
        await carry_out(turn, (Task("a", "long", "?"), Task("b", "broken", "?", tries=1, fails="stop")), staff)
    assert ended.is_set()


async def proposing(turn: Turn) -> str:
    await turn.voice.propose("1", PROPOSAL)
    raise Unavailable("Broke off.")


async def test_nothing_is_proposed_twice(turn: Turn) -> None:
    worker, heard = Worker(proposing), Heard()
    turn = replace(turn, voice=heard)
    report = await carry_out(turn, [Task("a", "worker", "?", tries=3)], {"worker": worker})
    assert report.failed == {"a": "Broke off."} and (len(worker.given), len(heard.proposed)) == (1, 1)
    done = await hand_through(turn, [Stage("A", "worker", "?", must=False)], {"worker": worker})
    assert done.missing == {"A": "Broke off."} and (len(worker.given), len(heard.proposed)) == (2, 2)


async def test_a_stage_that_falls_short_is_asked_once_more_with_the_reason(turn: Turn) -> None:
    facts, figures = Worker(saying("Two customers.")), Worker(saying("Some.", "Exactly 2."))
    figures.name = "figures"
    wants = Stage("Figures", "figures", "How many?", check=lambda outcome: "" if "2" in outcome.text else "it has no number")
    done = await hand_through(turn, [Stage("Facts", "facts", "Who?"), wants], {"facts": facts, "figures": figures})
    assert done.whole and done.answers["Figures"].text == "Exactly 2."
    assert "Two customers." in figures.told(0) and "it has no number" in figures.told(1) and "no number" not in figures.told(0)


async def test_what_may_be_missing_is_named_for_those_who_follow_and_what_must_be_there_ends_it(turn: Turn) -> None:
    last = Worker(saying("Then without."))
    staff = {"broken": Worker(saying(Unavailable("Gone."))), "last": last}
    plan = [Stage("A", "broken", "?", must=False), Stage("B", "stranger", "?", must=False), Stage("C", "last", "?")]
    done = await hand_through(turn, plan, staff)
    assert set(done.missing) == {"A", "B"} and not done.whole and done.answers["C"].text == "Then without."
    assert "missing: Gone." in last.told() and "missing: nobody" in last.told()
    with pytest.raises(StageFailed, match="“A”: Gone") as failed:
        await hand_through(turn, [Stage("A", "broken", "?"), Stage("C", "last", "?")], staff)
    assert failed.value.status == 503 and len(last.given) == 1


async def test_a_note_that_is_not_for_him_is_not_told(turn: Turn) -> None:
    await Board(turn).put("A", "for somebody else", by="x", readers=("somebody",))
    assert await Board(turn).notes("last", ["A"]) == {} and await Board(turn).notes("somebody", ["A"]) == {"A": "for somebody else"}
