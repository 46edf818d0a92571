"""Who outside wants to hear what happens, and every message on its way to them."""

from datetime import datetime
from typing import Any, ClassVar
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, Index, String, Text, func, text
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlalchemy.orm import Mapped, declared_attr, mapped_column

from app.kit.core.audited import Audited
from app.kit.core.model import SCOPED, Base, OrgScoped, Stamped

STATUSES = ("pending", "delivered", "failed", "skipped")


class Webhook(Audited, OrgScoped, Stamped, Base):
    """An address that is told of events, with the rights of its owner."""

    __tablename__ = "webhooks"
    __audit__: ClassVar[str] = "webhooks"
    __hidden__: ClassVar[frozenset[str]] = frozenset({"secret", "previous_secret"})
    name: Mapped[str] = mapped_column(String(200))
    url: Mapped[str] = mapped_column(String(2000))
    events: Mapped[list[str]] = mapped_column(ARRAY(String(100)))
    """`invoices.created`, `invoices.*` or `*`."""
    enabled: Mapped[bool] = mapped_column(default=True)
    listed: Mapped[bool] = mapped_column(server_default="true", default=True)
    """False: made for callbacks of its owner's work; not shown among webhooks, gone with its last message."""
    disabled_reason: Mapped[str] = mapped_column(String(300), default="")
    """Why the product itself turned it off; empty when a person did."""
    owner_id: Mapped[UUID]
    """Whose eyes it sees with: who made it, or last changed its address or events. No foreign key: it is turned off when he leaves."""
    secret: Mapped[str] = mapped_column(Text)
    """Encrypted (`kit/core/crypto.py`)."""
    previous_secret: Mapped[str | None] = mapped_column(Text, default=None)
    previous_until: Mapped[datetime | None] = mapped_column(default=None)
    """Until then messages carry a second signature, under the secret before."""
    __table_args__ = ({"info": {**SCOPED, "system": True}},)

    @declared_attr.directive
    def __mapper_args__(cls) -> dict[str, Any]:
        return {"version_id_col": cls.version, "eager_defaults": True}


class WebhookDelivery(OrgScoped, Base):
    """One message to one address, written with the change it tells of; kept until it arrived or was given up, then a while for people."""

    __tablename__ = "webhook_deliveries"
    webhook_id: Mapped[UUID]
    event: Mapped[str] = mapped_column(String(100))
    entity: Mapped[str] = mapped_column(String(63), info={"names": "entity"})
    record_id: Mapped[UUID]
    facts: Mapped[dict[str, Any]] = mapped_column(JSONB)
    """What is known of the change: version, who, which fields, their old values. The record itself is read when it is sent."""
    status: Mapped[str] = mapped_column(String(20), default="pending")
    attempts: Mapped[int] = mapped_column(default=0)
    next_at: Mapped[datetime] = mapped_column(server_default=func.clock_timestamp())
    lease_until: Mapped[datetime | None]
    fence: Mapped[int] = mapped_column(default=0)
    """Grows with every claim; a sender whose number is older may not write any more."""
    payload: Mapped[dict[str, Any] | None] = mapped_column(JSONB)
    """As it was last sent."""
    response_status: Mapped[int | None]
    response_body: Mapped[str] = mapped_column(Text, default="")
    error: Mapped[str] = mapped_column(String(300), default="")
    duration_ms: Mapped[int | None]
    created_at: Mapped[datetime] = mapped_column(server_default=func.clock_timestamp())
    finished_at: Mapped[datetime | None]
    __table_args__ = (
        CheckConstraint(f"status in {STATUSES}", "status"),
        ForeignKeyConstraint(["org_id", "webhook_id"], ["webhooks.org_id", "webhooks.id"], ondelete="CASCADE"),
        Index("ix_webhook_deliveries_due", "next_at", postgresql_where=text("status = 'pending'")),
        Index("ix_webhook_deliveries_of", "org_id", "webhook_id", "id"),
        Index("ix_webhook_deliveries_old", "created_at"),
        {"info": {**SCOPED, "system": True}},
    )
