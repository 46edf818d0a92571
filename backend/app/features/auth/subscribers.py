"""What auth does when rights change: sessions end inside the transaction, memories after it."""

from app.features.accounts.events import MembershipEnded
from app.features.auth.adapters import forget_everywhere
from app.features.auth.service import SessionService
from app.kit.core.context import Context
from app.kit.core.events import RightsChanged, SessionsRevoked


async def end_sessions_here(ctx: Context, fact: MembershipEnded) -> None:
    """Who is out of an organisation has no session in it."""
    await SessionService(ctx).end(fact.user_id, None, "left the organisation", org_id=fact.org_id)


async def forget_rights(ctx: Context, fact: RightsChanged) -> None:
    """The next request is judged by the new rights."""
    await forget_everywhere(ctx.kit, fact.org_id, fact.user_ids)


async def forget_sessions(ctx: Context, fact: SessionsRevoked) -> None:
    """The next request with a token of an ended session is refused."""
    await forget_everywhere(ctx.kit, None, (fact.user_id,))
