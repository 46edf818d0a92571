"""Who may follow one record live: whoever may see it."""

from uuid import UUID

from app.kit.core.access import Actor
from app.kit.core.context import Context, Kit
from app.kit.core.errors import AppError
from app.kit.core.registry import registry
from app.kit.entity.service import service_of


async def may_follow(kit: Kit, actor: Actor, name: str) -> bool:
    """Whether the actor may read the record behind `customers:<id>`."""
    entity, _, record = name.partition(":")
    if entity not in registry.entities or not actor.may(f"{entity}:read"):
        return False
    try:
        id = UUID(record)
        async with Context(kit, actor) as ctx:
            await service_of(ctx, registry.entities[entity]).get(id)
    except (ValueError, AppError):
        return False
    return str(id) == record  # one room per record, however its id may be spelt
