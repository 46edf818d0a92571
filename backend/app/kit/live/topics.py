"""What a socket may subscribe to: topics by their prefix, each with the check that guards it."""

from collections.abc import Awaitable, Callable

from app.kit.core.access import Actor
from app.kit.core.context import Kit
from app.kit.core.registry import registry

TopicCheck = Callable[[Kit, Actor, str], Awaitable[bool]]
"""Whether the actor may follow the thing behind the prefix (an id, an entity's name)."""


class Topics(dict[str, TopicCheck]):
    """Checks by prefix; features contribute theirs through `Module.ports={Topics: {"operation": check}}`."""


async def may_follow(kit: Kit, actor: Actor, topic: str) -> bool:
    """Whether this topic exists for this actor. Unknown and forbidden are the same answer."""
    prefix, _, name = topic.partition(":")
    if prefix == "entity":
        return name in registry.entities and actor.may(f"{name}:read")
    check = kit.ports.get(Topics, {}).get(prefix)
    return check is not None and bool(name) and await check(kit, actor, name)
