"""What executed tasks listen to, and who remembers the agents of an organisation."""

from app.features.agents.adapters import forget_everywhere
from app.features.agents.service import KIND, ExecutionService
from app.kit.core.context import Context
from app.kit.core.events import Changed
from app.kit.jobs.events import OperationEnded


async def call_back(ctx: Context, fact: OperationEnded) -> None:
    """The address that came with a task is told of its end, in the same transaction."""
    if fact.kind == KIND:
        await ExecutionService(ctx).call_back(fact.id)


async def staff_anew(ctx: Context, fact: Changed) -> None:
    """An agent was made, changed, turned off or deleted."""
    if fact.entity == "agents":
        await forget_everywhere(ctx)
