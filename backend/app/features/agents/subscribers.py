"""What executed tasks and shared contexts listen to, and who remembers the agents of an organisation."""

from app.features.agents.adapters import Staffing
from app.features.agents.service import KIND, ExecutionService
from app.kit.agent.patterns.shared import ContextChanged
from app.kit.core.context import Context
from app.kit.core.events import Changed
from app.kit.core.tell import tell, topic_room
from app.kit.jobs.events import OperationEnded


async def tell_readers(ctx: Context, fact: ContextChanged) -> None:
    """Whoever follows the conversation learns that its agents know something new; the value itself is asked for."""
    data = {"conversation_id": str(fact.conversation_id), "key": fact.key, "version": fact.version, "by": fact.by}
    tell(ctx.kit, topic_room(f"conversation:{fact.conversation_id}", ctx.actor.org_id), "context.changed", data)


async def call_back(ctx: Context, fact: OperationEnded) -> None:
    """The address that came with a task is told of its end, in the same transaction."""
    if fact.kind == KIND:
        await ExecutionService(ctx).call_back(fact.id)


async def staff_anew(ctx: Context, fact: Changed) -> None:
    """An agent was made, changed, turned off or deleted."""
    if fact.entity == "agents":
        await ctx.use(Staffing).forget_everywhere(ctx)
