"""Names of fields as callers write them (`status`, `customer.country`) to SQL expressions, joining what they pass through."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Select, and_
from sqlalchemy.orm import aliased

from app.kit.core.errors import FieldError, Invalid
from app.kit.core.registry import registry
from app.kit.entity.declare import Entity
from app.kit.entity.fields import OPS, FieldSpec

STAMPS = {"created_at": "datetime", "updated_at": "datetime", "id": "id"}
Require = Callable[[str], None]
"""Refuses when the caller lacks the permission."""


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
        return self.spec.ops if self.spec and self.kind == self.spec.kind else OPS.get(self.kind, ())


@dataclass(slots=True)
class Paths:
    """Resolves the paths of one query and remembers which relations it must join."""

    entity: type[Entity]
    require: Require
    joins: dict[str, tuple[Any, Any]] = field(default_factory=dict)
    """Relation field -> (aliased target, ON clause)."""

    def find(self, path: str, where: str = "query") -> Found:
        """The expression behind a path; Invalid names an unknown one."""
        name, _, rest = path.partition(".")
        if name in STAMPS and not rest:
            return Found(path, STAMPS[name], getattr(self.entity, name))
        spec = self.entity.__fields__.get(name)
        if spec is None or not spec.filter:
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
        inner = target.__fields__.get(rest)
        if inner is None and rest not in STAMPS or (inner is not None and not inner.filter):
            raise _unknown(self.entity, path, where)
        self.require(f"{spec.target}:read")
        if spec.name not in self.joins:
            other = aliased(target)
            on = and_(other.org_id == self.entity.org_id, other.id == getattr(self.entity, spec.name))
            self.joins[spec.name] = (other, on)
        other = self.joins[spec.name][0]
        return Found(path, STAMPS[rest], getattr(other, rest)) if inner is None else _direct(other, path, inner)

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
