"""An entity is a class: from its fields come the table, its rules, its change facts and (elsewhere) schemas, service and routes."""

from datetime import datetime
from typing import Any, ClassVar, dataclass_transform, get_args, get_type_hints
from uuid import UUID

from sqlalchemy import Column, Computed, ForeignKeyConstraint, Index
from sqlalchemy import text as sql
from sqlalchemy.dialects.postgresql import TSVECTOR
from sqlalchemy.orm import Mapped, declared_attr, mapped_column

from app.kit.core.audited import Audited, plain
from app.kit.core.model import SCOPED, Base, OrgScoped, Stamped
from app.kit.core.money import Money
from app.kit.entity.fields import FieldSpec, choice, day, email, flow, long_text, money, person, phone, ref, text


class SoftDeleted:
    """Deleted means hidden: restore brings the record back."""

    deleted_at: Mapped[datetime | None] = mapped_column(default=None, sort_order=93)


@dataclass_transform(kw_only_default=True, field_specifiers=(text, long_text, email, phone, day, money, ref, person, choice, flow))
class Entity(Audited, OrgScoped, Stamped, SoftDeleted, Base):
    """Base of every entity: `class Invoice(Entity, name="invoices", title="number", icon="receipt")`.

    `name` is the noun of table, URL, permission, event and screen; `title` the field that names a record; `sort` the order of its list;
    `synonyms` other words that people use for it. The class docstring is its description.
    """

    __abstract__ = True
    __fields__: ClassVar[dict[str, FieldSpec]] = {}
    __entity__: ClassVar[str]
    __singular__: ClassVar[str]
    __plural__: ClassVar[str]
    __title__: ClassVar[str]
    __icon__: ClassVar[str]
    __sort__: ClassVar[str]
    __synonyms__: ClassVar[tuple[str, ...]]

    @declared_attr.directive
    def __mapper_args__(cls) -> dict[str, Any]:
        return {"version_id_col": cls.version, "eager_defaults": True}  # stale writes raise; UPDATE returns updated_at

    def __init_subclass__(
        cls, *, name: str, title: str = "name", icon: str = "table", sort: str = "-created_at", synonyms: tuple[str, ...] = (), **kw: Any
    ) -> None:
        specs = {key: value for key, value in vars(cls).items() if isinstance(value, FieldSpec)}
        hints = get_type_hints(cls)
        cls.__tablename__ = cls.__entity__ = cls.__audit__ = name
        cls.__singular__, cls.__plural__ = cls.__name__.lower(), name.replace("_", " ").capitalize()
        cls.__title__, cls.__icon__, cls.__sort__, cls.__synonyms__, cls.__fields__ = title, icon, sort, synonyms, specs
        args: list[Any] = [Index(f"ix_{name}_recent", "org_id", sql("id DESC"), postgresql_where=sql("deleted_at IS NULL"))]
        for key, spec in specs.items():
            spec.name, spec.type = key, get_args(hints[key])[0]
            spec.label = spec.label or key.replace("_", " ").capitalize()
            args += spec.constraints(key)
            args += _indexes(name, key, spec)
            if spec.kind == "ref":
                args.append(ForeignKeyConstraint(["org_id", f"{key}_id"], [f"{spec.target}.org_id", f"{spec.target}.id"]))
            if spec.kind == "user":  # a member of this organisation, not just anybody
                args.append(ForeignKeyConstraint(["org_id", f"{key}_id"], ["memberships.org_id", "memberships.user_id"]))
            setattr(cls, key, spec.column(key))
        cls.__table_args__ = (*args, {"info": SCOPED})
        super().__init_subclass__(**kw)
        if words := [s for s in specs.values() if s.search]:
            _searchable(cls, name, words)

    def __label__(self) -> str:
        return str(getattr(self, self.__title__, ""))

    def __people__(self, before: dict[str, Any]) -> tuple[UUID, ...]:
        keys = [s.name for s in self.__fields__.values() if s.kind == "user"]
        return tuple({p for key in keys for p in (getattr(self, key), before.get(key)) if isinstance(p, UUID)})

    def __values__(self, source: dict[str, Any], only: set[str] | None = None) -> dict[str, Any]:
        found = {}
        for key, spec in self.__fields__.items():
            if only is None or any(c in only for c in spec.columns):
                values = [source.get(c) for c in spec.columns]
                found[key] = _json(values, spec)
        return found


def _json(values: list[Any], spec: FieldSpec) -> Any:
    if spec.kind == "money":
        return None if values[0] is None else {"amount": f"{values[0]:.2f}", "currency": values[1]}
    return plain(values[0])


def _indexes(name: str, key: str, spec: FieldSpec) -> list[Index]:
    alive = sql("deleted_at IS NULL")
    if spec.unique:
        return [Index(f"uq_{name}_{key}", "org_id", key, unique=True, postgresql_where=alive)]
    if spec.kind in ("ref", "user"):
        return [Index(f"ix_{name}_{key}", "org_id", f"{key}_id")]
    if spec.kind in ("status", "enum", "date"):
        return [Index(f"ix_{name}_{key}", "org_id", key, postgresql_where=alive)]
    return []


def _searchable(cls: type[Entity], name: str, words: list[FieldSpec]) -> None:
    """A generated tsvector, title first in rank; in the table, not in the mapper, so that it is never loaded."""
    parts = [f"setweight(to_tsvector('simple'::regconfig, fold(coalesce({s.name}, ''))), '{_weight(cls, s)}')" for s in words]
    table: Any = cls.__table__
    column: Column[Any] = Column("search", TSVECTOR, Computed(" || ".join(parts), persisted=True))
    table.append_column(column)
    Index(f"ix_{name}_search", column, postgresql_using="gin")


def _weight(cls: type[Entity], spec: FieldSpec) -> str:
    return "A" if spec.name == cls.__title__ or spec.unique else "B"


__all__ = ["Entity", "Mapped", "Money", "choice", "day", "email", "flow", "long_text", "money", "person", "phone", "ref", "text"]
