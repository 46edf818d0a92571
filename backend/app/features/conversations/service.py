"""Conversations: who may see them, what is said in them, and who has the word (an agent or a person)."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any, cast
from uuid import UUID

from app.features.conversations import queries
from app.features.conversations.events import PersonAnswered, PersonWanted
from app.features.conversations.models import Attachment, ChatMessage, Conversation
from app.features.conversations.schemas import (
    ConversationIn,
    ConversationOut,
    ConversationPatch,
    ConversationQuery,
    MessageIn,
    MessageOut,
    MessageQuery,
)
from app.kit.agent.directory import agent_for
from app.kit.agent.proposals import ApprovalOut, Proposals
from app.kit.agent.queue import Priority
from app.kit.agent.running import Event, Running, Turns
from app.kit.agent.turn import Kind
from app.kit.core.access import Actor
from app.kit.core.context import Context, Kit, work
from app.kit.core.erase import erase
from app.kit.core.errors import Conflict, Forbidden, Invalid, NotFound
from app.kit.core.events import Purged
from app.kit.tools.data import MAX_FILE_BYTES
from app.kit.web.shapes import Page, keyset

MANAGE = "agents:manage"
"""The right to answer in other people's conversations once they ask for a person."""
MAX_FILES = 10
NEW = "New conversation"
TEXT_TYPES = ("", "text/csv", "text/plain", "text/tab-separated-values", "application/vnd.ms-excel", "application/octet-stream")
"""What browsers and clients call a CSV file."""
FOLLOW_SECONDS = 0.3
"""How often a reader looks for news of an answer that another process makes."""
CUT_OFF = "The answer was cut off because the process that worked on it ended. Please ask again."


