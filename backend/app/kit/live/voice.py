"""What a process says to sockets, and which facts it repeats to them by itself."""

import asyncio
from contextlib import suppress
from typing import Any

from app.kit.core.context import Context, Kit
from app.kit.core.events import BulkChanged, Changed, RightsChanged, SessionsRevoked, after
from app.kit.core.registry import everybody_sees
from app.kit.core.signals import Signals
from app.kit.core.tell import Teller, tell, topic_room
from app.kit.live.manager import Manager, Outbox

DRAIN_SECONDS = 2.0


class Voice:
    """The teller of a process: queues, and a task carries them to local sockets and through Redis to all others."""

    def __init__(self, manager: Manager) -> None:
        self.manager = manager
        self._said = Outbox(self._carry)

    def tell(self, room: str, event: str, data: dict[str, Any]) -> None:
        """See `Teller`."""
        self._said.put((room, event, data))

    async def _carry(self) -> None:
        while self._said.waiting:
            room, event, data = self._said.waiting.popleft()
            await self.manager.emit(event, data, namespace="/", room=room)

    async def drain(self) -> None:
        """See `Teller`."""
        with suppress(TimeoutError):
            async with asyncio.timeout(DRAIN_SECONDS):
                await self._said.settle()
                await asyncio.shield(self.manager.outbox.settle())

    async def aclose(self) -> None:
        """See `Teller`."""
        await self.drain()
        await self._said.stop()
        await self.manager.aclose()


def speak(kit: Kit, manager: Manager | None = None) -> None:
    """Let this process tell sockets of changes: with the API's own manager, or a write-only one in workers and commands."""
    if Teller in kit.ports:
        return
    url = kit.settings.redis_url.get_secret_value()
    kit.ports[Teller] = Voice(manager or Manager(url, write_only=True))
    kit.bus.add(after(Changed, relay_change))
    kit.bus.add(after(BulkChanged, relay_bulk))
    kit.bus.add(after(SessionsRevoked, pass_on_revoked))
    kit.bus.add(after(RightsChanged, pass_on_rights))


async def relay_change(ctx: Context, fact: Changed) -> None:
    """Which record changed, never its values: those who may read it ask for it. Of records that not everybody sees, only that one did."""
    if everybody_sees(fact.entity):
        _tell_change(ctx, fact.entity, str(fact.id), fact.action, fact.version)
    else:
        _tell_change(ctx, fact.entity, None, fact.action, None)


async def relay_bulk(ctx: Context, fact: BulkChanged) -> None:
    """One event for many records: everybody reads the list again."""
    _tell_change(ctx, fact.entity, None, fact.action, None)


def _tell_change(ctx: Context, entity: str, record: str | None, action: str, version: int | None) -> None:
    data = {"entity_type": entity, "entity_id": record, "action": action, "version": version}
    tell(ctx.kit, topic_room(f"entity:{entity}", ctx.actor.org_id), "entity.changed", data)


async def pass_on_revoked(ctx: Context, fact: SessionsRevoked) -> None:
    """All API processes close the sockets of these sessions."""
    sessions = ",".join(map(str, fact.session_ids))
    await ctx.use(Signals).send("sessions", f"{fact.user_id} {fact.reason.replace(' ', '_')} {sessions}")


async def pass_on_rights(ctx: Context, fact: RightsChanged) -> None:
    """All API processes look again at what these people's sockets may hear."""
    await ctx.use(Signals).send("rights", " ".join(map(str, (fact.org_id, *fact.user_ids))))
