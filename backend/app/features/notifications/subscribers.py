"""Which facts people are told of: records that name them, that they watch or that are announced to them, and the end of their own work."""

from collections import Counter, defaultdict
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any
from uuid import UUID

from app.features.notifications.queries import still_unread
from app.features.notifications.service import MOST_TITLE, NotificationService
from app.kit.core.access import People
from app.kit.core.context import Context
from app.kit.core.events import BulkChanged, Changed, Noted
from app.kit.core.registry import registry
from app.kit.core.watching import Watching
from app.kit.entity.declare import Entity
from app.kit.entity.reach import those_who_see
from app.kit.jobs.events import OperationEnded
from app.kit.jobs.job import Jobs

MANY = "notices"
"""Where a unit of work keeps what a bulk write touches, by entity."""
SAID = {"create": "created", "update": "changed", "delete": "deleted", "restore": "restored", "import": "imported"}
WATCHED = "You watch this."
A_MOMENT = timedelta(hours=1)


@dataclass(slots=True)
class Touched:
    """Records of one bulk write: how many name whom, and which somebody may be watching."""

    named: Counter[UUID] = field(default_factory=Counter)
    ids: set[UUID] = field(default_factory=set)

    def add(self, fact: Changed, doer: UUID) -> None:
        """Count one."""
        self.named.update(p for p in fact.people if p != doer)
        if fact.action != "create":
            self.ids.add(fact.id)


async def tell_people(ctx: Context, fact: Changed) -> None:
    """Somebody else's change of a record that names you, that you watch, or that the declaration says you shall know of.

    One notification each, for the strongest reason: it is yours now, it was announced, its status moved, you watch it.
    """
    entity = registry.entities.get(fact.entity)
    if entity is None:
        return
    if ctx.bulk:
        ctx.db.info.setdefault(MANY, defaultdict(Touched))[fact.entity].add(fact, ctx.actor.user_id)
        return
    told, events = {ctx.actor.user_id}, _events(entity, fact)
    what = f"the {entity.__noun__} {fact.label}"
    tell = partial(NotificationService(ctx).notify, entity=fact.entity, entity_id=fact.id)

    async def once(people: Collection[UUID], kind: str, title: str, body: str = "") -> None:
        fresh = [p for p in dict.fromkeys(people) if p not in told]
        told.update(fresh)
        await tell(fresh, kind, title, body=body)

    status, did = _status(entity, fact), f"{ctx.actor.called} {SAID[fact.action]} {what}"
    moved = f"{ctx.actor.called} set {what} to {status}" if status and fact.action == "update" else did
    if fact.action in ("create", "update"):
        await once([p for p in fact.people if str(p) in fact.new.values()], "record.assigned", f"{ctx.actor.called} assigned you {what}")
    if announced := await _announced(ctx, entity, fact, events):
        await once(announced, "record.announced", moved)
    if fact.action == "update" and status:
        await once(fact.people, "record.status", moved)
    if fact.action != "create":
        left = [p for p in fact.people if str(p) in fact.old.values()]  # named until now
        watchers = await _watchers(ctx, entity, fact.id, left)
        await once(await _not_yet(ctx, watchers, "record.watched", fact.id, moved), "record.watched", moved, _watched(entity, fact))


async def tell_noted(ctx: Context, fact: Noted) -> None:
    """A comment or a file beside a record that you watch."""
    entity = registry.entities.get(fact.entity)
    if entity is None:
        return
    known = {ctx.actor.user_id, *fact.told}
    people = [p for p in await _watchers(ctx, entity, fact.id) if p not in known]
    what = f"the {entity.__noun__} {fact.label}"
    title = f"{ctx.actor.called} {'commented on' if fact.what == 'comment' else 'attached a file to'} {what}"
    place = f"/{fact.entity}/{fact.id}?tab={fact.what}s"
    tell = partial(NotificationService(ctx).notify, entity=fact.entity, entity_id=fact.id, link=place)
    if fact.what == "attachment":  # ten files dropped at once are one line
        people = await _not_yet(ctx, people, "record.noted", fact.id, title)
    await tell(people, "record.noted", title, body=f"{fact.text}\n\n{WATCHED}")


