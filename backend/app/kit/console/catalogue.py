"""What can be called, read from an OpenAPI document: the one of this installation's routes, or that of a product elsewhere.

A command is `<noun> <verb>`: the noun is the first segment of the path, the verb says what is done to it (`list`, `get`, `create`,
`update`, `delete`, or the last fixed segment: `status`, `restore`, `deliveries`). Where two would have the same verb, the one that
changes something is called by its method: `add-comments` beside `comments`.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

PREFIX = "/api/v1/"
ALL = {"GET": "list", "POST": "create"}
ONE = {"GET": "get", "PATCH": "update", "PUT": "replace", "DELETE": "delete"}
BESIDE = {"POST": "add", "PUT": "put", "PATCH": "change", "DELETE": "remove", "GET": "show"}
Schema = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Command:
    """One operation."""

    name: str
    noun: str
    method: str
    path: str
    about: str
    permission: str
    places: tuple[str, ...]
    """Names in the path, in order."""
    query: Mapping[str, Schema]
    body: Mapping[str, Schema]
    """Fields of the body."""
    required: frozenset[str]
    form: bool
    """The body is a form with files (multipart), else JSON."""
    takes_body: bool
    shapes: Mapping[str, Schema] = field(repr=False)
    """What `$ref` names."""

    @property
    def fields(self) -> dict[str, Schema]:
        """Everything that can be given by name."""
        return {**self.query, **self.body}


def commands(document: Mapping[str, Any]) -> dict[str, Command]:
    """By operation id."""
    shapes = document.get("components", {}).get("schemas", {})
    found = {}
    for path, methods in document["paths"].items():
        if path.startswith(PREFIX):
            for method, said in methods.items():
                made = _command(path, method.upper(), said, shapes)
                found[made.name] = made
    return found


def _command(path: str, method: str, said: Mapping[str, Any], shapes: Mapping[str, Schema]) -> Command:
    content = said.get("requestBody", {}).get("content", {})
    kind, body = next(iter(content.items()), ("", {"schema": {}}))
    shape = _resolved(body.get("schema", {}), shapes)
    query = {p["name"]: _described(p) for p in said.get("parameters", ()) if p["in"] == "query"}
    needed = {p["name"] for p in said.get("parameters", ()) if p["in"] == "query" and p.get("required")}
    return Command(
        said["operationId"], path.removeprefix(PREFIX).partition("/")[0], method, path, said.get("description") or said.get("summary", ""),
        said.get("x-permission") or "", tuple(p[1:-1] for p in path.split("/") if p.startswith("{")), query, shape.get("properties", {}),
        frozenset({*needed, *shape.get("required", ())}), kind.startswith("multipart/"), bool(content), shapes,
    )  # fmt: skip


def _described(parameter: Mapping[str, Any]) -> Schema:
    schema = dict(parameter.get("schema", {}))
    return {"description": parameter["description"], **schema} if parameter.get("description") else schema


def _resolved(schema: Schema, shapes: Mapping[str, Schema]) -> Schema:
    return shapes.get(schema["$ref"].rpartition("/")[2], {}) if "$ref" in schema else schema


def verbs(known: Iterable[Command], noun: str) -> dict[str, Command]:
    """The verbs of a noun, those for reading first where two would be called the same."""
    made: dict[str, Command] = {}
    mine = sorted((c for c in known if c.noun == noun), key=lambda c: (c.method != "GET", c.path.count("/")))
    for command in mine:
        name = _verb(command)
        if name in made:
            name = f"{BESIDE[command.method]}-{name}"
        made[command.name.replace("_", "-") if name in made else name] = command
    return made


def _verb(command: Command) -> str:
    rest = command.path.removeprefix(PREFIX).split("/")[1:]
    fixed = [part for part in rest if not part.startswith("{")]
    basic = (ONE if rest else ALL).get(command.method) if not fixed else None
    return basic or (fixed[-1] if fixed else command.method.lower())


def search(known: Iterable[Command], words: Iterable[str]) -> list[Command]:
    """Those that hold all the words in name or description."""
    wanted = [word.lower() for word in words]
    return [c for c in known if all(w in f"{c.name} {c.about} {c.noun}".lower() for w in wanted)]
