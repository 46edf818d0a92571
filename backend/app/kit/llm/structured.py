"""Answers that must be JSON of a given shape: read, repaired where only the writing is wrong, checked, asked for once more.

Models wrap JSON in prose and fences, leave a comma too many, or are cut off. That is mended; a value is never made up: what is missing
stays missing, a last value that may be cut in two is dropped, and the check then says what is not there.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from math import isfinite
from typing import Any, TypeVar, overload

import json_repair
import orjson
from jsonschema import Draft202012Validator, SchemaError, ValidationError  # type: ignore[import-untyped]
from pydantic import BaseModel
from pydantic import ValidationError as ModelInvalid

from app.kit.core.errors import AppError

M = TypeVar("M", bound=BaseModel)
Schema = dict[str, Any]
MOST = 5
"""Faults that are told at once."""
DEEPEST = 100
"""Levels of JSON from outside."""
MOST_PARTS = 20_000
"""Of a schema from outside, once its definitions are put in."""
UNBOUND = ("patternProperties", "unevaluatedProperties", "unevaluatedItems")
"""What may take for ever to check: expressions, and what looks again at every part below it, at every level."""
NOTES = frozenset({"title", "description", "default", "examples", "deprecated"})
"""Words of a schema that bind nothing."""


class ResponseParsingError(AppError):
    """A model's answer that has not the shape it was asked for. The answer is kept in `raw` and never shown: it may quote anything."""

    status, title = 502, "The model's answer cannot be read"

    def __init__(self, faults: Iterable[str], raw: str) -> None:
        self.faults = tuple(faults)[:MOST]
        self.raw = raw
        super().__init__(f"The language model's answer is not in the form that was asked for: {'; '.join(self.faults)}.")


@overload
def parse(text: str, shape: type[M]) -> M: ...
@overload
def parse(text: str, shape: Schema) -> Any: ...
def parse(text: str, shape: type[M] | Schema) -> M | Any:
    """The value that a text holds, checked against a pydantic model or a JSON Schema. Raises ResponseParsingError, nothing else."""
    try:
        value = read(text)
    except (ValueError, RecursionError) as error:
        raise ResponseParsingError([str(error) if isinstance(error, Unreadable) else "it holds no JSON"], text) from error
    if isinstance(shape, dict):
        faults = sorted(Draft202012Validator(shape).iter_errors(value), key=lambda e: list(map(str, e.absolute_path)))
        if faults:
            raise ResponseParsingError(map(_told, faults), text)
        return value
    try:
        return shape.model_validate(value)
    except ModelInvalid as error:
        found = error.errors(include_input=False, include_url=False, include_context=False)
        raise ResponseParsingError((f"{_path(e['loc'])}: {e['msg']}" for e in found), text) from error


def misread(text: str, shape: type[BaseModel] | Schema) -> str:
    """What to tell a model whose answer has not the shape it was asked for; empty when it has."""
    try:
        parse(text, shape)
    except ResponseParsingError as error:
        return f"That was not the JSON that was asked for: {'; '.join(error.faults)}. Answer again, with the whole JSON only."
    return ""


def unfit(value: Any, schema: Schema) -> str:
    """What is wrong with a value, by a schema without references; empty when it fits."""
    faults = sorted(Draft202012Validator(schema).iter_errors(value), key=lambda e: list(map(str, e.absolute_path)))
    return f"The arguments do not fit: {'; '.join(map(_told, faults[:MOST]))}." if faults else ""


def unsendable(value: Any) -> str:
    """Why JSON from outside can not be written down and passed on again; empty when it can."""
    if nested(value, DEEPEST):
        return "is nested too deeply"
    try:
        orjson.dumps(value)
    except TypeError:
        return "holds a number of more than 64 bits"
    return ""


def nested(value: Any, levels: int) -> bool:
    """Whether it has more levels than these."""
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return levels < 0 or any(nested(one, levels - 1) for one in inner)


def usable(schema: Schema) -> Schema:
    """A schema from outside, as it may be held against a value: definitions put where they are named (`$ref`), so that a check takes no
    longer than the schema is long. Raises ValueError for what would fetch an address, run for ever, or is no JSON Schema."""
    if why := unsendable(schema):
        raise ValueError(why)
    try:
        made = _Inlined(schema).whole()
        Draft202012Validator.check_schema(made)
    except SchemaError as error:
        raise ValueError(f"is no JSON Schema: {error.message[:200]}") from error
    except RecursionError:
        raise ValueError("is nested too deeply") from None
    return made


