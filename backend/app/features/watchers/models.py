"""Who watches which record."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import String, UniqueConstraint, func
from sqlalchemy.orm import Mapped, mapped_column

from app.kit.core.model import SCOPED, Base, OrgScoped


class Watcher(OrgScoped, Base):
    """One person and one record. A row that says no is kept: whoever stopped watching is not made to watch again by taking part."""

    __tablename__ = "watchers"
    record_type: Mapped[str] = mapped_column(String(63), info={"names": "entity"})
    record_id: Mapped[UUID]
    user_id: Mapped[UUID]
    watching: Mapped[bool]
    created_at: Mapped[datetime] = mapped_column(server_default=func.now())
    __table_args__ = (UniqueConstraint("org_id", "record_type", "record_id", "user_id"), {"info": SCOPED})
