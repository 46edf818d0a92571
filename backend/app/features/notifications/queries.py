"""Selects over notifications."""

from collections.abc import Collection
from datetime import datetime
from typing import cast
from uuid import UUID

from sqlalchemy import Select, Table, Update, func, select, update

from app.features.notifications.models import Notification, NotificationPreference
from app.features.notifications.schemas import NotificationQuery

ROWS = cast("Table", Notification.__table__)


def own(user_id: UUID, wanted: NotificationQuery) -> Select[Notification]:
    """A person's own."""
    query = select(Notification).where(Notification.user_id == user_id)
    if wanted.unread:
        query = query.where(Notification.read_at.is_(None))
    if wanted.kind:
        query = query.where(Notification.kind == wanted.kind)
    return query


def unread(user_id: UUID) -> Select[int]:
    """How many a person has not read."""
    return select(func.count(Notification.id)).where(Notification.user_id == user_id, Notification.read_at.is_(None))


def mark_read(user_id: UUID, id: UUID | None = None) -> Update:
    """Read one, or all; what was read before keeps its time."""
    change = update(ROWS).where(ROWS.c.user_id == user_id, ROWS.c.read_at.is_(None)).values(read_at=func.now())
    return change if id is None else change.where(ROWS.c.id == id)


def chosen(user_ids: Collection[UUID]) -> Select[NotificationPreference]:
    """What these people chose for themselves."""
    return select(NotificationPreference).where(NotificationPreference.user_id.in_(user_ids))


def still_unread(user_ids: Collection[UUID], kind: str, entity_id: UUID, title: str, since: datetime) -> Select[UUID]:
    """Who of these people has been told the very same of this record since then, and has not read it."""
    same = (Notification.kind == kind, Notification.entity_id == entity_id, Notification.title == title)
    return select(Notification.user_id).where(
        Notification.user_id.in_(user_ids), Notification.read_at.is_(None), Notification.created_at > since, *same
    )
