"""A conversation and its messages: who may see them, which branch is looked at, who has the word."""

from collections.abc import Collection
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from app.features.conversations import queries
from app.features.conversations.models import ChatMessage, Conversation
from app.features.conversations.schemas import (
    BranchIn,
    ConversationIn,
    ConversationOut,
    ConversationPatch,
    ConversationQuery,
    MessageOut,
    MessagePatch,
    MessageQuery,
)
from app.features.conversations.service.company import veil
from app.features.conversations.service.following import announce, end_if_dead
from app.features.conversations.service.places import branches, placed
from app.features.conversations.service.searching import search
from app.kit.agent.directory import agent_for
from app.kit.agent.running import Running
from app.kit.agent.veil import Sight
from app.kit.core.access import People
from app.kit.core.context import Context
from app.kit.core.errors import Forbidden, Invalid, NotFound
from app.kit.core.events import Purged
from app.kit.core.ids import new_id
from app.kit.web.shapes import Page, keyset

MANAGE = "agents:manage"
"""The right to answer in other people's conversations once they ask for a person."""
NEW = "New conversation"
SHAPE: dict[str, Any] = dict.fromkeys(("author", "agent"), "") | {"status": "complete", "attachments": []}
"""Every message names the same columns, so that a question and its answer are written by one statement."""


