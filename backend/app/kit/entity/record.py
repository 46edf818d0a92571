"""A record as JSON data: one function per entity, used for every answer, event and export, so they can never differ."""

from collections.abc import Callable
from functools import cache
from operator import attrgetter
from typing import Any

import orjson
from starlette.responses import Response

from app.kit.core.money import money_json
from app.kit.entity.declare import Entity

KEPT = ("version", "created_at", "updated_at", "deleted_at")
OPTIONS = orjson.OPT_UTC_Z


@cache
def columns(entity: type[Entity]) -> tuple[Any, ...]:
    """The mapped columns of an answer, in order: a row of them is cheaper than an object and can not be changed by mistake."""
    names = ["id", *(c for spec in entity.__fields__.values() for c in spec.columns), *KEPT]
    return tuple(getattr(entity, n) for n in names)


@cache
def dumper(entity: type[Entity]) -> Callable[[Any], dict[str, Any]]:
    """Row of `columns` or instance -> JSON data (ids, dates and times are left to the encoder)."""
    keys = ["id", *(c for spec in entity.__fields__.values() for c in spec.columns), *KEPT]
    take = attrgetter(*keys)
    names = [
        "id",
        *(n for key, spec in entity.__fields__.items() for n in ((key, f"{key}_currency") if spec.kind == "money" else (key,))),
        *KEPT,
    ]
    amounts = [key for key, spec in entity.__fields__.items() if spec.kind == "money"]

    def dump(record: Any) -> dict[str, Any]:
        found = dict(zip(names, take(record) if isinstance(record, Entity) else record, strict=False))
        for key in amounts:
            found[key] = money_json(found[key], found.pop(f"{key}_currency"))
        return found

    return dump


def encode(data: Any) -> bytes:
    """JSON bytes; times in UTC with Z."""
    return orjson.dumps(data, default=str, option=OPTIONS)  # asyncpg's UUID is a class of its own, which orjson leaves to `default`


class Json(Response):
    """JSON that is already data of this kit: no second validation on the way out (tests hold it against the schema)."""

    media_type = "application/json"

    def render(self, content: Any) -> bytes:
        """Encode."""
        return content if isinstance(content, bytes) else encode(content)
