"""What a proposed write would do, read before anybody is asked: its target, and old → new for each field it names."""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from typing import Any

from app.kit.agent.records import catalogue, label
from app.kit.agent.turn import Change, Proposal
from app.kit.agent.veil import NOTHING, guarded
from app.kit.core.errors import Invalid
from app.kit.core.media import UNSEEN
from app.kit.tools.tool import BuiltIn, Hands, RouteTool, Tool, definition
from app.kit.web.operation import Operation

SHOWN = 10
HIDING = re.compile("[\u202a-\u202e\u2066-\u2069\U000e0000-\U000e007f]")
"""Signs that turn the direction of what is shown, or spell words that nobody sees: no proposal holds them."""


async def proposal_of(tool: Tool, args: dict[str, Any], hands: Hands, *, tainted: bool) -> Proposal:
    """What a write would do: an operation of the API in full, any other tool by its arguments."""
    hands.actor.require(tool.permission)
    if any(HIDING.search(text) for text in _texts(args)):
        raise Invalid("A value holds signs that a person would not see: leave them out.")
    if isinstance(tool, RouteTool):
        return await _of_operation(tool.operation, args, hands, tainted=tainted)
    if isinstance(tool, BuiltIn):
        await tool.check(hands, args)
    changes = tuple(Change(name, None, value) for name, value in args.items())
    called = tool.name.replace("_", " ").capitalize()
    return Proposal(hands.actor.agent or "", tool.name, args, "", "", "", called, changes, tainted, definition=definition(tool))


async def _of_operation(operation: Operation, args: dict[str, Any], hands: Hands, *, tainted: bool) -> Proposal:
    """Checks arguments as the route would, reads the target as the caller, changes nothing.

    The version that was read becomes an argument (If-Match): what is approved is what was shown, or it fails.
    """
    operation.check(args)
    entity = operation.noun
    target = await _target(operation, args, hands)
    before, wanted = target or {}, after(operation, args)
    unread = guarded(entity) - before.keys() if target else NOTHING  # may be set but not read: not empty before
    changes = tuple(
        Change(name, before.get(name), wanted[name], "old" if name in unread else None)
        for name in wanted
        if not target or name in unread or before.get(name) != wanted[name]
    )
    if target and "version" in target:
        args = {"version": target["version"], **args}
    info = catalogue(hands.actor).get(entity)
    bulk = many(operation.name, args)
    name = seen(await _many(args, info, hands) if bulk else label(info, target or wanted))
    if joined := args.get("from", args.get("others")) if operation.name == f"merge_{entity}" else None:
        name = f"{name}, with {seen(await _names(joined, info, hands))} (deleted then)"
    summary = f"{_action(args)}: {name}" if bulk else f"{operation.name.replace('_', ' ').capitalize()} {name}".strip()
    return Proposal(hands.actor.agent or "", operation.name, args, entity, str(before.get("id", "")), name, summary, changes, tainted)


async def _target(operation: Operation, args: dict[str, Any], hands: Hands) -> dict[str, Any] | None:
    """The record that the path names, through the operation that reads it; NotFound when the caller does not see it."""
    found = re.match(r"(.*/\{(\w+)\})(/|$)", operation.path)
    if not found or found[2] not in args:
        return None
    reader = next((op for op in hands.kit.operations.values() if op.method == "GET" and op.path == found[1] and op.tool), None)
    if reader is None or operation.name.startswith("restore_"):
        return None
    record = await hands.call(reader.name, {found[2]: args[found[2]]})
    return record if isinstance(record, dict) else None


def after(operation: Operation, args: Mapping[str, Any]) -> dict[str, Any]:
    """What the arguments say of a record: their own fields, and those that go along with a move; in bulk the values each record gets."""
    fields = operation.body.model_fields if operation.body is not None else {}
    known = fields.keys() | {field.alias for field in fields.values()}
    own = {name: value for name, value in args.items() if name in known}
    inner = own.get("values")
    if not isinstance(inner, dict):
        return own
    return inner if many(operation.name, args) else {name: value for name, value in own.items() if name != "values"} | inner


def _action(args: dict[str, Any]) -> str:
    return str(args.get("action", "change")).capitalize()


async def _many(args: dict[str, Any], info: Mapping[str, Any] | None, hands: Hands) -> str:
    """The records of a bulk operation by name: the first ones, and how many more; or how many there are now, and by which filter."""
    ids = args.get("ids")
    if info is None:
        return ""
    if not isinstance(ids, list):
        return await _filtered(args, info, hands)
    return await _names(ids, info, hands)


async def _names(ids: list[Any], info: Mapping[str, Any] | None, hands: Hands) -> str:
    """How records are called: the first ones, and how many more."""
    if info is None:
        return ""
    records = [await hands.call(f"get_{info['singular']}", {"id": id}) for id in ids[:SHOWN]]
    more = f" and {len(ids) - SHOWN} more" if len(ids) > SHOWN else ""
    return ", ".join(label(info, record) for record in records) + more


async def _filtered(args: dict[str, Any], info: Mapping[str, Any], hands: Hands) -> str:
    """All that a filter finds, whoever they will be when it is done."""
    wanted: dict[str, Any] = {**(args.get("filter") or {}), **({"q": args["q"]} if args.get("q") else {})}
    gone = {"deleted": True} if args.get("action") == "restore" else {}
    found = await hands.call(f"list_{info['name']}", {**wanted, **gone, "limit": 1, "count": True})
    total = found.get("total", 0)
    closed = guarded(info["name"])  # the summary is told to people who may not read these
    told = (name if name.partition("__")[0] in closed else f"{name} {value}" for name, value in wanted.items())
    which = ", ".join(told) or "all there are"
    return f"{total} {info['label' if total != 1 else 'label_singular'].lower()} ({which})"


def many(operation: str, args: Mapping[str, Any]) -> bool:
    """Whether it is about several records at once."""
    return "ids" in args or operation.startswith("bulk_")


def seen(text: str) -> str:
    """How a record is called, without signs that nobody sees."""
    return "".join(char for char in text if unicodedata.category(char) not in UNSEEN)


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for key, inner in value.items():
            yield str(key)
            yield from _texts(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _texts(inner)
