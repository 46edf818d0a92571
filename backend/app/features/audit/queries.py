"""Selects over the trail."""

from collections.abc import Collection
from typing import Any
from uuid import UUID

from sqlalchemy import Select, Text, and_, cast, func, or_, select
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.sql.elements import ColumnElement

from app.features.audit.models import SIGNED, AuditLog
from app.features.audit.schemas import AuditFilter

COLUMNS = tuple(getattr(AuditLog, name) for name in SIGNED)
EQUAL = (
    "user_id",
    "agent",
    "api_key_id",
    "execution_id",
    "approver_id",
    "conversation_id",
    "via",
    "action",
    "entity_type",
    "entity_id",
    "request_id",
    "ip",
)


def conditions(wanted: AuditFilter) -> list[ColumnElement[bool]]:
    """The filter as SQL."""
    found: list[ColumnElement[bool]] = [getattr(AuditLog, n) == v for n in EQUAL if (v := getattr(wanted, n)) is not None]
    for name in ("action", "entity_type"):
        if several := getattr(wanted, f"{name}__in"):
            found.append(getattr(AuditLog, name).in_([v.strip() for v in several.split(",")]))
    if wanted.timestamp__gte:
        found.append(AuditLog.at >= wanted.timestamp__gte)
    if wanted.timestamp__lte:
        found.append(AuditLog.at <= wanted.timestamp__lte)
    if wanted.field:
        found.append(or_(cast(AuditLog.old_values, JSONB).has_key(wanted.field), cast(AuditLog.new_values, JSONB).has_key(wanted.field)))
    if wanted.q:
        text = func.fold(AuditLog.label + " " + AuditLog.old_values + " " + AuditLog.new_values, type_=Text)
        found.append(text.contains(func.fold(wanted.q), autoescape=False))
    return found


def entries(wanted: AuditFilter) -> Select[Any]:
    """All that match, without an order."""
    return select(*COLUMNS).where(*conditions(wanted))


TYPED = ("create", "update", "delete", "restore")
"""What a person does to one record with his own hands."""


def by_hand(entity: str, ids: Collection[UUID], person: UUID) -> Select[UUID]:
    """The records among these of which every row says that this person typed it: in a browser or a terminal, himself."""
    row = AuditLog
    typed = and_(row.user_id == person, row.via.in_(("browser", "cli")), row.action.in_(TYPED), row.agent.is_(None))
    himself = and_(typed, row.execution_id.is_(None), row.api_key_id.is_(None))
    found = select(row.entity_id).where(row.entity_type == entity, row.entity_id.in_(ids))
    return found.group_by(row.entity_id).having(func.bool_and(func.coalesce(himself, False)))
