"""What a reader may see of what an agent read or proposes: that it did always, values as far as he may read them himself.

An agent reads with the rights of who asks; a colleague who reads along, who takes over, or whose role decides, has others. They count
when he reads.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any, Self
from uuid import UUID

import orjson
from sqlalchemy import select

from app.kit.agent.choosing import SEARCH
from app.kit.core.access import Actor
from app.kit.core.context import Context, Kit
from app.kit.core.registry import registry
from app.kit.entity.rights import hidden, visible
from app.kit.tools.data import DATA_TOOLS
from app.kit.tools.offered import BUILT_INS
from app.kit.tools.reading import READ_FILE

NOTHING: frozenset[str] = frozenset()
CLOSED = "Not shown to you: this was read with somebody else's rights."
DATA = frozenset(tool.name for tool in DATA_TOOLS)
BESIDE = frozenset({"expanded", "next_cursor"})
"""Beside a record's own fields: other records, and the values by which a list is sorted."""
OPEN = frozenset([SEARCH, READ_FILE.name, *(name for name, tool in BUILT_INS.items() if getattr(tool, "clean", False))])
"""Tools that say nothing but what their arguments or the conversation's own files hold."""


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


@dataclass(frozen=True, slots=True)
class Sight:
    """What the steps of a conversation show to somebody else than its owner."""

    kit: Kit
    actor: Actor
    entities: frozenset[str]
    """Those of which he sees every record."""

    @classmethod
    def of(cls, ctx: Context) -> Self:
        """By the actor's rights as they are now; costs no statement."""
        known = registry.entities.items()
        whole = (name for name, entity in known if ctx.actor.may(f"{name}:read") and visible(ctx, entity) is None)
        return cls(ctx.kit, ctx.actor, frozenset(whole))

    def _left_out(self, tool: str, args: Any) -> frozenset[str] | None:
        """Fields that are left out of what a call read. None: nothing of it is shown, because he could not have read it himself, or
        because it does not say from which records and fields it comes."""
        if tool in OPEN:
            return NOTHING
        if tool in DATA:
            source = str(args.get("source", "entity:")) if isinstance(args, Mapping) else "entity:"
            entity = source.removeprefix("entity:")
            return NOTHING if entity == source or (entity in self.entities and not unread(entity, self.actor)) else None
        operation = self.kit.operations.get(tool)
        if operation is None or operation.noun not in self.entities:
            return None
        if operation.effect == "read" and not self.actor.may(operation.permission):
            return None
        closed, one = unread(operation.noun, self.actor), registry.entities[operation.noun].__singular__
        plain = tool in (f"list_{operation.noun}", f"get_{one}")
        if plain:
            return closed | BESIDE
        return None if closed or args is None or "." in str(args) else NOTHING  # `customer.name` is another entity's

    def call(self, call: dict[str, Any]) -> dict[str, Any]:
        """A step as a message or an event tells it: without arguments and words that are not his to read."""
        name, args = call["name"], call["args"]
        operation = self.kit.operations.get(name)
        shown = {**call, "args": without(args, unread(operation.noun, self.actor)) if operation is not None else args}
        if self._left_out(name, args) is not None:
            return shown
        if name in DATA:
            shown["args"] = {"source": args.get("source")}
        return {**shown, "summary": CLOSED} if call.get("summary") and call.get("status") != "pending" else shown

    def result(self, args: Any, told: dict[str, Any]) -> dict[str, Any]:
        """The end of a step, with what it read as far as he may read it."""
        if told["status"] == "pending":
            return told
        closed = self._left_out(told["name"], args)
        data = _decoded(told["result"]) if closed else None
        if closed is None or (closed and data is None):
            return {**told, "summary": CLOSED if told["summary"] else "", "result": orjson.dumps({"hidden": CLOSED}).decode()}
        return {**told, "result": orjson.dumps(without(data, closed)).decode()} if closed else told

    def cited(self, entity: str) -> bool:
        """Whether he may know which records of an entity an answer rests on."""
        return entity in self.entities


def _decoded(result: str) -> Any:
    """None for one that was cut in the middle: nobody knows whose value that is."""
    try:
        return orjson.loads(result)
    except orjson.JSONDecodeError:
        return None
