"""Who may read or set which fields, and who sees which records: from the declaration, for one actor."""

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import TYPE_CHECKING, Any

from sqlalchemy import ColumnElement, inspect, or_

from app.kit.core.access import Actor, Permission, Teams
from app.kit.core.errors import FieldError, Forbidden
from app.kit.entity.declare import Entity
from app.kit.entity.flows import move_permission

if TYPE_CHECKING:
    from app.kit.core.context import Context


def permissions(entity: type[Entity]) -> list[Permission]:
    """All that a role can be given of this entity: reading, writing, deleting; guarded fields, moves, and everybody's records."""
    name, many = entity.__entity__, entity.__plural__.lower()
    verbs = {"read": "See", "write": "Add and change", "delete": "Delete and restore" if entity.__soft_delete__ else "Delete"}
    found = [Permission(f"{name}:{action}", f"{verb} {many}", _roles(entity.__roles__[action])) for action, verb in verbs.items()]
    if entity.__visible__ != "organization":
        found.append(Permission(f"{name}:all", f"See everybody's {many}", roles=()))
    for key, spec in entity.__fields__.items():
        for action, roles, verb in (("read", spec.read, "See"), ("write", spec.write, "Set")):
            if roles is not None:
                label = f"{verb} the {spec.label.lower()} of {many}"
                found.append(Permission(f"{name}.{key}:{action}", label, roles=tuple(roles)))
        for to, by in _guarded_moves(entity, key).items():
            found.append(Permission(move_permission(name, spec, to), f"Make {many} {to.replace('_', ' ')}", roles=by))
    return found


def _roles(declared: Sequence[str] | None) -> tuple[str, ...] | None:
    return None if declared is None else tuple(declared)


def _guarded_moves(entity: type[Entity], key: str) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for ends in (entity.__fields__[key].moves or {}).values():
        for way in ends:
            if way.by is not None:
                found[str(way)] = tuple(dict.fromkeys([*found.get(str(way), ()), *way.by]))
    return found


@cache
def _guards(entity: type[Entity], action: str) -> Mapping[str, str]:
    """Field -> permission, of the fields that not everybody may read (or set)."""
    specs = entity.__fields__.values()
    return {s.name: f"{entity.__entity__}.{s.name}:{action}" for s in specs if getattr(s, action) is not None}


def hidden(entity: type[Entity], actor: Actor) -> frozenset[str]:
    """Fields that this actor does not get to see."""
    guards = _guards(entity, "read")
    return frozenset(name for name, needed in guards.items() if not actor.may(needed)) if guards else frozenset()


def locked(entity: type[Entity], actor: Actor) -> frozenset[str]:
    """Fields that this actor may not set (computed ones, nobody may)."""
    guards = _guards(entity, "write")
    return frozenset(
        name for name, spec in entity.__fields__.items() if spec.computed is not None or name in guards and not actor.may(guards[name])
    )


def require_unlocked(entity: type[Entity], actor: Actor, names: Iterable[str]) -> None:
    """Forbidden, naming each field that is not the actor's to set."""
    closed = locked(entity, actor)
    if wrong := [name for name in names if name in closed]:
        needed = _guards(entity, "write")
        why = {n: f"needs the permission {needed[n]}" if n in needed else "is computed" for n in wrong}
        errors = tuple(FieldError(("body", n), why[n], "locked") for n in wrong)
        raise Forbidden(f"You may not set: {', '.join(wrong)}.", errors=errors)


def narrowed(entity: type[Entity]) -> bool:
    """Whether people see different records or fields of this entity."""
    return entity.__visible__ != "organization" or bool(_guards(entity, "read"))


def visible(ctx: "Context", model: Any) -> ColumnElement[bool] | None:
    """The condition under which the actor sees a row of `model` (an entity or an alias of one); None when he sees all."""
    entity: type[Entity] = inspect(model).mapper.class_
    rule, actor = entity.__visible__, ctx.actor
    if rule == "organization" or actor.may(f"{entity.__entity__}:all"):
        return None
    if callable(rule):
        return rule(model, actor)
    people = [model.created_by, *(getattr(model, s.name) for s in entity.__fields__.values() if s.kind == "user" and s.columns)]
    if rule == "own":
        return or_(*(column == actor.user_id for column in people))
    mates = ctx.use(Teams).mates(actor)
    return or_(*(column == actor.user_id for column in people), *(column.in_(mates) for column in people))
