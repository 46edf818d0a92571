"""Approving with other values than were proposed: for the same record, and nothing that the decider may not read or write."""

import hashlib
import re
from typing import Any

import orjson

from app.features.approvals.models import Approval
from app.kit.agent.preview import after
from app.kit.agent.veil import NOTHING, unread, without
from app.kit.core.access import Actor
from app.kit.core.context import Kit
from app.kit.core.errors import Invalid

TARGETS = {"ids", "filter", "q", "action", "partial", "version", "from", "others", "fields", "file_id"}
TARGETS |= {f"{end}_{part}" for end in ("record", "source", "target") for part in ("type", "id")} | {"relation_type"}
"""What says which records are changed and in which way: who approves with other values does not change that."""


def edit(kit: Kit, actor: Actor, found: Approval, args: dict[str, Any]) -> None:
    """Put other values into the approval: checked as the route would, shown as they will be done. The caller keeps them with what is done.

    Raises Invalid where they name another record or a field that he may not read, Forbidden where he may not write them himself.
    """
    operation = kit.operations.get(found.operation)
    if operation is None:
        raise Invalid.field("args", "only values of records can be changed here: approve the call as it is, or reject it")
    named = set(re.findall(r"\{(\w+)\}", operation.path)) | TARGETS
    args = _with_unread(actor, found, args)
    if changed := [name for name in named if args.get(name) != found.args.get(name)]:
        raise Invalid.field("args", f"{changed[0]} names what is changed and must stay as it was proposed")
    if found.user_id != actor.user_id:
        actor.require(operation.permission)  # who gives the values writes them, and must be allowed to
    operation.check(args)
    before = {change["field"]: change["old"] for change in found.changes}
    given = {name: value for name, value in after(operation, args).items() if name not in named or name in before}
    found.proposed = found.proposed or found.changes
    left_out = {change["field"]: change.get("hidden") for change in found.changes}
    found.changes = [{"field": n, "old": before.get(n), "new": value, "hidden": left_out.get(n)} for n, value in given.items()]
    found.args, found.args_hash = args, args_hash(found.operation, args)


def _with_unread(actor: Actor, found: Approval, args: dict[str, Any]) -> dict[str, Any]:
    """What the decider was not shown stays as it was proposed: he can neither leave it out nor set it."""
    closed = unread(found.entity_type, actor) if found.user_id != actor.user_id else NOTHING
    if not closed:
        return args
    if without(args, closed) != args:
        raise Invalid.field("args", "holds a field that you may not read: leave it as it was proposed")
    kept = {name: value for name, value in found.args.items() if name in closed}
    inner, proposed = args.get("values"), found.args.get("values")
    if isinstance(inner, dict) and isinstance(proposed, dict):
        return {**args, **kept, "values": {**inner, **{name: value for name, value in proposed.items() if name in closed}}}
    return {**args, **kept}


def args_hash(operation: str, args: dict[str, Any], definition: str = "") -> str:
    """What exactly is approved; `definition`: of a tool that is not ours."""
    named = [operation, args, definition] if definition else [operation, args]
    return hashlib.sha256(orjson.dumps(named, option=orjson.OPT_SORT_KEYS)).hexdigest()
