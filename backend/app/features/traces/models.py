"""One row for each piece of agent work; what happened in it lies in a folder (`kit/agent/trail_files.py`)."""

from datetime import datetime
from decimal import Decimal
from uuid import UUID

from sqlalchemy import BigInteger, Index, Numeric, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from app.kit.core.model import SCOPED, Base, OrgScoped


class Trace(OrgScoped, Base):
    """Its id is that of what was made: the answer's message, the execution."""

    __tablename__ = "traces"
    user_id: Mapped[UUID]
    source: Mapped[str] = mapped_column(String(20))
    """conversation · completion (/v1 and /mcp) · trial (the test bench)"""
    conversation_id: Mapped[UUID | None]
    agent: Mapped[str] = mapped_column(String(80))
    asked: Mapped[str] = mapped_column(Text)
    """The beginning of the request, secrets masked."""
    status: Mapped[str] = mapped_column(String(20))
    """running · complete · stopped · failed · interrupted"""
    started_at: Mapped[datetime]
    ms: Mapped[int]
    """So far, while it runs."""
    input_tokens: Mapped[int]
    output_tokens: Mapped[int]
    cost: Mapped[Decimal] = mapped_column(Numeric(18, 9))
    """Of all its model calls, in the currency of the price table."""
    steps: Mapped[int]
    """Model calls."""
    calls: Mapped[int]
    """Tool calls."""
    folder: Mapped[str] = mapped_column(String(200))
    """Within the organisation's trails."""
    size: Mapped[int] = mapped_column(BigInteger)
    """Bytes of the folder."""
    alive_until: Mapped[datetime | None]
    """While it runs: after this moment the process that wrote it is taken for dead."""
    __table_args__ = (
        Index("ix_traces_recent", "org_id", "started_at"),
        Index("ix_traces_user", "org_id", "user_id", "started_at"),
        Index("ix_traces_conversation", "org_id", "conversation_id"),
        Index("ix_traces_running", "alive_until", postgresql_where=text("status = 'running'")),
        {"info": {**SCOPED, "system": True}},
    )
