"""Statements over API keys."""

from datetime import timedelta
from typing import Any, cast
from uuid import UUID

from sqlalchemy import Select, Table, Update, func, or_, select, update

from app.features.api_keys.models import ApiKey

TABLE = cast("Table", ApiKey.__table__)
NOTED_EVERY = timedelta(minutes=1)
"""How exact `last_used_at` is: a busy key costs one write in this time, not one a request."""


def keys(user_id: UUID | None) -> Select[ApiKey]:
    """Those of a person, or all of the organisation."""
    found = select(ApiKey)
    return found if user_id is None else found.where(ApiKey.user_id == user_id)


def one(id: UUID) -> Select[ApiKey]:
    """A key."""
    return select(ApiKey).where(ApiKey.id == id)


def count_of(user_id: UUID) -> Select[int]:
    """How many a person has."""
    return select(func.count()).select_from(ApiKey).where(ApiKey.user_id == user_id)


def by_prefix(prefix: str) -> Select[*tuple[Any, ...]]:
    """The key that begins so, before its organisation is known (a function of the database that looks into all of them)."""
    columns = ("org_id", "id", "user_id", "digest", "scopes", "enabled", "expires_at")
    return select(func.api_key_of(prefix).table_valued(*columns))


def note_used(org_id: UUID, id: UUID) -> Update:
    """Remember that it was used, unless that was noted a moment ago."""
    stale = or_(TABLE.c.last_used_at.is_(None), TABLE.c.last_used_at < func.now() - NOTED_EVERY)
    return update(TABLE).where(TABLE.c.org_id == org_id, TABLE.c.id == id, stale).values(last_used_at=func.now())
