"""What conversations listen to, and who is told about them."""

from uuid import UUID

from app.features.accounts.service import RoleService
from app.features.conversations.events import ConversationShared, PersonAnswered, PersonWanted, WordPassed
from app.features.conversations.service import MANAGE
from app.kit.agent.vocabulary import Vocabulary
from app.kit.core.access import People
from app.kit.core.context import Context
from app.kit.core.events import BulkChanged, Changed, RightsChanged
from app.kit.core.notify import notify
from app.kit.core.tell import tell, user_room
from app.kit.web.shapes import Paging


async def forget_words(ctx: Context, fact: Changed | BulkChanged) -> None:
    """The planner's dictionary of this entity is read again."""
    ctx.use(Vocabulary).forget(ctx.actor.org_id, fact.entity)


async def tell_owner(ctx: Context, fact: PersonAnswered) -> None:
    """A person has answered: the one who asked is notified."""
    link = f"/conversations/{fact.conversation_id}"
    await notify(ctx, [fact.user_id], "conversation.answered", f"{fact.author} answered in “{fact.title}”", link=link)


async def tell_reader(ctx: Context, fact: ConversationShared) -> None:
    """Somebody may read along: he is told by whom and what."""
    link = f"/conversations/{fact.conversation_id}"
    await notify(ctx, [fact.user_id], "conversation.shared", f"{ctx.actor.called} shared “{fact.title}” with you", link=link)


PASSED = {"taken": "has taken over", "released": "has let go of", "returned": "has given back to the agents"}


async def call_people(ctx: Context, fact: PersonWanted) -> None:
    """A conversation asks for a person: everybody whose role may answer in it is notified, but not the one who asks."""
    people = await _answering(ctx)
    title = f"“{fact.title}” asks for a person"
    link = f"/conversations/{fact.conversation_id}"
    await notify(ctx, [p for p in people if p != fact.user_id], "conversation.waiting", title, body=fact.reason[:500], link=link)
    _tell_lists(ctx, people, fact.conversation_id)


async def tell_passed(ctx: Context, fact: WordPassed) -> None:
    """The owner is told who has the word now; every hand-over inbox hears of it. What is given back nobody else follows live any more."""
    if fact.user_id != ctx.actor.user_id:
        kind = "conversation.returned" if fact.what == "returned" else "conversation.taken"
        link = f"/conversations/{fact.conversation_id}"
        await notify(ctx, [fact.user_id], kind, f"{fact.by} {PASSED[fact.what]} “{fact.title}”", body=fact.note[:500], link=link)
    people = await _answering(ctx)
    if fact.what == "returned":
        ctx.emit(RightsChanged(ctx.actor.org_id, tuple(people)))
    _tell_lists(ctx, people, fact.conversation_id)


async def _answering(ctx: Context) -> list[UUID]:
    """Whose role may answer in the agents' stead."""
    roles = [r.name for r in (await RoleService(ctx).page(Paging(limit=200))).items if MANAGE in r.permissions]
    return [actor.user_id for actor in await ctx.use(People).in_role(ctx, *roles)]


def _tell_lists(ctx: Context, people: list[UUID], conversation_id: UUID) -> None:
    """Their screens, once it stands."""

    async def say() -> None:
        for person in people:
            tell(ctx.kit, user_room(person, ctx.actor.org_id), "handovers.changed", {"conversation_id": str(conversation_id)})

    ctx.after_commit(say)
