"""The words of a command line: `[--as EMAIL] NOUN VERB [PLACE…] [--name value…]`, sorted into what is whose.

Options of the command itself are few and fixed; every other one is an argument of the operation, so the API, which knows what it
takes, answers for it: a new filter needs no line here.
"""

import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import orjson

from app.kit.console.catalogue import Command
from app.kit.console.ends import usage
from app.kit.console.values import is_flag, read

BEFORE = ("as", "organization", "url")
"""Who calls, and where."""
OURS = ("json", "csv", "all", "output", "no-wait", "if-match", "help")
PAIRS = {"map": "mapping", "default": "defaults"}
"""`--map "Invoice No=number"` adds to the JSON of the field `mapping`."""


@dataclass(slots=True)
class Words:
    """What was typed."""

    rest: list[str]
    before: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, argv: Sequence[str]) -> "Words":
        """Takes the options that stand before the noun."""
        rest, before = list(argv), {}
        while rest and rest[0].startswith("--") and (name := rest[0][2:].partition("=")[0]) in BEFORE:
            given = rest.pop(0).partition("=")
            if not given[1] and not rest:
                raise usage(f"--{name} needs a value")
            before[name] = given[2] if given[1] else rest.pop(0)
        return cls(rest, before)


@dataclass(slots=True)
class Call:
    """One call as it was typed."""

    command: Command
    places: list[str] = field(default_factory=list)
    query: dict[str, Any] = field(default_factory=dict)
    body: dict[str, Any] = field(default_factory=dict)
    options: dict[str, str] = field(default_factory=dict)
    file: Path | None = None


def parse(command: Command, words: Sequence[str]) -> Call:
    """Places by their order, everything else by name. Raises Ended."""
    call, left = Call(command), list(words)
    while left:
        word = left.pop(0)
        if not word.startswith("--") or word == "--":
            call.places.append(word)
            continue
        name, equals, value = word[2:].partition("=")
        ours = name in OURS and name.replace("-", "_") not in command.fields or name in ("json", "help")
        if ours:
            _ours(call, name, value if equals else None, left)
        else:
            _argument(call, name, value if equals else None, left)
    _places(call)
    return call


def _ours(call: Call, name: str, value: str | None, left: list[str]) -> None:
    if name == "json" and call.command.takes_body and (value is not None or (left and (left[0] == "-" or left[0][0:1] in "{[@"))):
        call.body |= _given(value if value is not None else left.pop(0))
    elif name in ("output", "if-match"):
        if value is None and not left:
            raise usage(f"--{name} needs a value")
        call.options[name] = value if value is not None else left.pop(0)
    else:
        call.options[name] = value or "yes"


def _given(text: str) -> dict[str, Any]:
    """A JSON object: as it stands, `-` from standard input, `@file` from a file."""
    raw = sys.stdin.read() if text == "-" else Path(text[1:]).read_text() if text.startswith("@") else text
    try:
        found = orjson.loads(raw)
    except orjson.JSONDecodeError as error:
        raise usage(f"--json: {error}") from None
    if not isinstance(found, dict):
        raise usage("--json: expects an object")
    return found


def _argument(call: Call, given: str, value: str | None, left: list[str]) -> None:
    command, name = call.command, given.replace("-", "_")
    if name in PAIRS and PAIRS[name] in command.body:
        key, equals, field_name = (value if value is not None else _next(given, left)).partition("=")
        if not equals:
            raise usage(f"--{given} expects left=right")
        call.body.setdefault(PAIRS[name], {})[key] = field_name
        return
    positive = name if name in command.fields else name.removeprefix("no_")
    schema = command.fields.get(positive, {})
    if schema and is_flag(schema, command.shapes) and value is None:
        found: Any = positive == name
    else:
        positive, text = name, value if value is not None else _next(given, left)
        found = read(name, text, schema, command.shapes) if name in command.body else text
    into = call.body if positive in command.body or (command.takes_body and positive not in command.query) else call.query
    into[positive] = found


def _next(name: str, left: list[str]) -> str:
    if not left:
        raise usage(f"--{name} needs a value")
    return left.pop(0)


def _places(call: Call) -> None:
    """The parts of the path, and for a form its file."""
    wanted = len(call.command.places)
    if call.command.form and len(call.places) == wanted + 1:
        call.file = Path(call.places.pop())
    if len(call.places) != wanted and "help" not in call.options:
        names = " ".join(p.upper() for p in call.command.places) or "nothing"
        file = " FILE" if call.command.form else ""
        raise usage(f"{call.command.name} expects {names}{file} after its name, and got {' '.join(call.places) or 'nothing'}")
