"""Taking back what an agent's change did, as an ordinary change of whoever asks."""

from typing import Any
from uuid import UUID

import orjson

from app.features.approvals import queries
from app.features.approvals.events import Undone
from app.features.approvals.models import Approval
from app.kit.core.context import Context, Kit, work
from app.kit.core.errors import Conflict, Forbidden, NotFound, Stale
from app.kit.core.events import Happened
from app.kit.core.registry import registry

DECIDE = "approvals:decide"
"""The right to decide on everything that agents propose in the organisation."""
NO_WAY_BACK = "No single step takes this back: open what was changed and change it there."


async def undo(ctx: Context, conversation_id: UUID, id: UUID) -> Approval:
    """Take back what was done, as the one who asks and as an ordinary change: earlier values again, the made record away, the deleted back.

    Takes a unit of work that is not open. Raises Conflict where it cannot be taken back in one go, Stale when somebody changed the
    record since.
    """
    async with work(ctx.kit, ctx.actor) as reading:
        found = (await reading.db.execute(queries.approval(conversation_id, id))).scalar_one_or_none()
    mine = found is not None and ctx.actor.user_id in (found.user_id, found.decided_by)
    if found is None or not (mine or ctx.actor.may(DECIDE)):
        raise NotFound("There is no such approval.")
    name, args = opposite(ctx.kit, found)
    expected = await _still(ctx, found, args["fields"]) if "fields" in args else None

    async def mark(inner: Context) -> None:
        inner.if_match = expected or inner.if_match
        done = (await inner.db.execute(queries.approval(conversation_id, id, lock=True))).scalar_one()
        if done.undone:
            raise Conflict("This was undone already.")
        done.undone = True
        inner.emit(Undone(done.id, done.conversation_id, done.user_id, done.approver))
        inner.emit(Happened("undo", "approvals", done.id, {"operation": name}))

    await ctx.kit.operations[name].call(ctx.kit, ctx.actor, args, ctx.origin, before=mark)
    async with work(ctx.kit, ctx.actor) as reading:
        return (await reading.db.execute(queries.approval(conversation_id, id))).scalar_one()


async def _still(ctx: Context, found: Approval, fields: list[str]) -> int:
    """The record's present version, while these fields hold what was done.

    Raises Stale where somebody changed one of them, Forbidden for one that is not for the caller to read.
    """
    one = registry.entities[found.entity_type].__singular__
    now = orjson.loads(await ctx.kit.operations[f"get_{one}"].call(ctx.kit, ctx.actor, {"id": found.target_id}, ctx.origin))
    if closed := [name for name in fields if name not in now]:
        raise Forbidden(f"You may not read {closed[0]}: somebody who does has to take this back.")
    done = found.result or {}
    if changed := [name for name in fields if now[name] != done.get(name)]:
        raise Stale(f"Somebody has changed {changed[0]} since: look at the record and change it there.")
    return int(now["version"])


def opposite(kit: Kit, found: Approval) -> tuple[str, dict[str, Any]]:
    """The operation that takes a write back, with its arguments."""
    operation, result = kit.operations.get(found.operation), found.result or {}
    if found.status != "approved" or found.undone or operation is None or "ids" in found.args:
        raise Conflict(NO_WAY_BACK)
    entity = registry.entities.get(found.entity_type)
    if entity is None:
        raise Conflict(NO_WAY_BACK)
    one, whole = entity.__singular__, f"/{found.entity_type}"
    if operation.method == "POST" and operation.path.endswith(whole) and "id" in result:
        return f"delete_{one}", {"id": result["id"], "version": result["version"]}
    if operation.method == "DELETE" and f"restore_{one}" in kit.operations:
        return f"restore_{one}", {"id": found.target_id}
    if operation.method in ("PATCH", "PUT") and "version" in result and "version" in found.args:
        fields = [change["field"] for change in found.changes]
        specs = [entity.__fields__.get(name) for name in fields]
        if not specs or any(spec is None or spec.sensitive for spec in specs):  # of what is sensitive no earlier value is kept
            raise Conflict(NO_WAY_BACK)
        body = {"id": found.target_id, "fields": fields}
        return f"revert_{one}", body | {"version": found.args["version"]}
    raise Conflict(NO_WAY_BACK)


def undoable(kit: Kit, found: Approval) -> bool:
    """Whether there is one operation that takes it back."""
    try:
        opposite(kit, found)
    except Conflict:
        return False
    return True
