"""Agents made in the browser: who holds the name, every version of what he is told (docs/decisions/0022). What conversations share."""

from datetime import datetime
from typing import Any, ClassVar
from uuid import UUID

from sqlalchemy import ForeignKeyConstraint, String, UniqueConstraint, func
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlalchemy.orm import Mapped, declared_attr, mapped_column

from app.kit.core.audited import Audited
from app.kit.core.model import SCOPED, Base, OrgScoped, Stamped


class Agent(Audited, OrgScoped, Stamped, Base):
    """A name of the organisation, and which version answers under it. The name of a deleted one stays taken: its conversations keep it."""

    __tablename__ = "agents"
    __audit__: ClassVar[str] = "agents"
    name: Mapped[str] = mapped_column(String(40))
    label: Mapped[str] = mapped_column(String(80))
    current: Mapped[int] = mapped_column(default=1)
    enabled: Mapped[bool] = mapped_column(default=True)
    deleted_at: Mapped[datetime | None] = mapped_column(default=None)
    __table_args__ = (UniqueConstraint("org_id", "name"), {"info": SCOPED})

    @declared_attr.directive
    def __mapper_args__(cls) -> dict[str, Any]:
        return {"version_id_col": cls.version, "eager_defaults": True}


class AgentVersion(Audited, OrgScoped, Base):
    """What an agent was told from one change to the next. Never changed: a turn that began with it can always be explained by it."""

    __tablename__ = "agent_versions"
    __audit__: ClassVar[str] = "agent_versions"
    agent_id: Mapped[UUID]
    number: Mapped[int]
    definition: Mapped[dict[str, Any]] = mapped_column(JSONB)
    """A `Definition`."""
    author_id: Mapped[UUID]
    note: Mapped[str] = mapped_column(String(300), default="")
    created_at: Mapped[datetime] = mapped_column(server_default=func.clock_timestamp())
    __table_args__ = (
        ForeignKeyConstraint(["org_id", "agent_id"], ["agents.org_id", "agents.id"]),
        UniqueConstraint("org_id", "agent_id", "number"),
        {"info": {**SCOPED, "append_only": True}},
    )


class ContextEntry(OrgScoped, Base):
    """One version of one thing that the agents of a conversation know in common; goes with the conversation."""

    __tablename__ = "context_entries"
    __table_args__ = (
        ForeignKeyConstraint(["org_id", "conversation_id"], ["conversations.org_id", "conversations.id"], ondelete="CASCADE"),
        UniqueConstraint("org_id", "conversation_id", "key", "version"),
        {"info": SCOPED},
    )

    conversation_id: Mapped[UUID]
    key: Mapped[str] = mapped_column(String(200))
    version: Mapped[int]
    value: Mapped[Any] = mapped_column(JSONB)
    by: Mapped[str] = mapped_column(String(80))
    """The agent that wrote it."""
    at: Mapped[datetime]
    """When it was true."""
    readers: Mapped[list[str]] = mapped_column(ARRAY(String(80)))
    """Agents that may see it; empty: all."""
    merge: Mapped[str] = mapped_column(String(20))
    """How it was joined with the version before."""
