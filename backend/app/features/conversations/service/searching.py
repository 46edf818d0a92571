"""Search over titles and over everything that was said, best first, each with the place where it was found."""

from collections.abc import Awaitable, Callable
from typing import Any
from uuid import UUID

from sqlalchemy import Select, func, select

from app.features.conversations.models import ChatMessage, Conversation
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
    query, ids = wanted_of(q), among.with_only_columns(Conversation.id)
    said, titled = ChatMessage.__table__.c.search, Conversation.__table__.c.search
    score = func.ts_rank(said, query, 1)  # 1: longer texts have to hold more of it
    rows = await ctx.db.execute(
        select(ChatMessage.conversation_id, ChatMessage.id, score)
        .where(ChatMessage.conversation_id.in_(ids), said.op("@@")(query))
        .order_by(score.desc(), ChatMessage.id.desc())
        .limit(SEEN)
    )
    best: dict[UUID, tuple[float, UUID | None]] = {}
    for talk_id, message_id, rank in rows:
        best.setdefault(talk_id, (rank, message_id))
    titles = select(Conversation.id, func.ts_rank(titled, query)).where(Conversation.id.in_(ids), titled.op("@@")(query)).limit(SEEN)
    for talk_id, rank in await ctx.db.execute(titles):
        before, message_id = best.get(talk_id, (0.0, None))
        best[talk_id] = (before + TITLE * rank, message_id)
    order = sorted(best, key=lambda id: -best[id][0])[:MOST]
    talks = {t.id: t for t in await ctx.db.scalars(select(Conversation).where(Conversation.id.in_(order)))}
    items = await shown(*(talks[id] for id in order if id in talks))
    await _mark(ctx, q, items, {id: best[id][1] for id in order})
    return Page(items=items)


async def _mark(ctx: Context, q: str, items: list[ConversationOut], places: dict[UUID, Any]) -> None:
    """Beside each conversation: the stretch of the best message, or of the title."""
    wanted = [id for id in places.values() if id]
    rows = await ctx.db.execute(select(ChatMessage.id, ChatMessage.content).where(ChatMessage.id.in_(wanted)))
    texts = {id: content for id, content in rows}
    hits = await hits_of(ctx, q, [*texts.values(), *(item.title for item in items)])
    for item in items:
        text = texts.get(places[item.id])
        found = marks(" ".join((text or item.title).split()), hits)
        item.found = Found(message_id=places[item.id], marks=[MarkOut(**mark) for mark in found])
