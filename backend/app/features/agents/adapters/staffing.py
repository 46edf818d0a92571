"""The agents of an organisation, remembered: a turn costs one look into a dictionary."""

import time
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from uuid import UUID

from pydantic import ValidationError

from app.features.accounts.service import organization_name
from app.features.agents import queries
from app.features.agents.service import MadeAgent, made_of
from app.kit.core.context import Context, Kit
from app.kit.core.log import logger
from app.kit.core.signals import Signals

log = logger(__name__)
TOPIC = "agents"
MOST = 10_000
"""Organisations remembered at once."""


class Staffing:
    """Per process; forgotten at once when an agent changes, and after seconds where the word of it was lost."""

    def __init__(self) -> None:
        self._known: dict[UUID, tuple[float, tuple[MadeAgent, ...]]] = {}

    async def of(self, ctx: Context) -> Sequence[MadeAgent]:
        """Those that are turned on, of the actor's organisation."""
        org = ctx.actor.org_id
        until, known = self._known.get(org, (0.0, ()))
        if until < time.monotonic():
            known = await _read(ctx)
            if len(self._known) >= MOST:
                self._known.clear()
            self._known[org] = (time.monotonic() + ctx.settings.principal_cache_seconds, known)
        return known

    async def forget(self, org: str) -> None:
        """Ask again."""
        self._known.pop(UUID(org), None)


async def _read(ctx: Context) -> tuple[MadeAgent, ...]:
    rows = (await ctx.db.execute(queries.present())).all()
    organisation = await organization_name(ctx) if rows else ""
    found = []
    for row, version in rows:
        try:
            found += [made_of(row, version, organisation)] if row.enabled else []
        except ValidationError:  # written under wider rules than today's: the others go on
            log.warning("agent_not_readable", agent=row.name, version=version.number)
    return tuple(found)


async def made_here(ctx: Context) -> Sequence[MadeAgent]:
    """The port `Staff`."""
    return await ctx.use(Staffing).of(ctx)


async def forget_everywhere(ctx: Context) -> None:
    """In this process at once, in the others by a signal."""
    org = str(ctx.actor.org_id)
    await ctx.use(Staffing).forget(org)
    await ctx.use(Signals).send(TOPIC, org)


@asynccontextmanager
async def staff_signals(kit: Kit) -> AsyncIterator[None]:
    """As long as the process lives, it hears of changes that another one made."""
    kit.use(Signals).on(TOPIC, kit.use(Staffing).forget)
    yield
