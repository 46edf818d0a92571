"""Selects over trails."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Select, select

from app.features.traces.models import Trace
from app.features.traces.schemas import TraceQuery

EQUAL = ("agent", "status", "source", "conversation_id", "user_id")


def found(wanted: TraceQuery, only: UUID | None) -> Select[Trace]:
    """All that match, of one person or of everybody, without an order."""
    query = select(Trace).where(*[getattr(Trace, name) == value for name in EQUAL if (value := getattr(wanted, name)) is not None])
    if wanted.started_at__gte:
        query = query.where(Trace.started_at >= wanted.started_at__gte)
    if wanted.started_at__lte:
        query = query.where(Trace.started_at <= wanted.started_at__lte)
    return query if only is None else query.where(Trace.user_id == only)


def one(id: UUID) -> Select[Trace]:
    """By id."""
    return select(Trace).where(Trace.id == id)


def of(column: Any, ids: tuple[UUID, ...]) -> Select[Trace]:
    """Those of some conversations or people, oldest first."""
    return select(Trace).where(column.in_(ids)).order_by(Trace.started_at, Trace.id)


def older(than: datetime, limit: int) -> Select[Trace]:
    """The oldest ones from before a moment."""
    return select(Trace).where(Trace.started_at < than).order_by(Trace.started_at).limit(limit)
