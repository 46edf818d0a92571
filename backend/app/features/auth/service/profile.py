"""The caller himself: data, devices, present organisation."""

from uuid import UUID

from app.features.accounts.service import belongings, user_by_id
from app.features.auth.models import Session
from app.features.auth.schemas import Access, Me, MeUpdate, SessionOut, Switch
from app.features.auth.service.sessions import OVER, SessionService, me_of, place
from app.kit.core.context import Context
from app.kit.core.errors import NotFound, Stale, Unauthorized
from app.kit.core.events import RightsChanged


class ProfileService:
    """What everybody may do for himself."""

    def __init__(self, ctx: Context) -> None:
        self.ctx = ctx

    async def me(self) -> Me:
        """Who is signed in, where, and what he may do."""
        return await self._answer()

    async def update(self, given: MeUpdate) -> Me:
        """Name, locale, time zone."""
        user = await user_by_id(self.ctx, self.ctx.actor.user_id)
        if user is None:
            raise Unauthorized(OVER)
        if self.ctx.if_match not in (None, user.version):
            raise Stale("Your profile was changed meanwhile: read it again.")
        for key, value in given.model_dump(exclude_unset=True).items():
            setattr(user, key, value)
        self.ctx.emit(RightsChanged(self.ctx.actor.org_id, (user.id,)))  # who is remembered as signed in has his name and zone with him
        await self.ctx.db.flush()
        return await self._answer()

    async def sessions(self) -> list[SessionOut]:
        """Own devices."""
        return [self._session(s) for s in await SessionService(self.ctx).of(self.ctx.actor.user_id)]

    async def end_session(self, session_id: UUID) -> None:
        """Sign one device out."""
        sessions = SessionService(self.ctx)
        if session_id not in {s.id for s in await sessions.of(self.ctx.actor.user_id)}:
            raise NotFound("There is no such session.")
        await sessions.end(self.ctx.actor.user_id, [session_id], "revoked")

    async def end_sessions(self, *, keep_current: bool) -> None:
        """Sign out everywhere, or everywhere else."""
        keep = self.ctx.actor.session_id if keep_current else None
        await SessionService(self.ctx).end(self.ctx.actor.user_id, None, "revoked", keep=keep)

    async def switch(self, given: Switch) -> Access:
        """Work in another of one's organisations."""
        return await SessionService(self.ctx).switch(given.organization_id)

    async def _answer(self) -> Me:
        actor = self.ctx.actor
        user = await user_by_id(self.ctx, actor.user_id)
        everywhere = await belongings(self.ctx, actor.user_id)
        here = place([b for b in everywhere if b.org_id == actor.org_id], actor.org_id)
        if user is None or here is None:
            raise Unauthorized(OVER)
        self.ctx.etag = user.version
        me = me_of(user, here, everywhere)
        return me.model_copy(update={"permissions": sorted(here.permissions & actor.permissions)})  # a key or an agent may have fewer

    def _session(self, s: Session) -> SessionOut:
        return SessionOut(
            id=s.id, created_at=s.created_at, last_used_at=s.used_at, expires_at=s.expires_at, ip=s.ip,
            user_agent=s.user_agent, current=s.id == self.ctx.actor.session_id,
        )  # fmt: skip
