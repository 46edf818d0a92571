"""Decisions on proposed writes: exactly what was shown, once, as the person it is done for."""

import asyncio
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import orjson

from app.features.approvals import queries
from app.features.approvals.events import Decided
from app.features.approvals.models import Approval
from app.features.approvals.schemas import Decision
from app.features.approvals.service.editing import args_hash, edit
from app.features.approvals.service.ruling import agent_still, rules, still_held
from app.features.approvals.service.undoing import DECIDE
from app.features.conversations.service import ConversationService
from app.kit.agent.directory import added_tools
from app.kit.agent.policy import policy_for
from app.kit.agent.records import catalogue, key, label
from app.kit.agent.veil import guarded
from app.kit.core.access import KEY_GONE, Actor, Principals, through_key
from app.kit.core.context import Context, Kit, work
from app.kit.core.errors import Conflict, Forbidden, NotFound
from app.kit.core.events import Happened
from app.kit.core.system import system
from app.kit.core.tell import tell, topic_room
from app.kit.tools.tool import Hands, Outdated, RouteTool, Tool, definition
from app.kit.web.problems import fault_of

REACH_SECONDS = 120.0
"""What a tool that reaches out is given. Longer than any of their own limits."""
GONE = "There is no such approval."
OUTDATED = "The tool was changed after this was proposed, so it was not called. The agent may propose it again."
UNSURE = "It is not known whether this was done: look before you repeat it."


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
            if given.decision in ("done", "not_done"):
                _settle(ctx, found, given)
            else:
                _must_wait(found)
            if given.decision == "reject":
                _decide(ctx, found, "rejected", given.note)
                said = await self._told_why(ctx, found)
        if given.decision == "approve":
            shown = found.args_hash
            if given.args is not None:
                edit(self.kit, self.actor, found, given.args)  # kept only with what is done: until then others decide on what they see
            return await self._execute(found, given.note, shown)
        if given.decision == "reject" and said:
            self._say(found, said)
        return found

    async def _told_why(self, ctx: Context, found: Approval) -> UUID | None:
        """A refusal by somebody else, or with a reason, is said in the conversation: the agent reads it in its next turn."""
        if not found.note and found.user_id == self.actor.user_id:
            return None
        why = f" “{found.note}”" if found.note else ""
        content = f"Not done: {found.summary}. {self.actor.name or 'Somebody'} rejected it.{why}"
        return (await ConversationService(ctx).report(found.conversation_id, content, agent=found.agent)).id

    async def _execute(self, found: Approval, note: str, shown: str) -> Approval:
        try:
            tool, hands = await self._hands(found)
        except Outdated as error:
            async with work(self.kit, self.actor) as ctx:
                await _unchanged(ctx, found, shown)
            return await self._record(found, note, "outdated", error=str(error))

        async def spend(ctx: Context) -> None:
            """In the transaction of the write. Locked and looked at again: whoever comes second finds it spent."""
            deciding = await _unchanged(ctx, found, shown)
            _take_over(ctx, deciding, found)
            _decide(ctx, deciding, "approved", note, self.actor.user_id)

        try:
            if isinstance(tool, RouteTool):
                reply = await tool.operation.call(self.kit, hands.actor, found.args, self.origin, before=spend)
            else:
                reply = await self._reach_out(tool, hands, found, note, shown)
        except AlreadyDecided:
            raise
        except Outdated as error:
            return await self._record(found, note, "outdated", error=str(error))
        except Exception as error:
            fault = fault_of(error)
            if fault.status >= 500 and isinstance(tool, RouteTool):
                raise
            said = " ".join((fault.detail, *(f"{e.loc[-1]}: {e.msg}" for e in fault.errors)))
            return await self._record(found, note, "unsure" if fault.status >= 500 else "failed", error=said)
        return await self._record(found, note, "approved", result=orjson.loads(reply))

    async def _hands(self, found: Approval) -> tuple[Tool, Hands]:
        """The tool, and the person it is for as he stands now: his present rights, narrowed by the agent.

        Raises Outdated when the agent, its hold on the tool, or the tool itself is not what it was.
        """
        person: Actor | None = self.actor
        if found.user_id != self.actor.user_id:
            person = await self.kit.use(Principals)(self.kit, found.user_id, self.actor.org_id)
        if person is None:
            raise Conflict("The person for whom this would be done is no longer here.")
        person = await through_key(self.kit, person, found.api_key_id)
        if person is None:
            raise Conflict(f"{KEY_GONE} Ask for it again yourself.")
        person = replace(person, api_key_id=person.api_key_id or self.actor.api_key_id)
        async with work(self.kit, person) as ctx:
            agent = await agent_still(ctx, found.agent)
            added = await added_tools(ctx, agent)
        operation = self.kit.operations.get(found.operation)
        if operation is not None and not operation.key and person.api_key_id is not None:
            raise Forbidden("No API key may do this: sign in to decide.")
        others = (*agent.built_ins, *added)
        named: Tool | None = RouteTool(operation) if operation else next((t for t in others if t.name == found.operation), None)
        tool = still_held(agent, named, added, found.operation)
        if args_hash(found.operation, found.args, definition(tool)) != found.args_hash:
            raise Outdated(OUTDATED)
        through = agent.narrowed(self.kit, person, added)
        other = None if self.actor.user_id == found.user_id else self.actor.user_id
        actor = replace(through, conversation_id=found.conversation_id, step=found.step, approver_id=other or found.user_id)
        if other is None and self.actor.api_key_id is not None:
            actor.require(tool.permission)  # a key that may not do it decides nothing: its person still can
        return tool, Hands(self.kit, actor, self.origin, hosts=policy_for(agent.policies, tool.name).hosts)

    async def _reach_out(self, tool: Tool, hands: Hands, found: Approval, note: str, shown: str) -> bytes:
        """At most once: that it is under way stands before it begins. If the process dies, a person looks at it."""
        async with work(self.kit, self.actor, self.origin) as ctx:
            deciding = await _unchanged(ctx, found, shown)
            _decide(ctx, deciding, "doing", note)
        async with asyncio.timeout(REACH_SECONDS):
            return await tool.call(hands, found.args)

    async def _record(self, found: Approval, note: str, status: str, *, result: Any = None, error: str = "") -> Approval:
        """What became of it, on the approval and as a message in the conversation."""
        async with work(self.kit, self.actor, self.origin) as ctx:
            stored = (await ctx.db.execute(queries.approval(found.conversation_id, found.id, lock=True))).scalar_one_or_none()
            if stored is None:
                return found  # the conversation was deleted while it was done: the audit log has it
            if stored.status != status:
                if stored.status not in ("waiting", "doing", "unsure"):
                    raise AlreadyDecided(f"This was {stored.status} already.")
                _take_over(ctx, stored, found)
                _decide(ctx, stored, status, note)
            stored.error, stored.result = error, result if isinstance(result, dict) else None
            call = {
                "id": found.call_id,
                "name": found.operation,
                "args": found.args,
                "status": "error" if error else "ok",
                "summary": error,
            }
            said = await ConversationService(ctx).report(
                found.conversation_id,
                _words(stored, self.actor),
                agent=found.agent,
                tool_calls=[call],
                others=bool(error) and found.operation not in self.kit.operations,
            )
            said.citations = _cited(stored) if not error else []
            await ctx.db.flush()
        self._say(found, said.id)
        return stored

    def _say(self, found: Approval, message_id: UUID) -> None:
        """Whoever looks at the conversation reads it again."""
        room = topic_room(f"conversation:{found.conversation_id}", self.actor.org_id)
        told = {"conversation_id": str(found.conversation_id), "message_id": str(message_id), "status": "complete"}
        tell(self.kit, room, "message.completed", told)


