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
        ids = list(await self.ctx.db.scalars(watching(of.record_type, of.record_id)))
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

    def begin(self, entity: str, id: UUID, people: Collection[UUID]) -> None:
        """These people watch a record that is being made: written with the other technical rows, without a trip of its own."""
        for person in dict.fromkeys(people):
            self.ctx.append(ROWS, self._row(entity, id, person, True))

    async def join(self, entity: str, id: UUID, people: Collection[UUID]) -> None:
        """These people watch it from now on, unless they chose not to."""
        rows = [self._row(entity, id, person, True) for person in dict.fromkeys(people)]
        await self.ctx.db.execute(insert(ROWS).values(rows).on_conflict_do_nothing(), execution_options=TRUSTED)

    async def follow(self, fact: Merged) -> None:
        """Who watched a merged record watches the one that stays, unless he chose about that one."""
        query = select(Watcher).where(Watcher.record_type == fact.entity, Watcher.record_id.in_(fact.from_ids))
        found = (await self.ctx.db.scalars(query)).all()
        if people := [row.user_id for row in found if row.watching]:
            await self.join(fact.entity, fact.id, people)

    def _row(self, entity: str, id: UUID, person: UUID, watching: bool) -> dict[str, Any]:
        return {
            "org_id": self.ctx.actor.org_id, "id": new_id(), "record_type": entity, "record_id": id, "user_id": person,
            "watching": watching,
        }  # fmt: skip


def watching(entity: str, id: UUID) -> Any:
    """Ids of those who watch a record."""
    return select(Watcher.user_id).where(Watcher.record_type == entity, Watcher.record_id == id, Watcher.watching)
