"""What an organisation brings itself, remembered: the way to the first word must not wait for a database."""

import asyncio
import time
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from app.features.models import queries
from app.features.models.service import account
from app.kit.core.access import Actor
from app.kit.core.context import Context, Kit, work
from app.kit.core.signals import DEAF_SECONDS, Signals
from app.kit.llm.prices import Price
from app.kit.llm.sources import Account

SECONDS = 30.0
"""How long it is remembered where the word of a change was lost."""
SPARE_SECONDS = 1.0
"""What is learned holds at least so long."""
MOST = 10_000
"""Organisations remembered at once."""


@dataclass(frozen=True, slots=True)
class Known:
    """Of one organisation."""

    until: float
    accounts: Sequence[Account]
    prices: Sequence[Price]
    daily: Decimal | None
    monthly: Decimal | None


class Own:
    """The port `Sources`: a cache per organisation, dropped at once when an administrator changes something."""

    def __init__(self) -> None:
        self._known: dict[UUID, Known] = {}
        self._lock = asyncio.Lock()
        self._changes = 0

    async def accounts(self, kit: Kit, actor: Actor) -> Sequence[Account]:
        """Its providers in the order in which they are asked."""
        return (await self.of(kit, actor)).accounts

    async def prices(self, kit: Kit, actor: Actor) -> Sequence[Price]:
        """Its own prices."""
        return (await self.of(kit, actor)).prices

    async def of(self, kit: Kit, actor: Actor) -> Known:
        """All that is set; read once, however many ask at the same time."""
        found = self._known.get(actor.org_id)
        if found is not None and found.until > time.monotonic():
            return found
        async with self._lock:
            found = self._known.get(actor.org_id)
            if found is None or found.until <= time.monotonic():
                began = self._changes
                found = self._keep(actor, await _read_apart(kit, actor), began)
        return found

    async def learn(self, ctx: Context) -> None:
        """Without the lock: who has it may wait for the connection that this unit of work holds."""
        found = self._known.get(ctx.actor.org_id)
        if found is None or found.until <= time.monotonic() + SPARE_SECONDS:
            began = self._changes
            self._keep(ctx.actor, await _read(ctx), began)

    def _keep(self, actor: Actor, known: Known, began: int) -> Known:
        """Not what was read while something changed: it may be what was before."""
        if began != self._changes:
            return known
        if len(self._known) >= MOST:
            self._known.clear()
        self._known[actor.org_id] = known
        return known

    async def forget(self, org: str) -> None:
        """Ask again."""
        self._changes += 1
        self._known.pop(UUID(org), None)


async def _read_apart(kit: Kit, actor: Actor) -> Known:
    if not actor.signed_in:
        return Known(time.monotonic() + DEAF_SECONDS, (), (), None, None)
    async with work(kit, actor) as ctx:
        return await _read(ctx)


async def _read(ctx: Context) -> Known:
    rows = (await ctx.db.scalars(queries.providers())).all()
    prices = (await ctx.db.scalars(queries.prices())).all()
    limit = (await ctx.db.scalars(queries.limits())).one_or_none()
    return Known(
        time.monotonic() + ctx.use(Signals).remembers(SECONDS), tuple(account(ctx.settings, row) for row in rows if row.enabled),
        tuple(Price(p.provider, p.pattern, p.input, p.output, p.valid_from) for p in prices),
        limit.daily if limit else None, limit.monthly if limit else None,
    )  # fmt: skip