def _words(found: Approval, actor: Actor) -> str:
    """What became of it, for people and for the agent's next turn; everybody who reads along reads it."""
    if found.status == "unsure":
        return f"{UNSURE} {found.summary}: {found.error}".strip()
    if found.error:
        return f"That could not be done: {found.error}"
    by = f" Approved by {actor.name or 'somebody'}." if found.user_id != actor.user_id else ""
    closed = guarded(found.entity_type)
    given = ", ".join(c["field"] if c["field"] in closed else f"{c['field']} {c['new']}" for c in found.changes)
    other = f" With other values than proposed: {given}." if found.proposed else ""
    note = f" “{found.note}”" if found.note else ""
    return f"Done: {found.summary}.{by}{other}{note}"


async def leave_unsure(kit: Kit) -> None:
    """Calls that reach out and whose process died, in every organisation: whether they arrived is not known, so a person must look."""
    late = datetime.now(UTC) - timedelta(seconds=max(REACH_SECONDS, kit.settings.lease_seconds))
    async with system(kit).begin() as db:
        found = (await db.execute(queries.under_way(late))).all()
    for org_id, id, conversation_id, user_id in found:
        actor = await kit.use(Principals)(kit, user_id, org_id) or Actor(user_id, org_id)
        async with work(kit, actor) as ctx:
            stored = (await ctx.db.execute(queries.approval(conversation_id, id, lock=True))).scalar_one_or_none()
            if stored is not None and stored.status == "doing":
                _decide(ctx, stored, "unsure", stored.note, stored.decided_by)
                stored.error = UNSURE
                await ConversationService(ctx).report(conversation_id, f"{UNSURE} {stored.summary}.", agent=stored.agent)


