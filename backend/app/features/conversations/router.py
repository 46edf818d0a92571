"""/conversations."""

from collections.abc import AsyncIterator
from typing import Annotated, Any
from uuid import UUID

from fastapi import Query, Request, Response, UploadFile

from app.features.conversations.models import Attachment, ChatMessage, Conversation
from app.features.conversations.schemas import (
    AttachmentOut,
    ConversationIn,
    ConversationOut,
    ConversationPatch,
    ConversationQuery,
    HandOverIn,
    MessageIn,
    MessageOut,
    MessageQuery,
)
from app.features.conversations.service import ConversationService, follow
from app.kit.core.context import Context
from app.kit.core.errors import Invalid
from app.kit.entity.record import Json
from app.kit.tools.data import MAX_FILE_BYTES
from app.kit.web.operation import allow
from app.kit.web.problems import Fault, problem_json
from app.kit.web.route import Ctx
from app.kit.web.route import router as make_router
from app.kit.web.shapes import Page
from app.kit.web.sse import EventStream, Later, Sent

USE = "agents:use"
STREAM: dict[int | str, dict[str, Any]] = {200: {"content": {"text/event-stream": {"schema": {"type": "string"}}}}}
GONE = {"title": "Not found", "status": 404, "detail": "The conversation was deleted."}
conversations_router = make_router("/conversations", "conversations")
r = conversations_router


@r.get("", response_model=Page[ConversationOut])
@allow(USE, tool=False)
async def list_conversations(ctx: Ctx, query: Annotated[ConversationQuery, Query()]) -> Page[ConversationOut]:
    """The caller's conversations, newest first."""
    return await ConversationService(ctx).find(query)


@r.post("", status_code=201, response_model=ConversationOut)
@allow(USE, tool=False)
async def create_conversation(ctx: Ctx, body: ConversationIn) -> Conversation:
    """Begin a conversation with an agent."""
    return await ConversationService(ctx).create(body)


@r.get("/{id}", response_model=ConversationOut)
@allow(USE, tool=False)
async def get_conversation(ctx: Ctx, id: UUID) -> Conversation:
    """One conversation."""
    return await ConversationService(ctx).get(id)


@r.patch("/{id}", response_model=ConversationOut)
@allow(USE, tool=False)
async def update_conversation(ctx: Ctx, id: UUID, body: ConversationPatch) -> Conversation:
    """Rename it."""
    return await ConversationService(ctx).rename(id, body)


@r.delete("/{id}", status_code=204)
@allow(USE, tool=False)
async def delete_conversation(ctx: Ctx, id: UUID) -> None:
    """Remove it with everything in it."""
    await ConversationService(ctx).delete(id)


@r.get("/{id}/messages", response_model=Page[MessageOut])
@allow(USE, tool=False)
async def list_messages(ctx: Ctx, id: UUID, query: Annotated[MessageQuery, Query()]) -> Page[MessageOut]:
    """The newest messages, oldest first; the cursor leads to older ones."""
    return await ConversationService(ctx).messages(id, query)


@r.post("/{id}/messages", response_model=MessageOut, responses=STREAM)
@allow(USE, tool=False)
async def send_message(ctx: Ctx, id: UUID, body: MessageIn, request: Request) -> Response:
    """Say something. The answer comes as JSON, or as server-sent events with `Accept: text/event-stream`; `Last-Event-ID` resumes one."""
    if place := request.headers.get("last-event-id"):
        message_id, after = _place(place)
        return _answer(ctx, request, await ConversationService(ctx).message(id, message_id), after)
    return _answer(ctx, request, await ConversationService(ctx).send(id, body, request.headers.get("idempotency-key")))


@r.get("/{id}/messages/{message_id}/events", response_class=Response, responses=STREAM)
@allow(USE, tool=False)
async def stream_message(ctx: Ctx, id: UUID, message_id: UUID, request: Request) -> Response:
    """The events of an answer from its beginning, or behind `Last-Event-ID`."""
    place = request.headers.get("last-event-id")
    message = await ConversationService(ctx).message(id, message_id)
    return EventStream(_events(ctx, message, _place(place)[1] if place else 0))


@r.post("/{id}/stop", status_code=204)
@allow(USE, tool=False)
async def stop_conversation(ctx: Ctx, id: UUID) -> None:
    """End the answer that is being made; what was said so far stays."""
    await ConversationService(ctx).stop(id)


@r.get("/{id}/attachments", response_model=Page[AttachmentOut])
@allow(USE, tool=False)
async def list_attachments(ctx: Ctx, id: UUID) -> dict[str, Any]:
    """Files of a conversation."""
    return {"items": await ConversationService(ctx).attachments(id)}


@r.post("/{id}/attachments", status_code=201, response_model=AttachmentOut)
@allow(USE, tool=False)
async def add_attachment(ctx: Ctx, id: UUID, file: UploadFile) -> Attachment:
    """Attach a CSV or text file for the agents of this conversation."""
    return await ConversationService(ctx).attach(id, file.filename or "", file.content_type or "", await file.read(MAX_FILE_BYTES + 1))


@r.delete("/{id}/attachments/{attachment_id}", status_code=204)
@allow(USE, tool=False)
async def delete_attachment(ctx: Ctx, id: UUID, attachment_id: UUID) -> None:
    """Remove a file."""
    await ConversationService(ctx).detach(id, attachment_id)


@r.post("/{id}/hand-over", response_model=ConversationOut)
@allow(USE, tool=False)
async def hand_over_conversation(ctx: Ctx, id: UUID, body: HandOverIn) -> Conversation:
    """Ask for a person instead of an agent."""
    return await ConversationService(ctx).hand_over(id, body.reason)


@r.post("/{id}/hand-back", response_model=ConversationOut)
@allow(USE, tool=False)
async def hand_back_conversation(ctx: Ctx, id: UUID) -> Conversation:
    """Give the word back to the agents."""
    return await ConversationService(ctx).hand_back(id)


def _answer(ctx: Context, request: Request, message: ChatMessage, after: int = 0) -> Response:
    """As the client wants it: events now, or JSON when the answer is whole."""
    if "text/event-stream" in request.headers.get("accept", ""):
        return EventStream(_events(ctx, message, after))

    async def whole() -> Response:
        data: dict[str, Any] = {"problem": GONE}
        async for event in follow(ctx.kit, ctx.actor, message.conversation_id, message.id):
            data = event.data
        if fault := data.get("problem"):
            body = problem_json(Fault(**fault), instance=request.url.path, request_id=request.scope.get("request_id", ""))
            return Json(body, fault["status"], media_type="application/problem+json")
        return Json(data["message"])

    return Later(whole)


async def _events(ctx: Context, message: ChatMessage, after: int) -> AsyncIterator[Sent]:
    async for event in follow(ctx.kit, ctx.actor, message.conversation_id, message.id, after):
        yield Sent(event.kind, event.data, f"{message.id}:{event.seq}")


def _place(given: str) -> tuple[UUID, int]:
    """`<message id>:<number>`, as every event carries it."""
    id, _, seq = given.partition(":")
    try:
        return UUID(id), int(seq)
    except ValueError:
        raise Invalid.field("last-event-id", "is not an id of our events", where="header") from None
