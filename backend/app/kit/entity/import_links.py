"""What rows of a file refer to, looked up once per chunk: records by a unique field or by id, people by id or address."""

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from sqlalchemy import select

from app.kit.core.access import People
from app.kit.core.context import Context
from app.kit.core.registry import registry
from app.kit.entity.declare import Entity
from app.kit.entity.kinds import KINDS
from app.kit.entity.service import service_of
from app.kit.entity.spec import FieldSpec

Flat = Mapping[str, Any]


class RowError(Exception):
    """Why one row can not be taken."""

    def __init__(self, field: str, msg: str) -> None:
        super().__init__(msg)
        self.field, self.msg = field, msg


class Links:
    """The links of one chunk: `customer.code` by the code, `customer` by the id."""

    def __init__(self, entity: type[Entity]) -> None:
        self._entity = entity
        self._found: dict[tuple[str, str], UUID] = {}

    async def look_up(self, ctx: Context, flats: Iterable[Flat]) -> None:
        """One query per relation that is named."""
        wanted: dict[str, set[str]] = {}
        for flat in flats:
            for target, value in flat.items():
                if (spec := self._spec(target)).kind in ("ref", "refs", "user"):
                    wanted.setdefault(target, set()).update(_each(spec, value))
        for target, texts in wanted.items():
            spec = self._spec(target)
            found = await (_people(ctx, texts) if spec.kind == "user" else _records(ctx, spec, target.partition(".")[2] or "id", texts))
            self._found |= {(target, text): id for text, id in found.items()}

    def put(self, flat: Flat) -> dict[str, Any]:
        """The row with ids for what it names; RowError for what there is not (or not for this person)."""
        made: dict[str, Any] = {}
        for target, value in flat.items():
            spec = self._spec(target)
            if spec.kind not in ("ref", "refs", "user"):
                made[target] = value
                continue
            ids = [self._id(spec, target, text) for text in _each(spec, value)]
            made[spec.name] = ids if spec.many else ids[0]
        return made

    def _id(self, spec: FieldSpec, target: str, text: str) -> UUID:
        if (id := self._found.get((target, text))) is None:
            by = target.partition(".")[2] or "id"
            raise RowError(spec.name, f"there is no {spec.name} with the {by} {text}")
        return id

    def _spec(self, target: str) -> FieldSpec:
        return self._entity.__fields__[target.partition(".")[0]]


def _each(spec: FieldSpec, value: str) -> list[str]:
    return [part.strip() for part in value.split(",") if part.strip()] if spec.many else [value]


async def _records(ctx: Context, spec: FieldSpec, by: str, texts: set[str]) -> dict[str, UUID]:
    ctx.actor.require(f"{spec.target}:read")
    other: type[Entity] = registry.entities[spec.target]
    column: Any = getattr(other, by)
    kind = other.__fields__[by].kind if by in other.__fields__ else "id"
    typed = read_all(kind, texts)
    query = select(column, other.id).where(column.in_(typed), other.deleted_at.is_(None))
    rows = (await ctx.db.execute(service_of(ctx, other).visible_to(query))).all()
    found = {value: id for value, id in rows}
    return {text: found[value] for value, text in typed.items() if value in found}


async def _people(ctx: Context, texts: set[str]) -> dict[str, UUID]:
    typed = read_all("id", texts)
    known = await ctx.use(People).names(ctx, typed.keys())
    return {text: id for id, text in typed.items() if id in known}


def read_all(kind: str, texts: Iterable[str]) -> dict[Any, str]:
    """Values of a kind to the texts that mean them; what is none is left out."""
    found: dict[Any, str] = {}
    for text in texts:
        try:
            found[KINDS[kind].read(text)] = text
        except (ValueError, ArithmeticError):
            continue
    return found
