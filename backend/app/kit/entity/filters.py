"""Field filters of a list: `status=paid`, `due_on__lte=2026-01-31`, `name__contains=ernst`, `paid_on__gt=@due_on`."""

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from operator import eq, ge, gt, le, lt
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, and_, exists, false, func, or_, select
from sqlalchemy.orm import aliased

from app.kit.core.access import Actor
from app.kit.core.errors import FieldError, Invalid
from app.kit.core.registry import registry
from app.kit.entity.declare import Entity
from app.kit.entity.paths import Found, Paths

MANY = 500
BOOLEANS = {"true": True, "1": True, "false": False, "0": False}
WORD = re.compile(r"\w+")
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
        raise Invalid(f"{len(wrong)} filter(s) are not valid: see errors.", errors=tuple(wrong))
    return found


def _condition(paths: Paths, key: str, raw: Any, actor: Actor) -> ColumnElement[bool]:
    path, _, op = key.partition("__")
    if op == "exists":
        return _inverse(paths, path, _boolean(key, _one(key, raw)))
    found = paths.find(path)
    if (op or "eq") not in found.ops:
        raise _bad(key, f"{path} can be filtered by: {', '.join(found.ops)}", "unknown_operator")
    if op == "null":
        empty: ColumnElement[bool] = found.column.is_(None)
        return empty if _boolean(key, _one(key, raw)) else ~empty
    if op in ("in", "nin"):
        return _among(found, key, raw, actor, negated=op == "nin")
    text = _one(key, raw)
    if op in ("contains", "startswith"):
        pattern = ("%" if op == "contains" else "") + _escaped(text) + "%"
        return func.fold(found.column).like(func.fold(pattern), escape="\\")
    value = (
        paths.find(text[1:]).column if text.startswith("@") and found.kind not in ("text", "long_text") else read(found, key, text, actor)
    )
    condition: ColumnElement[bool] = COMPARE[op or "eq"](found.column, value)
    return condition


def _among(found: Found, key: str, raw: Any, actor: Actor, *, negated: bool) -> ColumnElement[bool]:
    given = [part for item in (raw if isinstance(raw, list) else [raw]) for part in str(item).split(",") if part.strip()]
    if len(given) > MANY:
        raise _bad(key, f"at most {MANY} values", "too_long")
    values = [read(found, key, part.strip(), actor) for part in given]
    if not values:
        return false()
    column: Any = found.column
    among: ColumnElement[bool] = column.in_(values)
    return or_(~among, column.is_(None)) if negated else among


def _inverse(paths: Paths, name: str, wanted: bool) -> ColumnElement[bool]:
    """Whether any record of another entity points here."""
    other = registry.entities.get(name)
    field = next((s for s in other.__fields__.values() if s.kind == "ref" and s.target == paths.entity.__entity__), None) if other else None
    if other is None or field is None:
        raise _bad(f"{name}__exists", f"no {name} point to {paths.entity.__entity__}", "unknown_field")
    paths.require(f"{name}:read")
    them = aliased(other)
    there = exists(
        select(them.id).where(
            and_(them.org_id == paths.entity.org_id, getattr(them, field.name) == paths.entity.id, them.deleted_at.is_(None))
        )
    )
    return there if wanted else ~there


def read(found: Found, key: str, text: str, actor: Actor) -> Any:
    """A value of the field's kind, or Invalid saying what is expected."""
    try:
        return _read(found, text, actor)
    except (ValueError, InvalidOperation, OverflowError):
        raise _bad(key, f"expects {EXPECTED.get(found.kind, 'another value')}", "invalid_value") from None


EXPECTED = {
    "date": "a date like 2026-01-31", "datetime": "a time like 2026-01-31T12:00:00Z", "money": "an amount like 1234.50",
    "ref": "an id", "user": "an id or `me`", "id": "an id",
}  # fmt: skip


def _read(found: Found, text: str, actor: Actor) -> Any:
    match found.kind:
        case "date":
            return date.fromisoformat(text)
        case "datetime":
            return datetime.fromisoformat(text if "T" in text else f"{text}T00:00:00+00:00")
        case "money":
            value = Decimal(text)
            if not value.is_finite() or abs(value) >= Decimal(10) ** 16:
                raise ValueError
            return value
        case "user" if text == "me":
            return actor.user_id
        case "ref" | "user" | "id":
            return UUID(text)
        case "status" | "enum" if found.spec and text not in found.spec.choices:
            raise _bad(found.path, f"is one of: {', '.join(found.spec.choices)}", "invalid_choice")
    return text


def search(entity: type[Entity], q: str) -> tuple[ColumnElement[bool], Any] | None:
    """The condition and the rank of a full-text search; every word may be a beginning. None when there is no word in it."""
    words = WORD.findall(q)
    column = entity.__table__.c.get("search")
    if not words or column is None:
        return None
    query = func.to_tsquery("simple", func.concat_ws(" & ", *(_lexeme(w) for w in words[:12])))
    return column.op("@@")(query), func.ts_rank(column, query)


def _lexeme(word: str) -> Any:
    """`'word':*`. Folding comes first: without its accents a character may become a blank (¼ is 1/4) or an apostrophe."""
    return func.concat("'", func.replace(func.fold(word), "'", " "), "':*")


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
    if text.lower() not in BOOLEANS:
        raise _bad(key, "expects true or false", "invalid_value")
    return BOOLEANS[text.lower()]


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")


def _bad(key: str, why: str, kind: str) -> Invalid:
    return Invalid(f"{key}: {why}", errors=(FieldError(("query", key), why, kind),))
