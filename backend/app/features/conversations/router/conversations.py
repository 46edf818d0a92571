"""Conversations themselves."""

from typing import Annotated
from urllib.parse import quote
from uuid import UUID

from fastapi import Query, Response

from app.features.conversations.models import Conversation
from app.features.conversations.schemas import (
    BranchIn,
    ConversationIn,
    ConversationOut,
    ConversationPatch,
    ConversationQuery,
)
from app.features.conversations.service import ConversationService, Format, exported
from app.kit.web.operation import allow
from app.kit.web.route import Ctx
from app.kit.web.route import router as make_router
from app.kit.web.shapes import Page

USE = "agents:use"
r = make_router("/conversations", "conversations")


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
async def get_conversation(ctx: Ctx, id: UUID) -> ConversationOut:
    """One conversation."""
    service = ConversationService(ctx)
    return (await service.shown(await service.get(id)))[0]


@r.patch("/{id}", response_model=ConversationOut)
@allow(USE, tool=False)
async def update_conversation(ctx: Ctx, id: UUID, body: ConversationPatch) -> Conversation:
    """Another title, another agent."""
    return await ConversationService(ctx).change(id, body)


@r.delete("/{id}", status_code=204)
@allow(USE, tool=False)
async def delete_conversation(ctx: Ctx, id: UUID) -> None:
    """Remove it with everything in it."""
    await ConversationService(ctx).delete(id)


@r.put("/{id}/branch", response_model=ConversationOut)
@allow(USE, tool=False)
async def choose_branch(ctx: Ctx, id: UUID, body: BranchIn) -> Conversation:
    """Look at another version of a message, with what was said behind it."""
    return await ConversationService(ctx).choose(id, body)


@r.get("/{id}/export", response_class=Response)
@allow(USE, tool=False)
async def export_conversation(ctx: Ctx, id: UUID, format: Format = "markdown") -> Response:
    """The conversation as a file."""
    name, content = await exported(ctx, id, format)
    media_type = "application/json" if format == "json" else "text/markdown; charset=utf-8"
    return Response(content, media_type=media_type, headers={"content-disposition": f"attachment; filename*=utf-8''{quote(name)}"})


@r.post("/{id}/stop", status_code=204)
@allow(USE, tool=False)
async def stop_conversation(ctx: Ctx, id: UUID) -> None:
    """End the answer that is being made; what was said so far stays."""
    await ConversationService(ctx).stop(id)
