"""Selects over the trail."""

from typing import Any

from sqlalchemy import Select, Text, cast, func, or_, select
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