class ConversationService:
    """Everything that can happen to a conversation but the decision on a proposed write."""

    def __init__(self, ctx: Context) -> None:
        self.ctx = ctx

    async def get(self, id: UUID, *, lock: bool = False) -> Conversation:
        """The caller's own, or one that waits for a person when he answers for people; NotFound for every other."""
        found = (await self.ctx.db.execute(queries.one(id, lock=lock))).scalar_one_or_none()
        mine = found is not None and found.user_id == self.ctx.actor.user_id
        if found is None or not (mine or (found.status != "open" and self.ctx.actor.may(MANAGE))):
            raise NotFound("There is no such conversation.")
        return found

    async def own(self, id: UUID, *, lock: bool = False) -> Conversation:
        """The caller's own."""
        found = await self.get(id, lock=lock)
        if found.user_id != self.ctx.actor.user_id:
            raise Forbidden("Only the person whose conversation this is may do that.")
        return found

    async def find(self, wanted: ConversationQuery) -> Page[ConversationOut]:
        """A page of the caller's conversations, newest first; `waiting`: instead everybody's that ask for a person."""
        if wanted.waiting:
            self.ctx.actor.require(MANAGE)
        status = "waiting" if wanted.waiting else wanted.status
        found = queries.conversations(None if wanted.waiting else self.ctx.actor.user_id, status=status, agent=wanted.agent, q=wanted.q)
        order = (Conversation.last_message_at, Conversation.id)
        return await keyset(self.ctx.db, found, order, wanted, lambda row: ConversationOut.model_validate(row[0]), newest_first=True)

    async def create(self, given: ConversationIn) -> Conversation:
        """An empty one."""
        await agent_for(self.ctx, given.agent)
        made = Conversation(
            user_id=self.ctx.actor.user_id,
            agent=given.agent,
            title=given.title or NEW,
            status="open",
            state={},
            last_message="",
            last_message_at=_now(),
        )
        self.ctx.db.add(made)
        await self.ctx.db.flush()
        return made

    async def rename(self, id: UUID, given: ConversationPatch) -> Conversation:
        """A better title."""
        found = await self.own(id)
        found.title = given.title
        await self.ctx.db.flush()
        return found

    async def delete(self, id: UUID) -> None:
        """With everything in it; a turn that runs is stopped."""
        found = await self.own(id, lock=True)
        for answer in await self.ctx.db.scalars(queries.working(id)):
            self.ctx.use(Running).stop(answer.id)
        await self.ctx.db.delete(found)
        self.ctx.emit(Purged("conversations", (id,)))

    async def messages(self, id: UUID, wanted: MessageQuery) -> Page[MessageOut]:
        """The newest ones (or those before the cursor), oldest first, with their approvals."""
        await self.get(id)
        found = list(await self.ctx.db.scalars(queries.messages(id, before=wanted.cursor, limit=wanted.limit + 1)))
        more, found = len(found) > wanted.limit, found[: wanted.limit][::-1]
        for message in found:
            await end_if_dead(self.ctx, message)
        await self.ctx.db.flush()
        proposed = await self.ctx.use(Proposals).of_messages(self.ctx, id, [m.id for m in found])
        items = [MessageOut.of(m, [a for a in proposed if a.message_id == m.id]) for m in found]
        return Page(items=items, next_cursor=str(found[0].position) if more else None)

    async def message(self, id: UUID, message_id: UUID) -> ChatMessage:
        """One of them."""
        await self.get(id)
        found = (await self.ctx.db.execute(queries.message(id, message_id))).scalar_one_or_none()
        if found is None:
            raise NotFound("There is no such message.")
        return found

    async def whole(self, id: UUID, message_id: UUID) -> MessageOut:
        """One of them with what it proposes."""
        found = await self.message(id, message_id)
        return MessageOut.of(found, await self.ctx.use(Proposals).of_messages(self.ctx, id, [message_id]))

    async def send(self, id: UUID, given: MessageIn, request_key: str | None = None, *, later: bool = False) -> ChatMessage:
        """Say something; the answer that comes back is `running` (or whole, when the same key was sent before).

        While a person has the word, the agents are silent: then the message itself comes back. `later`: nobody makes the answer
        until it is taken up.
        """
        talk = await self.get(id, lock=True)
        if request_key and (before := (await self.ctx.db.scalars(queries.sent_with(id, request_key))).first()):
            return before
        if talk.user_id != self.ctx.actor.user_id:
            return await self._answer_as_person(talk, given)
        await self._must_be_quiet(id)
        asked = await self.add(talk, "user", given.content, author_id=self.ctx.actor.user_id, author=self.ctx.actor.name)
        asked.attachments = [{"id": str(f.id), "name": f.name} for f in await self._attached(id, given.attachments)]
        if talk.title == NEW:
            talk.title = _title(given.content)
        if talk.status != "open":
            return asked
        answer = await self.add(talk, "assistant", "", agent=talk.agent, status="running", request_key=request_key)
        await self.ctx.db.flush()
        if not later:
            self._begin(answer, "normal")
        return answer

    async def take_up(self, id: UUID, message_id: UUID, priority: Priority) -> None:
        """Make an answer that waits to be made, or was broken off: from its beginning, in the same place. One that has ended stays."""
        await self.own(id, lock=True)
        answer = await self.message(id, message_id)
        await end_if_dead(self.ctx, answer)
        if answer.status == "stopping":
            answer.status = "stopped"
        if answer.status in ("running", "interrupted"):
            answer.status, answer.error, answer.content = "running", "", ""
            await erase(self.ctx, queries.forget_events(message_id))
            self._begin(answer, priority)

    async def call_off(self, id: UUID, message_id: UUID) -> None:
        """Nobody wants this answer any more."""
        answer = await self.message(id, message_id)
        if answer.status == "running":
            answer.status = "stopping" if answer.lease_until else "stopped"  # whoever makes it looks here

    def _begin(self, answer: ChatMessage, priority: Priority) -> None:
        answer.lease_until = _now() + timedelta(seconds=self.ctx.settings.lease_seconds)
        self.ctx.use(Turns).begin(self.ctx, answer.conversation_id, answer.id, priority)

    async def stop(self, id: UUID) -> None:
        """End the answer that is being made; what was said so far stays."""
        await self.own(id)
        for answer in await self.ctx.db.scalars(queries.working(id)):
            if not self.ctx.use(Running).stop(answer.id):
                answer.status = "stopping"  # it runs in another process, which looks here when it renews its lease
                await end_if_dead(self.ctx, answer)

    async def hand_over(self, id: UUID, reason: str) -> Conversation:
        """Ask for a person."""
        talk = await self.own(id, lock=True)
        if talk.status == "open":
            talk.status = "waiting"
            self.ctx.emit(PersonWanted(talk.id, talk.user_id, talk.title, reason))
        return talk

    async def hand_back(self, id: UUID) -> Conversation:
        """The agents have the word again."""
        talk = await self.get(id, lock=True)
        talk.status = "open"
        return talk

    async def attach(self, id: UUID, name: str, media_type: str, data: bytes) -> Attachment:
        """Keep a text file under an id of our own; its name is only shown."""
        await self.own(id, lock=True)
        if len(data) > MAX_FILE_BYTES:
            raise Invalid.field("file", f"is larger than {MAX_FILE_BYTES // 1_000_000} MB")
        if media_type.partition(";")[0].strip() not in TEXT_TYPES or not data.strip() or b"\0" in data:
            raise Invalid.field("file", "is not a CSV or text file")
        if len((await self.ctx.db.scalars(queries.attachments(id))).all()) >= MAX_FILES:
            raise Conflict(f"A conversation takes {MAX_FILES} files.")
        plain = "".join(c for c in name.replace("\\", "/").rpartition("/")[2] if c.isprintable())[:120]
        made = Attachment(conversation_id=id, name=plain or "file.csv", media_type="text/csv", size=len(data), data=data, created_at=_now())
        self.ctx.db.add(made)
        await self.ctx.db.flush()
        return made

    async def attachments(self, id: UUID) -> Sequence[Attachment]:
        """Files of a conversation."""
        await self.get(id)
        return (await self.ctx.db.scalars(queries.attachments(id))).all()

    async def detach(self, id: UUID, attachment_id: UUID) -> None:
        """Remove a file."""
        await self.own(id)
        found = (await self.ctx.db.scalars(queries.attachments(id, [attachment_id]))).first()
        if found is None:
            raise NotFound("There is no such file in this conversation.")
        await self.ctx.db.delete(found)

    async def _attached(self, id: UUID, ids: list[UUID]) -> Sequence[Attachment]:
        found = (await self.ctx.db.scalars(queries.attachments(id, ids))).all() if ids else []
        if len(found) != len(set(ids)):
            raise Invalid.field("attachments", "names a file that is not in this conversation")
        return found

    async def _answer_as_person(self, talk: Conversation, given: MessageIn) -> ChatMessage:
        talk.status = "with_person"
        said = await self.add(
            talk, "assistant", given.content, author_id=self.ctx.actor.user_id, author=self.ctx.actor.name or "A colleague", kind="answer"
        )
        self.ctx.emit(PersonAnswered(talk.id, talk.user_id, talk.title, said.author))
        return said

    async def _must_be_quiet(self, id: UUID) -> None:
        for answer in await self.ctx.db.scalars(queries.working(id)):
            await end_if_dead(self.ctx, answer)
            if answer.status in ("running", "stopping"):
                raise Conflict("The last answer is still being made: wait for it, or stop it.", retry_after=1)

    async def report(self, id: UUID, content: str, **more: object) -> ChatMessage:
        """What became of something that was proposed here, whoever decided it."""
        talk = (await self.ctx.db.execute(queries.one(id, lock=True))).scalar_one()
        return await self.add(talk, "assistant", content, kind="answer", **more)

    async def add(self, talk: Conversation, role: str, content: str, **more: object) -> ChatMessage:
        """One more message at the end of a conversation that is locked."""
        position = ((await self.ctx.db.execute(queries.last_position(talk.id))).scalar() or 0) + 1
        made = ChatMessage(conversation_id=talk.id, position=position, role=role, content=content, **more)
        self.ctx.db.add(made)
        talk.last_message_at = _now()
        talk.last_message = content[:200] or talk.last_message
        await self.ctx.db.flush()
        return made


