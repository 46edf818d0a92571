"""What memories listen to."""

from app.features.accounts.events import MembershipEnded
from app.features.memories.adapters import Facts
from app.features.memories.events import MemoriesChanged
from app.features.memories.service import forget_person
from app.kit.core.access import Actor, People
from app.kit.core.context import Context


async def forget_leaver(ctx: Context, fact: MembershipEnded) -> None:
    """Who is gone for good is forgotten; who is only deactivated may come back."""
    if fact.user_id not in await ctx.use(People).names(ctx, {fact.user_id}):
        await forget_person(ctx, fact.user_id)


async def tell_anew(ctx: Context, fact: MemoriesChanged) -> None:
    """No process tells agents what was changed or erased."""
    await ctx.use(Facts).forget_everywhere(ctx, Actor(fact.user_id, ctx.actor.org_id))
