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
from app.kit.agent.directory import agent_for
from app.kit.agent.queue import Priority
from app.kit.agent.running import Turns
from app.kit.core.context import Context
from app.kit.core.erase import erase
from app.kit.core.errors import Conflict, Forbidden, Invalid

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
        if before := await self._sent(id, request_key):
            return before
        if talk.user_id != self.ctx.actor.user_id:
            return await self._answer_as_person(talk, given)
        await self._must_be_quiet(id)
        if given.edits:
            await self._branch_beside(talk, given.edits)
        if given.agent:
            await agent_for(self.ctx, given.agent)
            talk.agent = given.agent
        asked = await self.talks.add(talk, "user", given.content, author_id=self.ctx.actor.user_id, author=self.ctx.actor.name)
        asked.attachments = [
            {"id": str(f.id), "name": f.name, "media_type": f.media_type} for f in await self._attached(id, given.attachments)
        ]
        if talk.title == NEW:
            talk.title = first_words(given.content)
        if talk.status != "open":
            announce(self.ctx, id, "message.completed", message_id=str(asked.id), status="complete")
            return asked
        return await self._answer(talk, talk.agent, request_key, later=later, position=asked.position + 1)

    async def take_up(self, id: UUID, message_id: UUID, priority: Priority) -> None:
        """Make an answer that waits to be made, or was broken off: from its beginning, in the same place. One that has ended stays."""
        await self.talks.own(id, lock=True)
        answer = await self.talks.message(id, message_id)
        await end_if_dead(self.ctx, answer)
        if answer.status == "stopping":
            answer.status = "stopped"
        if answer.status in ("running", "interrupted"):
            answer.status, answer.error, answer.content, answer.lease_until = "running", "", "", self._lease()
            await erase(self.ctx, queries.forget_events(message_id))
            self._begin(answer, priority)

    async def call_off(self, id: UUID, message_id: UUID) -> None:
        """Nobody wants this answer any more."""
        answer = await self.talks.message(id, message_id)
        if answer.status == "running":
            answer.status = "stopping" if answer.lease_until else "stopped"  # whoever makes it looks here

    async def again(self, id: UUID, message_id: UUID, given: AgainIn, request_key: str | None) -> ChatMessage:
        """Another answer to the same question; the first one stays on its branch."""
        talk, answer = await self._ready(id, message_id, request_key)
        if answer.request_key is not None and answer.request_key == request_key:
            return answer
        agent = (await agent_for(self.ctx, given.agent or talk.agent)).name
        talk.head_id = answer.parent_id
        return await self._answer(talk, agent, request_key)

    async def go_on(self, id: UUID, message_id: UUID, request_key: str | None) -> ChatMessage:
        """The rest of an answer that was stopped or cut off."""
        talk, answer = await self._ready(id, message_id, request_key)
        if answer.request_key is not None and answer.request_key == request_key:
            return answer
        if answer.status not in ("stopped", "interrupted", "failed") or not answer.content:
            raise Conflict("Only an answer that was stopped or cut off can go on.")
        talk.head_id = answer.id
        return await self._answer(talk, answer.agent, request_key)

    async def _ready(self, id: UUID, message_id: UUID, request_key: str | None) -> tuple[Conversation, ChatMessage]:
        """The locked conversation and an agent's answer in it (or the one that the same key has asked for)."""
        talk = await self.talks.own(id, lock=True)
        if before := await self._sent(id, request_key):
            return talk, before
        await self._must_be_quiet(id)
        if talk.status != "open":
            raise Conflict("A person has the word in this conversation: hand it back to the agents first.")
        answer = await self.talks.message(id, message_id)
        if answer.role != "assistant" or answer.author_id is not None or answer.parent_id is None:
            raise Invalid("Only an agent's answer can be asked for again.")
        return talk, answer

    async def _sent(self, id: UUID, request_key: str | None) -> ChatMessage | None:
        found: ChatMessage | None = (await self.ctx.db.scalars(queries.sent_with(id, request_key))).first() if request_key else None
        return found

    async def _answer(
        self, talk: Conversation, agent: str, request_key: str | None, *, later: bool = False, position: int = 0
    ) -> ChatMessage:
        lease = None if later else self._lease()
        more: dict[str, Any] = {"agent": agent, "status": "running", "request_key": request_key, "lease_until": lease}
        answer = await self.talks.add(talk, "assistant", "", position=position, **more)
        if not later:
            self._begin(answer, "normal")
        return answer

    def _lease(self) -> datetime:
        return datetime.now(UTC) + timedelta(seconds=self.ctx.settings.lease_seconds)

    def _begin(self, answer: ChatMessage, priority: Priority) -> None:
        self.ctx.use(Turns).begin(self.ctx, answer.conversation_id, answer.id, priority)
        announce(self.ctx, answer.conversation_id, "message.started", message_id=str(answer.id))

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

    async def _must_be_quiet(self, id: UUID) -> None:
        for answer in await self.ctx.db.scalars(queries.working(id)):
            await end_if_dead(self.ctx, answer)
            if answer.status in ("running", "stopping"):
                raise Conflict("The last answer is still being made: wait for it, or stop it.", retry_after=1)


def first_words(text: str) -> str:
    """A title by rule: the beginning of what was said first."""
    line = " ".join(text.split())
    return line if len(line) <= LONGEST_TITLE else line[: LONGEST_TITLE - 3].rsplit(" ", 1)[0] + "…"
