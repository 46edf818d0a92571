"""A chat completion: the request's messages are the whole conversation, an agent answers them as the caller, nothing is kept.

Only a write that waits for a person leaves something: a conversation of the caller, in which he finds it (docs/decisions/0021).
"""

import base64
import binascii
from collections.abc import Sequence
from dataclasses import replace

import orjson

from app.features.gateway.schemas import ChatMessage, ChatRequest
from app.kit.agent.base import BaseAgent
from app.kit.agent.budget import Budget
from app.kit.agent.clock import Clock
from app.kit.agent.directory import added_tools, agent_for
from app.kit.agent.mark import Mark
from app.kit.agent.turn import Turn, Voice
from app.kit.core.context import Context, Kit, work
from app.kit.core.errors import Invalid
from app.kit.llm.port import Image, Message, Purpose, ToolCall, ToolSpec
from app.kit.llm.router import Models

PICTURES = ("image/png", "image/jpeg", "image/gif", "image/webp")


async def opened(ctx: Context, given: ChatRequest, voice: Voice) -> tuple[BaseAgent, Turn]:
    """The agent that was asked, and the turn it is to answer; `ctx` is not open. Raises NotFound for an agent the caller may not use."""
    history, asked, since = _parted(given.messages)
    kit, actor = ctx.kit, ctx.actor
    async with work(kit, actor) as inner:
        agent = await agent_for(inner, given.model)
        added = await added_tools(inner, agent)
    turn = Turn(
        kit, actor, asked.content, voice, await kit.use(Models).line(kit, actor, agent.tier), kit.use(Clock).today(kit.settings),
        purpose=Purpose(agent.name, daily_cost=agent.limits.daily_cost), budget=_budget(kit, agent, given), tools=added, origin=ctx.origin,
        history=history, images=asked.images, since=since, theirs=_theirs(given),
        schema=given.response_format.wanted if given.response_format else None,
        mark=Mark(bool(asked.images) or any(m.role in ("tool", "assistant") for m in given.messages)),  # what we told holds what we read
    )  # fmt: skip
    return agent, turn


def _budget(kit: Kit, agent: BaseAgent, given: ChatRequest) -> Budget:
    """The agent's own, or less where the client wants a shorter answer."""
    wanted = given.max_completion_tokens or given.max_tokens or agent.limits.output_tokens
    limits = replace(agent.limits, output_tokens=min(agent.limits.output_tokens, wanted))
    return Budget(limits, min(limits.steps, kit.settings.agent_max_steps))


def _theirs(given: ChatRequest) -> tuple[ToolSpec, ...]:
    if given.tool_choice == "none":
        return ()
    return tuple(ToolSpec(t.function.name, t.function.description, t.function.parameters) for t in given.tools or ())


def _parted(messages: Sequence[ChatMessage]) -> tuple[tuple[Message, ...], Message, tuple[Message, ...]]:
    """What was said before, the last thing the person said, and what came of calls that the client ran since."""
    found = [_read(message, at) for at, message in enumerate(messages)]
    last = max((at for at, message in enumerate(found) if message.role == "user"), default=None)
    if last is None or not found[last].content.strip() and not found[last].images:
        raise Invalid.field("messages", "must hold something that the user said")
    since = tuple(found[last + 1 :])
    open_calls = {call.id for message in since for call in message.calls} - {m.call_id for m in since if m.role == "tool"}
    if open_calls:
        raise Invalid.field("messages", f"must answer the tool call {min(open_calls)}")
    if since and since[-1].role == "assistant":
        raise Invalid.field("messages", "must not end with an answer of the assistant")
    return tuple(found[:last]), found[last], since


def _read(given: ChatMessage, at: int) -> Message:
    role = "system" if given.role == "developer" else given.role
    calls = tuple(ToolCall(c.id, c.function.name, _arguments(c.function.arguments, at)) for c in given.tool_calls or ())
    parts = [] if given.content is None or isinstance(given.content, str) else given.content
    text = given.content if isinstance(given.content, str) else "\n".join(p.text for p in parts if p.text)
    images = tuple(_picture(p.image_url.url, at) for p in parts if p.image_url is not None)
    if role == "tool" and not given.tool_call_id:
        raise Invalid.field("messages", f"[{at}] names no tool_call_id")
    return Message(role, text, calls, given.tool_call_id, images)


def _arguments(text: str, at: int) -> dict[str, object]:
    try:
        found = orjson.loads(text or "{}")
    except orjson.JSONDecodeError:
        found = None
    if not isinstance(found, dict):
        raise Invalid.field("messages", f"[{at}] holds a tool call whose arguments are no JSON object")
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
