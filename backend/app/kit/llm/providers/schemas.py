"""JSON Schemas in the dialects of providers, which know less than the standard. What is lost here is checked when the answer comes."""

from collections.abc import Callable
from typing import Any

import orjson

Schema = dict[str, Any]
BOUNDS = {"minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf", "minLength", "maxLength", "maxItems", "pattern"}
"""Refused by providers that hold the model to the schema by a grammar."""
NARROW = {"type", "description", "enum", "nullable", "required", "minItems", "maxItems", "minimum", "maximum"}
DEEPEST = 12
"""Of definitions that name themselves."""


def instruction(schema: Schema) -> str:
    """For a model that can only be asked."""
    return f"Answer with one JSON value that fits this JSON Schema, and with nothing else:\n{orjson.dumps(schema).decode()}"


def closed(schema: Schema) -> Schema:
    """No property beyond the named ones, no bounds: as Anthropic's structured outputs want it."""
    made = _deep(schema, closed)
    if made.get("type") == "object" or "properties" in made:
        made["additionalProperties"] = False
    return {key: value for key, value in made.items() if key not in BOUNDS}


def narrow(schema: Schema) -> Schema:
    """Google's `Schema`, a part of OpenAPI 3.0: no references, no `const`, no list of types; enums are texts."""
    return _narrow(schema, schema.get("$defs") or {}, 0)


def _deep(schema: Schema, inner: Callable[[Schema], Schema]) -> Schema:
    made = dict(schema)
    for key in ("properties", "$defs"):
        if key in made:
            made[key] = {name: inner(part) for name, part in made[key].items()}
    for key in ("anyOf", "allOf", "oneOf"):
        if key in made:
            made[key] = [inner(part) for part in made[key]]
    if isinstance(made.get("items"), dict):
        made["items"] = inner(made["items"])
    return made


def _narrow(schema: Schema, defs: Schema, depth: int) -> Schema:
    if ref := schema.get("$ref"):
        found = defs.get(str(ref).rpartition("/")[2], {}) if depth < DEEPEST else {"type": "object"}
        return _narrow({**found, **{k: v for k, v in schema.items() if k != "$ref"}}, defs, depth + 1)
    if len(only := schema.get("allOf") or []) == 1:
        return _narrow({**only[0], **{k: v for k, v in schema.items() if k != "allOf"}}, defs, depth + 1)
    made = {key: value for key, value in schema.items() if key in NARROW}
    _types(schema, made)
    if choices := [c for c in schema.get("anyOf") or schema.get("oneOf") or () if isinstance(c, dict)]:
        real = [_narrow(c, defs, depth + 1) for c in choices if c.get("type") != "null"]
        made |= real[0] if len(real) == 1 else {"anyOf": real}
        if len(real) < len(choices):
            made["nullable"] = True
    if isinstance(schema.get("items"), dict):
        made["items"] = _narrow(schema["items"], defs, depth + 1)
    elif made.get("type") == "array":
        made["items"] = {"type": "string"}
    if properties := schema.get("properties"):
        made["properties"] = {name: _narrow(part, defs, depth + 1) for name, part in properties.items()}
    return made


def _types(schema: Schema, made: Schema) -> None:
    """A list of types, a constant and an enum of numbers as this dialect says them."""
    if isinstance(kinds := schema.get("type"), list):
        made["type"] = next((k for k in kinds if k != "null"), "string")
        if "null" in kinds:
            made["nullable"] = True
    if "const" in schema:
        made["enum"] = [schema["const"]]
    if "enum" in made:
        if all(isinstance(value, str) for value in made["enum"]):
            made["type"] = "string"
        else:
            allowed = ", ".join(orjson.dumps(value).decode() for value in made.pop("enum"))
            made["description"] = f"{made.get('description', '')} One of: {allowed}".strip()
            made.setdefault("type", "integer" if all(type(value) is int for value in schema.get("enum", ())) else "string")
