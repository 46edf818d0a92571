"""Decisions on proposed writes: exactly what was shown, once, as the person it is done for."""

import hashlib
import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import orjson

from app.features.approvals import queries
from app.features.approvals.events import Decided
from app.features.approvals.models import Approval
from app.features.approvals.schemas import ApprovalQuery, Decision
from app.features.conversations.service import ConversationService
from app.kit.agent.directory import added_tools, agent_for
from app.kit.agent.policy import policy_for
from app.kit.agent.proposals import ApprovalOut
from app.kit.agent.records import catalogue, key, label
from app.kit.core.access import Actor, Principals
from app.kit.core.context import Context, work
from app.kit.core.errors import Conflict, Forbidden, Invalid, NotFound
from app.kit.core.events import Happened
from app.kit.core.tell import tell, topic_room
from app.kit.tools.tool import Hands, RouteTool, Tool
from app.kit.web.problems import fault_of
from app.kit.web.shapes import Page, keyset

DECIDE = "approvals:decide"
"""The right to decide on everything that agents propose in the organisation."""


class AlreadyDecided(Conflict):
    """An approval is spent once."""


class ApprovalService:
    """Decisions on proposed writes. Takes a unit of work that is not open: the write has one of its own."""

    def __init__(self, ctx: Context) -> None:
        self.kit, self.actor, self.origin = ctx.kit, ctx.actor, ctx.origin

    async def decide(self, conversation_id: UUID, id: UUID, given: Decision) -> Approval:
        """Approve: exactly the shown (or the given) arguments, once, as the person it is for, through the agent."""
        async with work(self.kit, self.actor, self.origin) as ctx:
            found = await _decidable(ctx, conversation_id, id)
            if given.decision == "reject":
                _decide(ctx, found, "rejected", given.note)
                return found
            if given.args is not None:
                _edit(ctx, found, given.args)
        return await self._execute(found, given.note)

    async def _execute(self, found: Approval, note: str) -> Approval:
        if args_hash(found.operation, found.args) != found.args_hash:
            raise Conflict("This proposal does not fit what can be done any more.")
        tool, hands = await self._hands(found)

        async def spend(ctx: Context) -> None:
            """In the transaction of the write. Locked and looked at again: whoever comes second finds it spent."""
            deciding = await _waiting(ctx, found.conversation_id, found.id)
            _decide(ctx, deciding, "approved", note, self.actor.user_id)

        try:
            if isinstance(tool, RouteTool):
                reply = await tool.operation.call(self.kit, hands.actor, found.args, self.origin, before=spend)
            else:
                reply = await self._reach_out(tool, hands, found, note)
        except AlreadyDecided:
            raise
        except Exception as error:
            fault = fault_of(error)
            if fault.status >= 500 and isinstance(tool, RouteTool):
                raise
            return await self._record(found, note, error=" ".join((fault.detail, *(f"{e.loc[-1]}: {e.msg}" for e in fault.errors))))
        return await self._record(found, note, result=orjson.loads(reply))

    async def _hands(self, found: Approval) -> tuple[Tool, Hands]:
        """The tool, and the person it is for as he stands now: his present rights, narrowed by the agent."""
        person: Actor | None = self.actor
        if found.user_id != self.actor.user_id:
            person = await self.kit.use(Principals)(self.kit, found.user_id, self.actor.org_id)
        if person is None:
            raise Conflict("The person for whom this would be done is no longer here.")
        async with work(self.kit, person) as ctx:
            agent = await agent_for(ctx, found.agent)
            added = await added_tools(ctx, agent)
        operation = self.kit.operations.get(found.operation)
        others = (*agent.built_ins, *added)
        tool: Tool | None = RouteTool(operation) if operation else next((t for t in others if t.name == found.operation), None)
        if tool is None:
            raise Conflict("This proposal does not fit what can be done any more.")
        through = agent.narrowed(self.kit, person, added)
        other = None if self.actor.user_id == found.user_id else self.actor.user_id
        actor = replace(through, conversation_id=found.conversation_id, step=found.step or None, approver_id=other or found.user_id)
        return tool, Hands(self.kit, actor, self.origin, hosts=policy_for(agent.policies, tool.name).hosts)

    async def _reach_out(self, tool: Tool, hands: Hands, found: Approval, note: str) -> bytes:
        """At most once: that it is under way stands before it begins. If the process dies, a person looks at it."""
        async with work(self.kit, self.actor, self.origin) as ctx:
            _decide(ctx, await _waiting(ctx, found.conversation_id, found.id), "doing", note)
        return await tool.call(hands, found.args)

    async def _record(self, found: Approval, note: str, *, result: Any = None, error: str = "") -> Approval:
        """What became of it, on the approval and as a message in the conversation."""
        async with work(self.kit, self.actor, self.origin) as ctx:
            stored = (await ctx.db.execute(queries.approval(found.conversation_id, found.id, lock=True))).scalar_one()
            if error or stored.status == "doing":
                _decide(ctx, stored, "failed" if error else "approved", note)
            stored.error, stored.result = error, result if isinstance(result, dict) else None
            call = {
                "id": found.call_id,
                "name": found.operation,
                "args": found.args,
                "status": "error" if error else "ok",
                "summary": error,
            }
            content = f"That could not be done: {error}" if error else f"Done: {found.summary}."
            said = await ConversationService(ctx).report(found.conversation_id, content, agent=found.agent, tool_calls=[call])
            said.citations = _cited(stored) if not error else []
            await ctx.db.flush()
        room = topic_room(f"conversation:{found.conversation_id}", self.actor.org_id)
        told = {"conversation_id": str(found.conversation_id), "message_id": str(said.id), "status": "complete"}
        tell(self.kit, room, "message.completed", told)
        return stored


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
    name, args = _opposite(ctx, found)

    async def mark(inner: Context) -> None:
        done = (await inner.db.execute(queries.approval(conversation_id, id, lock=True))).scalar_one()
        if done.undone:
            raise Conflict("This was undone already.")
        done.undone = True
        inner.emit(Happened("undo", "approvals", done.id, {"operation": name}))

    await ctx.kit.operations[name].call(ctx.kit, ctx.actor, args, ctx.origin, before=mark)
    async with work(ctx.kit, ctx.actor) as reading:
        return (await reading.db.execute(queries.approval(conversation_id, id))).scalar_one()


