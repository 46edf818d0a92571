"""Selects of the feature. Every one is narrowed to its organisation by the session; whose conversation it is, is asked here."""

from collections.abc import Collection
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Delete, Select, Update, bindparam, case, delete, func, literal, select, update
from sqlalchemy.dialects.postgresql import JSONB

from app.features.conversations.models import Attachment, ChatMessage, Conversation, MessageEvent, Share
from app.kit.core.db import SCOPE


def one(id: UUID, *, lock: bool = False) -> Select[Conversation]:
    """A conversation; locked, so that two messages never take the same place."""
    query = select(Conversation).where(Conversation.id == id)
    return query.with_for_update() if lock else query


def conversations(user_id: UUID | None, *, status: str | None, agent: str | None) -> Select[Conversation]:
    """`user_id` None means everybody's, for those who answer in a person's stead."""
    query = select(Conversation)
    if user_id is not None:
        query = query.where(Conversation.user_id == user_id)
    if status:
        query = query.where(Conversation.status == status)
    return query.where(Conversation.agent == agent) if agent else query


def some(ids: Collection[UUID]) -> Select[Conversation]:
    """By id, in no order."""
    return select(Conversation).where(Conversation.id.in_(ids))


def said_with(words: ColumnElement[Any], among: Select[UUID], limit: int) -> Select[UUID, UUID, float]:
    """Messages of these conversations that hold the words, best first: conversation, message, rank."""
    text = ChatMessage.__table__.c.search
    rank = func.ts_rank(text, words, 1)  # 1: longer texts have to hold more of it
    found = select(ChatMessage.conversation_id, ChatMessage.id, rank).where(ChatMessage.conversation_id.in_(among), text.op("@@")(words))
    return found.order_by(rank.desc(), ChatMessage.id.desc()).limit(limit)


def titled_with(words: ColumnElement[Any], among: Select[UUID], limit: int) -> Select[UUID, float]:
    """Those among these whose title holds the words, with its rank."""
    text = Conversation.__table__.c.search
    found = select(Conversation.id, func.ts_rank(text, words)).where(Conversation.id.in_(among), text.op("@@")(words))
    return found.limit(limit)


def shared_with(user_id: UUID) -> Select[Conversation]:
    """Those that colleagues let this person read."""
    return select(Conversation).where(Conversation.id.in_(select(Share.conversation_id).where(Share.user_id == user_id)))


def share(conversation_id: UUID, user_id: UUID) -> Select[Share]:
    """Whether this person may read along."""
    return select(Share).where(Share.conversation_id == conversation_id, Share.user_id == user_id)


def titles(ids: Collection[UUID], user_id: UUID, *, answers: bool) -> Select[UUID, str]:
    """Of those that this person may read: his own, those shared with him, and (`answers`) those that ask for a person."""
    shared = Conversation.id.in_(select(Share.conversation_id).where(Share.user_id == user_id))
    may = (Conversation.user_id == user_id) | shared
    may = may | (Conversation.status != "open") if answers else may
    return select(Conversation.id, Conversation.title).where(Conversation.id.in_(ids), may)


def with_people() -> Select[Conversation]:
    """Everybody's that wait for a person or are with one."""
    return select(Conversation).where(Conversation.status != "open", Conversation.waiting_since.is_not(None))


def last_said(conversation_id: UUID, limit: int) -> Select[ChatMessage]:
    """The newest messages, newest first, whatever their branch."""
    return select(ChatMessage).where(ChatMessage.conversation_id == conversation_id).order_by(ChatMessage.position.desc()).limit(limit)


def shares(conversation_id: UUID) -> Select[Share]:
    """Everybody who may."""
    return select(Share).where(Share.conversation_id == conversation_id).order_by(Share.created_at, Share.id)


_m = ChatMessage
_here = _m.conversation_id == bindparam("conversation_id")
_node = (_m.id, _m.parent_id, _m.position, _m.role, _m.status, _m.request_key)
NODES = select(*_node).where(_here).options(SCOPE)
"""The places of all messages of :conversation_id, without what they say. Like the others in capitals it stands on the way to an answer's
first word: made once."""
_broken_off = case((_m.status == "interrupted", _m.tool_calls), else_=literal([], JSONB))
_has_files = select(Attachment.id).where(Attachment.conversation_id == bindparam("conversation_id")).exists()
_said = (_m.id, _m.role, _m.content, _m.pinned, _m.attachments, _m.state, _m.author_id, _broken_off, _has_files)
SAID = select(*_said).where(_here, _m.id.in_(bindparam("ids", expanding=True))).order_by(_m.position).options(SCOPE)
"""What the messages :ids of :conversation_id say, oldest first; in each row also whether there are files."""
WHOLE = select(*_node, *_said).where(_here).options(SCOPE)
"""Both, of all messages of :conversation_id."""
LOCKED = select(Conversation).where(Conversation.id == bindparam("id")).with_for_update().options(SCOPE)
"""A conversation, so that two messages never take the same place."""


