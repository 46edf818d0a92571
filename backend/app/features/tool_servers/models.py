"""Servers of tools that the organisation lets its agents use, and each of their tools as an administrator agreed to it."""

from datetime import datetime
from typing import Any, ClassVar, Literal
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, String, Text, UniqueConstraint
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlalchemy.orm import Mapped, declared_attr, mapped_column

from app.kit.core.audited import Audited
from app.kit.core.model import SCOPED, Base, OrgScoped, Stamped

STATUSES = ("new", "approved", "changed", "gone")


class ToolServer(Audited, OrgScoped, Stamped, Base):
    """An address that speaks the Model Context Protocol."""

    __tablename__ = "tool_servers"
    __audit__: ClassVar[str] = "tool_servers"
    __hidden__: ClassVar[frozenset[str]] = frozenset({"secret"})
    name: Mapped[str] = mapped_column(String(30))
    """Stands before the names of its tools: `name__tool`."""
    label: Mapped[str] = mapped_column(String(80))
    url: Mapped[str] = mapped_column(String(2000))
    header: Mapped[str] = mapped_column(String(64), default="Authorization")
    secret: Mapped[str | None] = mapped_column(Text, default=None)
    """The header's value, encrypted (`kit/core/crypto.py`)."""
    enabled: Mapped[bool] = mapped_column(default=True)
    checked_at: Mapped[datetime | None] = mapped_column(default=None)
    """When its tools were last read."""
    error: Mapped[str] = mapped_column(String(500), default="")
    """Why they could not be."""
    __table_args__ = (UniqueConstraint("org_id", "name"), {"info": SCOPED})

    @declared_attr.directive
    def __mapper_args__(cls) -> dict[str, Any]:
        return {"version_id_col": cls.version, "eager_defaults": True}


class ServerTool(Audited, OrgScoped, Stamped, Base):
    """One tool. Agents get it while it is `approved`: as somebody agreed to it, and as long as the server still says the same."""

    __tablename__ = "server_tools"
    __audit__: ClassVar[str] = "server_tools"
    server_id: Mapped[UUID]
    name: Mapped[str] = mapped_column(String(64))
    description: Mapped[str] = mapped_column(Text)
    parameters: Mapped[dict[str, Any]] = mapped_column(JSONB)
    digest: Mapped[str] = mapped_column(String(64))
    """Of what the server said, to the letter."""
    pending: Mapped[dict[str, Any] | None] = mapped_column(JSONB, default=None)
    """What it says now, where that is something else."""
    status: Mapped[str] = mapped_column(String(10), default="new")
    effect: Mapped[Literal["read", "write"]] = mapped_column(String(5), default="write")
    """read: agents just use it; write: a person is asked each time."""
    agents: Mapped[list[str]] = mapped_column(ARRAY(String(40)), default=list)
    """Who holds it, by name; `*`: every agent that names it."""
    __table_args__ = (
        CheckConstraint(f"status in {STATUSES}", "status"),
        CheckConstraint("effect in ('read', 'write')", "effect"),
        ForeignKeyConstraint(["org_id", "server_id"], ["tool_servers.org_id", "tool_servers.id"], ondelete="CASCADE"),
        UniqueConstraint("org_id", "server_id", "name"),
        {"info": SCOPED},
    )

    @declared_attr.directive
    def __mapper_args__(cls) -> dict[str, Any]:
        return {"version_id_col": cls.version, "eager_defaults": True}
