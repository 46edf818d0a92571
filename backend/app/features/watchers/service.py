"""Watching records: by one's own choice, or by having made, been given or commented on them."""

from collections.abc import Collection
from typing import Any, cast
from uuid import UUID

from sqlalchemy import Table, select
from sqlalchemy.dialects.postgresql import insert

from app.features.watchers.models import Watcher
from app.features.watchers.schemas import WatchersOut, WatchingMember
from app.kit.core.access import People
from app.kit.core.context import Context
from app.kit.core.db import TRUSTED
from app.kit.core.events import Merged
from app.kit.core.ids import new_id
from app.kit.core.registry import registry
from app.kit.entity.declare import Entity
from app.kit.entity.reach import OfRecord, reach, tell_beside

ROWS = cast("Table", Watcher.__table__)
NOUN = "watchers"


class WatcherService:
    """The verbs of watching."""

    def __init__(self, ctx: Context) -> None:
        self.ctx = ctx

    async def show(self, of: OfRecord) -> WatchersOut:
        """Who watches a record that the caller may read."""
        await reach(self.ctx, of)
        ids = await watching(self.ctx, of.record_type, of.record_id)
        names = await self.ctx.use(People).names(self.ctx, ids)
        people = [WatchingMember(id=id, name=names[id]) for id in ids if id in names]
        return WatchersOut(watching=self.ctx.actor.user_id in ids, people=sorted(people, key=lambda p: p.name.casefold()))

    async def choose(self, of: OfRecord, watching: bool) -> WatchersOut:
        """Watch it, or stop; what one chose oneself stays whatever one does with the record."""
        await reach(self.ctx, of)
        made = insert(ROWS).values(self._row(of.record_type, of.record_id, self.ctx.actor.user_id, watching))
        key = ("org_id", "record_type", "record_id", "user_id")
        await self.ctx.db.execute(made.on_conflict_do_update(index_elements=key, set_={"watching": watching}), execution_options=TRUSTED)
        tell_beside(self.ctx, NOUN, of.record_id, of, "update")
        return await self.show(of)

    async def join(self, entity: str, id: UUID, people: Collection[UUID]) -> None:
        """These people watch it from now on, unless they chose not to."""
        rows = [self._row(entity, id, person, True) for person in dict.fromkeys(people)]
        await self.ctx.db.execute(insert(ROWS).values(rows).on_conflict_do_nothing(), execution_options=TRUSTED)

    async def follow(self, fact: Merged) -> None:
        """Who watched a merged record watches the one that stays, unless he chose about that one."""
        if people := [person for id in fact.from_ids for person in await watching(self.ctx, fact.entity, id)]:
            await self.join(fact.entity, fact.id, people)

    def _row(self, entity: str, id: UUID, person: UUID, watching: bool) -> dict[str, Any]:
        return {
            "org_id": self.ctx.actor.org_id, "id": new_id(), "record_type": entity, "record_id": id, "user_id": person,
            "watching": watching,
        }  # fmt: skip


async def watching(ctx: Context, entity: str, id: UUID) -> list[UUID]:
    """Who watches a record: who takes part in it or chose to, but for those who chose not to."""
    rows = select(Watcher.user_id, Watcher.watching).where(Watcher.record_type == entity, Watcher.record_id == id)
    chosen: dict[UUID, bool] = {user_id: wants for user_id, wants in (await ctx.db.execute(rows)).all()}
    record = await ctx.db.get(registry.entities[entity], (ctx.actor.org_id, id))
    everybody = dict.fromkeys([*taking_part(record), *chosen])
    return [person for person in everybody if chosen.get(person, True)]


def taking_part(record: Entity | None) -> list[UUID]:
    """Who made a record and whom it names: they watch it without a row, so that making one writes nothing here."""
    if record is None:
        return []
    named = [getattr(record, s.name) for s in record.__fields__.values() if s.kind == "user" and s.columns]
    return [person for person in (record.created_by, *named) if person is not None]
