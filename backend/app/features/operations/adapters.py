"""The kit's ports over the tables of this feature: accept work, claim it, remember answers."""

import asyncio
from datetime import UTC, datetime, timedelta
from typing import Any, cast
from uuid import UUID

from sqlalchemy import Table, func, select, text, update

from app.features.operations.models import IdempotencyKey, OperationEffect, OperationRow
from app.kit.core import files
from app.kit.core.context import Context, Kit
from app.kit.core.crypto import decrypt, encrypt
from app.kit.core.db import TRUSTED
from app.kit.core.erase import touched
from app.kit.core.ids import new_id
from app.kit.core.system import system
from app.kit.entity.journal import journal_of
from app.kit.jobs.bell import ring_later
from app.kit.jobs.effects import Effect, SoFar
from app.kit.jobs.events import OperationEnded
from app.kit.jobs.job import USUAL, Jobs
from app.kit.jobs.ledger import Claim, LeaseLost, Mark
from app.kit.web.idempotency import Stored, scope_key

ROWS = cast("Table", OperationRow.__table__)
ANSWERS = cast("Table", IdempotencyKey.__table__)
MOST_RUNG = 50
SWEEP_LOCK = 7_310_042
FORGOTTEN = 500
"""Operations that are deleted in one statement."""
OWN_HANDS = frozenset({"browser", "cli", "system"})
COLUMNS = (
    "o.id, o.org_id, o.kind, o.label, o.ref, o.args, o.user_id, o.via, o.agent, o.scopes, o.api_key_id, o.request_id, o.ip, o.fence,"
    " o.attempts"
)

CLAIM = text(f"""
with busy as (select org_id, count(*) as n from operations where status = 'running' and lease_until >= clock_timestamp() group by org_id),
next as (
  select o.org_id, o.id from operations o left join busy on busy.org_id = o.org_id
  where o.attempts < :most and (cast(:only as uuid) is null or o.id = :only)
    and ((o.status = 'queued' and (o.not_before is null or o.not_before <= clock_timestamp()))
         or (o.status = 'running' and o.lease_until < clock_timestamp()))
  order by coalesce(busy.n, 0), o.created_at + make_interval(secs => o.patience) limit 1 for update of o skip locked)
update operations o set status = 'running', fence = o.fence + 1, attempts = o.attempts + 1, lease_owner = :owner, not_before = null,
  lease_until = clock_timestamp() + make_interval(secs => :lease), started_at = coalesce(o.started_at, clock_timestamp())
from next where o.org_id = next.org_id and o.id = next.id returning {COLUMNS}""")
HELD = "org_id = :org and id = :id and fence = :fence and status = 'running'"
RENEW = text(f"update operations set lease_until = clock_timestamp() + make_interval(secs => :lease) where {HELD}")
RENEW_MARK = text(
    "update operations set lease_until = clock_timestamp() + make_interval(secs => :lease), progress = :progress, stage = :stage,"
    f" message = :message where {HELD}"
)
PUT_BACK = text(
    "update operations set status = 'queued', lease_until = null, lease_owner = null, progress = 0, attempts = attempts - :uncounted,"
    f" not_before = clock_timestamp() + make_interval(secs => :seconds) where {HELD}"
)
WAITING = text("""
select id from operations where (status = 'queued' and created_at < clock_timestamp() - interval '2 seconds'
    and (not_before is null or not_before <= clock_timestamp()))
  or (status = 'running' and lease_until < clock_timestamp() and attempts < :most)
order by created_at limit :limit""")
WORN_OUT = text(f"""
select {COLUMNS} from operations o where o.attempts >= :most
    and ((o.status = 'running' and o.lease_until < clock_timestamp()) or o.status = 'queued') limit :limit""")


