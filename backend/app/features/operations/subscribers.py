"""What operations tell."""

from app.kit.core.context import Context
from app.kit.core.tell import tell, topic_room, user_room
from app.kit.jobs.events import OperationEnded


async def show_end(ctx: Context, fact: OperationEnded) -> None:
    """Its owner's browsers, and those who follow it, learn that it has ended."""
    data = {
        "operation_id": str(fact.id), "kind": fact.kind, "status": fact.status, "progress": 1.0 if fact.status == "completed" else None,
        "stage": "", "message": fact.error or "",
    }  # fmt: skip
    tell(ctx.kit, topic_room(f"operation:{fact.id}", ctx.actor.org_id), "operation.progress", data)
    tell(ctx.kit, user_room(fact.user_id, ctx.actor.org_id), "operation.progress", data)
