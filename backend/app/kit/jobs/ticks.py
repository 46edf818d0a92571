"""Work by the clock: small, repeatable chores of the kit and of features, however many schedulers and workers there are."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from redis.exceptions import RedisError

from app.kit.core.context import Kit
from app.kit.core.log import logger
from app.kit.core.settings import Settings
from app.kit.jobs.alive import say_alive
from app.kit.jobs.bell import ring
from app.kit.jobs.ledger import Ledger
from app.kit.jobs.runner import WORN_OUT, give_up

log = logger(__name__)


@dataclass(frozen=True, slots=True)
class Tick:
    """One chore. It must bear to be done twice, or by two processes at once."""

    name: str
    seconds: Callable[[Settings], float]
    """How often."""
    work: Callable[[Kit], Awaitable[None]]


class Ticks(list[Tick]):
    """Chores of the features: `Module.ports={Ticks: [Tick(…)]}`."""


async def sweep(kit: Kit) -> None:
    """Ring for operations nobody has taken (a lost message, a dead worker), give up those that killed their workers."""
    ledger: Ledger = kit.use(Ledger)
    for claim in await ledger.worn_out(kit):
        await give_up(kit, claim, WORN_OUT)
    for operation_id in await ledger.waiting(kit):
        ring(kit, operation_id)


SWEEP = Tick("sweep", lambda s: s.sweep_seconds, sweep)


async def tick(kit: Kit) -> None:
    """Do the chores that are due."""
    await say_alive(kit)
    for chore in (SWEEP, *kit.ports.get(Ticks, [])):
        if await _due(kit, chore):
            try:
                await chore.work(kit)
            except Exception:
                log.exception("tick_failed", chore=chore.name)


async def _due(kit: Kit, chore: Tick) -> bool:
    """Redis remembers which chores were done last; without it they are merely done more often."""
    wait = max(1, int(chore.seconds(kit.settings) * 1000) - 100)
    try:
        return bool(await kit.redis.set(f"tick:{chore.name}", "1", nx=True, px=wait))
    except (RedisError, OSError):
        return True
