"""Field functions of words: choices, and statuses with the moves between them; and the rules of a move."""

from collections.abc import Mapping, Sequence
from typing import Any, TypeVar, Unpack, cast

from sqlalchemy import String
from sqlalchemy.orm import Mapped

from app.kit.core.access import Actor
from app.kit.core.errors import Conflict, FieldError, Forbidden, Invalid
from app.kit.entity.spec import REQUIRED, FieldSpec, Move, Shown

S = TypeVar("S", bound=str)


def choice(*values: S, default: Any = REQUIRED, **shown: Unpack[Shown]) -> Mapped[S]:
    """One of a few words; kept in the order given, which is also how they sort in a form."""
    return cast("Mapped[S]", FieldSpec(kind="enum", sql=lambda: String(40), default=default, choices=values, **shown))


def flow(moves: Mapping[S, Sequence[S]], *, default: S, **shown: Unpack[Shown]) -> Mapped[S]:
    """A status: the moves that exist, and where a record starts unless it says otherwise."""
    states = tuple(dict.fromkeys(str(word) for word in (default, *moves, *(to for ends in moves.values() for to in ends))))
    ways = {str(at): tuple(to if isinstance(to, Move) else Move(to) for to in ends) for at, ends in moves.items()}
    shown.setdefault("list", True)
    spec = FieldSpec(kind="status", sql=lambda: String(40), default=default, choices=states, moves=ways, **shown)
    return cast("Mapped[S]", spec)


def move(to: S, *, by: Sequence[str] | None = None, requires: Sequence[str] = ()) -> S:
    """A move with rules: the built-in roles that may make it, and the fields that must be filled by then."""
    return cast("S", Move(to, by, requires))


def move_permission(entity: str, spec: FieldSpec, to: str) -> str:
    """The permission behind a move that not everybody may make."""
    return f"{entity}.{spec.name}.{to}:write"


def check_move(entity: str, spec: FieldSpec, actor: Actor, before: str, record: Any) -> None:
    """Refuse a status that can not follow (Conflict), is not this person's to give (Forbidden), or lacks a field (Invalid)."""
    to = getattr(record, spec.name)
    if to == before:
        return
    ends = (spec.moves or {}).get(before, ())
    way = next((m for m in ends if m == to), None)
    if way is None:
        allowed = ", ".join(ends) or "nothing"
        why = FieldError(("body", spec.name), f"{before} can not become {to}", "invalid_transition")
        raise Conflict(f"{before} can not become {to}; it can become: {allowed}.", errors=(why,))
    _check(entity, spec, actor, [way], record)


def check_start(entity: str, spec: FieldSpec, actor: Actor, record: Any) -> None:
    """A record may begin at any status that it could have been moved to from some other."""
    to = getattr(record, spec.name)
    ways = [m for ends in (spec.moves or {}).values() for m in ends if m == to]
    if to != spec.default and ways:
        _check(entity, spec, actor, ways, record)


def _check(entity: str, spec: FieldSpec, actor: Actor, ways: Sequence[Move], record: Any) -> None:
    """Whether one of the ways is open; the last one's refusal if none is."""
    refused: Forbidden | Invalid | None = None
    for way in ways:
        refused = _refusal(entity, spec, actor, way, record)
        if refused is None:
            return
    if refused is not None:
        raise refused


def _refusal(entity: str, spec: FieldSpec, actor: Actor, way: Move, record: Any) -> Forbidden | Invalid | None:
    needed = move_permission(entity, spec, way)
    if way.by is not None and not actor.may(needed):
        return Forbidden(f"Making it {way} needs the permission {needed}, which your role does not have.")
    missing = [name for name in way.requires if getattr(record, name, None) in (None, "", [])]
    if missing:
        errors = tuple(FieldError(("body", name), f"is needed to become {way}", "missing") for name in missing)
        return Invalid(f"To become {way} it needs: {', '.join(missing)}.", errors=errors)
    return None
