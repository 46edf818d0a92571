"""What people were told, and how each wants to be told."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Index, String, Text, UniqueConstraint, func, text
from sqlalchemy.orm import Mapped, mapped_column

from app.kit.core.model import SCOPED, Base, OrgScoped


class Notification(OrgScoped, Base):
    """One line in a person's bell."""

    __tablename__ = "notifications"
    user_id: Mapped[UUID]
    kind: Mapped[str] = mapped_column(String(40))
    title: Mapped[str] = mapped_column(String(300))
    body: Mapped[str] = mapped_column(Text)
    entity_type: Mapped[str | None] = mapped_column(String(80), info={"names": "entity"})
    entity_id: Mapped[UUID | None]
    link: Mapped[str | None] = mapped_column(String(300))
    read_at: Mapped[datetime | None]
    created_at: Mapped[datetime] = mapped_column(server_default=func.now())
    __table_args__ = (
        Index("ix_notifications_user", "org_id", "user_id", "id"),
        Index("ix_notifications_unread", "org_id", "user_id", postgresql_where=text("read_at is null")),
        {"info": SCOPED},
    )


class NotificationPreference(OrgScoped, Base):
    """A person's choice for one kind, where it differs from the kind's default."""

    __tablename__ = "notification_preferences"
    user_id: Mapped[UUID]
    kind: Mapped[str] = mapped_column(String(40))
    in_app: Mapped[bool]
    email: Mapped[bool]
    __table_args__ = (UniqueConstraint("org_id", "user_id", "kind"), {"info": SCOPED})
