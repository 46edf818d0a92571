"""Selects of the feature. Every one is narrowed to its organisation by the session; whose conversation it is, is asked here."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Delete, Select, delete, func, or_, select

from app.features.conversations.models import Attachment, ChatMessage, Conversation, MessageEvent


def one(id: UUID, *, lock: bool = False) -> Select[Conversation]:
    """A conversation; locked, so that two messages never take the same place."""
    query = select(Conversation).where(Conversation.id == id)
    return query.with_for_update() if lock else query


def conversations(user_id: UUID | None, *, status: str | None, agent: str | None, q: str | None) -> Select[Conversation]:
    """`user_id` None means everybody's, for those who answer in a person's stead."""
    query = select(Conversation)
    if user_id is not None:
        query = query.where(Conversation.user_id == user_id)
    if status:
        query = query.where(Conversation.status == status)
    if agent:
        query = query.where(Conversation.agent == agent)
    if q:
        said = select(ChatMessage.conversation_id).where(ChatMessage.content.icontains(q, autoescape=True))
        query = query.where(or_(Conversation.title.icontains(q, autoescape=True), Conversation.id.in_(said)))
    return query


def messages(conversation_id: UUID, *, before: int | None = None, limit: int) -> Select[ChatMessage]:
    """The newest ones below a position, newest first."""
    query = select(ChatMessage).where(ChatMessage.conversation_id == conversation_id)
    if before is not None:
        query = query.where(ChatMessage.position < before)
    return query.order_by(ChatMessage.position.desc()).limit(limit)


def message(conversation_id: UUID, id: UUID, *, lock: bool = False) -> Select[ChatMessage]:
    """One message of one conversation."""
    query = select(ChatMessage).where(ChatMessage.conversation_id == conversation_id, ChatMessage.id == id)
    return query.with_for_update() if lock else query


def working(conversation_id: UUID) -> Select[ChatMessage]:
    """Answers that are not finished."""
    return select(ChatMessage).where(ChatMessage.conversation_id == conversation_id, ChatMessage.status.in_(("running", "stopping")))


def sent_with(conversation_id: UUID, key: str) -> Select[ChatMessage]:
    """The answer to a message that was sent with this Idempotency-Key."""
    return select(ChatMessage).where(
        ChatMessage.conversation_id == conversation_id, ChatMessage.request_key == key, ChatMessage.role == "assistant"
    )


def last_position(conversation_id: UUID) -> Select[int | None]:
    """Of the newest message."""
    return select(func.max(ChatMessage.position)).where(ChatMessage.conversation_id == conversation_id)


def events(message_id: UUID, after: int = 0) -> Select[MessageEvent]:
    """What a stream said behind this place."""
    return select(MessageEvent).where(MessageEvent.message_id == message_id, MessageEvent.seq > after).order_by(MessageEvent.seq)


def attachments(conversation_id: UUID, ids: list[UUID] | None = None) -> Select[Attachment]:
    """Files without their bytes."""
    query = select(Attachment).where(Attachment.conversation_id == conversation_id)
    if ids is not None:
        query = query.where(Attachment.id.in_(ids))
    return query.order_by(Attachment.created_at, Attachment.id)


def attachment_bytes(conversation_id: UUID, id: UUID) -> Select[bytes]:
    """The bytes of one file."""
    return select(Attachment.data).where(Attachment.conversation_id == conversation_id, Attachment.id == id)


def forget_events(message_id: UUID) -> Delete:
    """What an answer said that is made again."""
    return delete(MessageEvent).where(MessageEvent.message_id == message_id)


def begun_since(when: datetime) -> Select[str, int]:
    """Conversations by agent."""
    return select(Conversation.agent, func.count()).where(Conversation.created_at >= when).group_by(Conversation.agent)
