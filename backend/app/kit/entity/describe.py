"""GET /meta/entities: each entity as data, so that screens, agents and other clients need no code of their own for it."""

from functools import cache
from typing import Any

from pydantic import BaseModel

from app.kit.core.access import Actor
from app.kit.core.registry import registry
from app.kit.entity.declare import Entity
from app.kit.entity.fields import FieldSpec
from app.kit.entity.schemas import schemas


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
    relations: list[dict[str, str]]
    inverses: list[dict[str, str]]
    date_field: str | None
    money_field: str | None


class EntitiesOut(BaseModel):
    """All declared entities."""

    entities: list[EntityOut]


def describe(actor: Actor) -> dict[str, Any]:
    """Every entity, with what this actor may do; also those he may not read, so that a refusal can name what is missing."""
    made = []
    for name, entity in registry.entities.items():
        rights = {action: actor.may(f"{name}:{action}") for action in ("read", "write", "delete")}
        made.append({**_fixed(entity), "permissions": rights})
    return {"entities": made}


@cache
def _fixed(entity: type[Entity]) -> dict[str, Any]:
    specs = list(entity.__fields__.values())
    flow = next((s for s in specs if s.kind == "status"), None)
    pointing = [
        (other, s)
        for other in registry.entities.values()
        for s in other.__fields__.values()
        if s.kind == "ref" and s.target == entity.__entity__
    ]
    return {
        "name": entity.__entity__, "singular": entity.__singular__,
        "label": entity.__plural__, "label_singular": entity.__singular__.capitalize(),
        "icon": entity.__icon__, "title_field": entity.__title__, "default_sort": entity.__sort__,
        "description": (entity.__doc__ or "").strip(),
        "synonyms": list(entity.__synonyms__), "json_schema": schemas(entity).In.model_json_schema(),
        "fields": [_field(s) for s in specs],
        "status": {"field": flow.name, "transitions": {k: list(v) for k, v in flow.moves.items()}} if flow else None,
        "relations": [{"field": s.name, "target": s.target} for s in specs if s.kind == "ref"],
        "inverses": [{"name": other.__entity__, "entity": other.__entity__, "field": s.name} for other, s in pointing],
        "date_field": next((s.name for s in specs if s.kind == "date"), None),
        "money_field": next((s.name for s in specs if s.kind == "money"), None),
    }  # fmt: skip


def _field(spec: FieldSpec) -> dict[str, Any]:
    return {
        "name": spec.name, "label": spec.label, "help": spec.help, "kind": spec.kind, "required": spec.required, "read_only": False,
        "default": None if spec.required else spec.default, "unique": spec.unique, "max": spec.max,
        "choices": [{"value": c, "label": c.replace("_", " ").capitalize()} for c in spec.choices], "target": spec.target or None,
        "search": spec.search, "filter": spec.filter, "sort": spec.sort, "list": spec.list,
        "synonyms": list(spec.synonyms), "ops": list(spec.ops),
    }  # fmt: skip
