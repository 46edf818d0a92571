"""Shapes of webhooks, their deliveries, and of what is sent."""

from datetime import datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from app.kit.web.shapes import Name, Paging, Shape

Url = Annotated[str, Field(max_length=2000, examples=["https://example.com/hooks/groundwork"])]
Events = Annotated[
    list[Annotated[str, Field(max_length=100)]],
    Field(min_length=1, max_length=200, description="Names of events; `invoices.*` for all of an entity, `*` for all"),
]
DeliveryStatus = Literal["pending", "delivered", "failed", "skipped"]


class WebhookIn(Shape):
    """A new webhook."""

    name: Name
    url: Url
    events: Events
    enabled: bool = True


class WebhookUpdate(Shape):
    """What to change of a webhook."""

    name: Name | None = None
    url: Url | None = None
    events: Events | None = None
    enabled: bool | None = None


class SendIn(Shape):
    """A message of somebody's own to a webhook."""

    event: Annotated[str, StringConstraints(pattern=r"^custom(\.[a-z][a-z0-9_]*){1,5}$", max_length=100)]
    """Always `custom.…`: nobody can tell of events of the product that did not happen."""
    data: Annotated[dict[str, Any], Field(max_length=200)]


class LastDelivery(BaseModel):
    """How the newest message fared."""

    status: DeliveryStatus
    at: datetime
    response_status: int | None


class WebhookOut(BaseModel):
    """An address that is told of events."""

    id: UUID
    name: str
    url: str
    events: list[str]
    enabled: bool
    disabled_reason: str
    """Why the product itself turned it off; empty when a person did."""
    owner_id: UUID
    owner_name: str | None
    """Whose rights decide what is sent."""
    last_delivery: LastDelivery | None
    version: int
    created_at: datetime
    updated_at: datetime


class WebhookCreated(WebhookOut):
    """With its signing secret, which is shown this once."""

    secret: str


class WebhookSecret(BaseModel):
    """A new signing secret, shown this once."""

    secret: str
    previous_until: datetime
    """Until then messages are signed with the one before as well."""


class DeliveryQuery(Paging):
    """Which deliveries to list."""

    status: DeliveryStatus | None = None
    event: Annotated[str | None, Field(max_length=100)] = None


class DeliveryOut(BaseModel):
    """One message and what became of it."""

    model_config = ConfigDict(from_attributes=True)
    id: UUID
    webhook_id: UUID
    message_id: str
    """The `webhook-id` header: the same for every try."""
    event: str
    entity: str
    record_id: UUID
    status: DeliveryStatus
    attempts: int
    next_at: datetime | None
    """When it is tried next."""
    response_status: int | None
    response_body: str
    """Its beginning."""
    error: str
    duration_ms: int | None
    payload: dict[str, Any] | None
    """As it was last sent. Without the record for anybody but the webhook's owner, whose rights it was read with."""
    created_at: datetime
    finished_at: datetime | None


class Who(BaseModel):
    """Who caused an event."""

    id: UUID | None
    via: str


class EventData(BaseModel):
    """What happened to which record. `record` is as the webhook's owner may see it now; it is absent once he can not see it any more."""

    entity: str
    id: UUID
    version: int
    actor: Who
    changed: list[str]
    previous: dict[str, Any]
    record: dict[str, Any] | None = None


class Message(BaseModel):
    """The body of a message, as Standard Webhooks recommends it."""

    type: str
    timestamp: datetime
    """Of the event."""
    data: EventData | dict[str, Any]
    """Of a record; or the answer to work whose request named the address."""
