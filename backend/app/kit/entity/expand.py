"""`expand=customer`: the records behind relations, one query per relation, never one per row."""

from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from app.kit.core.access import People
from app.kit.core.errors import Invalid
from app.kit.core.registry import registry
from app.kit.entity.declare import Entity
from app.kit.entity.filters import names
from app.kit.entity.record import columns, dumper

if TYPE_CHECKING:
    from app.kit.core.context import Context


async def expand(ctx: "Context", entity: type[Entity], items: list[dict[str, Any]], wanted: str) -> None:
    """Put `expanded: {relation: record}` beside the fields of each item."""
    for name in names(wanted):
        spec = entity.__fields__.get(name)
        if spec is None or spec.kind not in ("ref", "user"):
            raise Invalid.field("expand", f"{name} is not a relation of {entity.__entity__}", where="query")
        ids = {item[name] for item in items if item[name] is not None}
        found: dict[Any, Any] = {}
        if spec.kind == "user" and ids:
            found = {id: {"id": id, "name": label} for id, label in (await ctx.use(People).names(ctx, ids)).items()}
        elif ids and ctx.actor.may(f"{spec.target}:read"):
            target: type[Entity] = registry.entities[spec.target]
            rows = (await ctx.db.execute(select(*columns(target)).where(target.id.in_(ids)))).all()
            found = {row.id: dumper(target)(row) for row in rows}
        for item in items:
            item.setdefault("expanded", {})[name] = found.get(item[name])
