"""Lists of what agents proposed, with the names of those concerned."""

from collections.abc import Sequence
from uuid import UUID

from app.features.approvals import queries
from app.features.approvals.models import Approval
from app.features.approvals.schemas import ApprovalItem, ApprovalQuery
from app.features.approvals.service.ruling import moved, rules
from app.features.approvals.service.undoing import DECIDE, undoable
from app.features.conversations.service import ConversationService
from app.kit.agent import veil
from app.kit.agent.proposals import ApprovalOut
from app.kit.core.access import Actor, People
from app.kit.core.context import Context, work
from app.kit.web.shapes import Page, keyset


async def find_approvals(ctx: Context, wanted: ApprovalQuery) -> Page[ApprovalItem]:
    """What agents proposed for the caller, or what he may decide; newest first. Names and titles cost two statements a page."""
    me = ctx.actor
    found = queries.of_person(me.user_id)
    if wanted.scope == "inbox":
        found = queries.to_decide(me.user_id, me.role, me.may(DECIDE), await moved(ctx))
    found = queries.standing(found, wanted.status, wanted.open)
    page = await keyset(ctx.db, found, [Approval.id], wanted, lambda row: row[0], newest_first=True)
    names = await ctx.use(People).names(ctx, {a.user_id for a in page.items})
    titles = await ConversationService(ctx).titles({a.conversation_id for a in page.items})
    items = [
        ApprovalItem(**out.model_dump(), person=names.get(out.user_id, ""), conversation_title=titles.get(out.conversation_id))
        for out in await shown(ctx, page.items)
    ]
    return Page(items=items, next_cursor=page.next_cursor, total=page.total)


async def approvals_in(ctx: Context, conversation_id: UUID) -> list[ApprovalOut]:
    """All of one conversation, oldest first."""
    await ConversationService(ctx).attended(conversation_id)
    return await shown(ctx, (await ctx.db.scalars(queries.approvals(conversation_id))).all())


async def shown(ctx: Context, found: Sequence[Approval]) -> list[ApprovalOut]:
    """As this person may see them: who decides or decided, whether it can be taken back, and no value that is not his to read."""
    if not found:
        return []
    names, present = await ctx.use(People).names(ctx, {a.decided_by for a in found if a.decided_by}), await rules(ctx)
    unseen = await veil.unseen(ctx, {(a.entity_type, a.target_id) for a in found})
    items = [
        _veiled(ctx.actor, a, veil.unread(a.entity_type, None if (a.entity_type, a.target_id) in unseen else ctx.actor)) for a in found
    ]
    for item, row in zip(items, found, strict=True):
        item.decider = names.get(row.decided_by, "") if row.decided_by else ""
        item.undoable = undoable(ctx.kit, row)
        item.approver = present.of(row)
    return items


def _veiled(actor: Actor, found: Approval, unread: frozenset[str]) -> ApprovalOut:
    """Without the values of these fields; whom it is done for sees what he would set himself, though not what is there."""
    item = ApprovalOut.model_validate(found)
    if not unread:
        return item
    mine = found.user_id == actor.user_id
    for change in (*item.changes, *(item.proposed or ())):
        if change.field in unread:
            change.old, change.hidden = None, "old" if mine else "both"
            change.new = change.new if mine else None
    item.args = item.args if mine else veil.without(item.args, unread)
    item.result = veil.without(item.result, unread)
    return item


async def seen(ctx: Context, found: Approval) -> ApprovalOut:
    """One of them, in a unit of work of its own."""
    async with work(ctx.kit, ctx.actor) as reading:
        return (await shown(reading, [found]))[0]
