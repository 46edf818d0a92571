"""The port `Meter`: every call becomes a row, and money is held before a call wherever a limit is in force.

Without a limit a call waits for nothing here: it is written in the background, with its neighbours. With one, the most it may cost is
added to the counters in one statement that fails when it would go beyond; what it really cost replaces that later. A process that dies
in between leaves a row that the sweep settles at what was held.
"""

import asyncio
from collections import defaultdict
from collections.abc import Callable, Sequence
from datetime import UTC, date
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy.exc import SQLAlchemyError

from app.features.models import queries
from app.features.models.adapters.own import Own
from app.kit.core.access import NOBODY, People
from app.kit.core.context import Kit, work
from app.kit.core.log import logger
from app.kit.core.notify import notify
from app.kit.core.system import system
from app.kit.llm.meter import Call
from app.kit.llm.port import Spent
from app.kit.llm.prices import CURRENCY
from app.kit.llm.sources import Sources

log = logger(__name__)
TOGETHER_SECONDS = 0.5
"""Calls that end within this time are written together."""
MOST = 20_000
"""Calls that wait for a database that is away; older ones are lost then, and the log says so."""
BATCH = 1_000
KEEP_DAYS = 400


class Ledger:
    """One per process."""

    def __init__(self) -> None:
        self._waiting: list[tuple[Kit, Call]] = []
        self._task: asyncio.Task[None] | None = None
        self._lock = asyncio.Lock()

    async def reserve(self, kit: Kit, call: Call, most: Callable[[], Decimal]) -> None:
        """Hold the most it may cost where a limit is in force. Raises `Spent`."""
        own = kit.use(Sources)
        if not call.actor.signed_in or not isinstance(own, Own):
            return
        known = await own.of(kit, call.actor)
        if known.daily is None and known.monthly is None and call.purpose.daily_cost is None:
            return
        call.reserved = most()
        args = _scopes(call) | {
            "most": call.reserved, "agent_limit": call.purpose.daily_cost, "daily": known.daily, "monthly": known.monthly,
        }  # fmt: skip
        if refused := await _held(kit, call, args):
            await self._write()  # what ended a moment ago may have needed less than was held for it
            refused = await _held(kit, call, args)
        if refused:
            raise Spent(_words(refused, args))

    def note(self, kit: Kit, call: Call) -> None:
        """The call has ended; it is written soon."""
        if not call.actor.signed_in:
            return
        if len(self._waiting) >= MOST:
            log.error("model_calls_lost", calls=BATCH)
            del self._waiting[:BATCH]
        self._waiting.append((kit, call))
        if self._task is None or self._task.done():
            self._task = asyncio.create_task(self._soon())

    async def aclose(self) -> None:
        """Write down what waits."""
        await self._write()

    async def _soon(self) -> None:
        while self._waiting:
            await asyncio.sleep(TOGETHER_SECONDS)
            await self._write()

    async def _write(self) -> None:
        """In one transaction; what could not be written waits for the next round."""
        async with self._lock:
            batch, self._waiting = self._waiting[:BATCH], self._waiting[BATCH:]
            if not batch:
                return
            try:
                await _written(batch[0][0], [call for _, call in batch])
            except (SQLAlchemyError, OSError, TimeoutError):
                log.exception("model_calls_not_written", calls=len(batch))
                self._waiting = batch + self._waiting
                return
        for kit, call in batch:
            await _fared(kit, call)


async def _held(kit: Kit, call: Call, args: dict[str, Any]) -> set[str]:
    """Add it to all counters and write the row, or nothing at all; the scopes that do not allow it."""
    places = {k: args[k] for k in ("org", "agent_scope", "day", "month")}
    async with system(kit).begin() as db:
        await db.execute(queries.LOCK, {"org": call.actor.org_id})
        if await db.scalar(queries.KNOWN, places) != 3:
            await db.execute(queries.BEGIN, args)
        held = set((await db.execute(queries.HOLD, args)).scalars())
        if refused := {args["agent_scope"], "day", "month"} - held:
            await db.rollback()
            return refused
        await db.execute(queries.INSERT, _row(call))
        return set()


