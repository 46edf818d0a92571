"""Conversations that ask for a person, and who has the word in them."""

from typing import Annotated
from uuid import UUID

from fastapi import Query

from app.features.conversations.models import Conversation
from app.features.conversations.schemas import ConversationOut, HandBackIn, HandOverIn, HandOverOut
from app.features.conversations.service import MANAGE, HandOverService
from app.kit.web.operation import allow
from app.kit.web.route import Ctx
from app.kit.web.route import router as make_router
from app.kit.web.shapes import Page, Paging

USE = "agents:use"
r = make_router("/conversations", "conversations")


@r.get("/hand-overs", response_model=Page[HandOverOut])
@allow(MANAGE, tool=False)
async def list_hand_overs(ctx: Ctx, query: Annotated[Paging, Query()]) -> Page[HandOverOut]:
    """Conversations that wait for a person or are with one; who waits longest comes first."""
    return await HandOverService(ctx).find(query)


@r.post("/{id}/hand-over", response_model=ConversationOut)
@allow(USE, tool=False)
async def hand_over_conversation(ctx: Ctx, id: UUID, body: HandOverIn) -> Conversation:
    """Ask for a person instead of an agent."""
    return await HandOverService(ctx).hand_over(id, body.reason)


@r.post("/{id}/take-over", response_model=ConversationOut)
@allow(MANAGE, tool=False)
async def take_over_conversation(ctx: Ctx, id: UUID) -> Conversation:
    """Answer here from now on; of two who ask at once one gets it."""
    return await HandOverService(ctx).take(id)


@r.post("/{id}/release", response_model=ConversationOut)
@allow(MANAGE, tool=False)
async def release_conversation(ctx: Ctx, id: UUID) -> Conversation:
    """Let somebody else take it over; it waits again."""
    return await HandOverService(ctx).release(id)


@r.post("/{id}/hand-back", response_model=ConversationOut)
@allow(USE, tool=False)
async def hand_back_conversation(ctx: Ctx, id: UUID, body: HandBackIn | None = None) -> Conversation:
    """Give the word back to the agents; they read the note in their next turn."""
    return await HandOverService(ctx).hand_back(id, body or HandBackIn())
