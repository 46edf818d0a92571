"""A tool as a model is told about it, in as few words as it needs: the product checks every argument itself when it is called.

What goes: titles, lengths and patterns (an answer of the API names what does not fit), `null` where leaving it out says the same,
references (written out where they are used), and a filter's operators field by field (said once, in the description).
"""

from collections.abc import Mapping
from typing import Any

KEPT = ("type", "enum", "format", "description")
LONGEST = 140
"""Characters of a description: its first sentence, or its beginning."""

Schema = dict[str, Any]


def compact(schema: Mapping[str, Any]) -> Schema:
    """The schema of a tool's arguments, without what a caller can do without."""
    given: Mapping[str, Any] = schema.get("properties", {})
    defs = schema.get("$defs", {})
    made: Schema = {
        "type": "object",
        "properties": {name: _value(inner, defs) for name, inner in given.items() if not _operator(name, given)},
    }
    if required := list(schema.get("required", ())):
        made["required"] = required
    return made


def operators(schema: Mapping[str, Any]) -> list[str]:
    """What can stand behind a field's name as `field__operator`, for the description."""
    given: Mapping[str, Any] = schema.get("properties", {})
    return list(dict.fromkeys(op for name in given if (op := _operator(name, given))))


def _operator(name: str, given: Mapping[str, Any]) -> str:
    base, _, op = name.partition("__")
    return op if base in given else ""


def _value(schema: Mapping[str, Any], defs: Mapping[str, Any]) -> Schema:
    """One value, its references written out."""
    if "$ref" in schema:
        name = schema["$ref"].rpartition("/")[2]
        inner = {k: v for k, v in defs.items() if k != name}  # a shape that holds itself is written out once
        return _value({**defs.get(name, {"type": "object"}), **{k: v for k, v in schema.items() if k != "$ref"}}, inner)
    choices = schema.get("anyOf") or schema.get("oneOf") or schema.get("allOf")
    if choices:
        return _either(schema, choices, defs)
    made = {key: schema[key] for key in KEPT if key in schema}
    if "const" in schema:
        made["enum"] = [schema["const"]]
    if "description" in made:
        made["description"] = brief(made["description"])
    if schema.get("default") not in (None, False, "", [], {}):
        made["default"] = schema["default"]
    if "items" in schema:
        made["items"] = _value(schema["items"], defs)
    if "properties" in schema:
        made.pop("description", None)
        made["properties"] = {name: _value(inner, defs) for name, inner in schema["properties"].items()}
        if schema.get("required"):
            made["required"] = list(schema["required"])
    return made


def _either(schema: Mapping[str, Any], choices: list[Mapping[str, Any]], defs: Mapping[str, Any]) -> Schema:
    """A choice of kinds. `null` stays where it says something: a value that can be taken away, not one that is merely left out."""
    kinds = [choice for choice in choices if choice.get("type") != "null"]
    outer = {k: v for k, v in schema.items() if k not in ("anyOf", "oneOf", "allOf")}
    made = _value({**kinds[0], **outer}, defs) if len(kinds) == 1 else {**_value(outer, defs), "anyOf": [_value(k, defs) for k in kinds]}
    if len(kinds) < len(choices) and "default" not in schema and isinstance(made.get("type"), str):
        made["type"] = [made["type"], "null"]
    return made


def brief(text: str) -> str:
    """The first sentence, or as much of it as fits."""
    line = " ".join(text.split())
    sentence = line.partition(". ")[0]
    return sentence if len(sentence) <= LONGEST else sentence[: LONGEST - 1].rsplit(" ", 1)[0] + "…"
