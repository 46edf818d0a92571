"""The events of an answer, for readers who follow it, leave, and come back."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any, cast
from uuid import UUID

from app.features.conversations import queries
from app.features.conversations.models import ChatMessage
from app.features.conversations.service.company import Veiled
from app.features.conversations.service.heard import heard
from app.features.conversations.service.places import placed
from app.kit.agent.proposals import Proposals
from app.kit.agent.records import catalogue
from app.kit.agent.running import Event, Running
from app.kit.agent.turn import Kind
from app.kit.agent.veil import Sight
from app.kit.core.access import Actor
from app.kit.core.context import Context, Kit, work
from app.kit.core.system import system
from app.kit.core.tell import tell, topic_room

FOLLOW_SECONDS = 0.3
"""How often a reader looks for news of an answer that another process makes."""
CUT_OFF = "The answer was cut off because the process that worked on it ended. Please ask again."
CUT_SHORT = "The answer reached the length that a model may write at once."
"""Of an answer that is complete but for its end: it can go on."""


async def follow(kit: Kit, actor: Actor, conversation_id: UUID, message_id: UUID, after: int = 0, *, mine: bool) -> AsyncIterator[Event]:
    """The events of an answer behind `after`: live where it is made here, else from the database; the last one ends the iteration.

    `mine`: whether the conversation is this person's own; to others they are shown as far as they may read what is in them.
    """
    events = _events(kit, actor, conversation_id, message_id, after)
    if mine:
        async for event in events:
            yield event
        return
    async with work(kit, actor) as ctx:
        veiled = Veiled(Sight.of(ctx))
    async for event in events:
        seen = await _as_seen(kit, actor, conversation_id, message_id, event) if _proposed(event) else event
        if seen is not None and (shown := veiled.shown(seen)) is not None:
            yield shown


def _proposed(event: Event) -> list[dict[str, Any]]:
    """The proposals that an event holds."""
    if event.kind == "approval_required":
        return [event.data["approval"]]
    message = event.data.get("message") if event.kind in ("complete", "error") else None
    return list(message.get("approvals", ())) if message else []  # of a deleted conversation little is told


async def _as_seen(kit: Kit, actor: Actor, conversation_id: UUID, message_id: UUID, event: Event) -> Event | None:
    """The proposals of somebody else, read with the rights of who follows; None where the conversation is gone meanwhile."""
    async with work(kit, actor) as ctx:
        found = await ctx.use(Proposals).of_messages(ctx, conversation_id, [message_id])
    shown = {str(one.id): one.model_dump(mode="json") for one in found}
    if any(one["id"] not in shown for one in _proposed(event)):
        return None
    if event.kind == "approval_required":
        return replace(event, data={**event.data, "approval": shown[event.data["approval"]["id"]]})
    return replace(event, data={**event.data, "message": {**event.data["message"], "approvals": list(shown.values())}})


async def _events(kit: Kit, actor: Actor, conversation_id: UUID, message_id: UUID, after: int) -> AsyncIterator[Event]:
    if stream := kit.use(Running).find(message_id):
        async for event in stream.follow(after):
            yield event
            after = event.seq
        if stream.over:
            return
    at = after
    while True:
        async with work(kit, actor) as ctx:
            message = (await ctx.db.execute(queries.message(conversation_id, message_id))).scalar_one_or_none()
            if message is None:
                return
            await end_if_dead(ctx, message)
            rows = (await ctx.db.scalars(queries.events(message_id, at))).all()
            last = await _last(ctx, message)
        for row in rows:
            yield Event(row.seq, cast("Kind", row.kind), row.data)
            at = row.seq
        if last is not None:
            yield replace(last, seq=at + 1)
            return
        await asyncio.sleep(FOLLOW_SECONDS)


async def _last(ctx: Context, message: ChatMessage) -> Event | None:
    """How a finished answer's stream ends; the same event that its own process said."""
    if message.status in ("running", "stopping"):
        return None
    shown = (await placed(ctx, [message]))[0].model_dump(mode="json")
    if message.status in ("failed", "interrupted"):
        return Event(0, "error", {"problem": problem_of(message), "message": shown})
    return Event(0, "complete", {"message": shown})


def problem_of(message: ChatMessage) -> dict[str, Any]:
    """The same words for who waited, who follows and who comes later."""
    return {"title": "No answer", "status": 503, "detail": message.error}


async def end_if_dead(ctx: Context, message: ChatMessage) -> None:
    """An answer whose lease ran out is interrupted, whatever it was doing; all that was told of it is kept."""
    if message.status in ("running", "stopping") and message.lease_until is not None and message.lease_until < datetime.now(UTC):
        told = heard(await ctx.db.scalars(queries.events(message.id)))
        message.status, message.error, message.content = "interrupted", CUT_OFF, told.text or message.content
        message.tool_calls, message.citations = told.steps, told.sources(catalogue(ctx.actor))


async def end_dead_answers(kit: Kit) -> None:
    """The same in every organisation; nobody has to look at them first."""
    async with system(kit).begin() as db:
        for id, content in (await db.execute(queries.dead())).all():
            told = heard((await db.execute(queries.told(id))).all())
            values = {"content": told.text or content, "tool_calls": told.steps, "citations": told.sources(catalogue(Actor()))}
            await db.execute(queries.end(id, CUT_OFF, values))


def announce(ctx: Context, conversation_id: UUID, event: str, **data: Any) -> None:
    """Tell everybody who follows the conversation, once it stands."""

    async def say() -> None:
        room = topic_room(f"conversation:{conversation_id}", ctx.actor.org_id)
        tell(ctx.kit, room, event, {"conversation_id": str(conversation_id), **data})

    ctx.after_commit(say)
