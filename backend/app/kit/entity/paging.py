"""Keyset paging: a cursor holds the sort values of the last record, so a page stays right while others write."""

import base64
import binascii
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import orjson
from sqlalchemy import ColumnElement, and_, false, or_

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

    @property
    def order(self) -> Any:
        """Empty values come last, whichever the direction."""
        return (self.column.desc() if self.descending else self.column.asc()).nulls_last()


def order_of(paths: Paths, sort: str | None, default: str) -> list[Key]:
    """The keys of `-due_on,number`, ending in the id so that no two records are equal."""
    keys: list[Key] = []
    for part in names(sort or default):
        found = paths.find(part.removeprefix("-"))
        if found.spec is not None and not found.spec.sort:
            raise Invalid.field("sort", f"{found.path} can not be sorted by", where="query")
        keys.append(
            Key(
                paths.entity.id if found.path == "created_at" else found.column,
                "id" if found.path == "created_at" else found.kind,
                part.startswith("-"),
            )
        )
    if len(keys) > MOST_KEYS:
        raise Invalid.field("sort", f"at most {MOST_KEYS} fields", where="query")
    if not any(k.kind == "id" for k in keys):
        keys.append(Key(paths.entity.id, "id", keys[-1].descending if keys else True))
    return keys


def after(keys: list[Key], cursor: str) -> ColumnElement[bool]:
    """Everything behind the cursor's record in this order."""
    values = _decode(keys, cursor)
    clauses: list[Any] = []
    for i, key in enumerate(keys):
        same = [k.column.is_not_distinct_from(v) for k, v in zip(keys[:i], values, strict=False)]
        clauses.append(and_(*same, _behind(key, values[i])))
    return or_(*clauses)


def _behind(key: Key, value: Any) -> Any:
    if value is None:
        return false()  # empty values are last: nothing of this key is behind them
    beyond = key.column < value if key.descending else key.column > value
    return beyond if key.kind == "id" else or_(beyond, key.column.is_(None))


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
