"""Shapes of notifications, and the kinds there are."""

from datetime import datetime
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from app.kit.web.shapes import Paging, Shape


class Channels(Shape):
    """Where a kind of notification goes."""

    in_app: bool = True
    email: bool = False


KINDS: dict[str, Channels] = {
    "record.assigned": Channels(),
    "record.status": Channels(),
    "record.announced": Channels(),
    "record.watched": Channels(),
    "record.noted": Channels(),
    "comment.mentioned": Channels(email=True),
    "record.changed_together": Channels(),
    "operation.completed": Channels(),
    "operation.failed": Channels(),
    "conversation.answered": Channels(),
    "conversation.waiting": Channels(),
    "conversation.shared": Channels(),
    "conversation.taken": Channels(),
    "conversation.returned": Channels(),
    "approval.waiting": Channels(),
    "approval.decided": Channels(),
    "webhook.disabled": Channels(email=True),
    "model.refused": Channels(email=True),
    "account.security": Channels(email=True),
}
"""Every kind with its defaults: a record names you now; its status moved; it did what its declaration announces to you; a record you watch
changed, or got a comment or file; a comment mentions you; many of your records changed at once; your work ended or failed;
a person answered you; a conversation asks for a person; a colleague lets you read one; a person took yours
over, or gave it back to the agents; an agent's proposal waits for your role, or one of yours was decided;
a webhook of yours was turned off; a provider
of models refuses its key; something about your account that you should know."""


class NotificationOut(BaseModel):
    """One line in the bell."""

    model_config = ConfigDict(from_attributes=True)
    id: UUID
    kind: str
    title: str
    body: str
    entity_type: str | None
    entity_id: UUID | None
    link: str | None
    """Where it leads in the app."""
    read_at: datetime | None
    created_at: datetime


class NotificationQuery(Paging):
    """What to list of one's own."""

    unread: bool = False
    kind: str | None = Field(None, max_length=40)


class Unread(BaseModel):
    """How many are unread."""

    count: int


class Preferences(Shape):
    """Channels by kind."""

    preferences: dict[str, Channels] = Field(max_length=50)
