"""Operations: durable work and remembered answers. Part of the spine."""

from uuid import UUID

from app.features.operations.adapters import Answers, DoneSoFar, Operations, forget_answers, forget_ended
from app.features.operations.router import r
from app.features.operations.service import OperationService
from app.features.operations.subscribers import show_end
from app.kit.core.access import Actor
from app.kit.core.context import Context, Kit
from app.kit.core.errors import NotFound
from app.kit.core.events import after
from app.kit.jobs.alive import worker
from app.kit.jobs.effects import Effects
from app.kit.jobs.events import OperationEnded
from app.kit.jobs.job import OperationStore
from app.kit.jobs.ledger import Ledger
from app.kit.jobs.ticks import Tick, Ticks
from app.kit.live.topics import Topics
from app.kit.module import Module
from app.kit.web.idempotency import IdempotencyStore
from app.kit.web.system import Checks

HOUR = 3600.0
DAY = 24 * HOUR


async def may_follow(kit: Kit, actor: Actor, id: str) -> bool:
    """An operation's progress is its owner's business."""
    try:
        async with Context(kit, actor) as ctx:
            await OperationService(ctx).get(UUID(id))
    except (ValueError, NotFound):
        return False
    return True


module = Module(
    name="operations",
    router=r,
    subscribers=[after(OperationEnded, show_end)],
    ports={
        OperationStore: (operations := Operations()),
        Ledger: operations,
        Effects: DoneSoFar(),
        IdempotencyStore: Answers(),
        Topics: {"operation": may_follow},
        Checks: {"worker": worker},
        Ticks: [Tick("forget_answers", lambda _: HOUR, forget_answers), Tick("forget_operations", lambda _: DAY, forget_ended)],
    },
)
