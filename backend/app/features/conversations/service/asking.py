"""Saying something in a conversation, and asking for an answer: a first one, another one, the rest of one."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from app.features.conversations import queries
from app.features.conversations.events import PersonAnswered
from app.features.conversations.models import Attachment, ChatMessage, Conversation
from app.features.conversations.schemas import AgainIn, MessageIn
from app.features.conversations.service.conversations import NEW, ConversationService
from app.features.conversations.service.following import announce, end_if_dead
from app.features.conversations.service.handovers import claim
from app.features.conversations.service.turns import Begun, Book, Turns, book
from app.kit.agent.branches import Branches
from app.kit.agent.directory import agent_for
from app.kit.agent.queue import Priority
from app.kit.core.context import Context
from app.kit.core.erase import erase
from app.kit.core.errors import Conflict, Forbidden, Invalid
from app.kit.core.redact import without_secrets

LONGEST_TITLE = 60


class AskService:
    """What begins an answer. Each returns it `running` (or whole, when the same key was sent before)."""

    def __init__(self, ctx: Context) -> None:
        self.ctx, self.talks = ctx, ConversationService(ctx)

    async def send(self, id: UUID, given: MessageIn, request_key: str | None = None, *, later: bool = False) -> ChatMessage:
        """Say something, at the end or in the place of an earlier message of one's own (then a branch begins there).

        While a person has the word, the agents are silent: then the message itself comes back. `later`: nobody makes the answer
        until it is taken up.
        """
        talk = await self.talks.attended(id, lock=True)
        if talk.user_id != self.ctx.actor.user_id:
            return await self._answer_as_person(talk, given)
        read = await book(self.ctx, id)
        if before := await self._sent(talk, read.tree, request_key):
            if before.parent_id and (await self.talks.message(id, before.parent_id)).content != given.content:
                raise _reused()
            return before
        await self._must_be_quiet(talk, read.tree)
        if given.edits:
            await self._branch_beside(talk, given.edits)
        if given.agent:
            await agent_for(self.ctx, given.agent)
            talk.agent = given.agent
        me, files = self.ctx.actor, await self._attached(id, given.attachments)
        shown = [{"id": str(f.id), "name": f.name, "media_type": f.media_type} for f in files]
        asked = self.talks.put(talk, read.tree.last + 1, "user", given.content, author_id=me.user_id, author=me.name, attachments=shown)
        if talk.title == NEW:
            talk.title = first_words(without_secrets(given.content, self.ctx.settings))
        if talk.status != "open":
            await self.ctx.db.flush()
            announce(self.ctx, id, "message.completed", message_id=str(asked.id), status="complete")
            return asked
        read.add(asked)
        return await self._answer(talk, read, talk.agent, request_key, later=later)

    async def take_up(self, id: UUID, message_id: UUID, priority: Priority) -> None:
        """Make an answer that waits to be made, or was broken off: from its beginning, in the same place. One that has ended stays."""
        talk = await self.talks.own(id, lock=True)
        answer = await self.talks.message(id, message_id)
        await end_if_dead(self.ctx, answer)
        if answer.status == "stopping":
            answer.status = "stopped"
        if answer.status in ("running", "interrupted"):
            answer.status, answer.error, answer.content, answer.lease_until = "running", "", "", self._lease()
            await erase(self.ctx, queries.forget_events(message_id))
            await self._begin((await book(self.ctx, id)).begun(talk, answer), priority)

    async def call_off(self, id: UUID, message_id: UUID) -> None:
        """Nobody wants this answer any more."""
        answer = await self.talks.message(id, message_id)
        if answer.status == "running":
            answer.status = "stopping" if answer.lease_until else "stopped"  # whoever makes it looks here

    async def again(self, id: UUID, message_id: UUID, given: AgainIn, request_key: str | None) -> ChatMessage:
        """Another answer to the same question; the first one stays on its branch."""
        talk, read, answer = await self._ready(id, message_id, request_key)
        if answer.request_key is not None and answer.request_key == request_key:
            return answer
        agent = (await agent_for(self.ctx, given.agent or talk.agent)).name
        talk.head_id = answer.parent_id
        return await self._answer(talk, read, agent, request_key)

    async def go_on(self, id: UUID, message_id: UUID, request_key: str | None) -> ChatMessage:
        """The rest of an answer that was stopped, cut off or too long for one call."""
        talk, read, answer = await self._ready(id, message_id, request_key)
        if answer.request_key is not None and answer.request_key == request_key:
            return answer
        ended = answer.status in ("stopped", "interrupted", "failed") or answer.error
        if not ended or not answer.content:
            raise Conflict("Only an answer that was stopped or cut off can go on.")
        talk.head_id = answer.id
        return await self._answer(talk, read, answer.agent, request_key)

    async def _ready(self, id: UUID, message_id: UUID, request_key: str | None) -> tuple[Conversation, Book, ChatMessage]:
        """The locked conversation and an agent's answer in it (or the one that the same key has asked for)."""
        talk = await self.talks.own(id, lock=True)
        read = await book(self.ctx, id)
        if before := await self._sent(talk, read.tree, request_key):
            named = await self.talks.message(id, message_id)
            if before.parent_id not in (named.id, named.parent_id):
                raise _reused()
            return talk, read, before
        await self._must_be_quiet(talk, read.tree)
        if talk.status != "open":
            raise Conflict("A person has the word in this conversation: hand it back to the agents first.")
        answer = await self.talks.message(id, message_id)
        if answer.role != "assistant" or answer.author_id is not None or answer.parent_id is None:
            raise Invalid("Only an agent's answer can be asked for again.")
        return talk, read, answer

    async def _sent(self, talk: Conversation, tree: Branches, request_key: str | None) -> ChatMessage | None:
        """The answer that was asked for with the same key."""
        sent = [n.id for n in tree if request_key is not None and n.key == request_key and n.role == "assistant"]
        return await self.talks.message(talk.id, sent[0]) if sent else None

    async def _answer(self, talk: Conversation, read: Book, agent: str, request_key: str | None, *, later: bool = False) -> ChatMessage:
        """The model is asked before question and answer are written: nothing is said before."""
        lease = None if later else self._lease()
        more: dict[str, Any] = {"agent": agent, "status": "running", "request_key": request_key, "lease_until": lease}
        answer = self.talks.put(talk, read.tree.last + 1, "assistant", "", **more)
        if not later:
            await self._begin(read.begun(talk, answer), "normal")
        await self.ctx.db.flush()
        return answer

    def _lease(self) -> datetime:
        return datetime.now(UTC) + timedelta(seconds=self.ctx.settings.lease_seconds)

    async def _begin(self, begun: Begun, priority: Priority) -> None:
        await self.ctx.use(Turns).begin(self.ctx, begun, priority)
        announce(self.ctx, begun.talk.id, "message.started", message_id=str(begun.answer.id))

    async def _branch_beside(self, talk: Conversation, message_id: UUID) -> None:
        edited = await self.talks.message(talk.id, message_id)
        if edited.author_id != self.ctx.actor.user_id:
            raise Forbidden("Only what you said yourself can be said differently.")
        talk.head_id = edited.parent_id

    async def _attached(self, id: UUID, ids: list[UUID]) -> Sequence[Attachment]:
        found = (await self.ctx.db.scalars(queries.attachments(id, ids))).all() if ids else []
        if len(found) != len(set(ids)):
            raise Invalid.field("attachments", "names a file that is not in this conversation")
        return found

    async def _answer_as_person(self, talk: Conversation, given: MessageIn) -> ChatMessage:
        await claim(self.ctx, talk)
        said = await self.talks.add(
            talk, "assistant", given.content, author_id=self.ctx.actor.user_id, author=self.ctx.actor.name or "A colleague", kind="answer"
        )
        self.ctx.emit(PersonAnswered(talk.id, talk.user_id, talk.title, said.author))
        announce(self.ctx, talk.id, "message.completed", message_id=str(said.id), status="complete")
        return said

    async def _must_be_quiet(self, talk: Conversation, tree: Branches) -> None:
        if not any(node.status in ("running", "stopping") for node in tree):
            return
        for answer in await self.ctx.db.scalars(queries.working(talk.id)):
            await end_if_dead(self.ctx, answer)
            if answer.status in ("running", "stopping"):
                raise Conflict("The last answer is still being made: wait for it, or stop it.", retry_after=1)


def _reused() -> Invalid:
    return Invalid.field("idempotency-key", "was used before with another request", where="header", type="idempotency_key_reused")


def first_words(text: str) -> str:
    """A title by rule: the beginning of what was said first."""
    line = " ".join(text.split())
    return line if len(line) <= LONGEST_TITLE else line[: LONGEST_TITLE - 3].rsplit(" ", 1)[0] + "…"
