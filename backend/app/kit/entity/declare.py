"""An entity is a class: from its fields come the table, its rules, its change facts and (elsewhere) schemas, service and routes."""

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from types import NoneType
from typing import Any, ClassVar, Literal, dataclass_transform, get_args, get_type_hints
from uuid import UUID

from sqlalchemy import ColumnElement, ForeignKeyConstraint, Index
from sqlalchemy import text as sql
from sqlalchemy.orm import Mapped, Session, declared_attr, mapped_column

from app.kit.core.access import NOBODY, Actor
from app.kit.core.audited import Audited, plain
from app.kit.core.events import Changed
from app.kit.core.model import SCOPED, Base, OrgScoped, Stamped
from app.kit.core.money import Money
from app.kit.entity.checks import check
from app.kit.entity.fields import (
    boolean,
    computed,
    custom,
    day,
    decimal,
    email,
    integer,
    json,
    long_text,
    moment,
    money,
    percent,
    phone,
    tags,
    text,
    url,
)
from app.kit.entity.flows import choice, flow, move
from app.kit.entity.indexing import searchable
from app.kit.entity.links import File, file, image, person, ref, refs
from app.kit.entity.spec import ME, NOW, TODAY, FieldSpec

FIELDS = (
    text, long_text, email, url, phone, integer, decimal, percent, money, boolean, day, moment, choice, flow, tags, json, file, image,
    person, ref, refs, computed, custom,
)  # fmt: skip
"""Every field function, in the order of the reference."""
Visible = Literal["organization", "team", "own"] | Callable[[Any, Actor], ColumnElement[bool]]
Agents = Literal["approve", "write", "read", "never"]


class SoftDeleted:
    """Deleted means hidden: restore brings the record back."""

    deleted_at: Mapped[datetime | None] = mapped_column(default=None, sort_order=94)


class Created:
    """Who made the record; empty when no person did."""

    created_by: Mapped[UUID | None] = mapped_column(default=None, sort_order=93)


@dataclass_transform(
    kw_only_default=True,
    field_specifiers=(
        text, long_text, email, url, phone, integer, decimal, percent, money, boolean, day, moment, choice, flow, tags, json, file, image,
        person, ref, refs, computed, custom,
    ),
)  # fmt: skip
class Entity(Audited, OrgScoped, Stamped, Created, SoftDeleted, Base):
    """Base of every entity: `class Invoice(Entity, name="invoices", title="number", icon="receipt")`.

    `name` is the noun of table, URL, permission, event and screen, `plural` its label when that is not the noun; `title` the field that
    names a record; `sort` the order of its list; `synonyms` other words that people use for it. The class docstring is its description.

    `visible`: who sees a record beside those who may see all (`<entity>:all`): the `organization`, the `team` of whoever made it or is
    named in it, only they themselves (`own`), or what a function `(columns, actor) -> condition` says.
    `read`, `write`, `delete`: the built-in roles that may, beside `admin`, until an administrator decides otherwise; usually `user` may do
    all of it and `guest` may read.
    `soft_delete=False`: deleting is final. `keep_deleted`: days after which deleted records are purged.
    `notify`: who is told of what, `{"create": ["owner"], "status:paid": ["creator", "role:admin"]}` (see `check_notify`).
    `agents`: an agent's write is proposed to a person (`approve`), done at once unless others' text is in the conversation (`write`), or
    not possible (`read`); with `never`, agents do not know the entity.
    """

    __abstract__ = True
    __fields__: ClassVar[dict[str, FieldSpec]] = {}
    __entity__: ClassVar[str]
    __singular__: ClassVar[str]
    """The noun for one, as operations are called: `purchase_order`."""
    __noun__: ClassVar[str]
    """The same for people: `purchase order`."""
    __plural__: ClassVar[str]
    __title__: ClassVar[str]
    __icon__: ClassVar[str]
    __sort__: ClassVar[str]
    __synonyms__: ClassVar[tuple[str, ...]]
    __visible__: ClassVar[Visible]
    __soft_delete__: ClassVar[bool]
    __keep_deleted__: ClassVar[int | None]
    __roles__: ClassVar[Mapping[str, Sequence[str] | None]]
    __notify__: ClassVar[dict[str, tuple[str, ...]]]
    __agents__: ClassVar[Agents]

    @declared_attr.directive
    def __mapper_args__(cls) -> dict[str, Any]:
        return {"version_id_col": cls.version, "eager_defaults": True}  # stale writes raise; UPDATE returns updated_at

    def __init_subclass__(
        cls, *, name: str, plural: str = "", title: str = "name", icon: str = "table", sort: str = "-created_at",
        synonyms: tuple[str, ...] = (), visible: Visible = "organization", soft_delete: bool = True, keep_deleted: int | None = None,
        read: Sequence[str] | None = None, write: Sequence[str] | None = None, delete: Sequence[str] | None = None,
        notify: Mapping[str, Sequence[str]] | None = None, agents: Agents = "approve", **kw: Any,
    ) -> None:  # fmt: skip
        specs = {key: value for key, value in vars(cls).items() if isinstance(value, FieldSpec)}
        hints = get_type_hints(cls)
        cls.__tablename__ = cls.__entity__ = cls.__audit__ = name
        cls.__singular__ = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", cls.__name__).lower()
        cls.__noun__ = cls.__singular__.replace("_", " ")
        cls.__plural__ = plural or name.replace("_", " ").capitalize()
        cls.__title__, cls.__icon__, cls.__sort__, cls.__synonyms__, cls.__fields__ = title, icon, sort, synonyms, specs
        cls.__visible__, cls.__soft_delete__, cls.__keep_deleted__, cls.__agents__ = visible, soft_delete, keep_deleted, agents
        cls.__roles__ = {"read": read, "write": write, "delete": delete}
        cls.__notify__ = {event: tuple(whom) for event, whom in (notify or {}).items()}
        args: list[Any] = [Index(f"ix_{name}_recent", "org_id", sql("id DESC"), postgresql_where=sql("deleted_at IS NULL"))]
        for key, spec in specs.items():
            spec.name, spec.type = key, get_args(hints[key])[0]
            spec.nullable = NoneType in get_args(spec.type)
            spec.label = spec.label or key.replace("_", " ").capitalize()
            args += [*spec.constraints(), *_indexes(name, key, spec), *_foreign(key, spec)]
            setattr(cls, key, spec.attribute() if spec.columns else property(_called(spec)))
        check(cls)
        cls.__hidden__ = frozenset(c for s in specs.values() if s.sensitive for c in s.columns)
        cls.__table_args__ = (*args, {"info": SCOPED})
        super().__init_subclass__(**kw)
        if words := [s for s in specs.values() if s.search]:
            searchable(cls.__table__, {s.name: _weight(cls, s) for s in words})

    def __label__(self) -> str:
        return str(getattr(self, self.__title__, ""))

    def __people__(self, before: dict[str, Any]) -> tuple[UUID, ...]:
        keys = [s.name for s in self.__fields__.values() if s.kind == "user" and s.columns]
        return tuple({p for key in keys for p in (getattr(self, key), before.get(key)) if isinstance(p, UUID)})

    def __values__(self, source: dict[str, Any], only: set[str] | None = None) -> dict[str, Any]:
        found = {}
        for key, spec in self.__fields__.items():
            if spec.columns and not spec.computed and (only is None or any(c in only for c in spec.columns)):
                values = [source.get(c) for c in spec.columns]
                found[key] = _MASK if spec.sensitive and values[0] is not None else _json(values, spec)
        return found

    def __change__(self, session: Session, org_id: UUID) -> Changed | None:
        if self in session.new and self.created_by is None:
            actor: Actor = session.info["ctx"].actor
            self.created_by = None if actor.user_id == NOBODY else actor.user_id
        return super().__change__(session, org_id)


