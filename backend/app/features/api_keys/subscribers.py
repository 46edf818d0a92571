"""What happens to keys when their person goes."""

from app.features.accounts.events import MembershipEnded
from app.features.api_keys.service import ApiKeyService
from app.kit.core.context import Context


async def revoke_with_membership(ctx: Context, fact: MembershipEnded) -> None:
    """Who is deactivated or removed has no keys any more."""
    await ApiKeyService(ctx).revoke_all_of(fact.user_id)
