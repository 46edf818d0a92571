"""A turn with a language model: LangChain's agent loop around our port and our toolbox.

LangChain decides when to go on; permission, limits, approval and events live in the toolbox, which answers every tool call itself.
"""

import asyncio
import os
from collections.abc import Awaitable, Callable, Mapping
from contextvars import ContextVar
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Any

os.environ |= {
    "LANGSMITH_TRACING": "false",
    "LANGCHAIN_TRACING_V2": "false",
}  # else LangChain would send prompts to a service, past our egress

import orjson
from langchain.agents import create_agent
from langchain.agents.middleware import AgentMiddleware, hook_config
from langchain.agents.middleware.types import ToolCallRequest
from langchain_core.messages import SystemMessage, ToolMessage
from langchain_core.runnables import RunnableConfig
from langchain_core.tools import StructuredTool

from app.kit.agent.base import BaseAgent
from app.kit.agent.bridge import PortModel, Relay, asked, from_port
from app.kit.agent.records import catalogue, cited
from app.kit.agent.toolbox import UNTRUSTED, Toolbox
from app.kit.agent.turn import Outcome, Turn
from app.kit.core.spans import decided
from app.kit.llm.port import Spent, ToolCall, ToolSpec
from app.kit.llm.structured import misread, parse, unfit

if TYPE_CHECKING:
    from langgraph.types import Command

Handler = Callable[[ToolCallRequest], Awaitable["ToolMessage | Command[Any]"]]

RULES = (
    "Use the tools for every fact and figure, never your memory; never do sums yourself. "
    "Name the records you used by their number or code. Answer briefly, in the user's language."
)


CALL_IT = "Call one of the tools: words alone are no answer here."


@dataclass(slots=True)
class _Work:
    """What the loop works on in this task."""

    model: PortModel
    box: Toolbox
    theirs: Mapping[str, ToolSpec]
    handed: list[ToolCall] = field(default_factory=list)


_work: ContextVar[_Work] = ContextVar("work")


class _Hands(AgentMiddleware[Any, Any]):
    """Every tool call of the loop goes to the toolbox."""

    async def awrap_tool_call(self, request: ToolCallRequest, handler: Handler) -> "ToolMessage | Command[Any]":
        call, last = request.tool_call, request.state["messages"][-1]
        error = last.additional_kwargs.get("errors", {}).get(call["id"], "")
        result = await _work.get().box.use(ToolCall(call["id"] or "", call["name"], call["args"], error))
        return ToolMessage(result.text, tool_call_id=call["id"] or "", name=call["name"], status="success" if result.ok else "error")


class _HandBack(AgentMiddleware[Any, Any]):
    """A call that the caller runs himself ends the turn. Calls of ours beside it are not made: nothing would be left of their results,
    and the model asks again once it knows the caller's. A call that cannot be read is the model's to mend, not the caller's."""

    @hook_config(can_jump_to=["end"])
    async def aafter_model(self, state: Any, runtime: Any) -> dict[str, Any] | None:
        work, last = _work.get(), state["messages"][-1]
        wrong = last.additional_kwargs.setdefault("errors", {})
        for call in last.tool_calls:
            spec = work.theirs.get(call["name"])
            if spec and spec.strict and call["id"] not in wrong and (why := unfit(call["args"], spec.parameters)):
                wrong[call["id"]] = why
        read = (c for c in last.tool_calls if c["name"] in work.theirs and c["id"] not in wrong)
        work.handed = [ToolCall(c["id"], c["name"], c["args"]) for c in read]
        return {"jump_to": "end"} if work.handed else None


@cache
def _loop(hands_back: bool) -> Any:
    """LangChain's loop, compiled once for all turns: it takes longer than everything else before the first word."""
    middleware: list[AgentMiddleware[Any, Any]] = [_Hands(), *([_HandBack()] if hands_back else [])]
    return create_agent(Relay(lambda: _work.get().model), [DOOR], middleware=middleware)


