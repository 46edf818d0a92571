"""Names of fields as callers write them (`status`, `customer.country`) to SQL expressions, joining what they pass through."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from sqlalchemy import Select, and_
from sqlalchemy.orm import aliased

from app.kit.core.errors import FieldError, Invalid
from app.kit.core.registry import registry
from app.kit.entity.declare import Entity
from app.kit.entity.kinds import KINDS
from app.kit.entity.rights import hidden, visible
from app.kit.entity.spec import FieldSpec

if TYPE_CHECKING:
    from app.kit.core.context import Context

STAMPS = {"created_at": "datetime", "updated_at": "datetime", "created_by": "user", "id": "id"}


@dataclass(frozen=True, slots=True)
class Found:
    """A path, resolved."""

    path: str
    kind: str
    column: Any
    spec: FieldSpec | None = None
    currency: Any = None
    """The currency column beside a money amount."""

    @property
    def ops(self) -> tuple[str, ...]:
        """Filter operators."""
        return self.spec.ops if self.spec and self.kind == self.spec.kind else KINDS[self.kind].ops


@dataclass(slots=True)
class Paths:
    """Resolves the paths of one query under the actor's rights, and remembers which relations it must join."""

    entity: type[Entity]
    ctx: "Context | None" = None
    """None for a query that is the same for everybody."""
    joins: dict[str, tuple[Any, Any]] = field(default_factory=dict)
    """Relation field -> (aliased target, ON clause)."""

    def find(self, path: str, where: str = "query") -> Found:
        """The expression behind a path; Invalid names an unknown one."""
        name, _, rest = path.partition(".")
        if name in STAMPS and not rest:
            return Found(path, STAMPS[name], getattr(self.entity, name))
        spec = self._readable(self.entity, name)
        if spec is None:
            raise _unknown(self.entity, path, where)
        if not rest:
            return _direct(self.entity, path, spec)
        if spec.kind == "money" and rest in ("amount", "currency"):
            column = getattr(self.entity, f"{name}_{rest}")
            return Found(
                path,
                "money" if rest == "amount" else "text",
                column,
                spec if rest == "amount" else None,
                getattr(self.entity, f"{name}_currency") if rest == "amount" else None,
            )
        if spec.kind == "ref":
            return self._related(spec, rest, path, where)
        raise _unknown(self.entity, path, where)

    def _related(self, spec: FieldSpec, rest: str, path: str, where: str) -> Found:
        target: type[Entity] = registry.entities[spec.target]
        inner = self._readable(target, rest)
        if inner is None and rest not in STAMPS:
            raise _unknown(self.entity, path, where)
        self.require(f"{spec.target}:read")
        if spec.name not in self.joins:
            other = aliased(target)
            on = [other.org_id == self.entity.org_id, other.id == getattr(self.entity, spec.name)]
            if self.ctx is not None and (seen := visible(self.ctx, other)) is not None:
                on.append(seen)
            self.joins[spec.name] = (other, and_(*on))
        other = self.joins[spec.name][0]
        return Found(path, STAMPS[rest], getattr(other, rest)) if inner is None else _direct(other, path, inner)

    def _readable(self, entity: type[Entity], name: str) -> FieldSpec | None:
        spec = entity.__fields__.get(name)
        usable = spec is not None and spec.filter and bool(spec.columns)
        return spec if usable and not (self.ctx and name in hidden(entity, self.ctx.actor)) else None

    def require(self, permission: str) -> None:
        """Refuse when the actor lacks it."""
        if self.ctx is not None:
            self.ctx.actor.require(permission)

    def join(self, query: Select[Any]) -> Select[Any]:
        """Add the joins; outer, so that a record without the relation stays."""
        for other, on in self.joins.values():
            query = query.outerjoin(other, on)
        return query


def _direct(owner: Any, path: str, spec: FieldSpec) -> Found:
    if spec.kind == "money":
        return Found(path, "money", getattr(owner, f"{spec.name}_amount"), spec, getattr(owner, f"{spec.name}_currency"))
    return Found(path, spec.kind, getattr(owner, spec.name), spec)


def _unknown(entity: type[Entity], path: str, where: str) -> Invalid:
    known = ", ".join([*entity.__fields__, *STAMPS])
    return Invalid(
        f"{entity.__entity__} has no field {path}.",
        errors=(FieldError((where, path), f"unknown field; there are: {known}", "unknown_field"),),
    )
