"""Every change and every noted act becomes a row, in the transaction that does it."""

from datetime import UTC, datetime
from typing import Any, cast
from uuid import UUID

import orjson
from sqlalchemy import Table

from app.features.audit.models import SIGNED, AuditLog, mac_of
from app.kit.core.access import NOBODY
from app.kit.core.context import Context
from app.kit.core.events import Changed, Happened
from app.kit.core.ids import new_id

ROWS = cast("Table", AuditLog.__table__)
EMPTY = "{}"
MOST_LABEL = 300


async def record_change(ctx: Context, fact: Changed) -> None:
    """A record was made, changed or removed."""
    _append(ctx, fact.action, fact.entity, fact.id, fact.label, fact.old, fact.new)


async def record_act(ctx: Context, fact: Happened) -> None:
    """A sign-in, an export, an import: something that changes no record but should be known."""
    _append(ctx, fact.action, fact.entity, fact.id, "", {}, fact.values)


def _append(ctx: Context, action: str, entity: str, id: UUID, label: str, old: dict[str, Any], new: dict[str, Any]) -> None:
    who, where = ctx.actor, ctx.origin
    values = (
        who.org_id, new_id(), datetime.now(UTC), None if who.user_id == NOBODY else who.user_id, who.via, who.agent, who.api_key_id,
        who.execution_id, action, entity, id, label[:MOST_LABEL], _text(old), _text(new), where.request_id, where.ip,
        who.approver_id, who.conversation_id, who.step,
    )  # fmt: skip
    row: dict[str, Any] = dict(zip(SIGNED, values, strict=True))
    row["mac"] = mac_of(ctx.settings.audit_secret.get_secret_value().encode(), values)
    ctx.append(ROWS, row)


def _text(values: dict[str, Any]) -> str:
    return orjson.dumps(values, option=orjson.OPT_SORT_KEYS, default=str).decode() if values else EMPTY