@dataclass(slots=True)
class _Inlined:
    schema: Schema
    left: int = MOST_PARTS

    def whole(self) -> Schema:
        root = {key: value for key, value in self.schema.items() if key not in ("$defs", "definitions")}
        return dict(self._of(root, ()))

    def _of(self, part: Any, above: tuple[str, ...]) -> Any:
        self.left -= 1
        if self.left < 0:
            raise ValueError("grows too large where its definitions are put in")
        if isinstance(part, list):
            return [self._of(one, above) for one in part]
        if not isinstance(part, dict):
            return part
        for word in ("pattern", "$dynamicRef"):  # a property may be called so; the word itself has a text
            if isinstance(part.get(word), str):
                raise ValueError(f"may not use {word}")
        if unbound := next((word for word in UNBOUND if word in part), None):
            raise ValueError(f"may not use {unbound}")
        named = part.get("$ref")
        rest = {key: self._of(value, above) for key, value in part.items() if key != "$ref" or not isinstance(named, str)}
        if not isinstance(named, str):
            return rest
        if named in above:
            raise ValueError(f"may not have definitions that name themselves ({named})")
        found = self._of(self._at(named), (*above, named))
        return {**found, **rest} if rest.keys() <= NOTES and isinstance(found, dict) else {"allOf": [found], **rest}

    def _at(self, named: str) -> Any:
        place, _, name = named.rpartition("/")
        found = self.schema.get(place.removeprefix("#/")) if place in ("#/$defs", "#/definitions") else None
        if not isinstance(found, dict) or name not in found:
            raise ValueError(f"may only refer ($ref) to definitions of its own, not to {named[:100]}")
        return found[name]


class Unreadable(ValueError):
    """Says in its text what is wrong."""


def read(text: str) -> Any:
    """The one JSON value in a text. Valid JSON is returned as it is. Raises ValueError."""
    try:
        return json.loads(text, parse_constant=_no_number)
    except json.JSONDecodeError:
        pass
    begin = min((at for at in (text.find("{"), text.find("[")) if at >= 0), default=-1)
    if begin < 0:
        raise Unreadable("it holds no JSON")
    value = json_repair.loads(_one(text[begin:]), strict=True)
    if not isinstance(value, dict | list) or not _finite(value):
        raise Unreadable("it holds no JSON")
    return value


def mended(text: str) -> dict[str, Any] | None:
    """The object that a text means in which only the writing is wrong: a comma too many, names without quotes. None for everything
    else: a bracket that is not closed (it was cut), a letter or figure that would be lost or made up."""
    text = text.strip()
    try:
        closed = text.startswith("{") and _one(text + "}") == text  # else the added bracket would have closed one of its own
        value = json_repair.loads(text, strict=True) if closed else None
    except ValueError:
        return None
    if not isinstance(value, dict) or not _finite(value):
        return None
    return value if _letters(json.dumps(value, ensure_ascii=False)) == _letters(text) else None


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text)).casefold()


def _one(text: str) -> str:
    """From the first bracket to the one that closes it; where that is missing, to the last place where a value was whole."""
    depth, quoted, escaped, whole = 0, False, False, 0
    for at, char in enumerate(text):
        if quoted:
            quoted, escaped = escaped or char != '"', char == "\\" and not escaped
        elif char == '"':
            quoted = True
        elif char in "{[":
            depth, whole = depth + 1, at + 1
        elif char in "}]":
            depth, whole = depth - 1, at + 1
            if depth == 0:
                rest = text[whole:]
                if "{" in rest or "[" in rest:
                    raise Unreadable("it holds more than one JSON value")
                return text[:whole]
        elif char == ",":
            whole = at
    return text[:whole]


def _no_number(name: str) -> Any:
    raise Unreadable(f"{name} is no JSON number")


def _finite(value: Any) -> bool:
    if isinstance(value, dict):
        return all(map(_finite, value.values()))
    if isinstance(value, list):
        return all(map(_finite, value))
    return not isinstance(value, float) or isfinite(value)


def _told(error: ValidationError) -> str:
    """Without the value that is wrong."""
    where = _path(error.absolute_path)
    if error.validator == "required":
        return f"{where}: {error.message}"
    return f"{where}: does not fit {error.validator} {json.dumps(error.validator_value, default=str)[:200]}"


def _path(parts: Iterable[Any]) -> str:
    return ".".join(map(str, parts)) or "the answer"
