"""Decisions on proposed writes: exactly what was shown, once, as the person it is done for."""

import hashlib
from collections.abc import Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import orjson

from app.features.approvals import queries
from app.features.approvals.models import Approval
from app.features.approvals.schemas import ApprovalQuery, Decision
from app.features.conversations.service import ConversationService
from app.kit.agent.directory import agent_for
from app.kit.agent.proposals import ApprovalOut
from app.kit.agent.records import catalogue, key, label
from app.kit.agent.turn import Proposal
from app.kit.core.access import Actor
from app.kit.core.context import Context, work
from app.kit.core.errors import Conflict, NotFound
from app.kit.core.events import Happened
from app.kit.core.tell import tell, topic_room
from app.kit.web.problems import fault_of
from app.kit.web.shapes import Page, keyset


class AlreadyDecided(Conflict):
    """An approval is spent once."""


class ApprovalService:
    """Decisions on proposed writes. Takes a unit of work that is not open: the write has one of its own."""

    def __init__(self, ctx: Context) -> None:
        self.kit, self.actor, self.origin = ctx.kit, ctx.actor, ctx.origin

    async def decide(self, conversation_id: UUID, id: UUID, given: Decision) -> Approval:
        """Approve: exactly the shown arguments, once, as the caller through the agent. Reject: nothing happens."""
        async with work(self.kit, self.actor, self.origin) as ctx:
            await ConversationService(ctx).own(conversation_id)
            found = await _waiting(ctx, conversation_id, id)
            if given.decision == "reject":
                _decide(ctx, found, "rejected", given.note)
                return found
        return await self._execute(found, given.note)

    async def _execute(self, found: Approval, note: str) -> Approval:
        operation = self.kit.operations.get(found.operation)
        if operation is None or args_hash(found.operation, found.args) != found.args_hash:
            raise Conflict("This proposal does not fit what can be done any more.")

        async def spend(ctx: Context) -> None:
            _decide(ctx, await _waiting(ctx, found.conversation_id, found.id), "approved", note)

        try:
            async with work(self.kit, self.actor) as ctx:
                hands = (await agent_for(ctx, found.agent)).narrowed(self.kit, self.actor)
            reply = await operation.call(self.kit, hands, found.args, self.origin, before=spend)
        except AlreadyDecided:
            raise
        except Exception as error:
            fault = fault_of(error)
            if fault.status >= 500:
                raise
            return await self._record(found, note, error=" ".join((fault.detail, *(f"{e.loc[-1]}: {e.msg}" for e in fault.errors))))
        return await self._record(found, note, result=orjson.loads(reply))

    async def _record(self, found: Approval, note: str, *, result: Any = None, error: str = "") -> Approval:
        """What became of it, on the approval and as a message in the conversation."""
        async with work(self.kit, self.actor, self.origin) as ctx:
            talk = await ConversationService(ctx).own(found.conversation_id, lock=True)
            stored = (await ctx.db.execute(queries.approval(found.conversation_id, found.id, lock=True))).scalar_one()
            if error:
                _decide(ctx, stored, "failed", note)
            stored.error, stored.result = error, result if isinstance(result, dict) else None
            call = {
                "id": found.call_id,
                "name": found.operation,
                "args": found.args,
                "status": "error" if error else "ok",
                "summary": error,
            }
            content = f"That could not be done: {error}" if error else f"Done: {found.summary}."
            said = await ConversationService(ctx).add(talk, "assistant", content, agent=found.agent, kind="answer", tool_calls=[call])
            said.citations = _cited(stored) if not error else []
            await ctx.db.flush()
        room = topic_room(f"conversation:{talk.id}", self.actor.org_id)
        tell(self.kit, room, "message.completed", {"conversation_id": str(talk.id), "message_id": str(said.id), "status": "complete"})
        return stored


async def find_approvals(ctx: Context, wanted: ApprovalQuery) -> Page[ApprovalOut]:
    """What agents proposed in all conversations of the caller, newest first."""
    found = queries.approvals_of(ctx.actor.user_id, wanted.status)
    return await keyset(ctx.db, found, [Approval.id], wanted, lambda row: ApprovalOut.model_validate(row[0]), newest_first=True)


async def _waiting(ctx: Context, conversation_id: UUID, id: UUID) -> Approval:
    """The approval, locked until this transaction ends."""
    found = (await ctx.db.execute(queries.approval(conversation_id, id, lock=True))).scalar_one_or_none()
    if found is None:
        raise NotFound("There is no such approval.")
    if found.status != "waiting":
        raise AlreadyDecided(f"This was {found.status} already.")
    return found


def _decide(ctx: Context, found: Approval, status: str, note: str) -> None:
    found.status, found.note, found.decided_by, found.decided_at = status, note, ctx.actor.user_id, datetime.now(UTC)
    ctx.emit(Happened(status, "approvals", found.id, {"operation": found.operation, "agent": found.agent, "summary": found.summary}))


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


async def approvals_in(ctx: Context, conversation_id: UUID) -> Sequence[Approval]:
    """All of one conversation, oldest first."""
    await ConversationService(ctx).get(conversation_id)
    return (await ctx.db.scalars(queries.approvals(conversation_id))).all()


class KeptApprovals:
    """The port `Proposals`: rows."""

    async def add(self, ctx: Context, conversation_id: UUID, message_id: UUID, call_id: str, proposal: Proposal) -> ApprovalOut:
        """A row that waits for a person."""
        made = Approval(
            conversation_id=conversation_id, message_id=message_id, user_id=ctx.actor.user_id, agent=proposal.agent, call_id=call_id,
            operation=proposal.operation, args=proposal.args, args_hash=args_hash(proposal.operation, proposal.args),
            entity_type=proposal.entity, target_id=proposal.target_id, target=proposal.target, summary=proposal.summary,
            changes=[asdict(c) for c in proposal.changes], tainted=proposal.tainted, status="waiting",
        )  # fmt: skip
        ctx.db.add(made)
        await ctx.db.flush()
        return ApprovalOut.model_validate(made)

    async def of_messages(self, ctx: Context, conversation_id: UUID, message_ids: Sequence[UUID]) -> list[ApprovalOut]:
        """Those of some messages, oldest first."""
        return [ApprovalOut.model_validate(a) for a in await ctx.db.scalars(queries.approvals(conversation_id, message_ids))]
