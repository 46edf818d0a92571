"""What a reader may see of a write: that a field changes always, its values as far as he may read them himself.

Who proposes reads a record with his own rights; a colleague who reads along, or whose role decides, has others. They count when he reads.
"""

from collections.abc import Collection, Mapping
from typing import Any
from uuid import UUID

from sqlalchemy import select

from app.kit.core.access import Actor
from app.kit.core.context import Context, Kit
from app.kit.core.registry import registry
from app.kit.entity.rights import hidden, visible

NOTHING: frozenset[str] = frozenset()


def guarded(entity_type: str) -> frozenset[str]:
    """Fields with a right of their own: what is told to several people at once says their names only."""
    entity = registry.entities.get(entity_type)
    return hidden(entity, Actor()) if entity is not None else NOTHING


def unread(entity_type: str, actor: Actor | None) -> frozenset[str]:
    """Fields of an entity whose values this person may not read; None: somebody who does not see the record."""
    entity = registry.entities.get(entity_type)
    if entity is None:
        return NOTHING
    return hidden(entity, actor) if actor and actor.may(f"{entity_type}:read") else frozenset(entity.__fields__)


async def unseen(ctx: Context, targets: Collection[tuple[str, str]]) -> set[tuple[str, str]]:
    """Which of these records (entity, id) the person does not see; one statement for each entity whose records are not for all."""
    found: set[tuple[str, str]] = set()
    for entity_type in {entity_type for entity_type, id in targets if id}:
        entity = registry.entities.get(entity_type)
        if entity is None or (rule := visible(ctx, entity)) is None:
            continue
        ids = {UUID(id) for kind, id in targets if kind == entity_type and id}
        there = set(await ctx.db.scalars(select(entity.id).where(entity.id.in_(ids), rule)))
        found |= {(entity_type, str(id)) for id in ids - there}
    return found


def without(value: Any, names: Collection[str]) -> Any:
    """Arguments or an answer without what stands under these names, however deep; a filter (`margin__gt`) names its field too."""
    if not names:
        return value
    if isinstance(value, Mapping):
        return {key: without(inner, names) for key, inner in value.items() if str(key).partition("__")[0] not in names}
    return [without(inner, names) for inner in value] if isinstance(value, list) else value


def args_for(kit: Kit, actor: Actor, name: str, args: Any) -> Any:
    """The arguments of a tool call, for somebody else than who made it."""
    operation = kit.operations.get(name)
    return without(args, unread(operation.noun, actor)) if operation is not None else args