class Operations:
    """`OperationStore` for those who ask, `Ledger` for workers."""

    async def add(self, ctx: Context, kind: str, args: dict[str, Any], *, ref: str = "", label: str = "", patience: int = USUAL) -> UUID:
        """See `OperationStore`."""
        actor, id = ctx.actor, new_id()
        scopes = None if actor.via in OWN_HANDS else sorted(actor.permissions)
        row = {
            "org_id": actor.org_id, "id": id, "kind": kind, "label": (label or ctx.use(Jobs).by_kind[kind].label or kind)[:200], "ref": ref,
            "args": args, "user_id": actor.user_id, "via": actor.via, "agent": actor.agent, "scopes": scopes,
            "api_key_id": actor.api_key_id, "request_id": ctx.origin.request_id, "ip": ctx.origin.ip, "status": "queued", "progress": 0.0,
            "stage": "", "message": "", "fence": 0, "attempts": 0, "patience": patience,
        }  # fmt: skip
        ctx.append(ROWS, row)
        ctx.after_commit(lambda: ring_later(ctx.kit, id))
        return id

    async def claim(self, kit: Kit, owner: str, only: UUID | None = None) -> Claim | None:
        """See `Ledger`."""
        values = {"owner": owner, "lease": kit.settings.lease_seconds, "most": kit.settings.operation_attempts, "only": only}
        async with system(kit).begin() as db:
            row = (await db.execute(CLAIM, values)).mappings().one_or_none()
        return Claim(**row) if row else None

    async def renew(self, kit: Kit, claim: Claim, mark: Mark | None) -> bool:
        """See `Ledger`."""
        values: dict[str, Any] = {**_held(claim), "lease": kit.settings.lease_seconds}
        if mark is not None:
            values |= {"progress": mark.progress, "stage": mark.stage, "message": mark.message}
        async with system(kit).begin() as db:
            return (await db.execute(RENEW_MARK if mark else RENEW, values)).rowcount == 1

    async def put_back(self, kit: Kit, claim: Claim, *, seconds: float, counted: bool) -> None:
        """See `Ledger`."""
        async with system(kit).begin() as db:
            await db.execute(PUT_BACK, {**_held(claim), "seconds": seconds, "uncounted": 0 if counted else 1})

    async def waiting(self, kit: Kit) -> list[UUID]:
        """See `Ledger`."""
        async with system(kit).begin() as db:
            if not await db.scalar(select(func.pg_try_advisory_xact_lock(SWEEP_LOCK))):
                return []
            found = await db.execute(WAITING, {"most": kit.settings.operation_attempts, "limit": MOST_RUNG})
            return list(found.scalars())

    async def worn_out(self, kit: Kit) -> list[Claim]:
        """See `Ledger`."""
        async with system(kit).begin() as db:
            found = await db.execute(WORN_OUT, {"most": kit.settings.operation_attempts, "limit": MOST_RUNG})
            return [Claim(**row) for row in found.mappings()]

    async def finish(self, ctx: Context, claim: Claim, result: dict[str, Any]) -> None:
        """See `Ledger`."""
        await self._end(ctx, claim, status="completed", progress=1.0, result=result, error=None)
        ctx.emit(OperationEnded(claim.id, claim.user_id, claim.kind, claim.label, claim.ref, "completed", result))

    async def fail(self, ctx: Context, claim: Claim, error: str, result: dict[str, Any] | None) -> None:
        """See `Ledger`."""
        await self._end(ctx, claim, status="failed", result=result, error=error)
        ctx.emit(OperationEnded(claim.id, claim.user_id, claim.kind, claim.label, claim.ref, "failed", result, error))

    @staticmethod
    async def _end(ctx: Context, claim: Claim, **values: Any) -> None:
        held = (ROWS.c.id == claim.id, ROWS.c.fence == claim.fence, ROWS.c.status.in_(("queued", "running")))
        change = update(ROWS).where(*held).values(**values, finished_at=func.clock_timestamp(), lease_until=None, lease_owner=None)
        if await touched(ctx, change) != 1:
            raise LeaseLost


def _held(claim: Claim) -> dict[str, Any]:
    return {"org": claim.org_id, "id": claim.id, "fence": claim.fence}


