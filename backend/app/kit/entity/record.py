"""A record as JSON data: one function per entity and set of fields, used for every answer, event and export, so they can never differ."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from operator import attrgetter
from types import SimpleNamespace
from typing import Any

import orjson
from starlette.responses import Response

from app.kit.core.money import Money, money_json
from app.kit.entity.declare import Entity

KEPT = ("version", "created_at", "updated_at", "created_by", "deleted_at")
OPTIONS = orjson.OPT_UTC_Z
SPARSE = "application/vnd.groundwork.sparse+json"
"""The media type of an answer to `fields=`: records that lack what was not asked for."""


@dataclass(frozen=True, slots=True)
class View:
    """Some fields of an entity: the columns to select, and how a row of them becomes JSON data."""

    names: tuple[str, ...]
    columns: tuple[Any, ...]
    """In the order in which `dump` wants them: a row of them is cheaper than an object and can not be changed by mistake."""
    dump: Callable[[Any], dict[str, Any]]
    """Row of `columns`, or instance, to JSON data (ids, dates and times are left to the encoder)."""


@cache
def view(entity: type[Entity], hidden: frozenset[str] = frozenset(), only: tuple[str, ...] | None = None) -> View:
    """All fields but the hidden ones; with `only`, of these the ones named (and id and version)."""
    specs = {k: s for k, s in entity.__fields__.items() if k not in hidden and (only is None or k in only)}
    kept = KEPT if only is None else ("version", *(k for k in KEPT if k in only and k != "version"))
    made = {k: s for k, s in specs.items() if callable(s.computed)}
    stored = {k: s for k, s in (entity.__fields__ if made else specs).items() if s.columns}
    keys = ["id", *(c for spec in stored.values() for c in spec.columns), *(KEPT if made else kept)]
    amounts = [k for k, s in stored.items() if s.kind == "money"]
    dump = _dumper(keys, amounts)
    if made:
        dump = _with_computed(dump, {k: s.computed for k, s in made.items() if callable(s.computed)}, ["id", *specs, *kept], amounts)
    return View(("id", *specs, *kept), tuple(getattr(entity, n) for n in keys), dump)


def _dumper(keys: list[str], amounts: list[str]) -> Callable[[Any], dict[str, Any]]:
    take = attrgetter(*keys)
    names = [k.removesuffix("_amount") if k.removesuffix("_amount") in amounts else k for k in keys]

    def dump(record: Any) -> dict[str, Any]:
        found = dict(zip(names, take(record) if isinstance(record, Entity) else record, strict=False))
        for key in amounts:
            found[key] = money_json(found[key], found.pop(f"{key}_currency"))
        return found

    return dump


def _with_computed(
    dump: Callable[[Any], dict[str, Any]], made: dict[str, Callable[[Any], Any]], names: list[str], amounts: list[str]
) -> Callable[[Any], dict[str, Any]]:
    """Python's fields see the whole record as the declaration types it, also where the answer holds only some of it."""

    def complete(record: Any) -> dict[str, Any]:
        found = dump(record)
        whole = record if isinstance(record, Entity) else SimpleNamespace(**(found | {k: _money(found[k]) for k in amounts}))
        found |= {name: _wire(of(whole)) for name, of in made.items()}
        return {name: found[name] for name in names}

    return complete


def _money(value: dict[str, str] | None) -> Money | None:
    return None if value is None else Money(Decimal(value["amount"]), value["currency"])


def _wire(value: Any) -> Any:
    return money_json(value.amount, value.currency) if isinstance(value, Money) else value


def columns(entity: type[Entity]) -> tuple[Any, ...]:
    """The mapped columns of a whole answer."""
    return view(entity).columns


def dumper(entity: type[Entity]) -> Callable[[Any], dict[str, Any]]:
    """How a whole record becomes JSON data."""
    return view(entity).dump


def named(entity: type[Entity], fields: Iterable[str]) -> tuple[str, ...]:
    """Those of these names that a record has, in its own order."""
    asked = set(fields)
    return tuple(k for k in (*entity.__fields__, *KEPT) if k in asked)


def encode(data: Any) -> bytes:
    """JSON bytes; times in UTC with Z."""
    return orjson.dumps(data, default=str, option=OPTIONS)  # asyncpg's UUID is a class of its own, which orjson leaves to `default`


class Json(Response):
    """JSON that is already data of this kit: no second validation on the way out (tests hold it against the schema)."""

    media_type = "application/json"

    def render(self, content: Any) -> bytes:
        """Encode."""
        return content if isinstance(content, bytes) else encode(content)


class SparseJson(Json):
    """Records of which only some fields were asked for."""

    media_type = SPARSE
