"""The port `Proposals`: what agents propose is a row that waits."""

from collections.abc import Sequence
from dataclasses import asdict
from uuid import UUID

from app.features.approvals import queries
from app.features.approvals.events import Proposed
from app.features.approvals.models import Approval
from app.features.approvals.service import args_hash, shown
from app.kit.agent.proposals import ApprovalOut
from app.kit.agent.turn import Proposal
from app.kit.core.context import Context


class KeptApprovals:
    """Rows of this feature."""

    async def add(self, ctx: Context, conversation_id: UUID, message_id: UUID, call_id: str, proposal: Proposal) -> ApprovalOut:
        """A row that waits for a person. An answer that is made again, after its process died, finds what it proposed before."""
        digest = args_hash(proposal.operation, proposal.args, proposal.definition)
        for before in await ctx.db.scalars(queries.approvals(conversation_id, [message_id])):
            if before.args_hash == digest:
                return ApprovalOut.model_validate(before)
        made = Approval(
            conversation_id=conversation_id, message_id=message_id, user_id=ctx.actor.user_id, agent=proposal.agent, call_id=call_id,
            operation=proposal.operation, args=proposal.args, args_hash=digest,
            entity_type=proposal.entity, target_id=proposal.target_id, target=proposal.target, summary=proposal.summary,
            changes=[asdict(c) for c in proposal.changes], tainted=proposal.tainted, status="waiting",
            step=proposal.step, approver=proposal.approver, api_key_id=ctx.actor.api_key_id,
        )  # fmt: skip
        ctx.db.add(made)
        await ctx.db.flush()
        ctx.emit(Proposed(made.id, conversation_id, made.user_id, made.approver, made.agent, made.summary))
        return ApprovalOut.model_validate(made)

    async def of_messages(self, ctx: Context, conversation_id: UUID, message_ids: Sequence[UUID]) -> list[ApprovalOut]:
        """Those of some messages, oldest first."""
        return await shown(ctx, (await ctx.db.scalars(queries.approvals(conversation_id, message_ids))).all())
