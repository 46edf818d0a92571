"""Search over titles and over everything that was said, best first, each with the place where it was found."""

from collections.abc import Awaitable, Callable
from typing import Any
from uuid import UUID

from sqlalchemy import Select

from app.features.conversations import queries
from app.features.conversations.models import Conversation
from app.features.conversations.schemas import ConversationOut, Found, MarkOut
from app.kit.core.context import Context
from app.kit.entity.search import WORD, hits_of, marks, wanted_of
from app.kit.web.shapes import Page

MOST = 50
"""Conversations that a search shows."""
SEEN = 400
"""Messages that are looked at for the best ones."""
TITLE = 4
"""A hit in the title counts so many times one in the text."""
Shown = Callable[..., Awaitable[list[ConversationOut]]]


async def search(ctx: Context, among: Select[Conversation], q: str, shown: Shown) -> Page[ConversationOut]:
    """The conversations of this selection that hold the words, in the organisation's language."""
    if not WORD.findall(q):
        return Page(items=[])
    words, ids = wanted_of(q), among.with_only_columns(Conversation.id)
    best: dict[UUID, tuple[float, UUID | None]] = {}
    for talk_id, place, rank in await ctx.db.execute(queries.said_with(words, ids, SEEN)):
        best.setdefault(talk_id, (rank, place))
    for talk_id, rank in await ctx.db.execute(queries.titled_with(words, ids, SEEN)):
        before, message_id = best.get(talk_id, (0.0, None))
        best[talk_id] = (before + TITLE * rank, message_id)
    order = sorted(best, key=lambda id: -best[id][0])[:MOST]
    talks = {t.id: t for t in await ctx.db.scalars(queries.some(order))}
    items = await shown(*(talks[id] for id in order if id in talks))
    await _mark(ctx, q, items, {id: best[id][1] for id in order})
    return Page(items=items)


async def _mark(ctx: Context, q: str, items: list[ConversationOut], places: dict[UUID, Any]) -> None:
    """Beside each conversation: the stretch of the best message, or of the title."""
    wanted = [id for id in places.values() if id]
    texts = {id: content for id, content in await ctx.db.execute(queries.contents(wanted))}
    hits = await hits_of(ctx, q, [*texts.values(), *(item.title for item in items)])
    for item in items:
        text = texts.get(places[item.id])
        found = marks(" ".join((text or item.title).split()), hits)
        item.found = Found(message_id=places[item.id], marks=[MarkOut(**mark) for mark in found])
