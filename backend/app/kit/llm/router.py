"""Which models answer: the line for an organisation and a tier. Callers know only the port `Line`."""

import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import TypeVar

from app.kit.core.access import NOBODY, Actor
from app.kit.core.context import Context, Kit
from app.kit.core.http import Egress
from app.kit.llm.attempt import Seat
from app.kit.llm.health import Health
from app.kit.llm.line import Chain
from app.kit.llm.meter import Books
from app.kit.llm.port import Line, Provider, Tier
from app.kit.llm.prices import chosen
from app.kit.llm.providers.make import HOMES, provider
from app.kit.llm.providers.wire import host_and_port
from app.kit.llm.rests import Rests
from app.kit.llm.sources import Account, Sources, installed

__all__ = ["Chain", "Models"]

GOOD_SECONDS = 30.0
K = TypeVar("K")
V = TypeVar("V")
MOST = 1_000
"""Accounts that are remembered at once; whoever is forgotten is only built anew."""


class Models:
    """One per process: keeps the connections to providers, and what is known of how they fare."""

    def __init__(self) -> None:
        self._health: dict[str, Health] = {}
        self._providers: dict[tuple[str, str], Provider] = {}
        self._outside: Egress | None = None
        self._rests: Rests | None = None
        self._own: list[Account] | None = None
        self._seen: tuple[float, str] = (0.0, "")

    async def check(self, kit: Kit) -> str:
        """For the readiness of the process; a good answer holds for a while, so that probes do not cost the provider."""
        accounts = self.installed(kit)
        if not accounts:
            return "offline planner"
        until, word = self._seen
        if until < time.monotonic():
            word = await self._provider(kit, accounts[0], "standard").check()
            self._seen = (time.monotonic() + GOOD_SECONDS, word)
        return word

    async def line(self, kit: Kit, actor: Actor, tier: Tier = "standard") -> Line:
        """For the next calls, outside any unit of work (inside one: `line_within`). Raises Unavailable, naming a missing setting."""
        sources: Sources | None = kit.ports.get(Sources)
        accounts = await sources.accounts(kit, actor) if sources else ()
        return await self._chain(kit, actor, tier, accounts or self.installed(kit))

    async def line_within(self, ctx: Context, tier: Tier = "standard") -> Line:
        """The same inside an open unit of work. `line` may open one to read what the organisation brings, and whoever holds a connection
        while waiting for another one can wait for ever."""
        sources: Sources | None = ctx.kit.ports.get(Sources)
        if sources is not None:
            await sources.learn(ctx)
        return await self.line(ctx.kit, ctx.actor, tier)

    async def only(self, kit: Kit, actor: Actor, account: Account) -> Line:
        """One account alone, to see whether it works: what is known of it is forgotten first."""
        self._health.pop(account.name, None)
        await self._shared(kit).forget(account)
        return await self._chain(kit, actor, "standard", [account])

    def installed(self, kit: Kit) -> list[Account]:
        """The accounts of the installation."""
        if self._own is None:
            self._own = installed(kit.settings)
        return self._own

    def health(self, account: Account) -> Health:
        """How it fares, as this process has seen it."""
        return _kept(self._health, account.name, Health)

    async def _chain(self, kit: Kit, actor: Actor, tier: Tier, accounts: Sequence[Account]) -> Chain:
        sources: Sources | None = kit.ports.get(Sources)
        prices = await sources.prices(kit, actor) if sources else ()
        today, seats = datetime.now(UTC).date(), []
        for account in accounts:
            made = self._provider(kit, account, tier)
            seats.append(Seat(made, self.health(account), chosen(prices, made.name, made.model, today), account.id))
        self._shared(kit).watch([(account, self.health(account)) for account in accounts])
        return Chain(seats, Books(kit, actor, tier))

    def _shared(self, kit: Kit) -> Rests:
        self._rests = self._rests or Rests(kit.redis)
        return self._rests

    def _provider(self, kit: Kit, account: Account, tier: Tier) -> Provider:
        model = account.model(tier)
        return _kept(self._providers, (account.name, model), lambda: self._made(kit, account, model))

    def _made(self, kit: Kit, account: Account, model: str) -> Provider:
        """What the operator set may be private; what an organisation entered goes out through the guard like everything else."""
        if account.id == NOBODY and account.kind not in ("local", "scripted"):
            egress = Egress.of(kit.settings, host_and_port(account.base_url or HOMES.get(account.kind, "")), gather=True)
        else:
            egress = self._outwards(kit)
        return provider(account.kind, egress=egress, base_url=account.base_url, api_key=account.api_key, model=model)

    def _outwards(self, kit: Kit) -> Egress:
        if self._outside is None:
            self._outside = Egress.of(kit.settings, gather=True)
        return self._outside


def _kept(memory: dict[K, V], key: K, make: Callable[[], V]) -> V:
    """What is remembered under the key, or made now; the oldest goes when there are too many."""
    if key not in memory:
        if len(memory) >= MOST:
            del memory[next(iter(memory))]
        memory[key] = make()
    return memory[key]
