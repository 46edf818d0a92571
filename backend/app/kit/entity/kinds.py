"""The kinds of values that a field can have: which filters they take, how a text becomes such a value, what is expected of it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any, Literal
from uuid import UUID

from app.kit.entity.periods import PATTERN, WORDS

KindName = Literal[
    "text", "long_text", "email", "url", "phone", "integer", "decimal", "percent", "money", "boolean", "date", "datetime", "enum",
    "status", "tags", "json", "file", "image", "user", "ref", "refs",
]  # fmt: skip
RANGE = ("gte", "lte", "gt", "lt")
TEXT_OPS = ("eq", "in", "nin", "contains", "startswith", "null")
RANGE_OPS = ("eq", "in", "nin", *RANGE, "null")
SET_OPS = ("eq", "in", "nin", "null")
BOOLEANS = {"true": True, "1": True, "false": False, "0": False}
DIGITS = 16
"""Digits before the point that an amount in a filter may have."""
WHOLE = 2**53 - 1
"""The largest whole number that every JSON reader keeps exactly (RFC 8259, section 6)."""


@dataclass(frozen=True, slots=True)
class Kind:
    """What is the same for all fields of a kind."""

    ops: tuple[str, ...]
    """Filter operators."""
    read: Callable[[str], Any] = str
    """A value as a filter or a cursor writes it; ValueError when it is none."""
    expects: str = "another value"
    """What a refusal asks for."""
    schema: Mapping[str, Any] = field(default_factory=lambda: {"type": "string"})
    """JSON Schema of the value in a filter."""
    many: bool = False
    """A list of values: `eq` means "has", `in` "has one of"."""
    number: bool = False
    """Can be summed."""


def _whole(text: str) -> int:
    value = int(text)
    if abs(value) > WHOLE:
        raise ValueError
    return value


def _number(text: str) -> Decimal:
    value = Decimal(text)
    if not value.is_finite() or abs(value) >= Decimal(10) ** DIGITS:
        raise ValueError
    return value


def _boolean(text: str) -> bool:
    try:
        return BOOLEANS[text.lower()]
    except KeyError:
        raise ValueError from None


def moment_of(text: str) -> datetime:
    """A point in time; without a zone it is UTC, without a time it is midnight."""
    value = datetime.fromisoformat(text)
    return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


_RELATIVE = {"type": "string", "pattern": PATTERN}
_DAY = {"anyOf": [{"type": "string", "format": "date"}, _RELATIVE]}
_MOMENT = {"anyOf": [{"type": "string", "format": "date-time"}, _RELATIVE]}
_NUMBER = Kind(RANGE_OPS, _number, "a number like 1234.50", number=True)
_LINK = Kind(SET_OPS, UUID, "an id")
_HELD = Kind(("null",))
KINDS: Mapping[str, Kind] = {
    **dict.fromkeys(("text", "long_text", "email", "url", "phone"), Kind(TEXT_OPS)),
    **dict.fromkeys(("decimal", "percent"), _NUMBER),
    "money": Kind(RANGE_OPS, _number, "an amount like 1234.50", number=True),
    "integer": Kind(RANGE_OPS, _whole, "a whole number", {"type": "string", "pattern": r"^-?\d{1,16}$"}, number=True),
    "boolean": Kind(("eq", "null"), _boolean, "true or false", {"type": "boolean"}),
    "date": Kind(RANGE_OPS, date.fromisoformat, f"a date like 2026-01-31 or a word: {WORDS}", _DAY),
    "datetime": Kind(RANGE_OPS, moment_of, f"a time like 2026-01-31T12:00:00Z, a date, or a word: {WORDS}", _MOMENT),
    **dict.fromkeys(("enum", "status"), Kind(SET_OPS)),
    "tags": Kind(SET_OPS, many=True),
    "refs": Kind(SET_OPS, UUID, "an id", many=True),
    "ref": _LINK,
    "id": _LINK,
    "user": Kind(SET_OPS, UUID, "an id or `me`"),
    **dict.fromkeys(("json", "file", "image"), _HELD),
    "rank": Kind((), float),
}
"""By name; `id` and `rank` are not declared but appear in filters and cursors."""
