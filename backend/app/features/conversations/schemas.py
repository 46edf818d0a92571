"""Shapes in and out of conversations."""

from collections.abc import Iterable
from datetime import datetime
from typing import Annotated, Any, Literal, Self
from uuid import UUID

from pydantic import Field, StringConstraints

from app.kit.agent.proposals import ApprovalOut
from app.kit.web.shapes import Paging, Search, Shape

Title = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200)]
Said = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=20_000)]
ConversationStatus = Literal["open", "waiting", "with_person"]


class ConversationIn(Shape):
    """A new conversation; without an agent the concierge takes it."""

    agent: Annotated[str, Field(max_length=60)] = "concierge"
    title: Title | None = None


class ConversationPatch(Shape):
    """What may be changed."""

    title: Title


class ConversationOut(Shape):
    """A conversation in a list."""

    id: UUID
    user_id: UUID
    agent: str
    title: str
    status: ConversationStatus
    tainted: bool
    last_message: str
    last_message_at: datetime
    version: int
    created_at: datetime
    updated_at: datetime


class ConversationQuery(Paging):
    """Filters of the list, newest first."""

    q: Search = None
    """Words in a title or in what was said."""
    agent: Annotated[str | None, Field(max_length=60)] = None
    status: ConversationStatus | None = None
    waiting: bool = False
    """Instead of the caller's own: everybody's that ask for a person (needs agents:manage)."""


class AttachmentOut(Shape):
    """An attached file, without its bytes."""

    id: UUID
    name: str
    media_type: str
    size: int
    created_at: datetime


class MessageIn(Shape):
    """What the user says; `attachments` are ids of files of this conversation."""

    content: Said
    attachments: Annotated[list[UUID], Field(max_length=10)] = []


class MessageOut(Shape):
    """One message with its proposals. `confidence` is null where nobody measured one."""

    id: UUID
    position: int
    role: Literal["user", "assistant"]
    author_id: UUID | None
    author: str
    agent: str
    agent_version: int
    status: Literal["running", "stopping", "complete", "stopped", "interrupted", "failed"]
    kind: str
    content: str
    tool_calls: list[dict[str, Any]]
    citations: list[dict[str, Any]]
    approvals: list[ApprovalOut] = []
    choices: list[str]
    attachments: list[dict[str, Any]]
    usage: dict[str, Any]
    provider: str
    fallback_level: int
    strategy: str
    confidence: float | None
    error: str
    created_at: datetime
    updated_at: datetime

    @classmethod
    def of(cls, message: object, proposed: Iterable[ApprovalOut] = ()) -> Self:
        """From a stored message and its approvals."""
        made = cls.model_validate(message)
        made.approvals = list(proposed)
        return made


class MessageQuery(Shape):
    """A page of messages."""

    limit: Annotated[int, Field(ge=1, le=200)] = 50
    cursor: Annotated[int | None, Field(ge=1)] = None
    """The position before which to read."""


class HandOverIn(Shape):
    """Why a person is wanted."""

    reason: Annotated[str, Field(max_length=1000)] = ""