async def _decidable(ctx: Context, conversation_id: UUID, id: UUID) -> Approval:
    """The approval, locked, if this person may decide it. Whose business it is not does not learn that it exists."""
    found = await _locked(ctx, conversation_id, id)
    found.approver = (await rules(ctx)).of(found)
    mine, role = found.user_id == ctx.actor.user_id, "" if ctx.actor.api_key_id else ctx.actor.role  # a program is no second person
    if not (mine or found.approver == (role or None) or ctx.actor.may(DECIDE)):
        raise NotFound(GONE)
    if mine and found.approver not in ("", role) and not ctx.actor.may(DECIDE):
        raise Forbidden(f"This is for somebody with the role {found.approver} to decide.")
    return found


async def _locked(ctx: Context, conversation_id: UUID, id: UUID) -> Approval:
    """The approval, locked until this transaction ends."""
    found = (await ctx.db.execute(queries.approval(conversation_id, id, lock=True))).scalar_one_or_none()
    if found is None:
        raise NotFound(GONE)
    return found


async def _unchanged(ctx: Context, seen: Approval, shown: str) -> Approval:
    """The approval, locked, still waiting, and as it was when it was looked at."""
    found = await _locked(ctx, seen.conversation_id, seen.id)
    _must_wait(found)
    if found.args_hash != shown:
        raise AlreadyDecided("Somebody has changed the values meanwhile: look again.")
    return found


def _must_wait(found: Approval) -> None:
    if found.status != "waiting":
        raise AlreadyDecided(f"This was {found.status} already.")


def _settle(ctx: Context, found: Approval, given: Decision) -> None:
    """Somebody has looked at what was not known."""
    if found.status != "unsure":
        raise Conflict("Only what is not known to be done can be settled so.")
    done = given.decision == "done"
    found.error = "" if done else f"{ctx.actor.name or 'Somebody'} looked: it was not done."
    _decide(ctx, found, "approved" if done else "failed", given.note or found.note)


def _decide(ctx: Context, found: Approval, status: str, note: str, by: UUID | None = None) -> None:
    found.status, found.note, found.decided_at = status, note, datetime.now(UTC)
    found.decided_by = by or ctx.actor.user_id
    ctx.emit(Happened(status, "approvals", found.id, {"operation": found.operation, "agent": found.agent, "summary": found.summary}))
    ctx.emit(Decided(found.id, found.conversation_id, found.user_id, found.approver, found.decided_by, status, found.summary, note))


def _take_over(ctx: Context, stored: Approval, edited: Approval) -> None:
    """Other values, with the decision for them."""
    if stored.args_hash == edited.args_hash:
        return
    for name in ("args", "args_hash", "changes", "proposed"):
        setattr(stored, name, getattr(edited, name))
    fields = sorted(change["field"] for change in edited.changes)
    ctx.emit(Happened("edit", "approvals", stored.id, {"fields": fields}))  # values stand in the row of the change, masked there


def _cited(found: Approval) -> list[dict[str, str]]:
    """The record that was written."""
    if not found.result or "id" not in found.result:
        return []
    info = catalogue(Actor()).get(found.entity_type)
    return [
        {"entity": found.entity_type, "id": str(found.result["id"]), "label": label(info, found.result), "key": key(info, found.result)}
    ]
