"""Which facts people are told of: records that name them, and the end of their own work."""

from collections import Counter
from functools import partial
from typing import Any
from uuid import UUID

from app.features.notifications.service import NotificationService
from app.kit.core.context import Context
from app.kit.core.events import BulkChanged, Changed
from app.kit.core.registry import registry
from app.kit.jobs.events import OperationEnded
from app.kit.jobs.job import Jobs

MANY = "notices"
"""Where a unit of work counts, per person, the changes of a bulk write."""
SAID = {"create": "created", "update": "changed", "delete": "deleted", "restore": "restored", "import": "imported"}


async def tell_people(ctx: Context, fact: Changed) -> None:
    """Somebody else's change of a record that names you."""
    if not fact.people:
        return
    people = [p for p in fact.people if p != ctx.actor.user_id]
    entity = registry.entities.get(fact.entity)
    if not people or entity is None:
        return
    if ctx.bulk:
        ctx.db.info.setdefault(MANY, Counter()).update(people)
        return
    named = [p for p in people if fact.action in ("create", "update") and str(p) in fact.new.values()]
    rest = [p for p in people if p not in named]
    what = f"the {entity.__noun__} {fact.label}"
    tell = partial(NotificationService(ctx).notify, entity=fact.entity, entity_id=fact.id)
    await tell(named, "record.assigned", f"{_who(ctx)} assigned you {what}")
    if fact.action == "update" and (status := _status(entity, fact.new)):
        await tell(rest, "record.status", f"{_who(ctx)} set {what} to {status}")


async def tell_summary(ctx: Context, fact: BulkChanged) -> None:
    """Many records that name you, in one line."""
    counts: Counter[UUID] = ctx.db.info.pop(MANY, Counter())
    entity = registry.entities.get(fact.entity)
    for person, count in counts.items():
        noun = entity.__plural__.lower() if entity and count > 1 else entity.__noun__ if entity else fact.entity
        title = f"{_who(ctx)} {SAID[fact.action]} {count} {noun} that name{'s' if count == 1 else ''} you"
        await NotificationService(ctx).notify([person], "record.changed_together", title, link=f"/{fact.entity}")


async def tell_owner(ctx: Context, fact: OperationEnded) -> None:
    """The work that you asked for has ended."""
    job = ctx.use(Jobs).by_kind.get(fact.kind)
    if fact.status == "cancelled" or (job is not None and job.quiet):
        return
    done = fact.status == "completed"
    title = f"{fact.label} {'is done' if done else 'failed'}"
    body = _figures(fact.result) if done else fact.error or ""
    await NotificationService(ctx).notify(
        [fact.user_id], f"operation.{fact.status}", title, body=body, entity="operations", entity_id=fact.id
    )


def _who(ctx: Context) -> str:
    name = ctx.actor.name or "Somebody"
    return f"{ctx.actor.agent} for {name}" if ctx.actor.agent else name


def _status(entity: Any, new: dict[str, Any]) -> str:
    found = next((str(new[k]) for k, spec in entity.__fields__.items() if spec.kind == "status" and k in new), "")
    return found.replace("_", " ")


def _figures(result: dict[str, Any] | None) -> str:
    """`created: 91, updated: 0` of a result's plain numbers."""
    return ", ".join(f"{key}: {value:,}" for key, value in (result or {}).items() if type(value) is int)
