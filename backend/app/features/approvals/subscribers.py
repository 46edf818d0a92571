"""Who is told about proposed writes."""

from app.features.accounts.schemas import UserQuery
from app.features.accounts.service import PeopleService
from app.features.approvals.events import Decided, Proposed
from app.kit.core.context import Context
from app.kit.core.notify import notify


async def call_approvers(ctx: Context, fact: Proposed) -> None:
    """Where a role decides, its members are notified; else the person sees it in his conversation."""
    if fact.approver:
        people = await PeopleService(ctx).page(UserQuery(role=fact.approver, status="active", limit=200))
        title = f"{ctx.actor.called} asks: {fact.summary}"
        await notify(ctx, [p.id for p in people.items], "approval.waiting", title, link=f"/approvals?open={fact.approval_id}")


async def tell_the_person(ctx: Context, fact: Decided) -> None:
    """Somebody else decided."""
    if fact.decided_by == fact.user_id or fact.status == "doing":
        return
    word = {"approved": "approved and done", "rejected": "rejected", "failed": "approved, but could not be done"}[fact.status]
    link = f"/conversations/{fact.conversation_id}"
    await notify(ctx, [fact.user_id], "approval.decided", f"{fact.summary}: {word}", body=fact.note[:500], link=link)
