"""The verbs of calls: who called which model when, and what it cost."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from app.features.models import queries
from app.features.models.models import ModelCall
from app.features.models.schemas import CallOut, CallQuery, Period, UsageOut, UsageQuery, Used, UsedBy
from app.kit.core.access import People
from app.kit.core.context import Context
from app.kit.core.errors import Invalid
from app.kit.core.events import Happened
from app.kit.core.ids import new_id
from app.kit.entity.flat import lines, text
from app.kit.llm.prices import CURRENCY
from app.kit.web.shapes import Page, keyset

EVERYBODYS = "models:read"
"""The right to see the calls of others."""
GONE = "Somebody who left"
COLUMNS = "day agent person provider model calls failed input_tokens output_tokens cost currency calls_without_price"
"""Of the file of usage."""


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

    async def file(self, wanted: Period) -> bytes:
        """The sums of a period as CSV, in their finest grain; taking them is itself noted."""
        rows = (await self.ctx.db.execute(queries.usage_lines(wanted, self.zone, self._only))).all()
        if len(rows) > queries.MOST_LINES:
            raise Invalid.field("since", f"gives more than {queries.MOST_LINES:,} lines: choose a shorter period", where="query")
        names = await self.ctx.use(People).names(self.ctx, {UUID(row.user) for row in rows})
        self.ctx.emit(Happened("export", "model_calls", new_id(), wanted.model_dump(mode="json", exclude_none=True)))
        told = ((row.day, row.agent, names.get(UUID(row.user), GONE), row.provider, row.model, *_figures(row)) for row in rows)
        return "\ufeff".encode() + lines([COLUMNS.split(), *([text(value) for value in row] for row in told)])

    async def _labels(self, wanted: UsageQuery, keys: list[str]) -> dict[str, str]:
        if wanted.group_by != "user":
            return {"": "No agent"} if wanted.group_by == "agent" else {}
        names = await self.ctx.use(People).names(self.ctx, {UUID(key) for key in keys})
        return {key: names.get(UUID(key), GONE) for key in keys}


def _figures(row: Any) -> tuple[Any, ...]:
    """Without the cost where none is known: an empty cell is not nothing."""
    known = f"{row.cost.normalize():f}" if row.unpriced < row.calls else None
    return (row.calls, row.failed, row.input_tokens, row.output_tokens, known, CURRENCY, row.unpriced)


def _sums(row: Any) -> dict[str, Any]:
    found = {name: getattr(row, name) for name in Used.model_fields}
    return {**found, "ttft_ms": None if row.ttft_ms is None else round(row.ttft_ms)}
