"""What conversations listen to, and who is told about them."""

from app.features.accounts.schemas import UserQuery
from app.features.accounts.service import PeopleService, RoleService
from app.features.conversations.events import ConversationShared, PersonAnswered, PersonWanted
from app.features.conversations.service import MANAGE
from app.kit.agent.vocabulary import Vocabulary
from app.kit.core.context import Context
from app.kit.core.events import BulkChanged, Changed
from app.kit.core.notify import notify
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


async def call_people(ctx: Context, fact: PersonWanted) -> None:
    """A conversation asks for a person: everybody whose role may answer in it is notified."""
    roles = (await RoleService(ctx).page(Paging(limit=200))).items
    for role in roles:
        if MANAGE in role.permissions:
            people = await PeopleService(ctx).page(UserQuery(role=role.name, status="active", limit=200))
            link = f"/conversations/{fact.conversation_id}"
            title = f"“{fact.title}” asks for a person"
            await notify(ctx, [p.id for p in people.items], "conversation.waiting", title, body=fact.reason[:500], link=link)
