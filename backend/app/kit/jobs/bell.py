"""Waking a worker: a message with an operation's id. Lost messages cost seconds (the sweep rings again), never the work."""

from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING
from uuid import UUID

from app.kit.core.context import Kit
from app.kit.core.fault import fault
from app.kit.core.log import logger

if TYPE_CHECKING:
    from celery import Celery

log = logger(__name__)
MOST_WAITING = 1000


class Bell:
    """One thread that talks to the queue, so that no request waits for it and none fails with it."""

    def __init__(self, kit: Kit) -> None:
        self._kit = kit
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="bell")
        self._app: Celery | None = None
        self._waiting = 0

    def ring(self, operation_id: UUID) -> None:
        """Send the message some time soon."""
        if self._waiting < MOST_WAITING:
            self._waiting += 1
            self._thread.submit(self._send, str(operation_id))

    def _send(self, operation_id: str) -> None:
        from app.kit.jobs.queue import RUN, make_queue  # Celery costs memory that most API processes never need

        try:
            self._app = self._app or make_queue(self._kit.settings)
            self._app.send_task(RUN, [operation_id], retry=False)
        except Exception as error:
            log.warning("bell_not_heard", operation=operation_id, error=type(error).__name__)
        finally:
            self._waiting -= 1


def ring(kit: Kit, operation_id: UUID) -> None:
    """Wake a worker for an operation that stands."""
    bell: Bell | None = kit.ports.get(Bell)
    if bell is None:
        bell = kit.ports[Bell] = Bell(kit)
    bell.ring(operation_id)


async def ring_later(kit: Kit, operation_id: UUID) -> None:
    """`ring`, as something to do after the commit."""
    await fault(kit.settings, "ring")
    ring(kit, operation_id)