class ConversationService:
    """Everything that can happen to a conversation but what is said in it."""

    def __init__(self, ctx: Context) -> None:
        self.ctx = ctx

    async def get(self, id: UUID, *, lock: bool = False) -> Conversation:
        """One that the caller may read: his own, one that waits for a person when he answers for people, one that was shared with him.

        NotFound for every other.
        """
        query = queries.LOCKED if lock else queries.one(id)
        found = (await self.ctx.db.execute(query, {"id": id} if lock else {})).scalar_one_or_none()
        if found is None or not (self._answers(found) or await self.ctx.db.scalar(queries.share(id, self.ctx.actor.user_id))):
            raise NotFound("There is no such conversation.")
        return found

    async def attended(self, id: UUID, *, lock: bool = False) -> Conversation:
        """One in which the caller may write: his own, or one that waits for a person. Forbidden for who only reads along."""
        found = await self.get(id, lock=lock)
        if not self._answers(found):
            raise Forbidden("This conversation was shared with you to read.")
        return found

    async def own(self, id: UUID, *, lock: bool = False) -> Conversation:
        """The caller's own."""
        found = await self.get(id, lock=lock)
        if found.user_id != self.ctx.actor.user_id:
            raise Forbidden("Only the person whose conversation this is may do that.")
        return found

    def _answers(self, talk: Conversation) -> bool:
        return talk.user_id == self.ctx.actor.user_id or (talk.status != "open" and self.ctx.actor.may(MANAGE))

    async def shown(self, *talks: Conversation) -> list[ConversationOut]:
        """With the names of those whose they are, and of those who have taken them over."""
        others = {t.user_id for t in talks if t.user_id != self.ctx.actor.user_id} | {t.assigned_to for t in talks if t.assigned_to}
        names = await self.ctx.use(People).names(self.ctx, others)
        items = [ConversationOut.model_validate(talk) for talk in talks]
        for item in items:
            item.owner = names.get(item.user_id, "") if item.user_id != self.ctx.actor.user_id else ""
            item.assigned = names.get(item.assigned_to, "") if item.assigned_to else ""
        return items

    async def titles(self, ids: Collection[UUID]) -> dict[UUID, str]:
        """Of those among `ids` that the caller may read, in one statement."""
        if not ids:
            return {}
        found = await self.ctx.db.execute(queries.titles(ids, self.ctx.actor.user_id, answers=self.ctx.actor.may(MANAGE)))
        return {id: title for id, title in found}

    async def find(self, wanted: ConversationQuery) -> Page[ConversationOut]:
        """A page of the caller's conversations, newest first, or the best of a search; `waiting` and `shared`: instead other people's."""
        if wanted.waiting:
            self.ctx.actor.require(MANAGE)
        status = "waiting" if wanted.waiting else wanted.status
        mine = None if wanted.waiting else self.ctx.actor.user_id
        found = queries.conversations(mine, status=status, agent=wanted.agent)
        found = queries.shared_with(self.ctx.actor.user_id) if wanted.shared else found
        if wanted.q:
            return await search(self.ctx, found, wanted.q, self.shown)
        order = (Conversation.last_message_at, Conversation.id)
        page = await keyset(self.ctx.db, found, order, wanted, lambda row: row[0], newest_first=True)
        return Page(items=await self.shown(*page.items), next_cursor=page.next_cursor, total=page.total)

    async def create(self, given: ConversationIn) -> Conversation:
        """An empty one."""
        await agent_for(self.ctx, given.agent)
        made = Conversation(
            user_id=self.ctx.actor.user_id,
            agent=given.agent,
            title=given.title or NEW,
            titled_by="person" if given.title else "rule",
            status="open",
            last_message="",
            last_message_at=datetime.now(UTC),
        )
        self.ctx.db.add(made)
        await self.ctx.db.flush()
        return made

    async def change(self, id: UUID, given: ConversationPatch) -> Conversation:
        """Another title, another agent."""
        found = await self.own(id, lock=True)
        if given.title:
            found.title, found.titled_by = given.title, "person"
        if given.agent:
            await agent_for(self.ctx, given.agent)
            found.agent = given.agent
        await self.ctx.db.flush()
        announce(self.ctx, id, "conversation.changed")
        return found

    async def delete(self, id: UUID) -> None:
        """With everything in it; a turn that runs is stopped."""
        found = await self.own(id, lock=True)
        for answer in await self.ctx.db.scalars(queries.working(id)):
            self.ctx.use(Running).stop(answer.id)
        await self.ctx.db.delete(found)
        self.ctx.emit(Purged("conversations", (id,)))

    async def messages(self, id: UUID, wanted: MessageQuery) -> Page[MessageOut]:
        """The newest ones of the present branch (or those before the cursor), oldest first, with their approvals."""
        talk = await self.get(id)
        tree = await branches(self.ctx, id)
        way = [node for node in tree.path(talk.head_id) if wanted.cursor is None or node.position < wanted.cursor]
        some, more = way[-wanted.limit :], len(way) > wanted.limit
        found = list(await self.ctx.db.scalars(queries.messages(id, [n.id for n in some])))
        for message in found:
            await end_if_dead(self.ctx, message)
        await self.ctx.db.flush()
        items = await placed(self.ctx, found, tree)
        if talk.user_id != self.ctx.actor.user_id:
            sight = Sight.of(self.ctx)
            for item in items:
                veil(sight, item)
                for approval in [] if self._answers(talk) else item.approvals:
                    approval.result = None  # who reads along reads records where they are
        return Page(items=items, next_cursor=str(some[0].position) if more else None)

    async def message(self, id: UUID, message_id: UUID, *, lock: bool = False) -> ChatMessage:
        """One of them, on whatever branch."""
        await self.get(id)
        found = (await self.ctx.db.execute(queries.message(id, message_id, lock=lock))).scalar_one_or_none()
        if found is None:
            raise NotFound("There is no such message.")
        return found

    async def whole(self, id: UUID, message_id: UUID) -> MessageOut:
        """One of them with what it proposes."""
        return (await placed(self.ctx, [await self.message(id, message_id)]))[0]

    async def pin(self, id: UUID, message_id: UUID, given: MessagePatch) -> MessageOut:
        """Keep a message word for word in what the model is told, or no longer."""
        await self.own(id)
        found = await self.message(id, message_id, lock=True)
        found.pinned = given.pinned
        await self.ctx.db.flush()
        return (await placed(self.ctx, [found]))[0]

    async def choose(self, id: UUID, given: BranchIn) -> Conversation:
        """Look at the branch through this message, where it was last worked on."""
        talk = await self.own(id, lock=True)
        try:
            talk.head_id = (await branches(self.ctx, id)).end(given.message_id)
        except KeyError:
            raise Invalid.field("message_id", "is not a message of this conversation") from None
        await self.ctx.db.flush()
        announce(self.ctx, id, "conversation.changed")
        return talk

    async def stop(self, id: UUID) -> None:
        """End the answer that is being made; what was said so far stays."""
        await self.own(id)
        for answer in await self.ctx.db.scalars(queries.working(id)):
            if not self.ctx.use(Running).stop(answer.id):
                answer.status = "stopping"  # it runs in another process, which looks here when it renews its lease
                await end_if_dead(self.ctx, answer)

    async def report(self, id: UUID, content: str, *, others: bool = False, **more: Any) -> ChatMessage:
        """What became of something that was proposed here, whoever decided it. `others`: it is not told in our words; nor is what
        another person decided, with his reasons."""
        talk = (await self.ctx.db.execute(queries.one(id, lock=True))).scalar_one()
        talk.tainted = talk.tainted or others or self.ctx.actor.user_id != talk.user_id
        return await self.add(talk, "assistant", content, kind="answer", **more)

    async def add(self, talk: Conversation, role: str, content: str, **more: Any) -> ChatMessage:
        """One more message behind the head of a conversation that is locked; it becomes the head."""
        last = (await self.ctx.db.execute(queries.last_position(talk.id))).scalar() or 0
        made = self.put(talk, last + 1, role, content, **more)
        await self.ctx.db.flush()
        return made

    def put(self, talk: Conversation, position: int, role: str, content: str, **more: Any) -> ChatMessage:
        """As `add`, where the position is known; written with the next flush."""
        place = {"id": new_id(), "conversation_id": talk.id, "position": position, "parent_id": talk.head_id}
        made = ChatMessage(**place, role=role, content=content, **SHAPE | more)
        self.ctx.db.add(made)
        talk.head_id, talk.last_message_at = made.id, datetime.now(UTC)
        talk.last_message = content[:200] or talk.last_message
        return made
