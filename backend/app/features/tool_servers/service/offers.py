"""What a server says of its tools, made fit to be stored and shown to a model: bounded, plain, and with nothing that unfolds.

A server is a stranger. Names are short and plain, descriptions one paragraph, schemas hold known keywords to a known depth; what does
not fit is left out and counted. The digest is of what was said to the letter, so that no change goes by unnoticed.
"""

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import orjson

NAME = re.compile(r"[A-Za-z0-9_-]{1,64}")
MOST_TOOLS = 100
LONGEST, DEEPEST, MOST_NODES, MOST_BYTES = 1_000, 6, 300, 16_000
"""Characters of a description; levels, parts and bytes of a schema."""
KEYWORDS = ("type", "format", "minimum", "maximum", "minLength", "maxLength", "minItems", "maxItems")


@dataclass(frozen=True, slots=True)
class Offer:
    """A tool as a server tells of it."""

    name: str
    description: str
    parameters: dict[str, Any]
    digest: str


def offer(name: str, description: str, schema: Mapping[str, Any]) -> Offer | None:
    """None for what no agent is shown."""
    said = orjson.dumps([name, description, schema], option=orjson.OPT_SORT_KEYS, default=str)
    if not NAME.fullmatch(name) or "__" in name:
        return None
    nodes = [MOST_NODES]
    plain_schema = {**_value(schema, schema.get("$defs", {}), 0, nodes), "type": "object"}
    if nodes[0] < 0 or len(orjson.dumps(plain_schema)) > MOST_BYTES:
        return None
    return Offer(name, plain(description, LONGEST), plain_schema, hashlib.sha256(said).hexdigest())


def plain(text: Any, longest: int) -> str:
    """One paragraph of printable characters."""
    return " ".join("".join(c if c.isprintable() or c.isspace() else " " for c in str(text or "")).split())[:longest]


def _value(schema: Any, defs: Any, depth: int, nodes: list[int]) -> dict[str, Any]:
    nodes[0] -= 1
    if not isinstance(schema, Mapping) or depth > DEEPEST or nodes[0] < 0:
        return {}
    if isinstance(schema.get("$ref"), str):
        target = defs.get(schema["$ref"].removeprefix("#/$defs/")) if isinstance(defs, Mapping) else None
        return _value(target, defs, depth + 1, nodes)
    made = {key: schema[key] for key in KEYWORDS if isinstance(schema.get(key), str | int | float)}
    if isinstance(schema.get("type"), list):
        made["type"] = [kind for kind in schema["type"] if isinstance(kind, str)][:7]
    if isinstance(schema.get("enum"), list):
        made["enum"] = [
            plain(c, 200) if isinstance(c, str) else c for c in schema["enum"][:100] if isinstance(c, str | int | float | bool | None)
        ]
    if schema.get("description"):
        made["description"] = plain(schema["description"], 300)
    return made | _inner(schema, defs, depth, nodes)


def _inner(schema: Mapping[str, Any], defs: Any, depth: int, nodes: list[int]) -> dict[str, Any]:
    """Parts that hold schemas themselves."""
    made: dict[str, Any] = {}
    if isinstance(schema.get("properties"), Mapping):
        known = {n: inner for n, inner in list(schema["properties"].items())[:100] if isinstance(n, str) and NAME.fullmatch(n)}
        made["properties"] = {n: _value(inner, defs, depth + 1, nodes) for n, inner in known.items()}
        if isinstance(schema.get("required"), list):
            made["required"] = [n for n in schema["required"] if n in known]
    if "items" in schema:
        made["items"] = _value(schema["items"], defs, depth + 1, nodes)
    for key in ("anyOf", "oneOf"):
        if isinstance(schema.get(key), list):
            made[key] = [_value(inner, defs, depth + 1, nodes) for inner in schema[key][:8]]
    return made
