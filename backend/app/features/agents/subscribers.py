"""What conversations listen to, and who is told about them."""

from app.features.agents.events import PersonAnswered
from app.kit.agent.vocabulary import Vocabulary
from app.kit.core.context import Context
from app.kit.core.events import BulkChanged, Changed
from app.kit.core.notify import Notifier


async def forget_words(ctx: Context, fact: Changed | BulkChanged) -> None:
    """The planner's dictionary of this entity is read again."""
    ctx.use(Vocabulary).forget(ctx.actor.org_id, fact.entity)


async def tell_owner(ctx: Context, fact: PersonAnswered) -> None:
    """A person has answered: the one who asked is notified."""
    link = f"/conversations/{fact.conversation_id}"
    await ctx.use(Notifier).notify(ctx, [fact.user_id], "conversation.answered", f"{fact.author} answered in “{fact.title}”", link=link)
