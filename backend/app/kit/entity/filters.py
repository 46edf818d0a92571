"""Field filters of a list: `status=paid`, `due_on__lte=today-7d`, `name__contains=ernst`, `paid_on__gt=@due_on`."""

from collections.abc import Callable, Iterable, Mapping
from decimal import InvalidOperation
from operator import eq, ge, gt, le, lt
from typing import Any

from sqlalchemy import ColumnElement, and_, exists, false, func, or_, select
from sqlalchemy.dialects.postgresql import array
from sqlalchemy.orm import aliased

from app.kit.core.access import Actor
from app.kit.core.errors import FieldError, Invalid
from app.kit.core.registry import registry
from app.kit.entity.kinds import KINDS
from app.kit.entity.paths import Found, Paths
from app.kit.entity.periods import Period, period_of
from app.kit.entity.rights import visible
from app.kit.entity.values import zone_of

MANY = 500
COMPARE: dict[str, Callable[[Any, Any], Any]] = {"eq": eq, "gte": ge, "lte": le, "gt": gt, "lt": lt}


def conditions(paths: Paths, given: Mapping[str, Any], actor: Actor) -> list[ColumnElement[bool]]:
    """One condition per filter; Invalid names each that is unknown or does not fit."""
    found: list[ColumnElement[bool]] = []
    wrong: list[FieldError] = []
    for key, raw in given.items():
        try:
            found.append(_condition(paths, key, raw, actor))
        except Invalid as error:
            wrong += error.errors
    if wrong:
        how_many = "A filter is" if len(wrong) == 1 else f"{len(wrong)} filters are"
        raise Invalid(f"{how_many} not valid: see errors.", errors=tuple(wrong))
    return found


def _condition(paths: Paths, key: str, raw: Any, actor: Actor) -> ColumnElement[bool]:
    path, _, op = key.partition("__")
    if op == "exists":
        return _inverse(paths, path, _boolean(key, _one(key, raw)))
    found = paths.find(path)
    if (op or "eq") not in found.ops:
        raise _bad(key, f"{path} can be filtered by: {', '.join(found.ops)}", "unknown_operator")
    if op == "null":
        empty: ColumnElement[bool] = func.cardinality(found.column) == 0 if KINDS[found.kind].many else found.column.is_(None)
        return empty if _boolean(key, _one(key, raw)) else ~empty
    if op in ("in", "nin"):
        return _among(paths, found, key, raw, actor, negated=op == "nin")
    text = _one(key, raw)
    if KINDS[found.kind].many:
        has: ColumnElement[bool] = found.column.contains([read(found, key, text, actor)])
        return has
    if op in ("contains", "startswith"):
        pattern = ("%" if op == "contains" else "") + _escaped(text) + "%"
        return func.fold(found.column).like(func.fold(pattern), escape="\\")
    if text.startswith("@") and "contains" not in found.ops:
        value = paths.find(text[1:]).column
    elif (period := _period(paths, found, key, text)) is not None:
        return period.compare(op or "eq", found.column)
    else:
        value = read(found, key, text, actor)
    condition: ColumnElement[bool] = COMPARE[op or "eq"](found.column, value)
    return condition


def _among(paths: Paths, found: Found, key: str, raw: Any, actor: Actor, *, negated: bool) -> ColumnElement[bool]:
    given = [part for item in (raw if isinstance(raw, list) else [raw]) for part in str(item).split(",") if part.strip()]
    if len(given) > MANY:
        raise _bad(key, f"at most {MANY} values", "too_long")
    column: Any = found.column
    named = {part: period for part in given if (period := _period(paths, found, key, part.strip())) is not None}
    values = [read(found, key, part.strip(), actor) for part in given if part not in named]
    if named:
        inside = or_(*(period.compare("eq", column) for period in named.values()), column.in_(values))
        return or_(~inside, column.is_(None)) if negated else inside
    if not values:
        return false()
    if KINDS[found.kind].many:
        has_one: ColumnElement[bool] = column.overlap(values)
        return ~has_one if negated else has_one
    among: ColumnElement[bool] = column.in_(values)
    return or_(~among, column.is_(None)) if negated else among


def _period(paths: Paths, found: Found, key: str, text: str) -> Period | None:
    """What `this_month` means here; None for other values."""
    if found.kind not in ("date", "datetime") or paths.ctx is None:
        return None
    try:
        return period_of(text, found.kind, zone_of(paths.ctx), paths.ctx.settings.clock)
    except (OverflowError, ValueError):
        raise _bad(key, f"expects {KINDS[found.kind].expects}", "invalid_value") from None


def _inverse(paths: Paths, name: str, wanted: bool) -> ColumnElement[bool]:
    """Whether any record of another entity points here."""
    other = registry.entities.get(name)
    links = [s for s in other.__fields__.values() if s.target == paths.entity.__entity__ and s.kind in ("ref", "refs")] if other else []
    if other is None or not links:
        raise _bad(f"{name}__exists", f"no {name} point to {paths.entity.__entity__}", "unknown_field")
    paths.require(f"{name}:read")
    them = aliased(other)
    here = paths.entity.id
    points = [getattr(them, s.name).contains(array([here])) if s.kind == "refs" else getattr(them, s.name) == here for s in links]
    seen = visible(paths.ctx, them) if paths.ctx is not None else None
    shown = [] if seen is None else [seen]
    there = exists(select(them.id).where(and_(them.org_id == paths.entity.org_id, or_(*points), them.deleted_at.is_(None), *shown)))
    return there if wanted else ~there


def read(found: Found, key: str, text: str, actor: Actor) -> Any:
    """A value of the field's kind, or Invalid saying what is expected."""
    if "\0" in text:
        raise _bad(key, "must not contain the NUL character", "invalid_value")
    try:
        return _read(found, text, actor)
    except (ValueError, InvalidOperation, OverflowError):
        raise _bad(key, f"expects {KINDS[found.kind].expects}", "invalid_value") from None


def _read(found: Found, text: str, actor: Actor) -> Any:
    if found.kind == "user" and text == "me":
        return actor.user_id
    if found.spec and found.spec.choices and text not in found.spec.choices:
        raise _bad(found.path, f"is one of: {', '.join(found.spec.choices)}", "invalid_choice")
    return KINDS[found.kind].read(text)


def names(text: str | None) -> Iterable[str]:
    """The parts of a comma list."""
    return (part.strip() for part in (text or "").split(",") if part.strip())


def _one(key: str, raw: Any) -> str:
    if isinstance(raw, list):
        raise _bad(key, "was sent more than once", "duplicate")
    text = str(raw).lower() if isinstance(raw, bool) else str(raw)
    if "\0" in text or len(text) > 2000:
        raise _bad(key, "is not a valid text", "invalid_value")
    return text


def _boolean(key: str, text: str) -> bool:
    try:
        return bool(KINDS["boolean"].read(text))
    except ValueError:
        raise _bad(key, "expects true or false", "invalid_value") from None


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")


def _bad(key: str, why: str, kind: str) -> Invalid:
    return Invalid(f"{key}: {why}", errors=(FieldError(("query", key), why, kind),))