async def run(agent: BaseAgent, turn: Turn) -> Outcome:
    """Loop until the model answers, or a limit ends the turn. Raises ModelError, and ResponseParsingError where JSON was asked for."""
    said: list[str] = []

    async def speak(text: str) -> None:
        said.append(text)
        if turn.schema is None and not turn.wishes.must_call:  # else it is told when it is known to be the answer
            await turn.delta(text)

    box = Toolbox(agent, turn)
    work = _Work(PortModel(turn, box.specs, speak, turn.schema), box, {spec.name: spec for spec in turn.theirs})
    token = _work.set(work)
    try:
        async with asyncio.timeout(turn.budget.seconds_left):
            await _to_the_end(agent, turn, work, said)
    except TimeoutError:
        decided("stopped", f"The turn may take {turn.budget.limits.seconds:g} seconds.")
        await speak(f"\n\n(Stopped: this took longer than {turn.budget.limits.seconds:g} seconds.)")
    except Spent as spent:
        decided("stopped", str(spent))
        if not said and not box.calls:
            raise
        await speak(f"\n\n(Stopped: {spent})")
    finally:
        _work.reset(token)
    outcome = _outcome(agent, turn, work, "".join(said).strip())
    if turn.schema is not None and not work.handed:
        outcome.text = orjson.dumps(parse(outcome.text, turn.schema)).decode()
    if turn.schema is not None or turn.wishes.must_call:
        await turn.delta(outcome.text)
    return outcome


async def _to_the_end(agent: BaseAgent, turn: Turn, work: _Work, said: list[str]) -> None:
    """The model's last word; where JSON was asked for and did not come, it is told what was wrong and asked once more."""
    loop, system = _loop(bool(turn.theirs)), SystemMessage(prompt_of(agent, turn))
    question = asked(turn.text, turn.images if turn.line.images else ())
    messages = [system, *map(from_port, turn.history), question, *map(from_port, turn.since)]
    config: RunnableConfig = {"recursion_limit": 4 * turn.budget.limits.steps + 4}
    async with work.model.ahead(messages):
        ended = await loop.ainvoke({"messages": messages}, config)
    if turn.schema is not None and not work.handed and (wrong := misread("".join(said), turn.schema)):
        decided("asked again", wrong)
        said.clear()
        await loop.ainvoke({"messages": [*ended["messages"], asked(wrong)]}, config)
    if turn.wishes.must_call and not work.handed:
        decided("asked again", "No tool was called, though one had to be.")
        said.clear()
        await loop.ainvoke({"messages": [*ended["messages"], asked(CALL_IT)]}, config)


def _outcome(agent: BaseAgent, turn: Turn, work: _Work, text: str) -> Outcome:
    model, box = work.model, work.box
    return Outcome(
        text,
        "proposal" if any(c.status == "pending" for c in box.calls) else "answer",
        agent.name,
        box.calls,
        cited(text, box.results, catalogue(turn.actor)),
        usage=model.used,
        provider=model.served.provider or turn.line.name,
        model=model.served.model,
        fallback_level=model.served.level,
        state={"tools": box.used()},
        ended=model.ended,
        handed=work.handed[:1] if turn.wishes.one_call else work.handed,
    )


def prompt_of(agent: BaseAgent, turn: Turn) -> str:
    """Who it is, what day it is, what the person wants remembered, what it must not believe."""
    files = "".join(f"\nAttached file: {f.name}, id {f.id}, {f.size} bytes." for f in turn.files)
    known = "".join(f"\n- {fact}" for fact in turn.memory)
    remembered = f"\nThe user asked you to remember:{known}" if known else ""
    today = f"Today is {turn.today:%A, %d %B %Y}. You act for {turn.actor.name or 'the user'}.{remembered}{files}"
    return "\n".join((agent.role, agent.prompt, RULES, UNTRUSTED, today))


async def _never() -> str:
    raise RuntimeError("tool calls are answered by the toolbox")


DOOR = StructuredTool(name="tools", description="", args_schema={"type": "object", "properties": {}}, coroutine=_never)
"""One tool makes LangChain's loop have a place for tools; the toolbox stands before it and answers every name."""
