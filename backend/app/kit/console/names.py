"""Records as people call them: `ACME` where the API wants an id, and the columns that people know from the screen."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode
from uuid import UUID
from weakref import WeakKeyDictionary

import orjson

from app.kit.console.callers import Caller
from app.kit.console.catalogue import PREFIX
from app.kit.console.ends import NOT_FOUND, Ended, usage
from app.kit.console.words import Call

Entity = Mapping[str, Any]


async def named(caller: Caller, call: Call) -> None:
    """Put ids in place of names: of the record itself, and of those it refers to."""
    deleted = call.command.path.endswith("/restore")
    for at, (name, place) in enumerate(zip(call.command.places, call.places, strict=True)):
        if name == "id" and not _is_id(place):
            call.places[at] = await _found(caller, call.command.noun, place, deleted=deleted)
    for given in (call.query, call.body):
        for name, text in given.items():
            if isinstance(text, str) and not _is_id(text) and (target := await _target(caller, call.command.noun, name)):
                given[name] = await _found(caller, target, text)


async def columns(caller: Caller, noun: str) -> list[str]:
    """The columns of the entity's list, and the id that other commands take."""
    entity = (await _entities(caller)).get(noun)
    return ["id", *(f["name"] for f in entity["fields"] if f["list"])] if entity else []


async def _target(caller: Caller, noun: str, name: str) -> str | None:
    """The entity that a field refers to, if it is such a field."""
    if not name.isidentifier() or name in ("q", "sort", "cursor", "fields", "expand", "limit"):
        return None
    entity = (await _entities(caller)).get(noun)
    field = next((f for f in entity["fields"] if f["name"] == name and f["kind"] == "ref"), None) if entity else None
    return str(field["target"]) if field else None


async def _found(caller: Caller, noun: str, text: str, *, deleted: bool = False) -> str:
    """The id of the one record that is called so; what is no entity is left as it stands."""
    entity = (await _entities(caller)).get(noun)
    if entity is None:
        return text
    for key in dict.fromkeys([*(f["name"] for f in entity["fields"] if f["unique"]), entity["title_field"]]):
        query = urlencode({key: text, "limit": 2, **({"deleted": "true"} if deleted else {})})
        reply = await caller.call("GET", f"{PREFIX}{noun}?{query}", {}, b"")
        items = orjson.loads(await reply.whole()).get("items", []) if reply.status == 200 else []
        if len(items) == 1:
            return str(items[0]["id"])
        if items:
            raise usage(f"Several {noun} have the {key} {text}: say the id")
    raise Ended(NOT_FOUND, f"There is no {entity['label_singular'].lower()} called {text}.")


async def _entities(caller: Caller) -> Mapping[str, Entity]:
    """All of them as the caller may see them; asked for once."""
    if caller not in _known:
        reply = await caller.call("GET", f"{PREFIX}meta/entities", {}, b"")
        body = orjson.loads(await reply.whole())
        _known[caller] = {one["name"]: one for one in body["entities"]} if reply.status == 200 else {}
    return _known[caller]


_known: WeakKeyDictionary[Caller, Mapping[str, Entity]] = WeakKeyDictionary()


def _is_id(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True