def messages(conversation_id: UUID, ids: Collection[UUID]) -> Select[ChatMessage]:
    """Some of them, in their order."""
    query = select(ChatMessage).where(ChatMessage.conversation_id == conversation_id, ChatMessage.id.in_(ids))
    return query.order_by(ChatMessage.position)


def contents(ids: Collection[UUID]) -> Select[UUID, str]:
    """What these messages say."""
    return select(ChatMessage.id, ChatMessage.content).where(ChatMessage.id.in_(ids))


def _rated(begin: datetime, end: datetime, agents: Collection[str] | None) -> list[ColumnElement[bool]]:
    found = [ChatMessage.rating != "", ChatMessage.created_at >= begin, ChatMessage.created_at < end]
    return found if agents is None else [*found, ChatMessage.agent.in_(agents)]


def ratings(begin: datetime, end: datetime, zone: str, agents: Collection[str] | None) -> Select[str, date, int, int]:
    """How often the answers of each agent and day were rated up and down; of all agents, or of some."""
    day = func.date(func.timezone(zone, ChatMessage.created_at))
    counts = (func.count().filter(ChatMessage.rating == rating) for rating in ("up", "down"))
    return (
        select(ChatMessage.agent, day, *counts)
        .where(*_rated(begin, end, agents))
        .group_by(ChatMessage.agent, day)
        .order_by(ChatMessage.agent, day)
    )


def rating_notes(begin: datetime, end: datetime, agents: Collection[str] | None, limit: int) -> Select[ChatMessage]:
    """What people wrote about answers, the newest of each agent first."""
    place = func.row_number().over(partition_by=ChatMessage.agent, order_by=ChatMessage.id.desc())
    newest = select(ChatMessage.id, place.label("place")).where(*_rated(begin, end, agents), ChatMessage.rating_note != "").subquery()
    return select(ChatMessage).join(newest, newest.c.id == ChatMessage.id).where(newest.c.place <= limit).order_by(ChatMessage.id.desc())


def message(conversation_id: UUID, id: UUID, *, lock: bool = False) -> Select[ChatMessage]:
    """One message of one conversation."""
    query = select(ChatMessage).where(ChatMessage.conversation_id == conversation_id, ChatMessage.id == id)
    return query.with_for_update() if lock else query


def working(conversation_id: UUID) -> Select[ChatMessage]:
    """Answers that are not finished."""
    return select(ChatMessage).where(ChatMessage.conversation_id == conversation_id, ChatMessage.status.in_(("running", "stopping")))


def last_position(conversation_id: UUID) -> Select[int | None]:
    """Of the newest message."""
    return select(func.max(ChatMessage.position)).where(ChatMessage.conversation_id == conversation_id)


def events(message_id: UUID, after: int = 0) -> Select[MessageEvent]:
    """What a stream said behind this place."""
    return select(MessageEvent).where(MessageEvent.message_id == message_id, MessageEvent.seq > after).order_by(MessageEvent.seq)


def dead() -> Select[UUID, str]:
    """Answers whose process died, in every organisation, with their text as far as it was kept. No two sweeps get the same one."""
    working = ChatMessage.status.in_(("running", "stopping"))
    query = select(ChatMessage.id, ChatMessage.content).where(working, ChatMessage.lease_until < func.clock_timestamp())
    return query.with_for_update(skip_locked=True)


def told(message_id: UUID) -> Select[str, dict[str, Any]]:
    """What a stream said, from its beginning, without its numbers."""
    return select(MessageEvent.kind, MessageEvent.data).where(MessageEvent.message_id == message_id).order_by(MessageEvent.seq)


def end(id: UUID, error: str, values: dict[str, Any]) -> Update:
    """An answer whose process died is interrupted."""
    return update(ChatMessage).where(ChatMessage.id == id).values(status="interrupted", error=error, lease_until=None, **values)


def attachments(conversation_id: UUID, ids: list[UUID] | None = None) -> Select[Attachment]:
    """Files without their bytes."""
    query = select(Attachment).where(Attachment.conversation_id == conversation_id)
    if ids is not None:
        query = query.where(Attachment.id.in_(ids))
    return query.order_by(Attachment.created_at, Attachment.id)


def forget_events(message_id: UUID) -> Delete:
    """What an answer said that is made again."""
    return delete(MessageEvent).where(MessageEvent.message_id == message_id)


def begun_since(when: datetime) -> Select[str, int]:
    """Conversations by agent."""
    return select(Conversation.agent, func.count()).where(Conversation.created_at >= when).group_by(Conversation.agent)


def attachment_content(conversation_id: UUID, id: UUID) -> Select[bytes, list[str] | None]:
    """The bytes of one file, and the text of its pages where it is a PDF."""
    return select(Attachment.data, Attachment.pages).where(Attachment.conversation_id == conversation_id, Attachment.id == id)
