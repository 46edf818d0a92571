"""What a proposed write would do, read before anybody is asked: its target, and old → new for each field it names."""

import re
from collections.abc import Mapping
from typing import Any

from app.kit.agent.records import catalogue, label
from app.kit.agent.turn import Change, Proposal
from app.kit.tools.tool import Hands, RouteTool, Tool
from app.kit.web.operation import Operation

SHOWN = 10


async def proposal_of(tool: Tool, args: dict[str, Any], hands: Hands, *, tainted: bool) -> Proposal:
    """What a write would do: an operation of the API in full, any other tool by its arguments."""
    hands.actor.require(tool.permission)
    if isinstance(tool, RouteTool):
        return await _of_operation(tool.operation, args, hands, tainted=tainted)
    changes = tuple(Change(name, None, value) for name, value in args.items())
    called = tool.name.replace("_", " ").capitalize()
    return Proposal(hands.actor.agent or "", tool.name, args, "", "", "", called, changes, tainted)


async def _of_operation(operation: Operation, args: dict[str, Any], hands: Hands, *, tainted: bool) -> Proposal:
    """Checks arguments as the route would, reads the target as the caller, changes nothing.

    The version that was read becomes an argument (If-Match): what is approved is what was shown, or it fails.
    """
    operation.check(args)
    entity = operation.noun
    target = await _target(operation, args, hands)
    before, after = target or {}, _after(operation, args)
    changes = tuple(Change(name, before.get(name), after.get(name)) for name in after if not target or before.get(name) != after.get(name))
    if target and "version" in target:
        args = {"version": target["version"], **args}
    info = catalogue(hands.actor).get(entity)
    name = await _many(args, info, hands) if "ids" in args else label(info, target or after)
    summary = f"{operation.name.replace('_', ' ').capitalize()} {name}".strip() if "ids" not in args else f"{_action(args)}: {name}"
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


def _after(operation: Operation, args: dict[str, Any]) -> dict[str, Any]:
    inner = args.get("values")
    if isinstance(inner, dict):  # bulk: the values that every record gets
        return inner
    return {name: value for name, value in args.items() if operation.body is not None and name in operation.body.model_fields}


def _action(args: dict[str, Any]) -> str:
    return str(args.get("action", "change")).capitalize()


async def _many(args: dict[str, Any], info: Mapping[str, Any] | None, hands: Hands) -> str:
    """The records of a bulk operation by name: the first ones, and how many more."""
    ids = args.get("ids")
    if not isinstance(ids, list) or info is None:
        return ""
    records = [await hands.call(f"get_{info['singular']}", {"id": id}) for id in ids[:SHOWN]]
    more = f" and {len(ids) - SHOWN} more" if len(ids) > SHOWN else ""
    return ", ".join(label(info, record) for record in records) + more
