"""Ways in by mail: a lost password, an invitation. Tokens are kept as SHA-256, work once and for a limited time."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

from sqlalchemy import delete, select

from app.features.accounts.service import InvitationService, PeopleService, User, belongings, invitation_of, user_by_email, user_by_id
from app.features.auth.models import PasswordReset
from app.features.auth.schemas import Accepted, AcceptIn, ForgotIn, Grant, InvitationOut, ResetIn
from app.features.auth.service.attempts import QUARTER, Attempt
from app.features.auth.service.door import OTHERS_PER_LOGIN, WRONG
from app.features.auth.service.sessions import SessionService, place, warn
from app.kit.core.access import ANONYMOUS, Actor
from app.kit.core.context import Context, work
from app.kit.core.errors import Invalid, Unauthorized
from app.kit.core.events import Happened
from app.kit.core.limits import count
from app.kit.core.mail import Mail, Mailer
from app.kit.core.passwords import check_policy, hash_password, verify_password
from app.kit.core.security import digest, new_token
from app.kit.web.shapes import normal_email

MINUTES = 30
LETTERS = 5
"""Links mailed to one account in a quarter of an hour."""
RESET = """Hello {name},

somebody asked for a new password for your account. Open this link to choose one (it works for {minutes} minutes, once):
{link}

If it was not you, you need not do anything: your password is unchanged.
"""


def _spent() -> Invalid:
    return Invalid.field("token", "has expired or was used already: ask for a new link", type="token_spent")


class Recovery:
    """Works beside an unopened request, as the Door does."""

    def __init__(self, outside: Context) -> None:
        self.kit, self.origin = outside.kit, outside.origin

    async def forgot(self, given: ForgotIn) -> Accepted:
        """Mail a link, if there is such an account. All that depends on it happens after the answer."""
        limit = OTHERS_PER_LOGIN * self.kit.settings.login_limit_per_minute
        await Attempt(self.kit, self.origin, kind="forgot", limit=limit).begin_address()
        self.kit.use(Mailer).beside(self._send_link(normal_email(given.email)))
        return Accepted(detail="If there is an account with this e-mail, a link is on its way.")

    async def reset(self, given: ResetIn) -> Grant:
        """Choose a new password with the mailed token; all sessions end, and a new one begins."""
        await Attempt(self.kit, self.origin, kind="token").begin_address()
        now = datetime.now(UTC)
        open_ = (PasswordReset.digest == digest(given.token), PasswordReset.expires_at > now)
        async with work(self.kit, ANONYMOUS, self.origin) as ctx:
            user_id = await ctx.db.scalar(select(PasswordReset.user_id).where(*open_))
            user = await user_by_id(ctx, user_id) if user_id else None
            names = [b.name for b in await belongings(ctx, user.id)] if user else []
        if user is None:
            raise _spent()
        check_policy(given.password, [user.email, user.name, *names, "groundwork"])
        hashed = await hash_password(given.password)
        async with work(self.kit, ANONYMOUS, self.origin) as ctx:
            spent = await ctx.db.scalar(delete(PasswordReset).where(*open_).returning(PasswordReset.user_id))
            same = await user_by_id(ctx, user.id) if spent else None
            if same is None:
                raise _spent()
            same.password_hash = hashed
            await SessionService(ctx).end(same.id, None, "password reset")
            ctx.emit(Happened("password_reset", "users", same.id))
            grant = await SessionService(ctx).begin(same)
            await warn(
                ctx, same.id, "Your password was changed", "It was done with a link that was mailed to you. All your sessions have ended."
            )
            return grant

    async def preview(self, token: str) -> InvitationOut:
        """What an invitation is about, for who holds its token."""
        await Attempt(self.kit, self.origin, kind="token").begin_address()
        async with work(self.kit, ANONYMOUS, self.origin) as ctx:
            user, _, organization = await self._invited(ctx, token)
            return InvitationOut(email=user.email, name=user.name, organization=organization, has_account=user.password_hash is not None)

    async def accept(self, given: AcceptIn) -> Grant:
        """Join. Who is new chooses a password; who has an account proves that it is his: the link alone must not open it."""
        await Attempt(self.kit, self.origin, kind="token").begin_address()
        async with work(self.kit, ANONYMOUS, self.origin) as ctx:
            user, _, organization = await self._invited(ctx, given.token)
        stored = user.password_hash
        if stored is None:
            check_policy(given.password, [user.email, given.name or user.name, organization, "groundwork"])
            hashed = await hash_password(given.password)
        else:
            attempt = Attempt(self.kit, self.origin, user.email)
            await attempt.begin()
            if not (await verify_password(given.password, stored))[0]:
                raise Unauthorized(WRONG)
            await attempt.succeed()
            hashed = stored
        async with work(self.kit, ANONYMOUS, self.origin) as ctx:
            same, org_id, _ = await self._invited(ctx, given.token)
            if same.password_hash != stored:
                raise _spent()
            await ctx.act_as(Actor(same.id, org_id, name=same.name))
            _, membership, _ = await PeopleService(ctx).find(same.id)
            if membership.status != "invited":
                raise _spent()
            same.password_hash, same.organization_id = hashed, org_id
            same.name = given.name or same.name if stored is None else same.name
            await InvitationService(ctx).accept(membership)
            return await SessionService(ctx).begin(same)

    async def _send_link(self, email: str) -> None:
        if await count(self.kit, f"forgot:account:{digest(email)}", 1, QUARTER) > LETTERS:
            return
        async with work(self.kit, ANONYMOUS, self.origin) as ctx:
            user = await user_by_email(ctx, email)
            everywhere = await belongings(ctx, user.id) if user else []
            if user is None or user.password_hash is None or (here := place(everywhere, user.organization_id)) is None:
                return
            await ctx.act_as(Actor(user.id, here.org_id, name=user.name))
            await ctx.db.refresh(user, with_for_update=True)  # two requests at once: the later one is the newer
            token = new_token()
            await ctx.db.execute(delete(PasswordReset).where(PasswordReset.user_id == user.id))
            ctx.db.add(PasswordReset(user_id=user.id, digest=digest(token), expires_at=datetime.now(UTC) + timedelta(minutes=MINUTES)))
            link = f"{ctx.settings.public_url.rstrip('/')}/reset-password?token={token}"
            text = RESET.format(name=user.name, minutes=MINUTES, link=link)
            # An administrator may read his own people's letters in the embedded outbox; who also works elsewhere is not only his.
            shown_to: UUID | None = here.org_id if len(everywhere) == 1 else None
            ctx.use(Mailer).send(ctx, Mail(user.email, "Choose a new password", text, shown_to))
            ctx.emit(Happened("password_forgotten", "users", user.id, {"ip": self.origin.ip}))

    async def _invited(self, ctx: Context, token: str) -> tuple[User, UUID, str]:
        """Person, organisation and its name behind a token that still works."""
        found = await invitation_of(ctx, digest(token))
        if found is None or found[2] <= datetime.now(UTC):
            raise _spent()
        user = await user_by_id(ctx, found[1])
        here = next((b for b in await belongings(ctx, found[1]) if b.org_id == found[0] and b.status == "invited"), None)
        if user is None or here is None:
            raise _spent()
        return user, here.org_id, here.name
