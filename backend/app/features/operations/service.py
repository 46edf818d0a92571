"""A person's own durable work: look, wait, cancel."""

from collections.abc import AsyncIterator
from typing import cast
from uuid import UUID

import anyio
from sqlalchemy import ColumnElement, Table, func, or_, select, update

from app.features.operations.models import OperationRow
from app.features.operations.schemas import FINAL, OperationOut, OperationQuery
from app.kit.core.context import Context
from app.kit.core.erase import touched
from app.kit.core.errors import Conflict, NotFound
from app.kit.core.events import Happened
from app.kit.jobs.events import OperationEnded
from app.kit.jobs.job import enqueue
from app.kit.web.shapes import Page, keyset

ROWS = cast("Table", OperationRow.__table__)
POLL_SECONDS = 0.5


class OperationService:
    """Everybody sees and cancels what he asked for himself; an API key of his only what reaches no further than the key does."""

    def __init__(self, ctx: Context) -> None:
        self.ctx = ctx

    async def get(self, id: UUID) -> OperationRow:
        """One operation, or NotFound."""
        query = select(OperationRow).where(OperationRow.id == id, *self._mine())
        found = (await self.ctx.db.scalars(query)).one_or_none()
        if found is None:
            raise NotFound("There is no operation of yours with this id.")
        return found

    async def find(self, wanted: OperationQuery) -> Page[OperationOut]:
        """Newest first."""
        query = select(OperationRow).where(*self._mine())
        if wanted.status:
            query = query.where(OperationRow.status == wanted.status)
        if wanted.kind:
            query = query.where(OperationRow.kind == wanted.kind)
        return await keyset(
            self.ctx.db, query, [OperationRow.id], wanted, lambda row: OperationOut.model_validate(row[0]), newest_first=True
        )

    async def sent_with(self, kind: str, key: str) -> OperationRow | None:
        """The newest of a kind whose request carried this Idempotency-Key (kept in its arguments), while keys are remembered."""
        remembered = func.now() - func.make_interval(0, 0, 0, 0, self.ctx.settings.idempotency_hours)
        fitting = (*self._mine(), OperationRow.kind == kind, OperationRow.created_at > remembered)
        query = select(OperationRow).where(*fitting, OperationRow.args["request_key"].astext == key).order_by(OperationRow.id.desc())
        return (await self.ctx.db.scalars(query.limit(1))).first()

    async def cancel(self, id: UUID) -> OperationRow:
        """Stop it: a worker that has it can no longer write its effect. Conflict when it has ended already."""
        row = await self.get(id)
        change = (
            update(ROWS)
            .where(ROWS.c.id == id, ROWS.c.status.in_(("queued", "running")))
            .values(status="cancelled", fence=ROWS.c.fence + 1, finished_at=func.clock_timestamp(), lease_until=None)
        )
        if await touched(self.ctx, change) == 0:
            raise Conflict("This operation has ended already.")
        self.ctx.emit(Happened("cancel", "operations", row.id, {"kind": row.kind, "label": row.label}))
        self.ctx.emit(OperationEnded(row.id, row.user_id, row.kind, row.label, row.ref, "cancelled"))
        await self.ctx.db.refresh(row)
        return row

    async def undo(self, id: UUID) -> UUID:
        """Take back what it did, once: the id of the operation that does so. Conflict when there is nothing (left) to take back."""
        row = await self.get(id)
        await self.ctx.db.refresh(row, with_for_update=True)
        if row.undone_by is not None and (await self.get(row.undone_by)).status in ("failed", "cancelled"):
            row.undone_by = None  # nothing of that attempt was kept
        if not row.can_undo:
            raise Conflict("This has been undone already." if row.undone_by else "This operation can not be undone.")
        kind, args = str((row.result or {})["undo"]), {"operation": str(id), "entity": row.args["entity"]}
        row.undone_by = await enqueue(self.ctx, kind, args, ref=row.ref, label=f"Undo: {row.label}")
        return row.undone_by

    def _mine(self) -> tuple[ColumnElement[bool], ...]:
        """Results hold records: what was begun with all of the person's rights, or with another key's, is not for every key to read."""
        actor = self.ctx.actor
        own = OperationRow.user_id == actor.user_id
        if actor.api_key_id is None:
            return (own,)
        within = OperationRow.scopes.contained_by(sorted(actor.permissions))
        return own, or_(OperationRow.api_key_id == actor.api_key_id, within)

    async def follow(self, id: UUID) -> AsyncIterator[OperationOut]:
        """Its state whenever it changes, until it has ended. Each look is its own unit of work: a waiting client holds no connection."""
        last: OperationOut | None = None
        while last is None or last.status not in FINAL:
            if last is not None:
                await anyio.sleep(POLL_SECONDS)
            async with self.ctx.fork() as mine:
                now = OperationOut.model_validate(await OperationService(mine).get(id))
            if now != last:
                yield now
            last = now
