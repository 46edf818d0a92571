"""What is said, and the streams of answers."""

import re
from collections.abc import AsyncIterator
from typing import Annotated, Any
from uuid import UUID

from fastapi import Query, Request, Response

from app.features.conversations.models import ChatMessage
from app.features.conversations.schemas import AgainIn, MessageIn, MessageOut, MessagePatch, MessageQuery, RatingIn
from app.features.conversations.service import AskService, ConversationService, RatingService, follow
from app.kit.core.context import Context
from app.kit.core.errors import Invalid
from app.kit.entity.record import Json
from app.kit.web.idempotency import key_of
from app.kit.web.operation import allow
from app.kit.web.problems import Fault, problem_json
from app.kit.web.route import Ctx
from app.kit.web.route import router as make_router
from app.kit.web.shapes import Page
from app.kit.web.sse import EventStream, Later, Sent

USE = "agents:use"
STREAM: dict[int | str, dict[str, Any]] = {200: {"content": {"text/event-stream": {"schema": {"type": "string"}}}}}
NUMBER = re.compile(r"[0-9]{1,9}")
GONE = {"title": "Not found", "status": 404, "detail": "The conversation was deleted."}
r = make_router("/conversations", "conversations")


@r.get("/{id}/messages", response_model=Page[MessageOut])
@allow(USE, tool=False)
async def list_messages(ctx: Ctx, id: UUID, query: Annotated[MessageQuery, Query()]) -> Page[MessageOut]:
    """The newest messages, oldest first; the cursor leads to older ones."""
    return await ConversationService(ctx).messages(id, query)


@r.post("/{id}/messages", response_model=MessageOut, responses=STREAM)
@allow(USE, tool=False, replay=False)
async def send_message(ctx: Ctx, id: UUID, body: MessageIn, request: Request) -> Response:
    """Say something. The answer comes as JSON, or as server-sent events with `Accept: text/event-stream`; `Last-Event-ID` resumes one."""
    if place := request.headers.get("last-event-id"):
        message_id, after = _place(place)
        mine = (await ConversationService(ctx).attended(id)).user_id == ctx.actor.user_id
        return _answer(ctx, request, await ConversationService(ctx).message(id, message_id), after, mine=mine)
    return _answer(ctx, request, await AskService(ctx).send(id, body, key_of(request)))


@r.get("/{id}/messages/{message_id}/events", response_class=Response, responses=STREAM)
@allow(USE, tool=False)
async def stream_message(ctx: Ctx, id: UUID, message_id: UUID, request: Request) -> Response:
    """The events of an answer from its beginning, or behind `Last-Event-ID`."""
    place = request.headers.get("last-event-id")
    talk = await ConversationService(ctx).attended(id)  # who reads along does not need what was read on the way
    message = await ConversationService(ctx).message(id, message_id)
    return EventStream(_events(ctx, message, _behind(place, message_id) if place else 0, mine=talk.user_id == ctx.actor.user_id))


@r.post("/{id}/messages/{message_id}/regenerate", response_model=MessageOut, responses=STREAM)
@allow(USE, tool=False, replay=False)
async def regenerate_message(ctx: Ctx, id: UUID, message_id: UUID, body: AgainIn, request: Request) -> Response:
    """Another answer to the same question, on a branch beside the first; as JSON or as events."""
    return _answer(ctx, request, await AskService(ctx).again(id, message_id, body, key_of(request)))


@r.post("/{id}/messages/{message_id}/continue", response_model=MessageOut, responses=STREAM)
@allow(USE, tool=False, replay=False)
async def continue_message(ctx: Ctx, id: UUID, message_id: UUID, request: Request) -> Response:
    """The rest of an answer that was stopped or cut off; as JSON or as events."""
    return _answer(ctx, request, await AskService(ctx).go_on(id, message_id, key_of(request)))


@r.patch("/{id}/messages/{message_id}", response_model=MessageOut)
@allow(USE, tool=False)
async def update_message(ctx: Ctx, id: UUID, message_id: UUID, body: MessagePatch) -> MessageOut:
    """Pin a message: it stays word for word in what the model is told, however long the conversation grows."""
    return await ConversationService(ctx).pin(id, message_id, body)


@r.put("/{id}/messages/{message_id}/feedback", status_code=204)
@allow(USE, tool=False)
async def rate_message(ctx: Ctx, id: UUID, message_id: UUID, body: RatingIn) -> None:
    """Say whether an answer was good, or take it back."""
    await RatingService(ctx).rate(id, message_id, body)


def _answer(ctx: Context, request: Request, message: ChatMessage, after: int = 0, *, mine: bool = True) -> Response:
    """As the client wants it: events now, or JSON when the answer is whole. Who asks for an answer asks in a conversation of his own."""
    if "text/event-stream" in request.headers.get("accept", ""):
        return EventStream(_events(ctx, message, after, mine=mine))

    async def whole() -> Response:
        data: dict[str, Any] = {"problem": GONE}
        async for event in follow(ctx.kit, ctx.actor, message.conversation_id, message.id, mine=mine):
            data = event.data
        if fault := data.get("problem"):
            body = problem_json(Fault(**fault), instance=request.url.path, request_id=request.scope.get("request_id", ""))
            return Json(body, fault["status"], media_type="application/problem+json")
        return Json(data["message"])

    return Later(whole)


async def _events(ctx: Context, message: ChatMessage, after: int, *, mine: bool) -> AsyncIterator[Sent]:
    async for event in follow(ctx.kit, ctx.actor, message.conversation_id, message.id, after, mine=mine):
        yield Sent(event.kind, event.data, f"{message.id}:{event.seq}")


def _behind(place: str, message_id: UUID) -> int:
    """The number of an event of this answer: behind one of another answer, its beginning would be left out unseen."""
    named, seq = _place(place)
    if named != message_id:
        raise Invalid.field("last-event-id", "is an id of another answer", where="header")
    return seq


def _place(given: str) -> tuple[UUID, int]:
    """`<message id>:<number>`, as every event carries it."""
    id, _, seq = given.partition(":")
    try:
        if not NUMBER.fullmatch(seq):
            raise ValueError(seq)
        return UUID(id), int(seq)
    except ValueError:
        raise Invalid.field("last-event-id", "is not an id of our events", where="header") from None
