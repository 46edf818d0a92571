"""Durable work, what it has done on its way, and remembered answers: the technical tables of the spine."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, Index, String, Text, func, text
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlalchemy.orm import Mapped, mapped_column

from app.kit.core.model import SCOPED, Base, OrgScoped

STATUSES = ("queued", "running", "completed", "failed", "cancelled")


class OperationRow(OrgScoped, Base):
    """One piece of work: who asked, how far it is, who holds it. Times are the database's, so clocks of workers do not matter."""

    __tablename__ = "operations"
    kind: Mapped[str] = mapped_column(String(80))
    label: Mapped[str] = mapped_column(String(200))
    ref: Mapped[str] = mapped_column(String(200))
    """What it is about, in the words of its feature (a conversation's id, an entity's name)."""
    args: Mapped[dict[str, Any]] = mapped_column(JSONB)
    user_id: Mapped[UUID]
    via: Mapped[str] = mapped_column(String(20))
    agent: Mapped[str | None] = mapped_column(String(80))
    scopes: Mapped[list[str] | None] = mapped_column(ARRAY(String(100)))
    """What the hand (key, agent, workflow) it came through was allowed: narrows the person's rights when it runs. None: no hand between."""
    api_key_id: Mapped[UUID | None]
    """The API key that began it: stays in its audit rows, and the work ends with the key."""
    request_id: Mapped[str] = mapped_column(String(80))
    ip: Mapped[str | None] = mapped_column(String(60))
    status: Mapped[str] = mapped_column(String(20), default="queued")
    progress: Mapped[float] = mapped_column(default=0.0)
    stage: Mapped[str] = mapped_column(String(80), default="")
    message: Mapped[str] = mapped_column(String(500), default="")
    result: Mapped[dict[str, Any] | None] = mapped_column(JSONB)
    error: Mapped[str | None] = mapped_column(Text)
    undone_by: Mapped[UUID | None]
    """The operation that takes this one back."""
    fence: Mapped[int] = mapped_column(default=0)
    """Grows with every claim and cancellation; a worker whose number is older may not write any more."""
    attempts: Mapped[int] = mapped_column(default=0)
    lease_owner: Mapped[str | None] = mapped_column(String(120))
    lease_until: Mapped[datetime | None]
    patience: Mapped[int] = mapped_column(server_default="30")
    """Seconds by which it counts as come later than it came, when workers choose: urgent work has less."""
    not_before: Mapped[datetime | None]
    """After a failure that may pass: when to try again."""
    created_at: Mapped[datetime] = mapped_column(server_default=func.now())
    started_at: Mapped[datetime | None]
    finished_at: Mapped[datetime | None]
    __table_args__ = (
        CheckConstraint(f"status in {STATUSES}", "status"),
        Index("ix_operations_open", "status", "created_at", postgresql_where=text("status in ('queued', 'running')")),
        Index("ix_operations_owner", "org_id", "user_id", "id"),
        {"info": {**SCOPED, "system": True}},
    )

    @property
    def can_undo(self) -> bool:
        """Whether it left something that another kind of work (named in its result) can take back."""
        return self.status == "completed" and bool((self.result or {}).get("undo")) and self.undone_by is None


class OperationEffect(OrgScoped, Base):
    """Something that an operation has done at once on its way: whoever takes it up does not do it again. Goes with the operation."""

    __tablename__ = "operation_effects"
    operation_id: Mapped[UUID]
    name: Mapped[str] = mapped_column(String(200))
    """Of the tool."""
    digest: Mapped[str] = mapped_column(String(64))
    """SHA-256 of its arguments."""
    answer: Mapped[dict[str, Any] | None] = mapped_column(JSONB(none_as_null=True))
    """Empty: begun outside, and nobody knows whether it arrived."""
    created_at: Mapped[datetime] = mapped_column(server_default=func.now())
    __table_args__ = (
        ForeignKeyConstraint(["org_id", "operation_id"], ["operations.org_id", "operations.id"], ondelete="CASCADE"),
        Index(None, "org_id", "operation_id"),
        {"info": SCOPED},
    )


class IdempotencyKey(OrgScoped, Base):
    """The first answer to a POST with an Idempotency-Key."""

    __tablename__ = "idempotency_keys"
    user_id: Mapped[UUID]
    key: Mapped[str] = mapped_column(String(200))
    digest: Mapped[str] = mapped_column(String(64))
    status: Mapped[int]
    headers: Mapped[dict[str, str]] = mapped_column(JSONB)
    body: Mapped[bytes]
    created_at: Mapped[datetime] = mapped_column(server_default=func.now())
    __table_args__ = (
        Index("uq_idempotency_keys_org_id_user_id_key", "org_id", "user_id", "key", unique=True),
        Index(None, "created_at"),
        {"info": {**SCOPED, "system": True}},
    )
