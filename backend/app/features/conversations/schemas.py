"""Shapes in and out of conversations."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Annotated, Any, Literal, Self
from uuid import UUID

from pydantic import Field, StringConstraints, model_validator

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

    title: Title | None = None
    agent: Annotated[str | None, Field(max_length=60)] = None
    """Who answers from now on."""


class MarkOut(Shape):
    """A stretch of a text; `hit` where it is what was looked for. Never markup."""

    text: str
    hit: bool


class Found(Shape):
    """Where a search found its words."""

    message_id: UUID | None
    """Empty when only the title has them."""
    marks: list[MarkOut]


class ConversationOut(Shape):
    """A conversation in a list."""

    id: UUID
    user_id: UUID
    owner: str = ""
    """Whose it is, where it is not the caller's own."""
    agent: str
    title: str
    status: ConversationStatus
    assigned_to: UUID | None
    """The person who has taken it over."""
    assigned: str = ""
    """How he is called."""
    waiting_since: datetime | None
    tainted: bool
    last_message: str
    last_message_at: datetime
    found: Found | None = None
    """In a search: the best place."""
    version: int
    created_at: datetime
    updated_at: datetime


class ConversationQuery(Paging):
    """Filters of the list, newest first."""

    q: Search = None
    """Words of titles and of what was said: then the best come first, on one page."""
    agent: Annotated[str | None, Field(max_length=60)] = None
    status: ConversationStatus | None = None
    waiting: bool = False
    """Instead of the caller's own: everybody's that ask for a person (needs agents:manage)."""
    shared: bool = False
    """Instead of the caller's own: those that colleagues let him read."""


class BranchIn(Shape):
    """The branch to look at: the one through this message."""

    message_id: UUID


class SharedWith(Shape):
    """A colleague who may read along."""

    user_id: UUID
    name: str
    created_at: datetime


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
    edits: UUID | None = None
    """One's own earlier message in whose place this one is said: a branch beside it begins."""
    agent: Annotated[str | None, Field(max_length=60)] = None
    """Who answers from now on; as before when absent."""


class AgainIn(Shape):
    """Another answer to the same question."""

    agent: Annotated[str | None, Field(max_length=60)] = None
    """Who gives it; the conversation's agent when absent."""


class MessagePatch(Shape):
    """What may be changed of a message."""

    pinned: bool


class RatingIn(Shape):
    """What the person thinks of an answer; null takes it back."""

    rating: Literal["up", "down"] | None
    comment: Annotated[str, StringConstraints(strip_whitespace=True, max_length=2000)] = ""


class RatingQuery(Shape):
    """Which answers: those given from the first day to the last, both included, by the days of the person who asks."""

    since: Annotated[date | None, Field(description="First day; 90 days ago when it is not said")] = None
    until: Annotated[date | None, Field(description="Last day; today when it is not said")] = None

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.since and self.until and self.since > self.until:
            raise ValueError("the first day is after the last")
        return self


class RatingNote(Shape):
    """What somebody wrote about an answer; not who."""

    rating: Literal["up", "down"]
    comment: str
    at: datetime
    """When the answer was given."""
    conversation_id: UUID | None
    """Where it stands, for readers of that conversation only."""
    title: str
    """How that conversation is called; empty where it may not be read."""


class RatedOn(Shape):
    """The answers of one day that somebody rated."""

    day: date
    up: int = 0
    down: int = 0


class RatingsOut(Shape):
    """What people think of one agent's answers."""

    agent: str
    up: int
    down: int
    days: list[RatedOn]
    """Days without a rating are left out."""
    comments: list[RatingNote]
    """The newest ones."""


class MessageOut(Shape):
    """One message with its proposals. `confidence` is null where nobody measured one."""

    id: UUID
    position: int
    parent_id: UUID | None
    versions: list[UUID] = []
    """The messages that stand in one another's place, oldest first: edits of a question, answers to it."""
    role: Literal["user", "assistant"]
    author_id: UUID | None
    author: str
    agent: str
    agent_version: int
    status: Literal["running", "stopping", "complete", "stopped", "interrupted", "failed"]
    kind: str
    content: str
    pinned: bool
    rating: Literal["", "up", "down"]
    rating_note: str
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
    def of(cls, message: object, proposed: Iterable[ApprovalOut] = (), versions: Iterable[UUID] = ()) -> Self:
        """From a stored message, its approvals and the messages that could stand in its place."""
        made = cls.model_validate(message)
        made.approvals, made.versions = list(proposed), list(versions)
        return made


class MessageQuery(Shape):
    """A page of messages."""

    limit: Annotated[int, Field(ge=1, le=200)] = 50
    cursor: Annotated[int | None, Field(ge=1)] = None
    """The position before which to read."""


class HandOverIn(Shape):
    """Why a person is wanted."""

    reason: Annotated[str, Field(max_length=1000)] = ""


class HandBackIn(Shape):
    """The way back to the agents."""

    note: Annotated[str, StringConstraints(strip_whitespace=True, max_length=2000)] = ""
    """What they should know; it stands in the conversation."""


class HandOverOut(Shape):
    """A conversation that asks for a person, or is with one."""

    id: UUID
    user_id: UUID
    owner: str = ""
    agent: str
    title: str
    status: ConversationStatus
    waiting_since: datetime | None
    waiting_reason: str
    tried: str
    """What the person wants and what was tried, in short."""
    assigned_to: UUID | None
    assigned: str = ""
    last_message: str
    last_message_at: datetime