async def _written(kit: Kit, calls: Sequence[Call]) -> None:
    """Rows, and what they cost in the counters that there are."""
    more: defaultdict[tuple[UUID, str, date], Decimal] = defaultdict(Decimal)
    for call in calls:
        at, change = _scopes(call), call.cost - (call.reserved or 0)
        for scope, since in ((at["agent_scope"], at["day"]), ("day", at["day"]), ("month", at["month"])):
            more[at["org"], scope, since] += change
    async with system(kit).begin() as db:
        for org in sorted({call.actor.org_id for call in calls}):
            await db.execute(queries.LOCK, {"org": org})
        if fresh := [_row(call) for call in calls if call.reserved is None]:
            await db.execute(queries.INSERT, fresh)
        if held := [_row(call) for call in calls if call.reserved is not None]:
            await db.execute(queries.SETTLE, [{k: row[k] for k in (*queries.SETTLED, "org_id", "id")} for row in held])
        if changed := [{"org": o, "scope": s, "since": d, "more": m} for (o, s, d), m in sorted(more.items()) if m]:
            await db.execute(queries.COUNT, changed)


async def _fared(kit: Kit, call: Call) -> None:
    """Administrators are told once that a provider of theirs refuses its key, until it takes it again."""
    if call.account == NOBODY or (call.status != "ok" and call.fault != "credentials"):
        return
    at = {"org": call.actor.org_id, "id": call.account}
    try:
        async with system(kit).begin() as db:
            if call.status == "ok":
                await db.execute(queries.ACCEPTED, at)
                return
            label = await db.scalar(queries.REFUSED, at)
        if label is None:
            return
        async with work(kit, call.actor.narrowed("system")) as ctx:
            admins = [admin.user_id for admin in await ctx.use(People).in_role(ctx, "admin")]
            title = f"{label} refuses its key"
            body = "It is passed over until it has a key that is accepted; the next provider in the line answers meanwhile."
            await notify(ctx, admins, "model.refused", title, body=body, link="/models")
    except Exception:
        log.exception("refused_key_not_told", provider=str(call.account))


def _scopes(call: Call) -> dict[str, Any]:
    day = call.began.astimezone(UTC).date()
    agent = call.purpose.agent
    return {"org": call.actor.org_id, "agent": agent, "agent_scope": f"agent:{agent}", "day": day, "month": day.replace(day=1)}


def _words(refused: set[str], args: dict[str, Any]) -> str:
    """Which limit it is, the widest first, and when it goes on."""
    if "day" in refused:
        who, most, until = "This organisation", f"{args['daily']} {CURRENCY} a day", "tomorrow (UTC)"
    elif "month" in refused:
        who, most, until = "This organisation", f"{args['monthly']} {CURRENCY} a month", "on the first of next month (UTC)"
    else:
        who, most, until = "This agent", f"{args['agent_limit']} {CURRENCY} a day", "tomorrow (UTC)"
    more = f"It goes on {until}, or once an administrator raises the limit."
    return f"{who} may spend {most} on models, and the next call could go beyond. {more}"


def _row(call: Call) -> dict[str, Any]:
    purpose = call.purpose
    return {
        "org_id": call.actor.org_id, "id": call.id, "user_id": call.actor.user_id, "agent": purpose.agent[:100],
        "conversation_id": purpose.conversation_id, "message_id": purpose.message_id, "step": purpose.step,
        "provider": call.provider, "account_id": None if call.account == NOBODY else call.account, "model": call.model[:200],
        "tier": call.tier, "level": call.level, "status": call.status, "fault": call.fault,
        "input_tokens": call.input_tokens, "output_tokens": call.output_tokens, "estimated": call.estimated, "cost": call.cost,
        "currency": CURRENCY, "priced": call.priced, "reserved": call.reserved, "latency_ms": call.latency_ms, "ttft_ms": call.ttft_ms,
        "created_at": call.began,
    }  # fmt: skip


async def settle_lost(kit: Kit) -> None:
    """Calls whose process died count as what was held for them."""
    async with system(kit).begin() as db:
        await db.execute(queries.LOSE)


async def forget_calls(kit: Kit) -> None:
    """Clear away what is older than a year and a month, and counters of months that are over."""
    async with system(kit).begin() as db:
        await db.execute(queries.FORGET, {"days": KEEP_DAYS})
        await db.execute(queries.FORGET_SPENDING)