class DoneSoFar:
    """`Effects`: rows beside the operation."""

    async def so_far(self, ctx: Context, operation_id: UUID) -> SoFar | None:
        """See `Effects`."""
        fence = await ctx.db.scalar(select(OperationRow.fence).where(OperationRow.id == operation_id))
        if fence is None:
            return None
        done = select(OperationEffect).where(OperationEffect.operation_id == operation_id).order_by(OperationEffect.id)
        return SoFar(fence, tuple(Effect(row.name, row.digest, row.answer) for row in await ctx.db.scalars(done)))

    async def add(self, ctx: Context, operation_id: UUID, fence: int, effect: Effect) -> UUID:
        """See `Effects`. The operation is locked: whoever wants to take it up waits until this stands."""
        mine = (OperationRow.id == operation_id, OperationRow.fence == fence, OperationRow.status == "running")
        if await ctx.db.scalar(select(OperationRow.id).where(*mine).with_for_update()) is None:
            raise LeaseLost
        made = OperationEffect(id=new_id(), operation_id=operation_id, name=effect.name, digest=effect.digest, answer=effect.answer)
        ctx.db.add(made)
        await ctx.db.flush()
        return made.id

    async def settle(self, ctx: Context, id: UUID, answer: dict[str, Any] | None) -> None:
        """See `Effects`."""
        row: OperationEffect | None = await ctx.db.scalar(select(OperationEffect).where(OperationEffect.id == id))
        if row is not None and answer is None:
            await ctx.db.delete(row)
        elif row is not None:
            row.answer = answer


class Answers:
    """`IdempotencyStore`: answers of the last `idempotency_hours`."""

    async def lock(self, ctx: Context, key: str) -> bool:
        """See `IdempotencyStore`."""
        name = f"{ctx.actor.org_id}:{scope_key(ctx.actor.user_id, key)}"
        taken = select(func.pg_try_advisory_xact_lock(func.hashtextextended(name, 0)))
        return bool((await ctx.db.execute(taken, execution_options=TRUSTED)).scalar_one())

    async def find(self, ctx: Context, key: str) -> Stored | None:
        """See `IdempotencyStore`."""
        query = select(IdempotencyKey).where(IdempotencyKey.user_id == ctx.actor.user_id, IdempotencyKey.key == key)
        row = (await ctx.db.scalars(query)).one_or_none()
        if row is None:
            return None
        if row.created_at < datetime.now(UTC) - timedelta(hours=ctx.settings.idempotency_hours):
            await ctx.db.delete(row)  # the same words may mean a new request by now
            return None
        body = decrypt(ctx.settings, row.body.decode(), _place(ctx, key)).encode()
        return Stored(row.digest, row.status, row.headers, body, row.created_at)

    def save(self, ctx: Context, key: str, digest: str, status: int, headers: dict[str, str], body: bytes) -> None:
        """See `IdempotencyStore`. Encrypted: some answers show a secret, which is nowhere else to be read again."""
        sealed = encrypt(ctx.settings, body.decode(), _place(ctx, key)).encode()
        ctx.append(ANSWERS, {
            "org_id": ctx.actor.org_id, "id": new_id(), "user_id": ctx.actor.user_id, "key": key, "digest": digest, "status": status,
            "headers": headers, "body": sealed,
        })  # fmt: skip


def _place(ctx: Context, key: str) -> str:
    return f"idempotency_keys:{ctx.actor.org_id}:{scope_key(ctx.actor.user_id, key)}"


async def forget_answers(kit: Kit) -> None:
    """Delete answers that are too old to be replayed."""
    old = text("delete from idempotency_keys where created_at < now() - make_interval(hours => :hours)")
    async with system(kit).begin() as db:
        await db.execute(old, {"hours": kit.settings.idempotency_hours})


async def forget_ended(kit: Kit) -> None:
    """Delete operations that ended long ago; then the file that was imported and the journal for undoing it."""
    old = text(
        "delete from operations where (org_id, id) in (select org_id, id from operations"
        f" where finished_at < now() - make_interval(days => :days) limit {FORGOTTEN}) returning org_id, id, args->>'file' as file"
    )
    while True:
        async with system(kit).begin() as db:
            gone = (await db.execute(old, {"days": kit.settings.operations_keep_days})).all()
        for org_id, id, file in gone:
            for place in (journal_of(kit.settings, org_id, id), *([files.locate(kit.settings, org_id, UUID(file))] if file else [])):
                await asyncio.to_thread(place.unlink, missing_ok=True)
        if len(gone) < FORGOTTEN:
            return
