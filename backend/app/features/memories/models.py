"""What agents know about a person in every conversation."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.kit.core.model import SCOPED, Base, OrgScoped

LONGEST = 240


class Memory(OrgScoped, Base):
    """One fact, in the person's own words or an agent's. Nobody else ever reads it."""

    __tablename__ = "memories"
    __table_args__ = (Index("ix_memories_user", "org_id", "user_id", "created_at"), {"info": SCOPED})

    user_id: Mapped[UUID]
    text: Mapped[str] = mapped_column(String(LONGEST))
    agent: Mapped[str] = mapped_column(default="")
    """Who noted it; empty when the person wrote it."""
    conversation_id: Mapped[UUID | None]
    """Where; it may have been deleted since."""
    created_at: Mapped[datetime]


class MemorySwitch(OrgScoped, Base):
    """A person who does not want to be remembered; without a row he does."""

    __tablename__ = "memory_switches"
    __table_args__ = (UniqueConstraint("org_id", "user_id"), {"info": SCOPED})

    user_id: Mapped[UUID]
    enabled: Mapped[bool]
