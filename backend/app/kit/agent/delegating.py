"""One agent asks another: the same person's rights, the same budget, one step deeper. Also as a tool that a model calls."""

from dataclasses import dataclass, field, replace
from typing import Annotated, Any, Literal
from uuid import UUID

import orjson
from pydantic import Field

from app.kit.agent.base import BaseAgent
from app.kit.agent.directory import added_tools, agent_for, declared
from app.kit.agent.dispatch import load_of
from app.kit.agent.turn import Kind, Outcome, Proposal, Turn, Voice, Wishes
from app.kit.core.access import AUTHENTICATED
from app.kit.core.context import work
from app.kit.core.spans import span
from app.kit.llm.port import Message, Spent
from app.kit.llm.router import Models
from app.kit.tools.tool import Args, Hands


@dataclass(slots=True)
class Aside:
    """The event sink of a colleague: what he does is told to everybody, under his name; what he says only to who asked him."""

    out: Voice
    agent: str
    said: list[str] = field(default_factory=list)

    async def say(self, kind: Kind, data: dict[str, Any]) -> None:
        """Text is kept, everything else goes on."""
        if kind == "delta":
            self.said.append(str(data["text"]))
        elif kind in ("tool_call", "tool_result"):
            await self.out.say(kind, {"agent": self.agent, **data, "id": self._id(data["id"])})
        else:
            await self.out.say(kind, data)

    async def propose(self, call_id: str, proposal: Proposal) -> UUID:
        """Waits in the same conversation as anybody's."""
        return await self.out.propose(self._id(call_id), proposal)

    def _id(self, call_id: str) -> str:
        """Ids of calls are only different within one agent's turn."""
        return f"{self.agent}.{call_id}"


async def ask(
    colleague: BaseAgent,
    turn: Turn,
    text: str,
    *,
    aloud: bool = False,
    state: dict[str, Any] | None = None,
    known: tuple[Message, ...] = (),
) -> Outcome:
    """The colleague's answer to `text`. `aloud`: his words go straight to the person, and he knows what was said before; else he knows
    what is `known`. Raises Spent when too deep, ModelError."""
    if turn.depth >= turn.budget.limits.depth:
        raise Spent(f"More than {turn.budget.limits.depth} colleagues in a row.")
    line = await turn.kit.use(Models).line(turn.kit, turn.actor, colleague.tier)
    async with work(turn.kit, turn.actor) as ctx:
        added = await added_tools(ctx, colleague)
    inner = replace(
        turn,
        text=text,
        line=line,
        tools=added,
        voice=turn.voice if aloud else Aside(turn.voice, colleague.name),
        depth=turn.depth + 1,
        history=turn.history if aloud else known,
        state=state or {},
        theirs=turn.theirs if aloud else (),
        since=turn.since if aloud else (),
        wishes=turn.wishes if aloud else Wishes(),
        schema=turn.schema if aloud else None,
        purpose=replace(turn.purpose, agent=colleague.name, daily_cost=colleague.limits.daily_cost),
    )
    with span("agent", colleague.name, asked=text) as here:
        with load_of(turn.kit).at_work(colleague.name):
            outcome = await colleague.respond(inner)
        here.note(answered=outcome.text, outcome=outcome.kind, strategy=outcome.strategy, confidence=outcome.confidence)
    if not aloud:
        outcome.calls = [replace(call, id=f"{colleague.name}.{call.id}") for call in outcome.calls]
    return outcome


class Question(Args):
    """What a colleague is asked."""

    question: Annotated[str, Field(min_length=1, max_length=2000, description="All that he has to know: he does not see this conversation")]


@dataclass(frozen=True, slots=True)
class Colleague:
    """The tool `ask_<name>`. He acts with the person's rights through his own tools; what he proposes waits like anybody's."""

    colleague: str
    turn: Turn = field(compare=False)
    permission: str = AUTHENTICATED
    effect: Literal["read", "write"] = "read"
    clean: bool = True  # what he reads of others' marks the whole turn

    @property
    def name(self) -> str:
        """`ask_data_analyst`."""
        return f"ask_{self.colleague}"

    @property
    def description(self) -> str:
        """Who he is, where that is known without looking."""
        known = declared().get(self.colleague)
        return (
            f"Ask a colleague, who answers in words. {known.role} Knows: {', '.join(known.expertise[:12])}."
            if known
            else "Ask a colleague."
        )

    def schema(self) -> dict[str, Any]:
        """One question."""
        return Question.model_json_schema()

    async def call(self, hands: Hands, args: dict[str, Any]) -> bytes:
        """His answer. The question was written by a model, which may have read what others wrote: the turn's mark holds for him too."""
        question = Question.model_validate(args).question
        async with work(self.turn.kit, self.turn.actor) as ctx:
            colleague = await agent_for(ctx, self.colleague)
        outcome = await ask(colleague, replace(self.turn, second_hand=True), question)
        return orjson.dumps({"agent": colleague.label, "answer": outcome.text, "kind": outcome.kind, "confidence": outcome.confidence})


def colleagues_of(agent: BaseAgent, turn: Turn) -> list[Colleague]:
    """The colleagues whom this agent may ask, as tools; without a model nobody would use them."""
    return [Colleague(name, turn) for name in agent.colleagues if name != agent.name]
