"""The courier: sends messages that are due, beside the API, many at a time (docs/decisions/0012).

A message is a row that some process holds by lease and fence, like any durable work here; whoever dies with it leaves it to the next.
So a message arrives at least once, always under the same id. It is not an operation: a receiver that takes ten seconds to answer
would hold a worker for ten seconds, and one that is down for a day would fill its owner's list of operations.
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from uuid import UUID

from app.features.webhooks.adapters import Listeners
from app.features.webhooks.queries import CLAIM, FORGET, FORGET_UNLISTED
from app.features.webhooks.service import Claim, deliver
from app.kit.core.context import Kit
from app.kit.core.http import Egress
from app.kit.core.log import logger
from app.kit.core.system import system
from app.kit.core.tasks import beside

log = logger(__name__)
MOST, EACH = 32, 4
"""Messages on their way at once, of this process and to one address."""
LAST_SECONDS = 5.0
"""What a process that is told to stop gives the messages on their way."""
DAY = 86_400.0
KEEP_DAYS = 30


class Courier:
    """One per process."""

    def __init__(self, kit: Kit) -> None:
        self._kit, self._egress = kit, Egress.of(kit.settings)
        self._out: set[asyncio.Task[None]] = set()
        self._news = kit.use(Listeners).news

    async def take(self, only: UUID | None = None) -> int:
        """Send what is due (of one webhook); how many that are. They are on their way when this returns."""
        room = MOST - len(self._out)
        if room <= 0:
            return 0
        given = {"only": only, "each": EACH, "most": room, "lease": self._kit.settings.lease_seconds}
        async with system(self._kit).begin() as db:
            rows = (await db.execute(CLAIM, given)).mappings().all()
        for row in rows:
            task = asyncio.create_task(self._carry(Claim(**row)))
            self._out.add(task)
            task.add_done_callback(self._arrived)
        return len(rows)

    async def run(self) -> None:
        """Until the process ends."""
        while True:
            self._news.clear()
            try:
                taken = await self.take()
            except Exception:
                log.exception("webhooks_not_taken")
                taken = 0
            if not taken:
                with suppress(TimeoutError):
                    await asyncio.wait_for(self._news.wait(), self._kit.settings.webhook_poll_seconds)

    async def settled(self) -> None:
        """All that are on their way have come to an end."""
        while self._out:
            await asyncio.wait(self._out)

    async def aclose(self) -> None:
        """Give those on their way a moment; what does not end is sent again by another process."""
        with suppress(TimeoutError):
            async with asyncio.timeout(LAST_SECONDS):
                await self.settled()
        for task in self._out:
            task.cancel()
        await asyncio.gather(*self._out, return_exceptions=True)
        await self._egress.aclose()

    async def _carry(self, claim: Claim) -> None:
        try:
            await deliver(self._kit, self._egress, claim)
        except Exception:  # the lease ends, and another try begins
            log.exception("webhook_not_settled", message=str(claim.id))

    def _arrived(self, task: "asyncio.Task[None]") -> None:
        self._out.discard(task)
        self._news.set()


@asynccontextmanager
async def courier(kit: Kit) -> AsyncIterator[None]:
    """The life of this process's courier, where the settings want one."""
    async with Listeners.hearing(kit):
        if kit.settings.webhook_poll_seconds <= 0:
            yield
            return
        made = Courier(kit)
        try:
            async with beside(made.run()):
                yield
        finally:
            await made.aclose()


async def forget_deliveries(kit: Kit) -> None:
    """Clear away what arrived or was given up a month ago."""
    async with system(kit).begin() as db:
        await db.execute(FORGET, {"days": KEEP_DAYS})
        await db.execute(FORGET_UNLISTED, {"days": KEEP_DAYS})
