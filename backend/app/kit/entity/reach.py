"""Reaching a record of any kind by name and id, under somebody's rights: for what people keep beside records (comments, files, links)."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import Field
from sqlalchemy import select

from app.kit.core.access import Actor
from app.kit.core.context import Context
from app.kit.core.errors import Invalid
from app.kit.core.registry import everybody_sees, registry
from app.kit.core.tell import tell, topic_room
from app.kit.entity.declare import Entity
from app.kit.entity.service import service_of
from app.kit.web.shapes import Paging, Shape

Noun = Annotated[str, Field(pattern="^[a-z][a-z0-9_]{0,62}$")]


class OfRecord(Shape):
    """Which record something belongs to."""

    record_type: Noun
    """The entity's name, like `invoices`."""
    record_id: UUID


class PageOfRecord(Paging):
    """A page of what belongs to one record."""

    record_type: Noun
    record_id: UUID


@dataclass(frozen=True, slots=True)
class Reached:
    """A record the actor may see."""

    entity: type[Entity]
    id: UUID
    label: str
    """How it is called."""

    @property
    def noun(self) -> str:
        """`the invoice INV-7`."""
        return f"the {self.entity.__noun__} {self.label}".strip()


async def reach(ctx: Context, of: OfRecord | PageOfRecord, action: Literal["read", "write"] = "read") -> Reached:
    """The record, if the actor may do this with it. Raises Invalid (no such kind), Forbidden, or NotFound (no such record for him)."""
    entity: type[Entity] | None = registry.entities.get(of.record_type)
    if entity is None:
        raise Invalid.field("record_type", f"there are: {', '.join(registry.entities)}", type="unknown_entity")
    ctx.actor.require(f"{of.record_type}:read")
    ctx.actor.require(f"{of.record_type}:{action}")
    before = ctx.etag
    found = await service_of(ctx, entity).get(of.record_id)
    ctx.etag = before  # of what is beside the record, not of the record
    return Reached(entity, of.record_id, str(found.get(entity.__title__) or ""))


async def those_who_see(ctx: Context, entity: type[Entity], id: UUID, people: Iterable[Actor]) -> list[Actor]:
    """Who of these people may read this record (also when it was deleted just now)."""
    return [p for p in people if p.may(f"{entity.__entity__}:read") and await _sees(replace(ctx, actor=p), entity, id)]


async def _sees(ctx: Context, entity: type[Entity], id: UUID) -> bool:
    plain: Any = select(entity.id)
    narrowed = service_of(ctx, entity).visible_to(plain)
    if narrowed is plain:  # everybody of the organisation sees all records of this kind
        return True
    return (await ctx.db.execute(narrowed.where(entity.id == id))).first() is not None


def tell_beside(ctx: Context, noun: str, id: UUID, of: Any, action: str) -> None:
    """Once it stands, those who look at the record's kind learn that something beside a record of it has changed."""
    room = topic_room(f"entity:{of.record_type}", ctx.actor.org_id)
    known = everybody_sees(of.record_type)
    data = {
        "entity_type": noun, "entity_id": str(id) if known else None, "action": action, "version": None,
        "record_type": of.record_type, "record_id": str(of.record_id) if known else None,
    }  # fmt: skip

    async def show() -> None:
        tell(ctx.kit, room, "entity.changed", data)

    ctx.after_commit(show)
