"""Field functions: each returns the Mapped type it makes, so a wrong annotation is a type error, not a surprise.

Every function takes the same words: `label`, `help`, `synonyms` (other names that people use for it), `search` (found by full-text
search), `filter`, `sort`, `list` (shown as a column of the list) and, as a parameter of that name, `default`.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final, Literal, TypedDict, TypeVar, Unpack, cast
from uuid import UUID

from pydantic import AfterValidator, validate_email
from pydantic import Field as Rule
from sqlalchemy import CheckConstraint, Numeric, String, Text, Uuid
from sqlalchemy.orm import Mapped, composite, mapped_column
from sqlalchemy.schema import SchemaItem

from app.kit.core.money import Money

REQUIRED: Final[Any] = ...
S = TypeVar("S", bound=str)
Kind = Literal["text", "long_text", "email", "phone", "date", "money", "enum", "status", "ref", "user"]
RANGE = ("gte", "lte", "gt", "lt")
OPS: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(("text", "long_text", "email", "phone"), ("eq", "in", "nin", "contains", "startswith", "null")),
    **dict.fromkeys(("date", "datetime", "money", "integer"), ("eq", "in", "nin", *RANGE, "null")),
    **dict.fromkeys(("enum", "status", "ref", "user", "id"), ("eq", "in", "nin", "null")),
}
"""Filter operators by kind."""


class Shown(TypedDict, total=False):
    """The words that every field function takes."""

    label: str
    help: str
    synonyms: Sequence[str]
    search: bool
    filter: bool
    sort: bool
    list: bool


@dataclass(slots=True, kw_only=True)
class FieldSpec:
    """What the kit knows of one field; `column` makes its SQLAlchemy form, `rule` its pydantic form."""

    kind: Kind
    column: Callable[[str], Any]
    rule: tuple[Any, ...] = ()
    default: Any = REQUIRED
    label: str = ""
    help: str = ""
    synonyms: Sequence[str] = ()
    unique: bool = False
    search: bool = False
    filter: bool = True
    sort: bool = True
    list: bool = False
    max: int | None = None
    choices: tuple[str, ...] = ()
    target: str = ""
    moves: dict[str, tuple[str, ...]] = field(default_factory=dict)
    constraints: Callable[[str], Sequence[SchemaItem]] = lambda _name: ()
    name: str = ""
    type: Any = None

    @property
    def columns(self) -> tuple[str, ...]:
        """Names of the mapped columns behind this field."""
        return (f"{self.name}_amount", f"{self.name}_currency") if self.kind == "money" else (self.name,)

    @property
    def required(self) -> bool:
        """Whether a new record must name it."""
        return self.default is REQUIRED

    @property
    def ops(self) -> tuple[str, ...]:
        """Filter operators."""
        return OPS[self.kind] if self.filter else ()


def _one_line(value: str) -> str:
    if any(ord(c) < 32 for c in value):
        raise ValueError("must be one line")
    return value.strip()


def _lines(value: str) -> str:
    if "\0" in value:
        raise ValueError("must not contain the NUL character")
    return value


def text(*, max: int = 200, unique: bool = False, default: Any = REQUIRED, **shown: Unpack[Shown]) -> Mapped[str]:
    """A line of text, at most `max` characters."""
    rule = (Rule(min_length=1, max_length=max), AfterValidator(_one_line))
    return cast(
        "Mapped[str]",
        FieldSpec(kind="text", column=lambda _: mapped_column(String(max)), rule=rule, unique=unique, max=max, default=default, **shown),
    )


def long_text(*, max: int = 20_000, default: Any = REQUIRED, **shown: Unpack[Shown]) -> Mapped[str]:
    """Several lines."""
    shown.setdefault("sort", False)
    return cast(
        "Mapped[str]",
        FieldSpec(
            kind="long_text",
            column=lambda _: mapped_column(Text),
            rule=(Rule(max_length=max), AfterValidator(_lines)),
            max=max,
            default=default,
            **shown,
        ),
    )


def email(*, unique: bool = False, default: Any = REQUIRED, **shown: Unpack[Shown]) -> Mapped[str]:
    """An e-mail address (RFC 5322)."""
    spec = FieldSpec(
        kind="email",
        column=lambda _: mapped_column(String(254)),
        rule=(Rule(max_length=254), AfterValidator(_address)),
        unique=unique,
        max=254,
        default=default,
        **shown,
    )
    return cast("Mapped[str]", spec)


def _address(value: str) -> str:
    return validate_email(value)[1]


def phone(*, default: Any = REQUIRED, **shown: Unpack[Shown]) -> Mapped[str]:
    """A telephone number as people write it."""
    return cast(
        "Mapped[str]",
        FieldSpec(
            kind="phone",
            column=lambda _: mapped_column(String(40)),
            rule=(Rule(min_length=1, max_length=40), AfterValidator(_one_line)),
            max=40,
            default=default,
            **shown,
        ),
    )


def day(*, default: Any = REQUIRED, **shown: Unpack[Shown]) -> Mapped[date]:
    """A calendar day."""
    return cast("Mapped[date]", FieldSpec(kind="date", column=lambda _: mapped_column(), default=default, **shown))


def money(**shown: Unpack[Shown]) -> Mapped[Money]:
    """An exact amount with its currency."""

    def build(name: str) -> Any:
        return composite(Money, mapped_column(f"{name}_amount", Numeric(18, 2)), mapped_column(f"{name}_currency", String(3)))

    return cast("Mapped[Money]", FieldSpec(kind="money", column=build, **shown))


def ref(entity: str, *, default: Any = REQUIRED, **shown: Unpack[Shown]) -> Mapped[UUID]:
    """The id of a record of another entity, by its name: no import, so features stay apart."""
    spec = FieldSpec(kind="ref", column=lambda name: mapped_column(f"{name}_id", Uuid), target=entity, default=default, **shown)
    return cast("Mapped[UUID]", spec)


def person(*, default: Any = REQUIRED, **shown: Unpack[Shown]) -> Mapped[UUID]:
    """A user of the organisation."""
    spec = FieldSpec(kind="user", column=lambda name: mapped_column(f"{name}_id", Uuid), target="users", default=default, **shown)
    return cast("Mapped[UUID]", spec)


def choice(*values: S, default: Any = REQUIRED, **shown: Unpack[Shown]) -> Mapped[S]:
    """One of a few words; kept in the order given, which is also how they sort in a form."""
    spec = FieldSpec(
        kind="enum",
        column=lambda _: mapped_column(String(40), default=_given(default)),
        default=default,
        choices=values,
        constraints=_among(values),
        **shown,
    )
    return cast("Mapped[S]", spec)


def flow(moves: Mapping[S, Sequence[S]], *, default: S, **shown: Unpack[Shown]) -> Mapped[S]:
    """A status: the moves that exist, and where a record starts unless it says otherwise."""
    states = tuple(dict.fromkeys([default, *moves, *(to for ends in moves.values() for to in ends)]))
    shown.setdefault("list", True)
    spec = FieldSpec(
        kind="status", column=lambda _: mapped_column(String(40), default=default), default=default, choices=states,
        moves={k: tuple(v) for k, v in moves.items()}, constraints=_among(states), **shown,
    )  # fmt: skip
    return cast("Mapped[S]", spec)


def _among(values: Sequence[str]) -> Callable[[str], Sequence[SchemaItem]]:
    listed = ", ".join(f"'{v}'" for v in values)
    return lambda name: (CheckConstraint(f"{name} in ({listed})", name=name),)


def _given(default: Any) -> Any:
    return None if default is REQUIRED else default