async def tell_summary(ctx: Context, fact: BulkChanged) -> None:
    """Many records that name you or that you watch, in one line."""
    touched: Touched = ctx.db.info.get(MANY, {}).pop(fact.entity, None) or Touched()
    entity = registry.entities.get(fact.entity)
    if entity is None:
        return

    async def tell(person: UUID, count: int, verb: str) -> None:
        noun = entity.__plural__.lower() if count > 1 else entity.__noun__
        title = f"{ctx.actor.called} {SAID[fact.action]} {count} {noun} that {verb}"
        await NotificationService(ctx).notify([person], "record.changed_together", title, link=f"/{fact.entity}")

    for person, count in touched.named.items():
        await tell(person, count, f"name{'s' if count == 1 else ''} you")
    watching: Watching | None = ctx.kit.ports.get(Watching)
    if watching is None or not touched.ids:
        return
    counts = await watching.among(ctx, fact.entity, touched.ids)
    people = await ctx.use(People).actors(ctx, [p for p in counts if p not in touched.named and p != ctx.actor.user_id])
    for actor in people:
        if actor.may(f"{fact.entity}:read"):
            await tell(actor.user_id, counts[actor.user_id], "you watch")


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


def _events(entity: type[Entity], fact: Changed) -> set[str]:
    """The words under which a declaration announces this: `create`, `update`, `status:paid`."""
    moved = next((str(fact.new[k]) for k, spec in entity.__fields__.items() if spec.kind == "status" and k in fact.new), "")
    return {fact.action, f"status:{moved}"} if moved else {fact.action}


def _status(entity: type[Entity], fact: Changed) -> str:
    return next((e.partition(":")[2].replace("_", " ") for e in _events(entity, fact) if e.startswith("status:")), "")


async def _announced(ctx: Context, entity: type[Entity], fact: Changed, events: set[str]) -> list[UUID]:
    """Whom the declaration's `notify` names for these events, as far as they may read the record."""
    declared: dict[str, tuple[str, ...]] = getattr(entity, "__notify__", {})
    words = {word for event, whom in declared.items() if event in events for word in whom}
    if not words:
        return []
    ids: set[UUID | None] = set()
    record: Any = await ctx.db.get(entity, (ctx.actor.org_id, fact.id))
    for word in words:
        if word == "watchers":
            ids.update(await _watching(ctx, entity, fact.id))
        elif word.startswith("role:"):
            ids.update(a.user_id for a in await ctx.use(People).in_role(ctx, word.removeprefix("role:")))
        else:
            ids.add(getattr(record, "created_by" if word == "creator" else word, None))
    return await _readers(ctx, entity, fact.id, [id for id in ids if id is not None])


async def _watchers(ctx: Context, entity: type[Entity], id: UUID, also: Collection[UUID] = ()) -> list[UUID]:
    if Watching not in ctx.kit.ports:
        return []
    return await _readers(ctx, entity, id, {*await _watching(ctx, entity, id), *also} - {ctx.actor.user_id})


async def _watching(ctx: Context, entity: type[Entity], id: UUID) -> list[UUID]:
    watching: Watching | None = ctx.kit.ports.get(Watching)
    return [] if watching is None else [p for p in await watching.of(ctx, entity.__entity__, id) if p != ctx.actor.user_id]


async def _readers(ctx: Context, entity: type[Entity], id: UUID, people: Collection[UUID]) -> list[UUID]:
    """Who of them is (still) a member who may read the record: its name and its values are in what he would be told."""
    if not people:
        return []
    return [a.user_id for a in await those_who_see(ctx, entity, id, await ctx.use(People).actors(ctx, people))]


async def _not_yet(ctx: Context, people: list[UUID], kind: str, id: UUID, title: str) -> list[UUID]:
    """Leaves out who has the same line unread from a moment ago: a record edited field by field is one line."""
    if not people:
        return []
    before = await ctx.db.scalars(still_unread(people, kind, id, title[:MOST_TITLE], datetime.now(UTC) - A_MOMENT))
    told = set(before.all())
    return [p for p in people if p not in told]


def _watched(entity: type[Entity], fact: Changed) -> str:
    """Which fields changed, and why one is told."""
    labels = (
        [spec.label for name, spec in entity.__fields__.items() if name in fact.new and spec.read is None]
        if fact.action == "update"
        else []
    )
    return "\n\n".join(filter(None, [", ".join(labels), WATCHED]))


def _figures(result: dict[str, Any] | None) -> str:
    """`created: 91, updated: 0` of a result's plain numbers."""
    return ", ".join(f"{key}: {value:,}" for key, value in (result or {}).items() if type(value) is int)
