"""Runs one claimed operation as the person who asked for it, with the rights he has now."""

import asyncio
import random
from collections.abc import Callable
from typing import Any
from uuid import UUID

from app.kit.core.access import KEY_GONE, Actor, Principals, through_key
from app.kit.core.context import Kit, Origin, work
from app.kit.core.errors import AppError
from app.kit.core.fault import fault
from app.kit.core.log import logger
from app.kit.jobs.job import JobFailed, Jobs, Run
from app.kit.jobs.lease import Lease, Stopped
from app.kit.jobs.ledger import Claim, LeaseLost, Ledger

log = logger(__name__)
GONE = "The person who asked for this no longer has access."
BROKEN = "Something went wrong on our side. The request id helps us find it."
WORN_OUT = "The work stopped unexpectedly several times and was given up. Nothing of it was kept; it can be started again."


async def run_next(kit: Kit, owner: str, stopping: Callable[[], bool] = lambda: False, *, only: UUID | None = None) -> bool:
    """Claim the next operation (or `only` this one) and bring it to an end; False when there is none to do."""
    claim = await kit.use(Ledger).claim(kit, owner, only)
    if claim is None:
        return False
    await fault(kit.settings, "after_claim")
    log.info("operation_started", operation=str(claim.id), kind=claim.kind, attempt=claim.attempts, request_id=claim.request_id)
    lease = Lease(kit, claim, stopping)
    handler = asyncio.create_task(_perform(kit, claim, lease))
    guard = asyncio.create_task(lease.guard(handler))
    try:
        await handler
    except asyncio.CancelledError:
        if lease.ended is None:
            raise
        await _ended(kit, claim, lease.ended)
    except Exception as error:
        await _ended(kit, claim, lease.ended or error)
    finally:
        guard.cancel()
    await fault(kit.settings, "after_effect")
    return True


async def _perform(kit: Kit, claim: Claim, lease: Lease) -> None:
    job = kit.use(Jobs).by_kind.get(claim.kind)
    if job is None:
        raise JobFailed(f"No feature does {claim.kind} any more.")
    actor = await _actor(kit, claim)
    run = Run(kit, actor, origin(claim), claim.id, claim.args, lease.progress, lease.finish)
    result = await job.handler(run)
    if not lease.finishing:
        async with work(kit, actor, run.origin) as ctx:
            await lease.finish(ctx, result or {})


async def _actor(kit: Kit, claim: Claim) -> Actor:
    """The person, narrowed to what the hand between was allowed when it asked. JobFailed when he or his key is gone."""
    person = await kit.use(Principals)(kit, claim.user_id, claim.org_id)
    if person is None:
        raise JobFailed(GONE)
    person = await through_key(kit, person, claim.api_key_id)
    if person is None:
        raise JobFailed(KEY_GONE)
    allowed = frozenset(claim.scopes) if claim.scopes is not None else None
    return person.narrowed(claim.via, allowed, agent=claim.agent, execution_id=claim.id)


def origin(claim: Claim) -> Origin:
    """The request that asked for it."""
    return Origin(claim.request_id, claim.ip)


async def _ended(kit: Kit, claim: Claim, why: Exception) -> None:
    """What becomes of an operation whose handler did not come to its end."""
    ledger: Ledger = kit.use(Ledger)
    match why:
        case LeaseLost():
            log.info("operation_left", operation=str(claim.id))
        case Stopped():
            await ledger.put_back(kit, claim, seconds=0, counted=False)
        case JobFailed():
            await give_up(kit, claim, str(why), why.result)
        case AppError():
            await give_up(kit, claim, str(why))
        case _ if claim.attempts < kit.settings.operation_attempts:
            log.warning("operation_retried", operation=str(claim.id), attempt=claim.attempts, exc_info=why)
            await ledger.put_back(kit, claim, seconds=2**claim.attempts * random.uniform(0.5, 1.5), counted=True)
        case _:
            log.error("operation_failed", operation=str(claim.id), exc_info=why)
            await give_up(kit, claim, BROKEN)


async def give_up(kit: Kit, claim: Claim, error: str, result: dict[str, Any] | None = None) -> None:
    """Write that it failed, and why; its owner is told in the same transaction."""
    actor = Actor(claim.user_id, claim.org_id, via="system", execution_id=claim.id)
    try:
        async with work(kit, actor, origin(claim)) as ctx:
            await kit.use(Ledger).fail(ctx, claim, error, result)
    except LeaseLost:
        log.info("operation_left", operation=str(claim.id))
