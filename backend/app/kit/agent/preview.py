"""What a proposed write would do, read before anybody is asked: its target, and old → new for each field it names."""

import re
from typing import Any

from app.kit.agent.records import catalogue, label
from app.kit.agent.turn import Change, Proposal
from app.kit.tools.tool import Hands
from app.kit.web.operation import Operation
from app.kit.web.route import API


async def proposal_of(operation: Operation, args: dict[str, Any], hands: Hands, *, tainted: bool) -> Proposal:
    """Checks permission and arguments as the route would, reads the target as the caller, changes nothing."""
    hands.actor.require(operation.permission)
    operation.check(args)
    entity = operation.path.removeprefix(API).strip("/").partition("/")[0]
    target = await _target(operation, args, hands)
    before, after = target or {}, _after(operation, args)
    changes = tuple(Change(name, before.get(name), after.get(name)) for name in after if not target or before.get(name) != after.get(name))
    name = label(catalogue(hands.actor).get(entity), target) if target else ""
    return Proposal(
        hands.actor.agent or "",
        operation.name,
        args,
        entity,
        str(target.get("id", "")) if target else "",
        name,
        _summary(operation, entity, name, args),
        changes,
        tainted,
    )


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


def _summary(operation: Operation, entity: str, name: str, args: dict[str, Any]) -> str:
    """For a person; the exact arguments are shown beside it."""
    if isinstance(args.get("ids"), list):
        return f"{str(args.get('action', 'change')).capitalize()} {len(args['ids'])} {entity}"
    return f"{operation.name.replace('_', ' ').capitalize()} {name}".strip()
