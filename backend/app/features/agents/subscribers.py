"""What executed tasks listen to."""

from app.features.agents.service import KIND, ExecutionService
from app.kit.core.context import Context
from app.kit.jobs.events import OperationEnded


async def call_back(ctx: Context, fact: OperationEnded) -> None:
    """The address that came with a task is told of its end, in the same transaction."""
    if fact.kind == KIND:
        await ExecutionService(ctx).call_back(fact.id)
