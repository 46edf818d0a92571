"""The leases of the answers that are made in this process: renewed together, one statement for each organisation however many there are.

With the lease goes what was said so far, for people who read along. A stop that was asked for in another process is learned here.
"""

import asyncio
from collections import defaultdict
from collections.abc import Sequence
from contextvars import Context as Variables
from datetime import UTC, datetime, timedelta
from typing import Protocol
from uuid import UUID

from sqlalchemy import text

from app.kit.core.access import Actor
from app.kit.core.context import Kit, work
from app.kit.core.db import TRUSTED
from app.kit.core.log import logger

log = logger(__name__)
ROUND_SECONDS = 1.0
"""How often a long answer is written down while it is made."""
RENEW = text(
    "update messages m set content = held.content, lease_until = :until"
    " from unnest(cast(:ids as uuid[]), cast(:texts as text[]), cast(:leases as timestamptz[])) held (id, content, lease)"
    " where m.org_id = :org and m.id = held.id and m.status <> 'stopping' and coalesce(m.lease_until, held.lease) = held.lease"
    " returning m.id"
)


class Held(Protocol):
    """An answer in work."""

    actor: Actor
    message_id: UUID
    lease: datetime
    """As it was written last."""

    @property
    def text(self) -> str:
        """All that was said so far."""
        ...

    def lose(self) -> None:
        """Somebody stopped it, or took it up elsewhere: end it."""
        ...


class Leases:
    """One per process."""

    def __init__(self) -> None:
        self._held: dict[UUID, dict[UUID, Held]] = defaultdict(dict)
        self._lock = asyncio.Lock()
        self._rounds: asyncio.Task[None] | None = None

    def hold(self, kit: Kit, one: Held) -> None:
        """From now on."""
        self._held[one.actor.org_id][one.message_id] = one
        if self._rounds is None:
            self._rounds = asyncio.create_task(self._go_round(kit), context=Variables())  # it is no part of the first one's work

    async def release(self, one: Held) -> None:
        """No longer; back when `one.lease` is what stands in the database."""
        async with self._lock:
            self._held[one.actor.org_id].pop(one.message_id, None)

    async def _go_round(self, kit: Kit) -> None:
        while any(self._held.values()):
            await asyncio.sleep(ROUND_SECONDS)
            for mine in list(self._held.values()):
                async with self._lock:
                    try:
                        await self._renew(kit, list(mine.values()))
                    except Exception:
                        log.exception("answers_not_kept", count=len(mine))  # the next round, or the end of each, tries again
        self._held.clear()
        self._rounds = None

    async def _renew(self, kit: Kit, some: Sequence[Held]) -> None:
        if not some:
            return
        until = datetime.now(UTC) + timedelta(seconds=kit.settings.lease_seconds)
        values = {
            "ids": [one.message_id for one in some], "texts": [one.text for one in some], "leases": [one.lease for one in some],
            "until": until, "org": some[0].actor.org_id,
        }  # fmt: skip
        async with work(kit, some[0].actor) as ctx:
            kept = set((await ctx.db.execute(RENEW, values, execution_options=TRUSTED)).scalars())
        for one in some:
            if one.message_id in kept:
                one.lease = until
            else:
                one.lose()
