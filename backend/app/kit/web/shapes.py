"""What goes in and out: the base of every shape, pages, and keyset paging of plain lists."""

import base64
import binascii
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from typing import Annotated, Any, Generic, TypeVar
from uuid import UUID

import orjson
from email_validator import SPECIAL_USE_DOMAIN_NAMES, EmailNotValidError, validate_email
from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints, WithJsonSchema, model_validator
from sqlalchemy import Select, func, select, tuple_
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import InstrumentedAttribute

from app.kit.core.errors import Invalid

T = TypeVar("T")
LONGEST = 100_000
"""Characters of a text for which nothing shorter is said."""


def sendable(value: str) -> str:
    """Refuse what PostgreSQL cannot keep (NUL) and JSON cannot carry (a lone surrogate)."""
    if "\0" in value or not value.isascii() and any("\ud800" <= c <= "\udfff" for c in value):
        raise ValueError("must not contain the NUL character or half a surrogate pair")
    return value


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, list | tuple):
        for one in value:
            yield from _texts(one)
    elif isinstance(value, dict):
        for key, one in value.items():
            yield from _texts(key)
            yield from _texts(one)


class Shape(BaseModel):
    """Base of every body and answer: unknown fields are refused, texts are bounded and can be stored."""

    model_config = ConfigDict(extra="forbid", from_attributes=True, str_max_length=LONGEST)

    @model_validator(mode="before")
    @classmethod
    def _sendable(cls, data: Any) -> Any:
        if isinstance(data, dict):
            for text in _texts(data):
                sendable(text)
        return data


Name = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200), AfterValidator(sendable)]
"""What people call something: 1 to 200 characters, without blanks around it."""
Search = Annotated[str | None, Field(max_length=200)]


def normal_email(address: str) -> str:
    """One mailbox, one spelling: NFKC, case folded, without blanks around it."""
    return unicodedata.normalize("NFKC", address).strip().casefold()


for _private in ("local", "localhost", "test"):  # names of company networks and test installations: mail arrives there too
    SPECIAL_USE_DOMAIN_NAMES.remove(_private)


def _email(address: str) -> str:
    try:
        return normal_email(validate_email(address, check_deliverability=False, globally_deliverable=False).normalized)
    except EmailNotValidError as error:
        raise ValueError(str(error)) from None


Email = Annotated[
    str, BeforeValidator(lambda v: normal_email(v) if isinstance(v, str) else v), AfterValidator(_email),
    Field(max_length=254), WithJsonSchema({"type": "string", "format": "email", "maxLength": 254}),
]  # fmt: skip
"""An e-mail address, normalised; also of networks without public names."""


class Page(BaseModel, Generic[T]):
    """One page of a list."""

    items: list[T]
    next_cursor: str | None = None
    """Send it as `cursor` for the next page; null on the last one."""
    total: int | None = None
    """All rows that match; only when `count=true` was asked for."""


class Paging(Shape):
    """Query of a plain list; lists with filters add theirs to a subclass."""

    limit: int = Field(50, ge=1, le=200)
    cursor: str | None = Field(None, max_length=1000)
    count: bool = False


def encode_cursor(values: Sequence[Any]) -> str:
    """The place after a row, as an opaque text."""
    return base64.urlsafe_b64encode(orjson.dumps(values, default=str)).decode().rstrip("=")  # the driver has a UUID class of its own


def decode_cursor(cursor: str, kinds: Sequence[type]) -> tuple[Any, ...]:
    """The values of a place, each of the kind it had. Raises Invalid for anything this list did not make."""
    try:
        found = orjson.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
        if not isinstance(found, list) or len(found) != len(kinds):
            raise ValueError(cursor)
        return tuple(_restored(value, kind) for value, kind in zip(found, kinds, strict=True))
    except (ValueError, TypeError, binascii.Error):
        raise Invalid.field("cursor", "is not a cursor of this list", where="query") from None


def _restored(value: Any, kind: type) -> Any:
    if kind is UUID:
        return UUID(value)
    if kind is datetime:
        return datetime.fromisoformat(value)
    if not isinstance(value, kind) or (isinstance(value, str) and sendable(value) != value):
        raise TypeError(kind)
    return value


async def keyset(
    db: AsyncSession,
    statement: Select[*tuple[Any, ...]],
    order: Sequence[InstrumentedAttribute[Any]],
    paging: Paging,
    make: Callable[[Any], T],
    *,
    newest_first: bool = False,
) -> Page[T]:
    """One page of a statement by the values of `order` (the last one unique, none nullable), so that nothing is skipped or shown twice.

    `make` turns a row into an item. The statement must select the columns or entities of `order`.
    """
    total = int(await db.scalar(select(func.count()).select_from(statement.order_by(None).subquery())) or 0) if paging.count else None
    if paging.cursor is not None:
        place = decode_cursor(paging.cursor, [column.type.python_type for column in order])
        statement = statement.where(tuple_(*order) < tuple_(*place) if newest_first else tuple_(*order) > tuple_(*place))
    wanted = [c.desc() if newest_first else c.asc() for c in order]
    rows = (await db.execute(statement.add_columns(*order).order_by(*wanted).limit(paging.limit + 1))).all()
    shown = rows[: paging.limit]
    more = len(rows) > paging.limit
    width = len(order)
    return Page(items=[make(row[:-width]) for row in shown], next_cursor=encode_cursor(shown[-1][-width:]) if more else None, total=total)
