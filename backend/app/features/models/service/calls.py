"""The verbs of calls: who called which model when, and what it cost."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from app.features.models import queries
from app.features.models.models import ModelCall
from app.features.models.schemas import CallOut, CallQuery, UsageOut, UsageQuery, Used, UsedBy
from app.kit.core.access import People
from app.kit.core.context import Context
from app.kit.llm.prices import CURRENCY
from app.kit.web.shapes import Page, keyset

EVERYBODYS = "models:read"
"""The right to see the calls of others."""


class CallService:
    """Calls as administrators see them, and one's own for everybody."""

    def __init__(self, ctx: Context) -> None:
        self.ctx, self.zone = ctx, ctx.actor.time_zone or "UTC"

    @property
    def _only(self) -> UUID | None:
        return None if self.ctx.actor.may(EVERYBODYS) else self.ctx.actor.user_id

    async def find(self, wanted: CallQuery) -> Page[CallOut]:
        """Newest first."""
        query = queries.calls(wanted, self.zone, self._only)
        found = await keyset(self.ctx.db, query, [ModelCall.created_at, ModelCall.id], wanted, lambda row: row[0], newest_first=True)
        names = await self.ctx.use(People).names(self.ctx, {call.user_id for call in found.items})
        shown = [CallOut.model_validate(call).model_copy(update={"user_name": names.get(call.user_id)}) for call in found.items]
        return Page(items=shown, next_cursor=found.next_cursor, total=found.total)

    async def usage(self, wanted: UsageQuery) -> UsageOut:
        """Sums of a period, in all and by what was asked for."""
        total = (await self.ctx.db.execute(queries.usage(wanted, self.zone, self._only, grouped=False))).one()
        rows = (await self.ctx.db.execute(queries.usage(wanted, self.zone, self._only, grouped=True))).all()
        labels = await self._labels(wanted, [row.key for row in rows])
        today = datetime.now(ZoneInfo(self.zone)).date()
        return UsageOut(
            since=wanted.since or today - timedelta(days=29), until=wanted.until or today, currency=CURRENCY, own=self._only is not None,
            total=Used(**_sums(total)), items=[UsedBy(key=row.key, label=labels.get(row.key, row.key), **_sums(row)) for row in rows],
        )  # fmt: skip

    async def _labels(self, wanted: UsageQuery, keys: list[str]) -> dict[str, str]:
        if wanted.group_by != "user":
            return {"": "No agent"} if wanted.group_by == "agent" else {}
        names = await self.ctx.use(People).names(self.ctx, {UUID(key) for key in keys})
        return {key: names.get(UUID(key), "Somebody who left") for key in keys}


def _sums(row: Any) -> dict[str, Any]:
    found = {name: getattr(row, name) for name in Used.model_fields}
    return {**found, "ttft_ms": None if row.ttft_ms is None else round(row.ttft_ms)}
