"""What the kit knows of one field."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Final, Literal, TypedDict

from sqlalchemy import CheckConstraint
from sqlalchemy.orm import mapped_column
from sqlalchemy.schema import SchemaItem

from app.kit.entity.kinds import KINDS, KindName

REQUIRED: Final[Any] = ...
Weight = Literal["A", "B", "C", "D"]


class Dynamic(str):
    """A default that is found when a record is made: how it is written in `/meta/entities`."""

    __slots__ = ()


TODAY: Final[Any] = Dynamic("@today")
"""Default of a `day`: the date where the person is who adds the record."""
NOW: Final[Any] = Dynamic("@now")
"""Default of a `moment`."""
ME: Final[Any] = Dynamic("@me")
"""Default of a `person`: who adds the record."""


class Shown(TypedDict, total=False):
    """The words that every field function takes."""

    label: str
    """What people call it; made from the name when not given."""
    help: str
    """A sentence below the input."""
    synonyms: Sequence[str]
    """Other names that people use for it: agents and imports understand them."""
    search: bool | Weight
    """Found by full-text search; a letter says how much a hit counts, A most."""
    filter: bool
    """Lists can be filtered by it."""
    sort: bool
    """Lists can be sorted by it."""
    list: bool
    """Shown as a column of the list unless the person chooses otherwise."""
    widget: str
    """How forms ask for it: `radio` (choice, boolean), `checkbox` (boolean), `slider` (a number with `min` and `max`), `textarea` or
    `markdown` (texts), or the name of a control that a frontend feature brings; otherwise the kind's own."""
    read: Sequence[str]
    """Built-in roles that see it; nobody else does until an admin gives the permission `<entity>.<field>:read`."""
    write: Sequence[str]
    """Built-in roles that may set it; nobody else may without `<entity>.<field>:write`."""
    sensitive: bool
    """Masked in audit rows and histories."""


class Move(str):
    """A status that can follow another, with who may make it so and which fields must be filled by then."""

    by: tuple[str, ...] | None
    requires: tuple[str, ...]

    def __new__(cls, to: str, by: Sequence[str] | None = None, requires: Sequence[str] = ()) -> "Move":
        """`by` None: whoever may write the record."""
        made = super().__new__(cls, to)
        made.by, made.requires = None if by is None else tuple(by), tuple(requires)
        return made


@dataclass(slots=True, kw_only=True)
class FieldSpec:
    """One field: `attribute` makes its SQLAlchemy form, `rule` its pydantic form."""

    kind: KindName
    sql: Callable[[], Any] | None = None
    """The column's type; None where the Python type says it."""
    build: Callable[["FieldSpec"], Any] | None = None
    """Makes the attribute of a field that is more than one column."""
    suffix: str = ""
    """What the column is called beyond the field: `_id` of a reference."""
    rule: tuple[Any, ...] = ()
    default: Any = REQUIRED
    label: str = ""
    help: str = ""
    synonyms: Sequence[str] = ()
    unique: bool = False
    search: bool | Weight = False
    filter: bool = True
    sort: bool = True
    list: bool = False
    widget: str = ""
    read: Sequence[str] | None = None
    write: Sequence[str] | None = None
    sensitive: bool = False
    min: Any = None
    max: Any = None
    pattern: str = ""
    places: int | None = None
    unit: str = ""
    choices: tuple[str, ...] = ()
    target: str = ""
    moves: dict[str, tuple[Move, ...]] | None = None
    custom: str = ""
    examples: tuple[Any, ...] = ()
    computed: str | Callable[[Any], Any] | None = None
    name: str = ""
    type: Any = None
    nullable: bool = False

    @property
    def columns(self) -> tuple[str, ...]:
        """Names of the mapped columns behind this field: none when Python computes it."""
        if callable(self.computed):
            return ()
        return (f"{self.name}_amount", f"{self.name}_currency") if self.kind == "money" else (self.name,)

    @property
    def required(self) -> bool:
        """Whether a new record must name it."""
        return self.default is REQUIRED and self.computed is None

    @property
    def many(self) -> bool:
        """Whether it holds a list of values."""
        return KINDS[self.kind].many

    @property
    def ops(self) -> tuple[str, ...]:
        """Filter operators."""
        return KINDS[self.kind].ops if self.filter and not callable(self.computed) else ()

    @property
    def first(self) -> Any:
        """The value of a new record that does not name the field (None for one that is found then)."""
        if self.default is REQUIRED or isinstance(self.default, Dynamic):
            return None
        return list_of(self.default) if self.many else self.default

    def attribute(self) -> Any:
        """The mapped attribute, under the field's name."""
        if self.build:
            return self.build(self)
        given = [self.sql()] if self.sql else []
        default: Any = (lambda: list_of(self.default)) if self.many else self.first
        return mapped_column(f"{self.name}{self.suffix}", *given, nullable=self.nullable, default=default)

    def constraints(self) -> Sequence[SchemaItem]:
        """What the database itself refuses: other words than the choices, numbers out of range."""
        checks: list[SchemaItem] = []
        if self.choices:
            words = ", ".join(f"'{c}'" for c in self.choices)
            checks.append(CheckConstraint(f"{self.name} in ({words})", name=self.name))
        column = self.columns[0] if KINDS[self.kind].number and self.columns else ""
        ends = [f"{column} {sign} {end}" for sign, end in ((">=", self.min), ("<=", self.max)) if end is not None]
        if column and ends:
            checks.append(CheckConstraint(" and ".join(ends), name=f"{self.name}_range"))
        return checks


def list_of(values: Any) -> Any:
    """A list of its own: a default must not be shared."""
    return [*values] if values else []
