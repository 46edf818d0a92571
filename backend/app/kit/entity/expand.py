"""`expand=customer,invoices`: the records behind relations, one query per relation, never one per row."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any
from uuid import UUID

from sqlalchemy import Select, func, select

from app.kit.core.access import People
from app.kit.core.errors import Invalid
from app.kit.core.registry import registry
from app.kit.entity.declare import Entity
from app.kit.entity.filters import names
from app.kit.entity.record import view
from app.kit.entity.rights import hidden
from app.kit.entity.spec import FieldSpec

if TYPE_CHECKING:
    from app.kit.core.context import Context

Narrow = Callable[[type[Entity], Select[Any]], Select[Any]]
"""Leaves the rows of an entity that the actor sees."""
INVERSE = 20
"""Records of an inverse list that are sent along; its own list has them all."""


async def expand(ctx: "Context", entity: type[Entity], items: list[dict[str, Any]], wanted: str, narrow: Narrow) -> None:
    """Put `expanded: {relation: record, inverse: [records]}` beside the fields of each item."""
    for name in names(wanted):
        spec = entity.__fields__.get(name)
        if name == "created_by" or spec is not None and spec.kind == "user" and name not in hidden(entity, ctx.actor):
            await _people(ctx, items, name)
        elif spec is not None and spec.kind in ("ref", "refs") and name not in hidden(entity, ctx.actor):
            await _targets(ctx, items, spec, narrow)
        elif (other := registry.entities.get(name)) is not None and (field := _pointing(other, entity)) is not None:
            await _inverse(ctx, items, other, field, narrow)
        else:
            raise Invalid.field("expand", f"{name} is not a relation of {entity.__entity__}", where="query")


def _pointing(other: type[Entity], entity: type[Entity]) -> FieldSpec | None:
    return next((s for s in other.__fields__.values() if s.kind == "ref" and s.target == entity.__entity__), None)


async def _people(ctx: "Context", items: list[dict[str, Any]], name: str) -> None:
    ids = {item[name] for item in items if item.get(name) is not None}
    known = await ctx.use(People).names(ctx, ids) if ids else {}
    for item in items:
        id = item.get(name)
        item.setdefault("expanded", {})[name] = {"id": id, "name": known[id]} if id in known else None


async def _targets(ctx: "Context", items: list[dict[str, Any]], spec: FieldSpec, narrow: Narrow) -> None:
    links = [item[spec.name] for item in items if item.get(spec.name)]
    found = await _records(ctx, spec.target, {id for link in links for id in (link if spec.many else [link])}, narrow)
    for item in items:
        link = item.get(spec.name)
        among = [found[id] for id in link or () if id in found] if spec.many else found.get(link)
        item.setdefault("expanded", {})[spec.name] = among


async def _records(ctx: "Context", name: str, ids: set[UUID], narrow: Narrow) -> Mapping[Any, dict[str, Any]]:
    if not ids or not ctx.actor.may(f"{name}:read"):
        return {}
    target: type[Entity] = registry.entities[name]
    shown = view(target, hidden(target, ctx.actor))
    rows = (await ctx.db.execute(narrow(target, select(*shown.columns).where(target.id.in_(ids))))).all()
    return {row.id: shown.dump(row) for row in rows}


async def _inverse(ctx: "Context", items: list[dict[str, Any]], other: type[Entity], field: FieldSpec, narrow: Narrow) -> None:
    """The newest records that point at each item, by one query for all of them."""
    lists: dict[Any, list[dict[str, Any]]] = {item["id"]: [] for item in items}
    if lists and ctx.actor.may(f"{other.__entity__}:read") and field.name not in hidden(other, ctx.actor):
        shown, column = view(other, hidden(other, ctx.actor)), getattr(other, field.name)
        newest = func.row_number().over(partition_by=column, order_by=other.id.desc()).label("newest")
        mine = select(other.id.label("one"), column.label("of"), newest).where(column.in_(lists), other.deleted_at.is_(None))
        top = narrow(other, mine).subquery()
        query = select(top.c.of, *shown.columns).join(top, top.c.one == other.id).where(top.c.newest <= INVERSE).order_by(other.id.desc())
        for of, *row in (await ctx.db.execute(query)).all():
            lists[of].append(shown.dump(row))
    for item in items:
        item.setdefault("expanded", {})[other.__entity__] = lists[item["id"]]
