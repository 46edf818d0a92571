"""Field functions: each returns the Mapped type it makes, so a wrong annotation is a type error, not a surprise.

All take the words of `Shown` (label, help, synonyms, search, filter, sort, list, widget, read, write, sensitive) and `default`; a field
without a default is required. Links to people, records and files are in `links`, statuses and choices in `flows`.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any, Literal, TypeVar, Unpack, cast

import orjson
from pydantic import AfterValidator, HttpUrl, TypeAdapter, validate_email
from pydantic import Field as Rule
from sqlalchemy import BigInteger, Boolean, Computed, Date, DateTime, Numeric, String, Text
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlalchemy.orm import Mapped, composite, mapped_column

from app.kit.core.money import Money
from app.kit.entity.kinds import WHOLE
from app.kit.entity.spec import REQUIRED, FieldSpec, Shown

T = TypeVar("T")
Number = int | str | Decimal
TAGS = 50
JSON_BYTES = 64 * 1024


def _one_line(value: str) -> str:
    if any(ord(c) < 32 for c in value):
        raise ValueError("must be one line")
    return value.strip()


def _lines(value: str) -> str:
    if "\0" in value:
        raise ValueError("must not contain the NUL character")
    return value


def text(
    *, min: int = 1, max: int = 200, pattern: str = "", unique: bool = False, default: Any = REQUIRED, **shown: Unpack[Shown]
) -> Mapped[str]:
    """A line of text of `min` to `max` characters; `pattern` is a regular expression that the whole text fits."""
    rule: tuple[Any, ...] = (Rule(min_length=min, max_length=max), AfterValidator(_one_line))
    if pattern:
        rule = (Rule(min_length=min, max_length=max, pattern=f"^(?:{pattern})$"), AfterValidator(_one_line))
    spec = FieldSpec(
        kind="text", sql=lambda: String(max), rule=rule, unique=unique, min=min, max=max, pattern=pattern, default=default, **shown
    )
    return cast("Mapped[str]", spec)


def long_text(*, max: int = 20_000, default: Any = REQUIRED, **shown: Unpack[Shown]) -> Mapped[str]:
    """Several lines, shown as Markdown (CommonMark)."""
    rule = (Rule(max_length=max), AfterValidator(_lines))
    return cast("Mapped[str]", FieldSpec(kind="long_text", sql=Text, rule=rule, max=max, default=default, **_unsorted(shown)))


def email(*, unique: bool = False, default: Any = REQUIRED, **shown: Unpack[Shown]) -> Mapped[str]:
    """An e-mail address (RFC 5322)."""
    rule = (Rule(max_length=254), AfterValidator(lambda value: validate_email(value)[1]))
    return cast(
        "Mapped[str]", FieldSpec(kind="email", sql=lambda: String(254), rule=rule, unique=unique, max=254, default=default, **shown)
    )


def url(*, unique: bool = False, default: Any = REQUIRED, **shown: Unpack[Shown]) -> Mapped[str]:
    """A web address (http or https)."""
    rule = (Rule(max_length=2000), AfterValidator(_web_address))
    return cast(
        "Mapped[str]", FieldSpec(kind="url", sql=lambda: String(2000), rule=rule, unique=unique, max=2000, default=default, **shown)
    )


_URL = TypeAdapter(HttpUrl)


def _web_address(value: str) -> str:
    _URL.validate_python(_one_line(value))  # the text stays as it was written: a "normalised" address may be another one to its server
    return value.strip()


def phone(*, unique: bool = False, default: Any = REQUIRED, **shown: Unpack[Shown]) -> Mapped[str]:
    """A telephone number as people write it."""
    rule = (Rule(min_length=1, max_length=40), AfterValidator(_one_line))
    return cast("Mapped[str]", FieldSpec(kind="phone", sql=lambda: String(40), rule=rule, unique=unique, max=40, default=default, **shown))


def integer(
    *, min: int = -WHOLE, max: int = WHOLE, unit: str = "", unique: bool = False, default: Any = REQUIRED, **shown: Unpack[Shown]
) -> Mapped[int]:
    """A whole number that JSON keeps exactly (±2⁵³)."""
    spec = FieldSpec(kind="integer", sql=BigInteger, rule=(Rule(ge=min, le=max),), unit=unit, unique=unique, default=default, **shown)
    spec.min, spec.max = min if min > -WHOLE else None, max if max < WHOLE else None
    return cast("Mapped[int]", spec)


def decimal(
    *, places: int = 2, min: Number | None = None, max: Number | None = None, unit: str = "", default: Any = REQUIRED,
    **shown: Unpack[Shown],
) -> Mapped[Decimal]:  # fmt: skip
    """An exact number with `places` digits behind the point, in a `unit` if it has one; at most 18 digits in all."""
    return cast(
        "Mapped[Decimal]",
        FieldSpec(
            kind="decimal", sql=lambda: Numeric(18, places), rule=(_numeric(18, places, min, max),), places=places, unit=unit,
            min=_exact(min), max=_exact(max), default=default, **shown,
        ),
    )  # fmt: skip


def percent(
    *, places: int = 2, min: Number | None = 0, max: Number | None = 100, default: Any = REQUIRED, **shown: Unpack[Shown]
) -> Mapped[Decimal]:
    """A share in hundredths: 12.5 means 12.5 %."""
    return cast(
        "Mapped[Decimal]",
        FieldSpec(
            kind="percent", sql=lambda: Numeric(9, places), rule=(_numeric(9, places, min, max),), places=places, unit="%",
            min=_exact(min), max=_exact(max), default=default, **shown,
        ),
    )  # fmt: skip


def _numeric(digits: int, places: int, low: Number | None, high: Number | None) -> Any:
    return Rule(max_digits=digits, decimal_places=places, allow_inf_nan=False, ge=_exact(low), le=_exact(high))


def _exact(end: Number | None) -> Any:
    return None if end is None else Decimal(str(end))


def boolean(*, default: Any = False, **shown: Unpack[Shown]) -> Mapped[bool]:
    """Yes or no; no unless something else is said."""
    return cast("Mapped[bool]", FieldSpec(kind="boolean", sql=Boolean, default=default, **shown))


def day(*, default: Any = REQUIRED, **shown: Unpack[Shown]) -> Mapped[date]:
    """A calendar day; `default=TODAY` is possible."""
    return cast("Mapped[date]", FieldSpec(kind="date", sql=Date, default=default, **shown))


def moment(*, default: Any = REQUIRED, **shown: Unpack[Shown]) -> Mapped[datetime]:
    """A point in time, kept and sent in UTC; `default=NOW` is possible."""
    rule = (AfterValidator(_in_utc),)
    return cast("Mapped[datetime]", FieldSpec(kind="datetime", sql=lambda: DateTime(timezone=True), rule=rule, default=default, **shown))


def _in_utc(value: datetime) -> datetime:
    try:
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)
    except OverflowError:
        raise ValueError("must be a time between the years 1 and 9999") from None


def money(*, min: Number | None = None, max: Number | None = None, default: Any = REQUIRED, **shown: Unpack[Shown]) -> Mapped[Money]:
    """An exact amount with its currency (ISO 4217)."""

    def build(spec: FieldSpec) -> Any:
        amount = mapped_column(f"{spec.name}_amount", Numeric(18, 2), nullable=spec.nullable)
        currency = mapped_column(f"{spec.name}_currency", String(3), nullable=spec.nullable)
        return composite(Money, amount, currency, return_none_on=lambda *parts: None in parts)

    low, high = _exact(min), _exact(max)

    def within(value: Money) -> Money:
        if low is not None and value.amount < low or high is not None and value.amount > high:
            raise ValueError(f"the amount must be {_between(low, high)}")
        return value

    rule = (AfterValidator(within),) if low is not None or high is not None else ()
    return cast("Mapped[Money]", FieldSpec(kind="money", build=build, rule=rule, places=2, default=default, min=low, max=high, **shown))


def _between(low: Decimal | None, high: Decimal | None) -> str:
    if low is None or high is None:
        return f"at least {low}" if high is None else f"at most {high}"
    return f"between {low} and {high}"


def tags(*, default: Sequence[str] = (), **shown: Unpack[Shown]) -> Mapped[list[str]]:
    """Short words that people choose freely; none twice."""
    rule = (Rule(max_length=TAGS), AfterValidator(_tags))
    return cast(
        "Mapped[list[str]]", FieldSpec(kind="tags", sql=lambda: ARRAY(String(40)), rule=rule, default=tuple(default), **_unsorted(shown))
    )


def _tags(values: list[str]) -> list[str]:
    words = [_one_line(v) for v in values]
    if any(not 0 < len(w) <= 40 or "," in w for w in words):
        raise ValueError("a tag has 1 to 40 characters and no comma")
    return list({w.casefold(): w for w in reversed(words)}.values())[::-1]


def json(*, default: Any = REQUIRED, **shown: Unpack[Shown]) -> Mapped[dict[str, Any]]:
    """Data of any shape, an object or a list, up to 64 kB: for what other programs keep with a record."""
    column = JSONB(none_as_null=True)  # empty is empty, not the JSON word null
    spec = FieldSpec(kind="json", sql=lambda: column, rule=(AfterValidator(_small),), default=default, **_unsorted(shown))
    return cast("Mapped[dict[str, Any]]", spec)


def _small(value: Any) -> Any:
    if len(orjson.dumps(value)) > JSON_BYTES:
        raise ValueError(f"must not be more than {JSON_BYTES // 1024} kB of JSON")
    return value


def computed(of: str | Callable[[Any], T], field: Mapped[T], *, init: Literal[False] = False) -> Mapped[T]:
    """A field that nobody sets: a SQL expression over the columns, kept by the database, or a Python function of the record.

    `computed("weight * 2", decimal())` can be filtered and sorted; `computed(lambda r: r.weight > 100, boolean())` is made for each answer.
    """
    del init  # read by type checkers: it is no argument of the constructor
    spec = cast("FieldSpec", field)
    if callable(of):
        return cast("Mapped[T]", replace(spec, computed=of, rule=(), sort=False, search=False, build=None, default=None))
    if spec.build or spec.many:
        raise TypeError("SQL computes one column: money and lists are computed in Python")

    def build(mine: FieldSpec) -> Any:
        return mapped_column(mine.name, *([mine.sql()] if mine.sql else []), Computed(of, persisted=True), nullable=True)

    return cast("Mapped[T]", replace(spec, computed=of, rule=(), build=build, default=None))


def custom(name: str, field: Mapped[T], *, check: Callable[[Any], Any], examples: Sequence[Any]) -> Mapped[T]:
    """A kind of the clone's own, made from another: `check` gets the value and returns it (tidied), or raises ValueError in words.

    `examples` are tidy values, for the documentation and the generated tests. Screens draw it as the kind it is made from, unless a
    frontend feature has something for `name`.
    """
    spec = cast("FieldSpec", field)
    return cast("Mapped[T]", replace(spec, custom=name, examples=tuple(examples), rule=(*spec.rule, AfterValidator(check))))


def _unsorted(shown: Shown) -> Shown:
    shown.setdefault("sort", False)
    return shown
