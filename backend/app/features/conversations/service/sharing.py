"""Letting colleagues read along."""

from datetime import UTC, datetime
from uuid import UUID

from app.features.conversations import queries
from app.features.conversations.events import ConversationShared
from app.features.conversations.models import Share
from app.features.conversations.schemas import SharedWith
from app.features.conversations.service.conversations import ConversationService
from app.kit.core.access import People
from app.kit.core.context import Context
from app.kit.core.errors import Conflict, Invalid
from app.kit.core.events import RightsChanged

USE = "agents:use"
MOST = 50
"""People with whom one conversation is shared."""


class ShareService:
    """Who reads a conversation besides its owner. Only he decides, and readers cannot write."""

    def __init__(self, ctx: Context) -> None:
        self.ctx = ctx

    async def find(self, id: UUID) -> list[SharedWith]:
        """Everybody it is shared with."""
        await ConversationService(self.ctx).own(id)
        found = (await self.ctx.db.scalars(queries.shares(id))).all()
        names = await self.ctx.use(People).names(self.ctx, {s.user_id for s in found})
        return [SharedWith(user_id=s.user_id, name=names.get(s.user_id, ""), created_at=s.created_at) for s in found]

    async def add(self, id: UUID, user_id: UUID) -> None:
        """Let an active member read it, and tell him. A second time changes nothing."""
        talk = await ConversationService(self.ctx).own(id, lock=True)
        if not any(a.may(USE) for a in await self.ctx.use(People).actors(self.ctx, {user_id} - {talk.user_id})):
            raise Invalid("Conversations can be shared with colleagues who may use agents.")
        before = (await self.ctx.db.scalars(queries.shares(id))).all()
        if any(s.user_id == user_id for s in before):
            return
        if len(before) >= MOST:
            raise Conflict(f"A conversation can be shared with {MOST} people: take it back from one of them first.")
        self.ctx.db.add(Share(conversation_id=id, user_id=user_id, created_at=datetime.now(UTC)))
        self.ctx.emit(ConversationShared(id, user_id, talk.title))

    async def remove(self, id: UUID, user_id: UUID) -> None:
        """No longer; what his browsers hear live is looked at again at once."""
        await ConversationService(self.ctx).own(id)
        found = await self.ctx.db.scalar(queries.share(id, user_id))
        if found is not None:
            await self.ctx.db.delete(found)
            self.ctx.emit(RightsChanged(self.ctx.actor.org_id, (user_id,)))
