"""Fallback resilience: several ways to an answer, the best first; the answer says which way it took and how much of it is backed.

Confidence is the measure of `grounding`; an answer that only says that there is none has 0.
"""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any
from uuid import UUID

from app.kit.agent.base import BaseAgent
from app.kit.agent.patterns.grounding import grounding
from app.kit.agent.turn import Kind, Outcome, Proposal, Turn, Voice
from app.kit.core.errors import AppError
from app.kit.core.log import logger
from app.kit.core.spans import span

log = logger(__name__)
NOTHING = "I can not answer this at the moment. You can ask again later, look it up in the lists, or ask for a person."
STANDS = "I could not finish. What was proposed or done above stands; please look at it before you ask again."


@dataclass(frozen=True, slots=True)
class Strategy:
    """One way to an answer."""

    name: str
    answer: Callable[[BaseAgent, Turn], Awaitable[Outcome]]
    opening: str = ""
    """Said before it, when the one before failed; `{reason}` is filled in."""


@dataclass(slots=True)
class Watched:
    """A voice that remembers what an attempt has said, read and done."""

    out: Voice
    said: list[str] = field(default_factory=list)
    read: list[str] = field(default_factory=list)
    acted: bool = False

    async def say(self, kind: Kind, data: dict[str, Any]) -> None:
        """Everything goes on."""
        if kind == "delta":
            self.said.append(str(data["text"]))
        elif kind == "tool_result":
            self.read += [str(data.get("result", "")), str(data.get("summary", ""))]
            self.acted = self.acted or '"done":true' in str(data.get("result", ""))
        await self.out.say(kind, data)

    async def propose(self, call_id: str, proposal: Proposal) -> UUID:
        """From here on nobody may try again: it would be proposed twice."""
        self.acted = True
        return await self.out.propose(call_id, proposal)


async def thinking(agent: BaseAgent, turn: Turn) -> Outcome:
    """Primary: the language model."""
    return await agent.think(turn)


async def planning(agent: BaseAgent, turn: Turn) -> Outcome:
    """Secondary: the planner, which reads the question by its words."""
    return await agent.offline(turn)


async def minimal(agent: BaseAgent, turn: Turn) -> Outcome:
    """The least there is: honest words."""
    await turn.delta(NOTHING)
    return Outcome(NOTHING, "refuse", agent.name, confidence=0.0)


MODEL = Strategy("model", thinking)
PLANNER = Strategy("planner", planning, "(The language model did not answer: {reason} I found this without it.)\n\n")
MINIMAL = Strategy("minimal", minimal)


class ResilientAgent(BaseAgent):
    """An agent that always answers."""

    async def respond(self, turn: Turn) -> Outcome:
        """By model, by planner, or by saying that there is no answer."""
        if turn.schema is not None:  # the other ways find words, not JSON
            return await super().respond(turn)
        return await resilient(self, turn, (PLANNER, MINIMAL) if turn.line.empty else (MODEL, PLANNER, MINIMAL))


async def resilient(agent: BaseAgent, turn: Turn, strategies: Sequence[Strategy], *, sources: Sequence[str] = ()) -> Outcome:
    """The first strategy that does not fail; each failure is noted in the trail. The last one must not fail. `sources`: what the agent
    knows besides the results of its tools, for the measure of confidence."""
    heard = Watched(turn.voice)
    watched = replace(turn, voice=heard)
    reason = ""
    for level, strategy in enumerate(strategies):
        last = level == len(strategies) - 1
        if heard.acted and not last:
            continue
        opening = f"{_gap(heard.said)}{STANDS if heard.acted else strategy.opening.format(reason=reason)}" if level else ""
        await watched.delta(opening)
        before = len(heard.said)
        try:
            with span("decision", strategy.name, level=level, why=reason or "The first way to answer."):
                outcome = Outcome(STANDS, "refuse", agent.name, confidence=0.0) if heard.acted else await strategy.answer(agent, watched)
        except Exception as error:
            if last:
                raise
            expected = isinstance(error, AppError)
            reason = str(error) if expected else "Something went wrong on our side."
            (log.warning if expected else log.exception)(
                "strategy_failed", agent=agent.name, strategy=strategy.name, why=type(error).__name__
            )
            continue
        if level and not "".join(heard.said[before:]).strip():  # it only handed its words back
            await watched.delta(outcome.text)
        outcome.text = "".join(heard.said).strip() if level else outcome.text
        outcome.strategy, outcome.fallback_level = strategy.name, outcome.fallback_level + level
        if outcome.confidence is None:
            outcome.confidence = grounding(outcome.text, [turn.text, *sources, *heard.read])
        return outcome
    raise AssertionError("unreachable: the last strategy returns or raises")


def _gap(said: Sequence[str]) -> str:
    return "\n\n" if "".join(said).strip() else ""
