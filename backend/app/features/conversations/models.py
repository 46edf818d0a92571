"""Conversations with agents: who talked with whom, what was said, who may read along."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKeyConstraint, Index, LargeBinary, UniqueConstraint, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from app.kit.core.model import SCOPED, Base, OrgScoped, Stamped
from app.kit.entity.indexing import searchable

Json = dict[str, Any]
FRESH = {"eager_defaults": True}
"""An UPDATE brings `updated_at` back with it, so that an answer never has to read it again."""


class Conversation(OrgScoped, Stamped, Base):
    """One person's conversation: a tree of messages, and the way through it that is looked at."""

    __tablename__ = "conversations"
    __mapper_args__ = FRESH
    __table_args__ = (
        Index("ix_conversations_user", "org_id", "user_id", "last_message_at"),
        Index("ix_conversations_waiting", "org_id", "waiting_since", postgresql_where=text("status <> 'open'")),
        {"info": SCOPED},
    )

    user_id: Mapped[UUID]
    agent: Mapped[str]
    title: Mapped[str]
    titled_by: Mapped[str] = mapped_column(default="rule")
    """rule (the first words) · model · person"""
    status: Mapped[str] = mapped_column(default="open")
    """open · waiting (for a person) · with_person"""
    assigned_to: Mapped[UUID | None]
    """The person who has taken it over."""
    waiting_since: Mapped[datetime | None]
    """When a person was called, until the agents have the word again."""
    waiting_reason: Mapped[str] = mapped_column(default="", server_default="")
    tried: Mapped[str] = mapped_column(default="", server_default="")
    """For whoever takes over: what the person wants and what was tried."""
    head_id: Mapped[UUID | None]
    """The last message of the way that is looked at; what comes next stands behind it."""
    summary: Mapped[Json] = mapped_column(JSONB, default=dict)
    """The older part in short, once it outgrew the model's window: `{upto: message id, text}`."""
    tainted: Mapped[bool] = mapped_column(default=False)
    """Text of unknown origin (a file, a tool's result) has entered."""
    last_message: Mapped[str] = mapped_column(default="")
    last_message_at: Mapped[datetime]


class InConversation(OrgScoped):
    """A part of a conversation: goes when it goes."""

    conversation_id: Mapped[UUID] = mapped_column(sort_order=-10)


def _within(*more: Any, **marks: Any) -> tuple[Any, ...]:
    owner = ForeignKeyConstraint(["org_id", "conversation_id"], ["conversations.org_id", "conversations.id"], ondelete="CASCADE")
    return (owner, *more, {"info": SCOPED | marks})


class ChatMessage(InConversation, Stamped, Base):
    """What one side said. An answer is `running` until it is whole, and holds a lease: a dead process can not keep it running."""

    __tablename__ = "messages"
    __mapper_args__ = FRESH
    __table_args__ = _within(
        UniqueConstraint("org_id", "conversation_id", "position"),
        Index("ix_messages_working", "lease_until", postgresql_where=text("status in ('running', 'stopping')")),
        Index("ix_messages_rated", "org_id", "created_at", postgresql_where=text("rating <> ''")),
        system=True,  # the sweep ends answers whose process died, in every organisation
    )

    position: Mapped[int]
    """Counts all messages of the conversation, whatever their branch."""
    parent_id: Mapped[UUID | None]
    """The message that it stands behind; empty for a first one."""
    role: Mapped[str]
    """user · assistant"""
    author_id: Mapped[UUID | None]
    """The person who wrote it; empty for an agent."""
    author: Mapped[str] = mapped_column(default="")
    agent: Mapped[str] = mapped_column(default="")
    agent_version: Mapped[int] = mapped_column(default=0, server_default="0")
    """Which version of an agent that was made in the browser began the turn; 0: declared in code."""
    status: Mapped[str] = mapped_column(default="complete")
    """running · stopping (asked to, in another process) · complete · stopped · interrupted · failed"""
    content: Mapped[str] = mapped_column(default="")
    kind: Mapped[str] = mapped_column(default="")
    pinned: Mapped[bool] = mapped_column(default=False)
    """Stays word for word in what the model is told, however long the conversation grows."""
    rating: Mapped[str] = mapped_column(default="")
    """up · down, by the person whose conversation it is."""
    rating_note: Mapped[str] = mapped_column(default="")
    state: Mapped[Json] = mapped_column(JSONB, default=dict)
    """What agents remember behind this answer, by agent."""
    tool_calls: Mapped[list[Json]] = mapped_column(JSONB, default=list)
    citations: Mapped[list[Json]] = mapped_column(JSONB, default=list)
    choices: Mapped[list[str]] = mapped_column(JSONB, default=list)
    attachments: Mapped[list[Json]] = mapped_column(JSONB, default=list)
    usage: Mapped[Json] = mapped_column(JSONB, default=dict)
    provider: Mapped[str] = mapped_column(default="")
    fallback_level: Mapped[int] = mapped_column(default=0)
    strategy: Mapped[str] = mapped_column(server_default="", default="")
    """How the answer was found, where its agent has several ways."""
    confidence: Mapped[float | None]
    """From 0 to 1, where it was measured (kit/agent/patterns/grounding.py says how)."""
    error: Mapped[str] = mapped_column(default="")
    request_key: Mapped[str | None]
    """The Idempotency-Key it was sent with."""
    lease_until: Mapped[datetime | None]


class MessageEvent(OrgScoped, Base):
    """One event of an answer's stream, for readers who come back."""

    __tablename__ = "message_events"
    __table_args__ = (
        ForeignKeyConstraint(["org_id", "message_id"], ["messages.org_id", "messages.id"], ondelete="CASCADE"),
        UniqueConstraint("org_id", "message_id", "seq"),
        {"info": SCOPED | {"system": True}},  # the sweep puts together what a dead process had said
    )

    message_id: Mapped[UUID]
    seq: Mapped[int]
    kind: Mapped[str]
    data: Mapped[Json] = mapped_column(JSONB)


class Share(InConversation, Base):
    """A colleague who may read along."""

    __tablename__ = "conversation_shares"
    __table_args__ = _within(
        UniqueConstraint("org_id", "conversation_id", "user_id"), Index("ix_conversation_shares_user", "org_id", "user_id")
    )

    user_id: Mapped[UUID]
    created_at: Mapped[datetime]


class Attachment(InConversation, Base):
    """A file for the agents of this conversation."""

    __tablename__ = "attachments"
    __table_args__ = _within(Index("ix_attachments_conversation", "org_id", "conversation_id"))

    name: Mapped[str]
    media_type: Mapped[str]
    size: Mapped[int]
    data: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)
    pages: Mapped[list[str] | None] = mapped_column(JSONB(none_as_null=True), deferred=True)
    """The text of a PDF, page by page; empty for other files."""
    created_at: Mapped[datetime]


searchable(Conversation.__table__, {"title": "A"})
searchable(ChatMessage.__table__, {"content": "B"})
