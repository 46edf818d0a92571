"""What somebody typed as what a schema wants: `100EUR` as money, `a,b` as a list, `null` as nothing."""

import re
from collections.abc import Mapping
from typing import Any

import orjson

from app.kit.console.ends import usage

MONEY = re.compile(r"(-?[\d]+(?:\.\d+)?)\s*([A-Za-z]{3})")
BOOLEAN = {"true": True, "yes": True, "1": True, "false": False, "no": False, "0": False}
FORMATS = {"date": "2026-01-31", "date-time": "2026-01-31T12:00:00Z", "uuid": "id", "binary": "file"}
Schema = Mapping[str, Any]


def read(name: str, text: str, schema: Schema, shapes: Mapping[str, Schema]) -> Any:
    """The value; Ended with the option's name when it can not be meant."""
    kinds = _kinds(schema, shapes)
    if text == "null" and any(kind.get("type") == "null" for kind in kinds):
        return None
    wanted = [kind for kind in kinds if kind.get("type") != "null"]
    for number, kind in enumerate(sorted(wanted, key=_plainness)):
        try:
            return _as(text, kind, shapes)
        except ValueError as error:
            if number == len(wanted) - 1:
                raise usage(f"--{name.replace('_', '-')}: {error}") from None
    return text


def one_of(schema: Schema, shapes: Mapping[str, Schema]) -> str:
    """What can be given, for a help text: `text`, `amount CUR`, `draft|sent|paid`."""
    words = [_word(kind) for kind in _kinds(schema, shapes) if kind.get("type") != "null"]
    return "|".join(dict.fromkeys(words)) or "text"


def is_flag(schema: Schema, shapes: Mapping[str, Schema]) -> bool:
    """Whether its name alone says yes."""
    return all(kind.get("type") in ("boolean", "null") for kind in _kinds(schema, shapes))


def _kinds(schema: Schema, shapes: Mapping[str, Schema]) -> list[Schema]:
    if "$ref" in schema:
        return _kinds(shapes.get(schema["$ref"].rpartition("/")[2], {}), shapes)
    inner = schema.get("anyOf") or schema.get("oneOf") or schema.get("allOf")
    return [kind for part in inner for kind in _kinds(part, shapes)] if inner else [schema]


def _plainness(kind: Schema) -> int:
    """What can be told apart is tried first; any text is a text."""
    return ["object", "array", "integer", "number", "boolean", "string"].index(kind.get("type", "string"))


def _word(kind: Schema) -> str:
    if kind.get("enum"):
        return "|".join(map(str, kind["enum"]))
    match kind.get("type"):
        case "object":
            return "'12.50 EUR'" if _is_money(kind) else "JSON"
        case "array":
            return "a,b,…"
        case "string" | None:
            return FORMATS.get(str(kind.get("format")), "text")
        case other:
            return str(other)


def _is_money(kind: Schema) -> bool:
    return set(kind.get("properties", {})) == {"amount", "currency"}


def _as(text: str, kind: Schema, shapes: Mapping[str, Schema]) -> Any:
    match kind.get("type"):
        case "integer":
            return int(text)
        case "number":
            return float(text)
        case "boolean":
            if text.lower() not in BOOLEAN:
                raise ValueError("expects true or false")
            return BOOLEAN[text.lower()]
        case "array":
            if text.startswith("["):
                return _json(text)
            items = kind.get("items", {})
            return [read("", part.strip(), items, shapes) for part in text.split(",") if part.strip()]
        case "object":
            return _money(text) if _is_money(kind) and not text.startswith("{") else _json(text)
        case _:
            return text


def _money(text: str) -> dict[str, str]:
    found = MONEY.fullmatch(text.strip())
    if found is None:
        raise ValueError("expects an amount with its currency, like 12.50EUR")
    return {"amount": found[1], "currency": found[2].upper()}


def _json(text: str) -> Any:
    try:
        return orjson.loads(text)
    except orjson.JSONDecodeError as error:
        raise ValueError(f"expects JSON ({error})") from None
