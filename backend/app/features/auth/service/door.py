"""The way in: sign-in, sign-up, and changing a password. Hashing happens outside a unit of work, so it holds no connection."""

from sqlalchemy.exc import IntegrityError

from app.features.accounts.service import User, belongings, found, user_by_email, user_by_id
from app.features.auth.schemas import Accepted, Grant, PasswordChange, RegisterIn
from app.features.auth.service.attempts import Attempt
from app.features.auth.service.sessions import OVER, Refused, SessionService, warn
from app.kit.core.access import ANONYMOUS
from app.kit.core.context import Context, work
from app.kit.core.errors import Forbidden, Invalid, Unauthorized
from app.kit.core.events import Happened
from app.kit.core.ids import new_id
from app.kit.core.log import logger
from app.kit.core.mail import Mail, Mailer
from app.kit.core.passwords import check_policy, hash_password, verify_password
from app.kit.web.shapes import normal_email

log = logger(__name__)
WRONG = "E-mail or password is wrong."
OTHERS_PER_LOGIN = 3
"""Requests without a password to guess (sign-up, lost password) that an address may make for each sign-in it may try."""

TAKEN = """Hello,

somebody tried to sign up at {url} with this e-mail address, which already has an account there.
If it was you, sign in, or ask for a new password if you have forgotten it: {url}/forgot-password
If it was not, you need not do anything.
"""


class Door:
    """Works beside an unopened request: only its kit, actor and origin are used."""

    def __init__(self, outside: Context) -> None:
        self.kit, self.actor, self.origin = outside.kit, outside.actor, outside.origin

    async def login(self, email: str, password: str) -> Grant:
        """A session for the right password. Unknown people, wrong passwords and left organisations take the same time."""
        address = normal_email(email)
        attempt = Attempt(self.kit, self.origin, address)
        await attempt.begin()
        async with work(self.kit, ANONYMOUS, self.origin) as ctx:
            user = await user_by_email(ctx, address)
        stored = user.password_hash if user else None
        right, renewed = await verify_password(password, stored)
        if user is None or not right:
            log.info("login_failed", ip=self.origin.ip)
            raise Unauthorized(WRONG)
        async with work(self.kit, ANONYMOUS, self.origin) as ctx:
            same = await user_by_id(ctx, user.id)
            if same is None or same.password_hash != stored:
                raise Unauthorized(WRONG)
            if renewed:
                same.password_hash = renewed
            grant = await SessionService(ctx).begin(same)
        await attempt.succeed()
        return grant

    async def refresh(self, token: str) -> Grant:
        """The next tokens of a session. Raises Unauthorized after the end of the session was written."""
        async with work(self.kit, ANONYMOUS, self.origin) as ctx:
            outcome = await SessionService(ctx).refresh(token) if token else Refused(OVER)
        if isinstance(outcome, Refused):
            raise Unauthorized(outcome.detail)
        return outcome

    async def logout(self, token: str) -> None:
        """End the session of the caller, or that of a refresh token."""
        async with work(self.kit, self.actor, self.origin) as ctx:
            sessions = SessionService(ctx)
            if self.actor.session_id:
                await sessions.end(self.actor.user_id, [self.actor.session_id], "logout")
            elif token and (session := await sessions.by_refresh_token(token)):
                await sessions.act_for(session)
                await sessions.end(session.user_id, [session.id], "logout")

    async def register(self, given: RegisterIn) -> Accepted:
        """A person with an organisation of his own. The answer does not tell whether the e-mail was free; its owner is told by mail."""
        settings = self.kit.settings
        if not settings.signup_enabled:
            raise Forbidden("Signing up is switched off here: ask an administrator for an invitation.")
        await Attempt(self.kit, self.origin, kind="register", limit=OTHERS_PER_LOGIN * settings.login_limit_per_minute).begin_address()
        organization = given.organization_name or f"{given.name}'s organisation"[:200]
        check_policy(given.password, [given.email, given.name, organization, "groundwork"])
        hashed = await hash_password(given.password)
        try:
            async with work(self.kit, ANONYMOUS, self.origin) as ctx:
                user = User(id=new_id(), email=given.email, name=given.name, password_hash=hashed)
                await found(ctx, organization, user)
                ctx.emit(Happened("register", "users", user.id, {"ip": self.origin.ip}))
        except IntegrityError:
            text = TAKEN.format(url=settings.public_url.rstrip("/"))
            self.kit.use(Mailer).send_now(self.kit, Mail(given.email, "You already have an account", text))
        return Accepted(detail="You can sign in now. If the e-mail had an account before, its password is unchanged.")

    async def change_password(self, given: PasswordChange) -> None:
        """A new password for who knows the present one; all other sessions end."""
        actor = self.actor
        async with work(self.kit, actor, self.origin) as ctx:
            user = await user_by_id(ctx, actor.user_id)
            names = [b.name for b in await belongings(ctx, actor.user_id)]
        if user is None:
            raise Unauthorized(OVER)
        attempt = Attempt(self.kit, self.origin, user.email)
        await attempt.begin()
        stored = user.password_hash
        if not (await verify_password(given.current_password, stored))[0]:
            raise Invalid.field("current_password", "is wrong", type="password_wrong")
        await attempt.succeed()
        check_policy(given.new_password, [user.email, user.name, *names, "groundwork"], name="new_password")
        hashed = await hash_password(given.new_password)
        async with work(self.kit, actor, self.origin) as ctx:
            same = await user_by_id(ctx, actor.user_id)
            if same is None or same.password_hash != stored:
                raise Unauthorized(OVER)
            same.password_hash = hashed
            await SessionService(ctx).end(same.id, None, "password changed", keep=actor.session_id)
            ctx.emit(Happened("password_change", "users", same.id))
            await warn(ctx, same.id, "Your password was changed", "Your other sessions have ended.")
