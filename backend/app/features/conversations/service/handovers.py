"""When a person shall answer instead of an agent: who waits, who has taken over, and the way back."""

from datetime import UTC, datetime
from functools import partial
from uuid import UUID

from app.features.conversations import queries
from app.features.conversations.events import PersonWanted, WordPassed
from app.features.conversations.models import Conversation
from app.features.conversations.schemas import HandBackIn, HandOverOut
from app.features.conversations.service.conversations import MANAGE, ConversationService
from app.features.conversations.service.following import announce
from app.features.conversations.service.tried import last_words, sum_up
from app.kit.agent.running import Running
from app.kit.core.access import People
from app.kit.core.context import Context
from app.kit.core.errors import Conflict, Forbidden
from app.kit.core.events import Happened
from app.kit.core.ids import new_id
from app.kit.web.shapes import Page, Paging, keyset


class HandOverService:
    """Who has the word in a conversation: the agents, nobody yet, or one person."""

    def __init__(self, ctx: Context) -> None:
        self.ctx, self.talks = ctx, ConversationService(ctx)

    async def find(self, wanted: Paging) -> Page[HandOverOut]:
        """Everybody's conversations that ask for a person or are with one; who waits longest comes first."""
        self.ctx.actor.require(MANAGE)
        page = await keyset(self.ctx.db, queries.with_people(), _ORDER, wanted, lambda row: row[0])
        ids = {i for talk in page.items for i in (talk.user_id, talk.assigned_to) if i}
        names = await self.ctx.use(People).names(self.ctx, ids)
        items = [HandOverOut.model_validate(talk) for talk in page.items]
        for item in items:
            item.owner = names.get(item.user_id, "")
            item.assigned = names.get(item.assigned_to, "") if item.assigned_to else ""
        return Page(items=items, next_cursor=page.next_cursor, total=page.total)

    async def hand_over(self, id: UUID, reason: str) -> Conversation:
        """The owner asks for a person."""
        talk = await self.talks.own(id, lock=True)
        await want_person(self.ctx, talk, reason)
        return talk

    async def take(self, id: UUID) -> Conversation:
        """Answer in the agents' stead from now on. Of two who take it at once one wins; the other is told who. Raises Conflict."""
        talk = await self._foreign(id)
        await claim(self.ctx, talk)
        return talk

    async def release(self, id: UUID) -> Conversation:
        """Let somebody else take it; it waits again."""
        talk = await self._foreign(id)
        if talk.assigned_to is not None:
            talk.status, talk.assigned_to = "waiting", None
            self._passed(talk, "released")
        return talk

    async def hand_back(self, id: UUID, given: HandBackIn) -> Conversation:
        """The agents have the word again. A note stands in the conversation, where they read it."""
        talk = await self.talks.attended(id, lock=True)
        if talk.status == "open":
            return talk
        talk.status, talk.assigned_to, talk.waiting_since, talk.waiting_reason, talk.tried = "open", None, None, "", ""
        if given.note:
            me = self.ctx.actor
            said, author = f"Note for the agents: {given.note}", me.name or "A colleague"
            await self.talks.add(talk, "assistant", said, kind="note", author_id=me.user_id, author=author)
        self._passed(talk, "returned", given.note)
        return talk

    async def _foreign(self, id: UUID) -> Conversation:
        """Somebody else's that asks for a person, locked."""
        talk = await self.talks.attended(id, lock=True)
        if talk.user_id == self.ctx.actor.user_id:
            raise Forbidden("This is your own conversation: somebody else has to take it over.")
        return talk

    def _passed(self, talk: Conversation, what: str, note: str = "") -> None:
        passed(self.ctx, talk, what, note)


_ORDER = (Conversation.waiting_since, Conversation.id)


async def want_person(ctx: Context, talk: Conversation, reason: str) -> None:
    """From now on the conversation (locked) waits for a person; with what was tried, which the small model puts better once it stands."""
    if talk.status != "open":
        return
    talk.status, talk.waiting_since, talk.waiting_reason = "waiting", datetime.now(UTC), reason
    talk.tried = await last_words(ctx, talk.id)
    ctx.emit(PersonWanted(talk.id, talk.user_id, talk.title, reason))
    announce(ctx, talk.id, "conversation.changed")
    ctx.after_commit(partial(_sum_up_later, ctx, talk.id, talk.agent))


async def _sum_up_later(ctx: Context, id: UUID, agent: str) -> None:
    ctx.use(Running).start(new_id(), lambda _: sum_up(ctx.kit, ctx.actor, id, agent))


async def claim(ctx: Context, talk: Conversation) -> None:
    """The caller has the word, in a conversation that is locked. Raises Conflict when another person has it."""
    me = ctx.actor.user_id
    if talk.assigned_to == me:
        return
    if talk.assigned_to is not None:
        names = await ctx.use(People).names(ctx, [talk.assigned_to])
        raise Conflict(f"{names.get(talk.assigned_to, 'Somebody else')} has taken this over.")
    talk.status, talk.assigned_to = "with_person", me
    passed(ctx, talk, "taken")


def passed(ctx: Context, talk: Conversation, what: str, note: str = "") -> None:
    """Everybody concerned is told, and it is on record who read another person's conversation."""
    ctx.emit(WordPassed(talk.id, talk.user_id, talk.title, what, ctx.actor.name or "A colleague", note))
    ctx.emit(Happened(what, "conversations", talk.id, {"title": talk.title}))
    announce(ctx, talk.id, "conversation.changed")
