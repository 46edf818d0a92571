"""One agent asks another: the same person's rights, the same budget, one step deeper. Also as a tool that a model calls."""

import time
from dataclasses import dataclass, field, replace
from typing import Annotated, Any, Literal
from uuid import UUID

import orjson
from pydantic import Field

from app.kit.agent.base import BaseAgent
from app.kit.agent.directory import added_tools, agent_for, declared
from app.kit.agent.dispatch import load_of
from app.kit.agent.turn import Call, Kind, Outcome, Proposal, Serving, Status, Turn, Voice, Wishes
from app.kit.core.access import AUTHENTICATED
from app.kit.core.context import work
from app.kit.core.ids import new_id
from app.kit.core.spans import span
from app.kit.llm.port import Message, Spent
from app.kit.llm.router import Models
from app.kit.tools.tool import Args, Hands
from app.kit.web.problems import fault_of

ASK = "ask_"
"""How the tools begin that ask a colleague."""


@dataclass(slots=True)
class Aside:
    """The event sink of a colleague: what he does is told to everybody, under his name; what he says only to who asked him."""

    out: Voice
    agent: str
    call: str
    """By which he was asked; his own stand under it."""
    said: list[str] = field(default_factory=list)

    async def say(self, kind: Kind, data: dict[str, Any]) -> None:
        """Text is kept, everything else goes on."""
        if kind == "delta":
            self.said.append(str(data["text"]))
        elif kind in ("tool_call", "tool_result"):
            parent = self._id(data["parent"]) if "parent" in data else self.call
            await self.out.say(kind, {"agent": self.agent, **data, "id": self._id(data["id"]), "parent": parent})
        else:
            await self.out.say(kind, data)

    async def propose(self, call_id: str, proposal: Proposal) -> UUID:
        """Waits in the same conversation as anybody's."""
        return await self.out.propose(self._id(call_id), proposal)

    def _id(self, call_id: str) -> str:
        """Ids of calls are only different within one agent's turn."""
        return f"{self.call}.{call_id}"


async def ask(
    colleague: BaseAgent,
    turn: Turn,
    text: str,
    *,
    aloud: bool = False,
    call: str = "",
    state: dict[str, Any] | None = None,
    known: tuple[Message, ...] = (),
) -> Outcome:
    """The colleague's answer to `text`. `aloud`: his words go straight to the person, and he knows what was said before; else he knows
    what is `known`, and what he does stands under the `call` by which he was asked, or under one that is told here.
    Raises Spent when too deep, ModelError."""
    if turn.depth >= turn.budget.limits.depth:
        raise Spent(f"More than {turn.budget.limits.depth} colleagues in a row.")
    given = replace(turn, text=text, state=state or {})
    if aloud:
        return await _answered(colleague, given)
    made = Call(call or str(new_id()), f"{ASK}{colleague.name}", {"question": text}, "error")
    voice = Aside(turn.voice, colleague.name, made.id)
    aside = replace(given, voice=voice, serving=Serving(), history=known, theirs=(), since=(), wishes=Wishes(), schema=None)
    outcome = await (_answered(colleague, aside) if call else _told(turn.voice, made, colleague, aside))
    own = [_under(made.id, colleague.name, one) for one in outcome.calls]
    outcome.calls = own if call else [made, *own]
    return outcome


async def _answered(colleague: BaseAgent, turn: Turn) -> Outcome:
    """With his own model and tools, one step deeper."""
    line = await turn.kit.use(Models).line(turn.kit, turn.actor, colleague.tier)
    async with work(turn.kit, turn.actor) as ctx:
        added = await added_tools(ctx, colleague)
    purpose = replace(turn.purpose, agent=colleague.name, daily_cost=colleague.limits.daily_cost)
    with span("agent", colleague.name, asked=turn.text) as here:
        with load_of(turn.kit).at_work(colleague.name):
            outcome = await colleague.respond(replace(turn, line=line, tools=added, depth=turn.depth + 1, purpose=purpose))
        here.note(answered=outcome.text, outcome=outcome.kind, strategy=outcome.strategy, confidence=outcome.confidence)
    return outcome


async def _told(voice: Voice, made: Call, colleague: BaseAgent, turn: Turn) -> Outcome:
    """The asking as a step that readers see, as if a model had called the tool."""
    await voice.say("tool_call", {"id": made.id, "name": made.name, "args": made.args, "effect": "read"})
    began = time.perf_counter()

    async def end(status: Status, http_status: int, result: str) -> None:
        made.status, made.ms = status, round((time.perf_counter() - began) * 1000)
        told = {"status": status, "http_status": http_status, "summary": made.summary, "ms": made.ms, "result": result}
        await voice.say("tool_result", {"id": made.id, "name": made.name, **told})

    try:
        outcome = await _answered(colleague, turn)
    except Exception as error:  # told as it is, and raised on
        made.summary = fault_of(error).detail
        await end("error", fault_of(error).status, "")
        raise
    await end("ok", 200, _in_words(colleague, outcome).decode())
    return outcome


def _under(parent: str, agent: str, call: Call) -> Call:
    """A colleague's call as it stands in the answer of who asked him."""
    return replace(call, id=f"{parent}.{call.id}", agent=call.agent or agent, parent=f"{parent}.{call.parent}" if call.parent else parent)


def _in_words(colleague: BaseAgent, outcome: Outcome) -> bytes:
    return orjson.dumps({"agent": colleague.label, "answer": outcome.text, "kind": outcome.kind, "confidence": outcome.confidence})


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
        return f"{ASK}{self.colleague}"

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
        return _in_words(colleague, await ask(colleague, replace(self.turn, second_hand=True), question, call=hands.call_id))


def colleagues_of(agent: BaseAgent, turn: Turn) -> list[Colleague]:
    """The colleagues whom this agent may ask, as tools; without a model nobody would use them."""
    return [Colleague(name, turn) for name in agent.colleagues if name != agent.name]
