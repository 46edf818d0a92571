"""Writes that agents propose, until a person decides."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKeyConstraint, Index, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from app.kit.core.model import SCOPED, Base, OrgScoped, Stamped

Json = dict[str, Any]


class Approval(OrgScoped, Stamped, Base):
    """A write that an agent proposed: exactly these arguments, once, if a person says yes. Goes when its conversation goes."""

    __tablename__ = "approvals"
    __mapper_args__ = {"eager_defaults": True}
    __table_args__ = (
        ForeignKeyConstraint(["org_id", "conversation_id"], ["conversations.org_id", "conversations.id"], ondelete="CASCADE"),
        Index("ix_approvals_conversation", "org_id", "conversation_id"),
        Index("ix_approvals_user", "org_id", "user_id", "status"),
        Index("ix_approvals_approver", "org_id", "approver", "status"),
        Index("ix_approvals_doing", "decided_at", postgresql_where=text("status = 'doing'")),
        {"info": SCOPED | {"system": True}},  # the sweep finds what was under way when a process died
    )

    conversation_id: Mapped[UUID] = mapped_column(sort_order=-10)
    message_id: Mapped[UUID]
    user_id: Mapped[UUID]
    """For whom it would be done."""
    api_key_id: Mapped[UUID | None]
    """The API key through which it was asked for: what it may not do is not done, and nothing once it is gone."""
    step: Mapped[int] = mapped_column(default=0)
    """Which model call of the turn asked for it; 0 where no model did."""
    approver: Mapped[str] = mapped_column(default="")
    """The role whose members decide; empty: the person himself. While it waits a rule made stricter goes before it
    (service/ruling.py)."""
    agent: Mapped[str]
    call_id: Mapped[str]
    operation: Mapped[str]
    args: Mapped[Json] = mapped_column(JSONB)
    args_hash: Mapped[str]
    """What exactly is approved: operation, arguments, and the definition of somebody else's tool as it was shown."""
    entity_type: Mapped[str]
    target_id: Mapped[str] = mapped_column(default="")
    target: Mapped[str] = mapped_column(default="")
    summary: Mapped[str]
    changes: Mapped[list[Json]] = mapped_column(JSONB, default=list)
    proposed: Mapped[list[Json] | None] = mapped_column(JSONB(none_as_null=True))
    """The changes as the agent proposed them, where a person approved other values."""
    tainted: Mapped[bool] = mapped_column(default=False)
    status: Mapped[str] = mapped_column(default="waiting")
    """waiting · doing · approved (done) · rejected · failed · outdated (its agent or tool is another one now, or gone) · unsure (it
    was under way when the process died)"""
    decided_by: Mapped[UUID | None]
    decided_at: Mapped[datetime | None]
    note: Mapped[str] = mapped_column(default="")
    result: Mapped[Json | None] = mapped_column(JSONB)
    error: Mapped[str] = mapped_column(default="")
    undone: Mapped[bool] = mapped_column(default=False)