def _opposite(ctx: Context, found: Approval) -> tuple[str, dict[str, Any]]:
    """The operation that takes a write back, with its arguments."""
    operation, result = ctx.kit.operations.get(found.operation), found.result or {}
    info = catalogue(Actor()).get(found.entity_type)
    if found.status != "approved" or found.undone or operation is None or info is None or "ids" in found.args:
        raise Conflict("This can not be undone here.")
    one, whole = info["singular"], f"/{found.entity_type}"
    if operation.method == "POST" and operation.path.endswith(whole) and "id" in result:
        return f"delete_{one}", {"id": result["id"], "version": result["version"]}
    if operation.method == "DELETE" and f"restore_{one}" in ctx.kit.operations:
        return f"restore_{one}", {"id": found.target_id}
    if operation.method in ("PATCH", "PUT") and "version" in result and "version" in found.args:
        fields = [change["field"] for change in found.changes]
        body = {"id": found.target_id, "fields": fields}
        return f"revert_{one}", body | {"version": found.args["version"]}
    raise Conflict("This can not be undone here.")


async def find_approvals(ctx: Context, wanted: ApprovalQuery) -> Page[ApprovalOut]:
    """What agents proposed for the caller, or what he may decide; newest first."""
    me = ctx.actor
    if wanted.scope == "inbox":
        found = queries.to_decide(me.user_id, me.role, me.may(DECIDE), wanted.status)
    else:
        found = queries.of_person(me.user_id, wanted.status)
    return await keyset(ctx.db, found, [Approval.id], wanted, lambda row: ApprovalOut.model_validate(row[0]), newest_first=True)


async def approvals_in(ctx: Context, conversation_id: UUID) -> Sequence[Approval]:
    """All of one conversation, oldest first."""
    await ConversationService(ctx).attended(conversation_id)
    return (await ctx.db.scalars(queries.approvals(conversation_id))).all()


async def _decidable(ctx: Context, conversation_id: UUID, id: UUID) -> Approval:
    """The approval, if this person may decide it. Whose business it is not does not learn that it exists."""
    found = (await ctx.db.execute(queries.approval(conversation_id, id))).scalar_one_or_none()
    mine = found is not None and found.user_id == ctx.actor.user_id
    if found is None or not (mine or found.approver == ctx.actor.role or ctx.actor.may(DECIDE)):
        raise NotFound("There is no such approval.")
    if mine and found.approver not in ("", ctx.actor.role) and not ctx.actor.may(DECIDE):
        raise Forbidden(f"This is for somebody with the role {found.approver} to decide.")
    return await _waiting(ctx, conversation_id, id)


async def _waiting(ctx: Context, conversation_id: UUID, id: UUID) -> Approval:
    """The approval, locked until this transaction ends."""
    found = (await ctx.db.execute(queries.approval(conversation_id, id, lock=True))).scalar_one()
    if found.status != "waiting":
        raise AlreadyDecided(f"This was {found.status} already.")
    return found


def _decide(ctx: Context, found: Approval, status: str, note: str, by: UUID | None = None) -> None:
    found.status, found.note, found.decided_at = status, note, datetime.now(UTC)
    found.decided_by = by or ctx.actor.user_id
    ctx.emit(Happened(status, "approvals", found.id, {"operation": found.operation, "agent": found.agent, "summary": found.summary}))
    ctx.emit(Decided(found.id, found.conversation_id, found.user_id, found.decided_by, status, found.summary, note))


def _edit(ctx: Context, found: Approval, args: dict[str, Any]) -> None:
    """Other values for the same record: checked as the route would, shown as they will be done."""
    operation = ctx.kit.operations.get(found.operation)
    named = set(re.findall(r"\{(\w+)\}", operation.path)) | {"ids", "version"} if operation else set(found.args)
    if changed := [name for name in named if args.get(name) != found.args.get(name)]:
        raise Invalid.field("args", f"{changed[0]} names what is changed and must stay as it was proposed")
    if operation is not None:
        operation.check(args)
    before = {change["field"]: change["old"] for change in found.changes}
    given = args["values"] if isinstance(args.get("values"), dict) else {k: v for k, v in args.items() if k not in named}
    found.changes = [{"field": name, "old": before.get(name), "new": value} for name, value in given.items()]
    found.args, found.args_hash = args, args_hash(found.operation, args)
    ctx.emit(Happened("edit", "approvals", found.id, {"args": args}))


def _cited(found: Approval) -> list[dict[str, str]]:
    """The record that was written."""
    if not found.result or "id" not in found.result:
        return []
    info = catalogue(Actor()).get(found.entity_type)
    return [
        {"entity": found.entity_type, "id": str(found.result["id"]), "label": label(info, found.result), "key": key(info, found.result)}
    ]


def args_hash(operation: str, args: dict[str, Any]) -> str:
    """What exactly is approved."""
    return hashlib.sha256(orjson.dumps([operation, args], option=orjson.OPT_SORT_KEYS)).hexdigest()
