"""What operations tell."""

from app.kit.core.context import Context
from app.kit.core.tell import tell, user_room
from app.kit.jobs.events import OperationEnded


async def show_end(ctx: Context, fact: OperationEnded) -> None:
    """All browsers of its owner learn that it has ended, also those that did not follow it."""
    data = {
        "operation_id": str(fact.id), "kind": fact.kind, "status": fact.status, "progress": 1.0 if fact.status == "completed" else 0.0,
        "stage": "", "message": fact.error or "",
    }  # fmt: skip
    tell(ctx.kit, user_room(fact.user_id, ctx.actor.org_id), "operation.progress", data)
