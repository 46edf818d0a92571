"""Keyset paging: a cursor holds the sort values of the last record, so a page stays right while others write."""

import base64
import binascii
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

import orjson
from sqlalchemy import and_, false, or_, tuple_

from app.kit.core.errors import Invalid
from app.kit.entity.filters import names
from app.kit.entity.kinds import KINDS
from app.kit.entity.paths import Paths

MOST_KEYS = 5


@dataclass(frozen=True, slots=True)
class Key:
    """One part of the order."""

    column: Any
    kind: str
    descending: bool
    nullable: bool = False

    @property
    def order(self) -> Any:
        """Empty values come last, whichever the direction; not said where there are none, so that an index can be read backwards."""
        direction = self.column.desc() if self.descending else self.column.asc()
        return direction.nulls_last() if self.nullable else direction


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of the whole order: the records with a value of the first key, or (behind them) those without.

    Apart, each can be read along an index; together they could only be sorted.
    """

    keys: list[Key]
    where: tuple[Any, ...] = ()


def order_of(paths: Paths, sort: str | None, default: str) -> list[Key]:
    """The keys of `-due_on,number`, ending in the id so that no two records are equal."""
    keys: list[Key] = []
    for part in names(sort or default):
        found = paths.find(part.removeprefix("-"))
        if found.spec is not None and not found.spec.sort:
            raise Invalid.field("sort", f"{found.path} can not be sorted by", where="query")
        column, kind = (paths.entity.id, "id") if found.path == "created_at" else (found.column, found.kind)
        keys.append(Key(column, kind, part.startswith("-"), bool(getattr(column, "nullable", True)) or "." in found.path))
    if len(keys) > MOST_KEYS:
        raise Invalid.field("sort", f"at most {MOST_KEYS} fields", where="query")
    if not any(k.kind == "id" for k in keys):
        keys.append(Key(paths.entity.id, "id", keys[-1].descending if keys else True))
    return keys


def parts(keys: list[Key], cursor: str | None) -> list[Part]:
    """What is left of the order behind the cursor's record (all of it without one), stretch by stretch."""
    values = _decode(keys, cursor) if cursor else None
    first, rest = keys[0], keys[1:]
    if not first.nullable:
        return [Part(keys, _behind(keys, values))]
    empty = Part(rest, (first.column.is_(None), *(_behind(rest, values[1:]) if values and values[0] is None else ())))
    if values and values[0] is None:
        return [empty]
    filled = [replace(first, nullable=False), *rest]
    return [Part(filled, (first.column.is_not(None), *_behind(filled, values))), empty]


def _behind(keys: list[Key], values: list[Any] | None) -> tuple[Any, ...]:
    """Everything behind these values. A comparison of rows where SQL has one for this order; an index can begin there either way."""
    if values is None:
        return ()
    first = keys[0]
    if not any(k.nullable or k.descending is not first.descending for k in keys):
        row = tuple_(*(k.column for k in keys))
        last = tuple_(*values, types=[k.column.type for k in keys])
        return (row < last if first.descending else row > last,)
    bound = [] if first.nullable else [first.column <= values[0] if first.descending else first.column >= values[0]]
    clauses: list[Any] = []
    for i, key in enumerate(keys):
        same = [k.column.is_(None) if v is None else k.column == v for k, v in zip(keys[:i], values, strict=False)]
        clauses.append(and_(*same, _beyond(key, values[i])))
    return (*bound, or_(*clauses))


def _beyond(key: Key, value: Any) -> Any:
    if value is None:
        return false()  # empty values are last: nothing of this key is behind them
    beyond = key.column < value if key.descending else key.column > value
    return or_(beyond, key.column.is_(None)) if key.nullable else beyond


def encode(keys: list[Key], values: list[Any]) -> str:
    """The cursor behind a record with these values."""
    body = [_mark(keys), *(str(v) if isinstance(v, Decimal) else v for v in values)]
    return base64.urlsafe_b64encode(orjson.dumps(body, default=str)).decode().rstrip("=")


def _decode(keys: list[Key], cursor: str) -> list[Any]:
    try:
        mark, *raw = orjson.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
        if mark != _mark(keys) or len(raw) != len(keys):
            raise ValueError("another order")
        return [None if v is None else _typed(k.kind, v) for k, v in zip(keys, raw, strict=True)]
    except (ValueError, TypeError, binascii.Error, ArithmeticError, UnicodeError, AttributeError):
        raise Invalid.field(
            "cursor", "is not a cursor of this list and order: begin without one", where="query", type="invalid_cursor"
        ) from None


def _mark(keys: list[Key]) -> str:
    return "".join(f"{'-' if k.descending else '+'}{k.kind[:2]}" for k in keys)


def _typed(kind: str, value: Any) -> Any:
    text = str(value).lower() if isinstance(value, bool) else str(value) if isinstance(value, int | float) else value
    if not isinstance(text, str) or "\0" in text:
        raise ValueError("not a text")
    return KINDS[kind].read(text)
