"""Messages in their places: as everybody sees them, with what is proposed in them and what could stand in their stead."""

from collections.abc import Sequence
from uuid import UUID

from app.features.conversations import queries
from app.features.conversations.models import ChatMessage
from app.features.conversations.schemas import MessageOut
from app.kit.agent.branches import Branches, Node
from app.kit.agent.proposals import Proposals
from app.kit.core.context import Context


async def branches(ctx: Context, conversation_id: UUID) -> Branches:
    """The places of all messages."""
    return Branches(Node(*row) for row in await ctx.db.execute(queries.NODES, {"conversation_id": conversation_id}))


async def placed(ctx: Context, messages: Sequence[ChatMessage], tree: Branches | None = None) -> list[MessageOut]:
    """Messages of one conversation."""
    if not messages:
        return []
    id = messages[0].conversation_id
    tree = tree or await branches(ctx, id)
    proposed = await ctx.use(Proposals).of_messages(ctx, id, [m.id for m in messages])
    return [MessageOut.of(m, [a for a in proposed if a.message_id == m.id], tree.versions(tree[m.id])) for m in messages]
