"""A chat completion: the request's messages are the whole conversation, an agent answers them as the caller, nothing is kept.

Only a write that waits for a person leaves something: a conversation of the caller, in which he finds it (docs/decisions/0021).
"""

import base64
import binascii
from collections.abc import Callable, Sequence

import orjson

from app.features.gateway.schemas import AllowedTools, ChatMessage, ChatRequest, Choice
from app.kit.agent.base import BaseAgent
from app.kit.agent.budget import Budget
from app.kit.agent.clock import Clock
from app.kit.agent.directory import added_tools, agent_for
from app.kit.agent.mark import Mark
from app.kit.agent.turn import Turn, Voice, Wishes
from app.kit.core.context import Context, work
from app.kit.core.errors import Invalid, Unavailable
from app.kit.llm.port import Image, Message, Purpose, ToolCall, ToolSpec
from app.kit.llm.router import Models
from app.kit.llm.structured import unsendable

PICTURES = ("image/png", "image/jpeg", "image/gif", "image/webp")


async def opened(ctx: Context, given: ChatRequest, voice: Voice, enough: Callable[[], bool] = lambda: False) -> tuple[BaseAgent, Turn]:
    """The agent that was asked, and the turn it is to answer; `ctx` is not open. Raises NotFound for an agent the caller may not use,
    Unavailable where a tool must be called and there is no model."""
    history, asked, since = _parted(given.messages)
    theirs, must_call = _theirs(given)
    kit, actor = ctx.kit, ctx.actor
    async with work(kit, actor) as inner:
        agent = await agent_for(inner, given.model)
        added = await added_tools(inner, agent)
    turn = Turn(
        kit, actor, asked.content, voice, await kit.use(Models).line(kit, actor, agent.tier), kit.use(Clock).today(kit.settings),
        purpose=Purpose(agent.name, daily_cost=agent.limits.daily_cost), tools=added, origin=ctx.origin,
        budget=Budget(agent.limits, min(agent.limits.steps, kit.settings.agent_max_steps)), history=history, images=asked.images,
        since=since, theirs=theirs, wishes=_wishes(given, must_call, enough),
        schema=given.response_format.wanted if given.response_format else None,
        mark=Mark(_others(given.messages, asked)),
    )  # fmt: skip
    if turn.images and turn.line.empty:
        raise Unavailable("To look at a picture needs a language model, and none is configured.")
    if must_call and turn.line.empty:
        raise Unavailable("To call one of your tools needs a language model, and none is configured.")
    return agent, turn


def _others(messages: Sequence[ChatMessage], asked: Message) -> bool:
    """Whether somebody else may have written some of it: pictures, what we told before (it holds what we read), results, what several
    people said, and what programs put before the conversation, which is where they put documents."""
    return bool(asked.images) or any(m.role != "user" for m in messages) or len({m.name for m in messages}) > 1


def _wishes(given: ChatRequest, must_call: bool, enough: Callable[[], bool]) -> Wishes:
    return Wishes(
        given.max_completion_tokens or given.max_tokens, given.temperature or 0.0, must_call, given.parallel_tool_calls is False, enough
    )


def _theirs(given: ChatRequest) -> tuple[tuple[ToolSpec, ...], bool]:
    """The tools of the client that may be called, and whether one must be."""
    tools = {t.function.name: t.function for t in given.tools or ()}
    if len(tools) < len(given.tools or ()):
        raise Invalid.field("tools", "has two tools of one name")
    match given.tool_choice:
        case "none":
            return (), False
        case Choice(function=one):
            names, must_call = [one.name], True
        case AllowedTools(allowed_tools=some):
            names, must_call = [t.function.name for t in some.tools], some.mode == "required"
        case word:
            names, must_call = list(tools), word == "required"
    if unknown := [name for name in names if name not in tools]:
        raise Invalid.field("tool_choice", f"names {unknown[0]}, which is not among the tools")
    if must_call and not names:
        raise Invalid.field("tool_choice", "needs tools to choose from")
    specs = (tools[name] for name in names)
    return tuple(ToolSpec(s.name, s.description, s.parameters, bool(s.strict)) for s in specs), must_call


def _parted(messages: Sequence[ChatMessage]) -> tuple[tuple[Message, ...], Message, tuple[Message, ...]]:
    """What was said before, the last thing the person said, and what came of calls that the client ran since."""
    several = len({m.name for m in messages if m.role == "user"}) > 1
    found = [_read(message, at, named=several) for at, message in enumerate(messages)]
    _expect_answered(found)
    last = max((at for at, message in enumerate(found) if message.role == "user"), default=None)
    if last is None or not found[last].content.strip() and not found[last].images:
        raise Invalid.field("messages", "must hold something that the user said")
    since = tuple(found[last + 1 :])
    if since and since[-1].role == "assistant":
        raise Invalid.field("messages", "must not end with an answer of the assistant")
    return tuple(found[:last]), found[last], since


def _expect_answered(messages: Sequence[Message]) -> None:
    """Models take only conversations in which the results of all calls come right behind them, and no others."""
    waiting: set[str] = set()
    for at, message in enumerate(messages):
        if message.role == "tool":
            if message.call_id not in waiting:
                raise Invalid.field("messages", f"[{at}] answers the tool call {message.call_id}, which is not in the message before it")
            waiting.discard(message.call_id)
            continue
        if waiting:
            break
        waiting = {call.id for call in message.calls}
    if waiting:
        raise Invalid.field("messages", f"must answer the tool call {min(waiting)}")


def _read(given: ChatMessage, at: int, *, named: bool) -> Message:
    role = "system" if given.role == "developer" else given.role
    calls = tuple(ToolCall(c.id, c.function.name, _arguments(c.function.arguments, at)) for c in given.tool_calls or ())
    parts = [] if given.content is None or isinstance(given.content, str) else given.content
    text = given.content if isinstance(given.content, str) else "\n".join(said for p in parts if (said := p.text or p.refusal))
    images = tuple(_picture(p.image_url.url, at) for p in parts if p.image_url is not None)
    if role == "tool" and not given.tool_call_id:
        raise Invalid.field("messages", f"[{at}] names no tool_call_id")
    if named and given.name and role == "user":
        text = f"{given.name}: {text}"
    return Message(role, text, calls, given.tool_call_id, images)


def _arguments(text: str, at: int) -> dict[str, object]:
    try:
        found = orjson.loads(text or "{}")
    except orjson.JSONDecodeError:
        found = None
    if not isinstance(found, dict):
        raise Invalid.field("messages", f"[{at}] holds a tool call whose arguments are no JSON object")
    if why := unsendable(found):
        raise Invalid.field("messages", f"[{at}] holds a tool call: what stands in its arguments {why}")
    return found


def _picture(url: str, at: int) -> Image:
    head, _, data = url.partition(";base64,")
    kind = head.removeprefix("data:")
    if kind not in PICTURES:
        raise Invalid.field("messages", f"[{at}]: a picture is sent as a data: URL of {', '.join(PICTURES)}; no address is fetched")
    try:
        return Image(kind, base64.b64decode(data, validate=True))
    except binascii.Error:
        raise Invalid.field("messages", f"[{at}] holds a picture that is not base64") from None