async def begun_since(ctx: Context, when: datetime) -> dict[str, int]:
    """How many conversations people of this organisation began with each agent."""
    return {name: count for name, count in await ctx.db.execute(queries.begun_since(when))}


async def follow(kit: Kit, actor: Actor, conversation_id: UUID, message_id: UUID, after: int = 0) -> AsyncIterator[Event]:
    """The events of an answer behind `after`: live where it is made here, else from the database; the last one ends the iteration."""
    if stream := kit.use(Running).find(message_id):
        async for event in stream.follow(after):
            yield event
        return
    at = after
    while True:
        async with work(kit, actor) as ctx:
            message = (await ctx.db.execute(queries.message(conversation_id, message_id))).scalar_one_or_none()
            if message is None:
                return
            await end_if_dead(ctx, message)
            rows = (await ctx.db.scalars(queries.events(message_id, at))).all()
            proposed = await ctx.use(Proposals).of_messages(ctx, conversation_id, [message_id])
            last = _last(message, proposed)
        for row in rows:
            yield Event(row.seq, cast("Kind", row.kind), row.data)
            at = row.seq
        if last is not None:
            yield replace(last, seq=at + 1)
            return
        await asyncio.sleep(FOLLOW_SECONDS)


def _last(message: ChatMessage, proposed: Sequence[ApprovalOut]) -> Event | None:
    """How a finished answer's stream ends; the same event that its own process said."""
    if message.status in ("running", "stopping"):
        return None
    shown = MessageOut.of(message, proposed).model_dump(mode="json")
    if message.status in ("failed", "interrupted"):
        return Event(0, "error", {"problem": problem_of(message), "message": shown})
    return Event(0, "complete", {"message": shown})


def problem_of(message: ChatMessage) -> dict[str, Any]:
    """The same words for who waited, who follows and who comes later."""
    return {"title": "No answer", "status": 503, "detail": message.error}


async def end_if_dead(ctx: Context, message: ChatMessage) -> None:
    """An answer whose lease ran out is interrupted, whatever it was doing; all that was told of it is kept."""
    if message.status in ("running", "stopping") and message.lease_until is not None and message.lease_until < _now():
        told = [event.data["text"] for event in await ctx.db.scalars(queries.events(message.id)) if event.kind == "delta"]
        message.status, message.error, message.content = "interrupted", CUT_OFF, "".join(told) or message.content


def _now() -> datetime:
    return datetime.now(UTC)


def _title(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= 60 else line[:57].rsplit(" ", 1)[0] + "…"
