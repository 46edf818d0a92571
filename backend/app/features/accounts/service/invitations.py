"""Invitations: a mailed link whose token only the mailbox knows; its SHA-256 is kept for a week, and a newer one replaces it."""

from datetime import UTC, datetime, timedelta

from sqlalchemy import select

from app.features.accounts.models import Invitation, Membership, Organization, User
from app.kit.core.context import Context
from app.kit.core.mail import Mail, Mailer
from app.kit.core.security import digest, new_token

DAYS = 7

TEXT = """Hello {name},

{inviter} invites you to work in {organization}.

Open this link to accept (it works for {days} days, once):
{link}

If you did not expect this, you need not do anything.
"""


class InvitationService:
    """Invitations to the caller's organisation."""

    def __init__(self, ctx: Context) -> None:
        self.ctx = ctx

    async def send(self, user: User, membership: Membership) -> None:
        """Mail a fresh link; older ones stop working."""
        ctx, token = self.ctx, new_token()
        ends = datetime.now(UTC) + timedelta(days=DAYS)
        old = await self.pending(membership)
        if old is None:
            ctx.db.add(Invitation(user_id=user.id, invited_by=ctx.actor.user_id, digest=digest(token), expires_at=ends))
        else:
            old.digest, old.expires_at, old.invited_by = digest(token), ends, ctx.actor.user_id
        await ctx.db.flush()
        organization = await ctx.db.scalar(select(Organization.name))
        link = f"{ctx.settings.public_url.rstrip('/')}/accept-invitation?token={token}"
        text = TEXT.format(name=user.name, inviter=ctx.actor.name, organization=organization, days=DAYS, link=link)
        ctx.use(Mailer).send(ctx, Mail(user.email, f"Invitation to {organization}", text, ctx.actor.org_id))

    async def pending(self, membership: Membership) -> Invitation | None:
        """The invitation that has not been accepted yet."""
        found: Invitation | None = await self.ctx.db.scalar(select(Invitation).where(Invitation.user_id == membership.user_id))
        return found

    async def accept(self, membership: Membership) -> None:
        """The person is a member now; the link is spent."""
        membership.status = "active"
        if invitation := await self.pending(membership):
            await self.ctx.db.delete(invitation)
        await self.ctx.db.flush()
