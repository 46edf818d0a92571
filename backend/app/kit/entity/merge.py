"""Duplicates become one record: fields as chosen, everything that pointed at the others points at the one that stays."""

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Annotated, Any
from uuid import UUID

from pydantic import ConfigDict, Field
from sqlalchemy import or_, select

from app.kit.core.errors import Invalid
from app.kit.core.events import BulkChanged, Happened, Merged
from app.kit.core.registry import registry
from app.kit.core.uploads import Uploads
from app.kit.entity.declare import Entity
from app.kit.entity.schemas import schemas
from app.kit.entity.spec import FieldSpec
from app.kit.entity.values import given
from app.kit.web.shapes import Shape

if TYPE_CHECKING:
    from app.kit.entity.service import EntityService

MOST = 20
BATCH = 500


class MergeIn(Shape):
    """Which records become part of this one, and which values it shall have then."""

    model_config = ConfigDict(populate_by_name=True)
    others: Annotated[list[UUID], Field(alias="from", min_length=1, max_length=MOST)]
    """They are deleted; their histories say into what they were merged."""
    values: dict[str, Any] = {}
    """Fields of the record that stays, where they shall differ from what it has."""


@dataclass(slots=True)
class _Merge:
    """One merge under way."""

    service: "EntityService[Any]"
    winner: Entity
    losers: list[UUID]
    moved: Counter[str] = field(default_factory=Counter)

    async def references(self) -> None:
        """Move every declared reference, of every entity, whether the actor sees the record that holds it or not: none may dangle."""
        for other in registry.entities.values():
            found = [s for s in other.__fields__.values() if s.target == self.winner.__entity__ and s.kind in ("ref", "refs") and s.columns]
            while found and (rows := await self._pointing(other, found)):
                for row in rows:
                    for spec in found:
                        setattr(row, spec.name, self._after(row, spec))
                self.moved[other.__entity__] += len(rows)
                await self.service.ctx.settle()
                for row in rows:
                    if row is not self.winner:
                        self.service.ctx.db.expunge(row)

    async def _pointing(self, other: type[Entity], links: list[FieldSpec]) -> list[Entity]:
        columns = [(getattr(other, s.name), s.kind) for s in links]
        points = [column.overlap(self.losers) if kind == "refs" else column.in_(self.losers) for column, kind in columns]
        return list(await self.service.ctx.db.scalars(select(other).where(or_(*points)).limit(BATCH)))

    def _after(self, row: Entity, spec: FieldSpec) -> Any:
        """The value of a link now. The winner does not point at itself, where the field allows that."""
        own, now = row is self.winner, getattr(row, spec.name)
        if spec.kind == "refs":
            ids = dict.fromkeys(self.winner.id if id in self.losers else id for id in now or ())
            return [id for id in ids if not own or id != self.winner.id]
        if now not in self.losers:
            return now
        return None if own and spec.nullable else self.winner.id


async def merge(service: "EntityService[Any]", id: UUID, wanted: MergeIn) -> Entity:
    """All in one transaction. Needs the rights to write and to delete; If-Match is about the record that stays.

    To undo it by hand: restore the others, and take references back as the history of each shows them.
    """
    entity: type[Entity] = service.entity
    ctx, name = service.ctx, entity.__entity__
    ctx.actor.require(f"{name}:delete")
    others = list(dict.fromkeys(wanted.others))
    if id in others:
        raise Invalid.field("from", "names the record that stays")
    winner: Entity = await service.load(id)
    ctx.if_match, ctx.bulk = None, True
    labels = {other: (await service.load(other)).__label__() for other in others}
    job = _Merge(service, winner, others)
    await job.references()
    if (uploads := ctx.kit.ports.get(Uploads)) is not None:
        await uploads.rebind(ctx, entity=name, from_ids=others, to_id=id)
    ctx.emit(Merged(name, id, tuple(others)))
    await ctx.settle()  # what hangs on the others has moved before they go, perhaps for good
    for other in others:
        await service.delete(other)
        ctx.emit(Happened("merge", name, other, {"into": str(id), "label": labels[other]}))
    await ctx.db.flush()  # a unique value is free once its holder is deleted
    await service.assign(winner, given(schemas(entity).Patch.model_validate(wanted.values)))
    await ctx.db.flush()
    ctx.emit(Happened("merge", name, id, {"from": {str(k): v for k, v in labels.items()}, "moved": dict(job.moved)}))
    for kind, count in (job.moved | Counter({name: job.moved[name] + len(others) + 1})).items():
        ctx.emit(BulkChanged(kind, "update", count))
    ctx.etag = winner.version
    return winner
