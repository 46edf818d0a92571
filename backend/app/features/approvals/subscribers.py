"""Who is told about proposed writes: notifications for people, events for their screens."""

from functools import partial
from typing import Any
from uuid import UUID

from app.features.accounts.service import RoleService
from app.features.approvals.events import Decided, Proposed, Undone
from app.features.approvals.service import DECIDE
from app.kit.core.access import People
from app.kit.core.context import Context
from app.kit.core.notify import notify
from app.kit.core.tell import tell, topic_room, user_room
from app.kit.web.shapes import Paging

WORDS = {
    "approved": "approved and done",
    "rejected": "rejected",
    "failed": "approved, but could not be done",
    "outdated": "not done, its agent or tool is another one now",
    "unsure": "it is not known whether this was done",
}


async def call_approvers(ctx: Context, fact: Proposed) -> None:
    """Where a role decides, its members are notified; else the person sees it in his conversation. Every inbox hears of it."""
    if fact.approver:
        people = [a.user_id for a in await ctx.use(People).in_role(ctx, fact.approver) if a.user_id != fact.user_id]
        title = f"{ctx.actor.called} asks: {fact.summary}"
        await notify(ctx, people, "approval.waiting", title, link=f"/approvals?open={fact.approval_id}")
    await _tell(ctx, "approval.required", fact, summary=fact.summary)


async def tell_the_person(ctx: Context, fact: Decided) -> None:
    """Somebody else decided, or nobody knows how it ended; every screen that shows it hears of it."""
    await _tell(ctx, "approval.decided", fact, status=fact.status)
    if fact.status == "doing" or (fact.decided_by == fact.user_id and fact.status != "unsure"):
        return
    link = f"/conversations/{fact.conversation_id}"
    people = list({fact.user_id, fact.decided_by}) if fact.status == "unsure" else [fact.user_id]
    await notify(ctx, people, "approval.decided", f"{fact.summary}: {WORDS[fact.status]}", body=fact.note[:500], link=link)


async def tell_undone(ctx: Context, fact: Undone) -> None:
    """Screens that show it as done."""
    await _tell(ctx, "approval.decided", fact, status="undone")


async def _tell(ctx: Context, event: str, fact: Proposed | Decided | Undone, **more: Any) -> None:
    """To whom it is for, to everybody who may decide, and to whoever looks at the conversation; once it stands."""
    people = await _deciders(ctx, fact.approver) | {fact.user_id}
    rooms = {user_room(person, ctx.actor.org_id) for person in people}
    if not isinstance(fact, Proposed):  # the answer's own stream says that something waits
        rooms.add(topic_room(f"conversation:{fact.conversation_id}", ctx.actor.org_id))
    told = {"approval_id": str(fact.approval_id), "conversation_id": str(fact.conversation_id), **more}
    ctx.after_commit(partial(_send, ctx, rooms, event, told))


async def _send(ctx: Context, rooms: set[str], event: str, told: dict[str, Any]) -> None:
    for room in rooms:
        tell(ctx.kit, room, event, told)


async def _deciders(ctx: Context, approver: str) -> set[UUID]:
    """Members of the role that is asked, and those who may decide on everything."""
    roles = {r.name for r in (await RoleService(ctx).page(Paging(limit=200))).items if DECIDE in r.permissions} | {approver} - {""}
    return {actor.user_id for actor in await ctx.use(People).in_role(ctx, *sorted(roles))}
