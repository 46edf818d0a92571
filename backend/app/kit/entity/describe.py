"""GET /meta/entities: each entity as data, so that screens, agents and other clients need no code of their own for it."""

from functools import cache
from typing import Any

from pydantic import BaseModel

from app.kit.core.access import Actor
from app.kit.core.audited import plain
from app.kit.core.registry import registry
from app.kit.entity.declare import Entity
from app.kit.entity.flows import move_permission
from app.kit.entity.rights import hidden, locked
from app.kit.entity.schemas import schemas
from app.kit.entity.spec import FieldSpec


class EntityOut(BaseModel):
    """One declared entity."""

    name: str
    singular: str
    label: str
    label_singular: str
    icon: str
    title_field: str
    default_sort: str
    description: str
    synonyms: list[str]
    json_schema: dict[str, Any]
    permissions: dict[str, bool]
    fields: list[dict[str, Any]]
    status: dict[str, Any] | None
    relations: list[dict[str, Any]]
    inverses: list[dict[str, Any]]
    date_field: str | None
    date_fields: list[str]
    choice_fields: list[str]
    money_field: str | None
    visible: str
    soft_delete: bool
    agents: str


class EntitiesOut(BaseModel):
    """All declared entities."""

    entities: list[EntityOut]


def describe(actor: Actor) -> dict[str, Any]:
    """Every entity, with what this actor may do; also those he may not read, so that a refusal can name what is missing."""
    return {"entities": [_described(entity, actor) for entity in registry.entities.values()]}


def _described(entity: type[Entity], actor: Actor) -> dict[str, Any]:
    name = entity.__entity__
    rights = {action: actor.may(f"{name}:{action}") for action in ("read", "write", "delete")}
    unseen, closed = hidden(entity, actor), locked(entity, actor)
    made = {**_fixed(entity), "permissions": rights, "status": _status(entity, actor)}
    fields = [f for f in made["fields"] if f["name"] not in unseen]
    made["fields"] = [{**f, "writable": f["name"] not in closed, "read_only": f["name"] in closed} for f in fields]
    return made


def _status(entity: type[Entity], actor: Actor) -> dict[str, Any] | None:
    spec = next((s for s in entity.__fields__.values() if s.moves), None)
    if spec is None or spec.moves is None:
        return None
    moves = [
        {
            "from": at, "to": str(way), "requires": list(way.requires),
            "allowed": way.by is None or actor.may(move_permission(entity.__entity__, spec, way)),
        }
        for at, ends in spec.moves.items() for way in ends
    ]  # fmt: skip
    return {"field": spec.name, "transitions": {at: [str(m) for m in ends] for at, ends in spec.moves.items()}, "moves": moves}


@cache
def _fixed(entity: type[Entity]) -> dict[str, Any]:
    specs = list(entity.__fields__.values())
    links = ("ref", "refs")
    pointing = [
        (other, s)
        for other in registry.entities.values()
        for s in other.__fields__.values()
        if s.kind in links and s.target == entity.__entity__
    ]
    return {
        "name": entity.__entity__, "singular": entity.__singular__,
        "label": entity.__plural__, "label_singular": entity.__noun__.capitalize(),
        "icon": entity.__icon__, "title_field": entity.__title__, "default_sort": entity.__sort__,
        "description": (entity.__doc__ or "").strip(),
        "synonyms": list(entity.__synonyms__), "json_schema": schemas(entity).In.model_json_schema(),
        "fields": [_field(s) for s in specs],
        "relations": [{"field": s.name, "target": s.target, "many": s.many} for s in specs if s.kind in links],
        "inverses": [{"name": other.__entity__, "entity": other.__entity__, "field": s.name, "many": s.many} for other, s in pointing],
        "date_field": next((s.name for s in specs if s.kind == "date"), None),
        "date_fields": [s.name for s in specs if s.kind in ("date", "datetime")],
        "choice_fields": [s.name for s in specs if s.choices],
        "money_field": next((s.name for s in specs if s.kind == "money"), None),
        "visible": entity.__visible__ if isinstance(entity.__visible__, str) else "rule",
        "soft_delete": entity.__soft_delete__, "agents": entity.__agents__,
    }  # fmt: skip


def _field(spec: FieldSpec) -> dict[str, Any]:
    default = spec.first if spec.first is not None else spec.default if isinstance(spec.default, str) else None
    return {
        "name": spec.name, "label": spec.label, "help": spec.help, "kind": spec.kind, "custom": spec.custom or None,
        "widget": spec.widget or None, "required": spec.required, "nullable": spec.nullable, "default": plain(default),
        "unique": spec.unique, "min": plain(spec.min), "max": plain(spec.max), "pattern": spec.pattern or None, "places": spec.places,
        "unit": spec.unit or None, "sensitive": spec.sensitive, "computed": spec.computed is not None, "multiple": spec.many,
        "choices": [{"value": c, "label": c.replace("_", " ").capitalize()} for c in spec.choices], "target": spec.target or None,
        "search": bool(spec.search), "filter": spec.filter and bool(spec.columns), "sort": spec.sort and bool(spec.columns),
        "list": spec.list, "synonyms": list(spec.synonyms), "ops": list(spec.ops),
    }  # fmt: skip
