"""What memories listen to."""

from app.features.accounts.events import MembershipEnded
from app.features.memories.service import forget_person
from app.kit.core.access import People
from app.kit.core.context import Context


async def forget_leaver(ctx: Context, fact: MembershipEnded) -> None:
    """Who is gone for good is forgotten; who is only deactivated may come back."""
    if fact.user_id not in await ctx.use(People).names(ctx, {fact.user_id}):
        await forget_person(ctx, fact.user_id)
