"""Sessions: one per sign-in, a family of rotating refresh tokens (RFC 9700 §4.14.2)."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import delete, or_, select, update

from app.features.accounts.service import Belonging, User, belongings, note_seen, user_by_id
from app.features.auth.models import PasswordReset, RefreshToken, Session
from app.features.auth.schemas import Access, Belongs, Grant, Me, OrganizationRef
from app.kit.core.access import Actor
from app.kit.core.context import Context
from app.kit.core.errors import NotFound, Unauthorized
from app.kit.core.events import Happened, SessionsRevoked
from app.kit.core.ids import new_id
from app.kit.core.notify import notify
from app.kit.core.security import digest, encode_access, new_token, seal, unseal

OVER = "Your session has ended. Sign in again."
STOLEN = "Its token was used twice, which happens when somebody has copied it. If you do not know why, change your password."
KEPT = timedelta(days=1)
LEFT = "This account has been deactivated. Ask your administrator."


@dataclass(frozen=True, slots=True)
class Refused:
    """A refresh that has to be answered with 401 after what it changed was committed."""

    detail: str


async def forget_ended(ctx: Context) -> None:
    """Delete sessions that ended a day ago or earlier (until then a re-used refresh token is worth an audit row), and old links."""
    then = datetime.now(UTC) - KEPT
    await ctx.db.execute(delete(Session).where(or_(Session.expires_at < then, Session.revoked_at < then)))
    await ctx.db.execute(delete(PasswordReset).where(PasswordReset.expires_at < then))


async def warn(ctx: Context, user_id: UUID, title: str, body: str = "") -> None:
    """Tell a person what happened to his account; he who did not do it himself must learn of it."""
    await notify(ctx, [user_id], "account.security", title, body=body, link="/sessions")


def me_of(user: User, here: Belonging, all_of_them: list[Belonging]) -> Me:
    """Who somebody is, as he sees it."""
    active = [b for b in all_of_them if b.status == "active"]
    return Me(
        id=user.id, email=user.email, name=user.name, organization=OrganizationRef(id=here.org_id, name=here.name, slug=here.slug),
        organizations=[Belongs(id=b.org_id, name=b.name, role=b.role) for b in active],
        role=here.role, permissions=sorted(here.permissions), locale=user.locale, time_zone=user.time_zone,
    )  # fmt: skip


def place(found: list[Belonging], wanted: UUID | None) -> Belonging | None:
    """The membership to work in: the wanted one while it is active, else any other that is."""
    active = [b for b in found if b.status == "active"]
    return next((b for b in active if b.org_id == wanted), active[0] if active else None)


class SessionService:
    """Begin, renew, list and end sessions."""

    def __init__(self, ctx: Context) -> None:
        self.ctx = ctx

    async def begin(self, user: User, *, how: str = "login") -> Grant:
        """A new session of somebody who has just proved who he is. Raises Unauthorized when no organisation lets him in."""
        everywhere = await belongings(self.ctx, user.id)
        here = place(everywhere, user.organization_id)
        if here is None:
            raise Unauthorized(LEFT)
        now, settings, origin = datetime.now(UTC), self.ctx.settings, self.ctx.origin
        session = Session(
            id=new_id(), user_id=user.id, organization_id=here.org_id, created_at=now, used_at=now, ip=origin.ip,
            user_agent=origin.user_agent, expires_at=now + timedelta(days=settings.refresh_token_days),
        )  # fmt: skip
        await self._act(user, here, session.id)
        self.ctx.db.add(session)
        await self.ctx.db.flush()
        refresh = await self._hand_out(session, now)
        await note_seen(self.ctx, user.id)
        self.ctx.emit(Happened(how, "sessions", session.id, {"ip": origin.ip, "user_agent": origin.user_agent}))
        return self._grant(user, here, everywhere, session, refresh)

    async def refresh(self, token: str) -> Grant | Refused:
        """Spend a refresh token for the next one. A spent one is an alarm: its whole session ends, unless the answer was just lost."""
        row = await self.ctx.db.scalar(select(RefreshToken).where(RefreshToken.digest == digest(token)).with_for_update())
        session = await self.ctx.db.get(Session, row.session_id) if row else None
        now = datetime.now(UTC)
        if row is None or session is None or session.revoked_at or now >= session.expires_at or now >= row.expires_at:
            return Refused(OVER)
        user = await user_by_id(self.ctx, session.user_id)
        everywhere = await belongings(self.ctx, session.user_id)
        here = place(everywhere, session.organization_id)
        if user is None or here is None:
            await self.act_for(session)
            await self.end(session.user_id, [session.id], "left")
            return Refused(LEFT)
        await self._act(user, here, session.id)
        if row.used_at is not None:
            again = self._again(row, token, now)
            if again is None:
                await self.end(user.id, [session.id], "refresh token used twice")
                await warn(self.ctx, user.id, "One of your sessions was ended", STOLEN)
                return Refused(OVER)
            return self._grant(user, here, everywhere, session, again)
        session.organization_id, session.used_at = here.org_id, now
        successor = await self._hand_out(session, now)
        row.used_at, row.successor = now, seal(successor, token)
        await self._forget_old(session, now)
        await note_seen(self.ctx, user.id)
        await self.ctx.db.flush()
        return self._grant(user, here, everywhere, session, successor)

    async def switch(self, org_id: UUID) -> Access:
        """Work in another of the caller's organisations from now on; the refresh token follows."""
        actor = self.ctx.actor
        user = await user_by_id(self.ctx, actor.user_id)
        session = await self.ctx.db.get(Session, actor.session_id) if actor.session_id else None
        everywhere = await belongings(self.ctx, actor.user_id)
        here = place([b for b in everywhere if b.org_id == org_id], org_id)
        if here is None:
            raise NotFound("There is no such organisation.")
        if user is None or session is None:
            raise Unauthorized(OVER)
        session.organization_id = user.organization_id = here.org_id
        await self.ctx.db.flush()
        await self.ctx.settle()
        await self._act(user, here, session.id)
        await note_seen(self.ctx, user.id)
        self.ctx.emit(Happened("switch", "sessions", session.id))
        return self._access(user, here, everywhere, session)

    async def end(
        self, user_id: UUID, session_ids: list[UUID] | None, reason: str, *, keep: UUID | None = None, org_id: UUID | None = None
    ) -> None:
        """End sessions: those named, or all of the person (in one organisation), but for the one to keep."""
        chosen: Any = [Session.user_id == user_id, Session.revoked_at.is_(None)]
        chosen += [Session.id.in_(session_ids)] if session_ids is not None else []
        chosen += [Session.id != keep] if keep else []
        chosen += [Session.organization_id == org_id] if org_id else []
        ended = update(Session).where(*chosen).values(revoked_at=datetime.now(UTC)).returning(Session.id)
        ids = tuple((await self.ctx.db.scalars(ended)).all())
        if ids:
            self.ctx.emit(SessionsRevoked(user_id, ids, reason))
            for session_id in ids:
                self.ctx.emit(Happened("logout" if reason == "logout" else "revoke", "sessions", session_id, {"reason": reason}))

    async def act_for(self, session: Session) -> None:
        """Go on as the session's person, so that what follows is written where he works."""
        await self.ctx.act_as(Actor(session.user_id, session.organization_id, session_id=session.id))

    async def by_refresh_token(self, token: str) -> Session | None:
        """The session of a refresh token, spent or not."""
        found: Session | None = await self.ctx.db.scalar(
            select(Session).join(RefreshToken, RefreshToken.session_id == Session.id).where(RefreshToken.digest == digest(token))
        )
        return found

    async def of(self, user_id: UUID) -> list[Session]:
        """A person's live sessions, the most recently used first."""
        now = datetime.now(UTC)
        live = select(Session).where(Session.user_id == user_id, Session.revoked_at.is_(None), Session.expires_at > now)
        return list((await self.ctx.db.scalars(live.order_by(Session.used_at.desc()))).all())

    async def _hand_out(self, session: Session, now: datetime) -> str:
        token = new_token()
        ends = min(session.expires_at, now + timedelta(days=self.ctx.settings.session_idle_days))
        self.ctx.db.add(RefreshToken(session_id=session.id, digest=digest(token), expires_at=ends))
        await self.ctx.db.flush()
        return token

    def _again(self, row: RefreshToken, token: str, now: datetime) -> str | None:
        """The successor once more, within the grace of a lost answer."""
        if row.successor is None or row.used_at is None or now - row.used_at > timedelta(seconds=self.ctx.settings.refresh_grace_seconds):
            return None
        return unseal(row.successor, token)

    async def _forget_old(self, session: Session, now: datetime) -> None:
        """Sealed successors are of no use after the grace."""
        grace = now - timedelta(seconds=self.ctx.settings.refresh_grace_seconds)
        old = update(RefreshToken).where(
            RefreshToken.session_id == session.id, RefreshToken.used_at < grace, RefreshToken.successor.is_not(None)
        )
        await self.ctx.db.execute(old.values(successor=None).execution_options(synchronize_session=False))

    async def _act(self, user: User, here: Belonging, session_id: UUID) -> None:
        await self.ctx.act_as(Actor(user.id, here.org_id, here.permissions, here.role, user.name, session_id=session_id))

    def _access(self, user: User, here: Belonging, everywhere: list[Belonging], session: Session) -> Access:
        settings = self.ctx.settings
        token = encode_access(settings, user.id, session.id, here.org_id)
        return Access(access_token=token, expires_in=settings.access_token_minutes * 60, user=me_of(user, here, everywhere))

    def _grant(self, user: User, here: Belonging, everywhere: list[Belonging], session: Session, refresh: str) -> Grant:
        made = self._access(user, here, everywhere, session)
        return Grant(access_token=made.access_token, expires_in=made.expires_in, user=made.user, refresh_token=refresh)