_MASK = "•••"


def _json(values: list[Any], spec: FieldSpec) -> Any:
    if spec.kind == "money":
        return None if values[0] is None else {"amount": f"{values[0]:.2f}", "currency": values[1]}
    if spec.many:
        return [plain(v) for v in values[0] or ()]
    return plain(values[0])


def _called(spec: FieldSpec) -> Callable[[Any], Any]:
    assert callable(spec.computed)
    return spec.computed


def _indexes(name: str, key: str, spec: FieldSpec) -> list[Index]:
    alive = sql("deleted_at IS NULL")
    if spec.unique:
        return [Index(f"uq_{name}_{key}", "org_id", key, unique=True, postgresql_where=alive)]
    if spec.kind in ("ref", "user"):
        return [Index(f"ix_{name}_{key}", "org_id", f"{key}_id")]
    if spec.many and spec.filter:
        return [Index(f"ix_{name}_{key}", f"{key}{spec.suffix}", postgresql_using="gin")]
    if spec.kind in ("status", "enum", "date") and spec.columns:
        return [Index(f"ix_{name}_{key}", "org_id", key, postgresql_where=alive)]
    return []


def _foreign(key: str, spec: FieldSpec) -> list[ForeignKeyConstraint]:
    """Links that the database itself keeps: within the organisation, to a record or (for a person) to a member."""
    if spec.kind == "ref":
        return [ForeignKeyConstraint(["org_id", f"{key}_id"], [f"{spec.target}.org_id", f"{spec.target}.id"])]
    if spec.kind == "user":
        return [ForeignKeyConstraint(["org_id", f"{key}_id"], ["memberships.org_id", "memberships.user_id"])]
    return []


def _weight(cls: type[Entity], spec: FieldSpec) -> str:
    if isinstance(spec.search, str):
        return spec.search
    return "A" if spec.name == cls.__title__ or spec.unique else "B"


__all__ = [
    "ME", "NOW", "TODAY", "Entity", "File", "Mapped", "Money", "boolean", "choice", "computed", "custom", "day", "decimal", "email",
    "file", "flow", "image", "integer", "json", "long_text", "moment", "money", "move", "percent", "person", "phone", "ref", "refs", "tags",
    "text", "url",
]  # fmt: skip
