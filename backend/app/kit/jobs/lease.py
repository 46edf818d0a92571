"""Holding an operation: renews the lease while the handler runs, and stops the handler when the claim is gone."""

import asyncio
import time
from collections.abc import Callable
from typing import Any

from sqlalchemy.exc import SQLAlchemyError

from app.kit.core.access import KEY_GONE, Actor, through_key
from app.kit.core.context import Context, Kit
from app.kit.core.fault import fault
from app.kit.core.log import logger
from app.kit.core.tell import tell, topic_room
from app.kit.jobs.alive import say_alive
from app.kit.jobs.job import JobFailed
from app.kit.jobs.ledger import Claim, LeaseLost, Ledger, Mark

log = logger(__name__)
TICK_SECONDS = 0.5
PROGRESS_SECONDS = 0.5
STOP_SECONDS = 5.0
"""How long a handler may go on once the worker was told to stop."""


class Stopped(Exception):
    """The worker is shutting down: another one goes on from the start."""


class Lease:
    """One claim while it is worked on."""

    def __init__(self, kit: Kit, claim: Claim, stopping: Callable[[], bool]) -> None:
        self.kit, self.claim, self.stopping = kit, claim, stopping
        self.ledger: Ledger = kit.use(Ledger)
        self.finishing = False
        """The row is locked by the effect's own transaction from here on: nothing to renew."""
        self.ended: Exception | None = None
        self._renewed = self._marked = time.monotonic()
        self._mark: Mark | None = None
        self._one = asyncio.Lock()

    async def progress(self, done: float, message: str = "", *, stage: str = "") -> None:
        """See `Progress`: written at most twice a second."""
        self._mark = Mark(min(1.0, max(0.0, done)), stage[:80], message[:500])
        if time.monotonic() - self._marked >= PROGRESS_SECONDS and not self.finishing:
            await self._renew()
        if self.ended is not None:
            raise self.ended

    async def finish(self, ctx: Context, result: dict[str, Any]) -> None:
        """See `Run.finish`."""
        self.finishing = True
        await fault(self.kit.settings, "before_finish")
        await self.ledger.finish(ctx, self.claim, result)

    async def guard(self, work: asyncio.Task[Any]) -> None:
        """Beside the handler: renew in time; cancel it when the claim is gone or the worker has to stop."""
        stop_at: float | None = None
        while True:
            await asyncio.sleep(TICK_SECONDS)
            if self.finishing:
                continue
            if self.stopping():
                stop_at = stop_at or time.monotonic() + STOP_SECONDS
                if time.monotonic() > stop_at:
                    self.ended = Stopped()
            if time.monotonic() - self._renewed > min(2.0, self.kit.settings.lease_seconds / 3):
                await self._renew()
            if self.ended is not None:
                work.cancel()
                return

    async def _renew(self) -> None:
        async with self._one:
            mark, self._mark = self._mark, None
            try:
                held = await self.ledger.renew(self.kit, self.claim, mark)
                if held and not await self._key_works():
                    self.ended = JobFailed(KEY_GONE)
                    return
            except (SQLAlchemyError, OSError, TimeoutError) as error:  # held until the lease ends, then somebody else may have it
                log.warning("lease_not_renewed", operation=str(self.claim.id), error=type(error).__name__)
                held = time.monotonic() - self._renewed < self.kit.settings.lease_seconds
            else:
                self._renewed = time.monotonic()
            if not held and not self.finishing:
                self.ended = LeaseLost()
                return
            self._marked = time.monotonic()
        await say_alive(self.kit)
        if mark is not None:
            self._tell(mark)

    async def _key_works(self) -> bool:
        """Work that an API key began ends with the key, also in its middle."""
        claim = self.claim
        return await through_key(self.kit, Actor(claim.user_id, claim.org_id), claim.api_key_id) is not None

    def _tell(self, mark: Mark) -> None:
        claim = self.claim
        data = {"operation_id": str(claim.id), "status": "running", "progress": mark.progress, "stage": mark.stage, "message": mark.message}
        tell(self.kit, topic_room(f"operation:{claim.id}", claim.org_id), "operation.progress", data)
