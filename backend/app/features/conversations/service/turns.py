"""What an agent is given for an answer: the branch behind the question, the files and pictures, what it remembered there."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any, Protocol
from uuid import UUID

from app.features.conversations import queries
from app.features.conversations.models import Attachment, ChatMessage, Conversation
from app.features.conversations.service.files import PICTURES
from app.kit.agent.branches import Branches, Node
from app.kit.agent.choosing import SEARCH
from app.kit.agent.queue import Priority
from app.kit.core.access import Actor
from app.kit.core.context import Context, Kit, work
from app.kit.core.errors import NotFound
from app.kit.llm.port import Image, Message
from app.kit.tools.tool import File

MOST_PICTURES = 4
GO_ON = "Go on with your last answer exactly where it stops. Repeat nothing, do not comment on it."
"""What the model is asked for the rest of an answer."""


@dataclass(frozen=True, slots=True)
class Begun:
    """An answer that is to be made, as it was when it was asked for."""

    talk: Conversation
    answer: ChatMessage
    way: tuple[UUID, ...]
    """The messages before it, oldest first."""
    said: "tuple[Said, ...] | None" = None
    """What they say, where that is known; the last one may not be written yet."""
    has_files: bool = True
    """Whether there may be files in the conversation."""


class Turns(Protocol):
    """Who carries turns out."""

    async def begin(self, ctx: Context, begun: Begun, priority: Priority = "normal") -> None:
        """Start the turn, or let it wait for a slot; its answer goes into the message. It may think before this transaction stands, but
        says and does nothing until then, and ends without a trace when the transaction is rolled back."""
        ...


@dataclass(frozen=True, slots=True)
class Said:
    """A message, as far as an agent is told of it."""

    id: UUID
    role: str
    content: str
    pinned: bool
    attachments: list[dict[str, Any]]
    state: dict[str, Any]
    author_id: UUID | None
    broken_off: list[dict[str, Any]]
    """The steps of an answer whose process died."""


@dataclass(frozen=True, slots=True)
class Given:
    """Read in one transaction."""

    talk: Conversation
    answer: ChatMessage
    said: list[Said]
    """The branch before the answer, oldest first."""
    files: tuple[File, ...]
    images: tuple[Image, ...]
    pictures: tuple[str, ...]
    """Names of the pictures that came with the question."""
    state: dict[str, Any] = field(default_factory=dict)
    """What agents remembered at this place, by agent."""

    @property
    def text(self) -> str:
        """The question, or the wish for the rest."""
        return self.said[-1].content if self.said[-1].role == "user" else GO_ON

    @property
    def marked(self) -> bool:
        """Whether what others wrote has entered: found before, in files, said by somebody else, or read by an answer whose process died
        before it could say so; that one says it by its steps."""
        others = any(m.author_id not in (None, self.talk.user_id) for m in self.said)
        read = any(call["status"] == "ok" and call["name"] != SEARCH for m in self.said for call in m.broken_off)
        shown = any(m.attachments for m in self.said)  # also what was removed since: its words may stand in an answer
        return self.talk.tainted or bool(self.files or self.images) or shown or others or read

    def messages(self) -> list[Said]:
        """What was said before the question."""
        return [m for m in (self.said[:-1] if self.said[-1].role == "user" else self.said) if m.content]


class Book:
    """A conversation as it was read once, for all that begins an answer."""

    def __init__(self, rows: Iterable[Sequence[Any]]) -> None:
        self.tree, self._said, self._has_files, self._fresh = Branches(()), dict[UUID, Said](), False, True
        for row in sorted(rows, key=lambda row: int(row[2])):
            self.tree.add(Node(*row[:6]))
            self._said[row[0]] = Said(*row[6:-1])
            self._has_files, self._fresh = row[-1], False

    def add(self, asked: ChatMessage) -> None:
        """A question that is not written yet."""
        self.tree.add(Node(asked.id, asked.parent_id, asked.position, asked.role))
        self._said[asked.id] = Said(asked.id, "user", asked.content, False, asked.attachments, {}, asked.author_id, [])

    def begun(self, talk: Conversation, answer: ChatMessage) -> Begun:
        """The answer, with what was said before it."""
        way = tuple(node.id for node in self.tree.path(answer.parent_id))
        return Begun(talk, answer, way, tuple(self._said[id] for id in way), self._has_files or self._fresh)


async def book(ctx: Context, conversation_id: UUID) -> Book:
    """In one statement."""
    return Book((await ctx.db.execute(queries.WHOLE, {"conversation_id": conversation_id})).all())


async def given(ctx: Context, begun: Begun) -> Given:
    """For one answer. Raises NotFound when the conversation was deleted meanwhile."""
    conversation_id, said, has_files = begun.talk.id, list(begun.said or ()), begun.has_files
    if begun.said is None:
        rows = (await ctx.db.execute(queries.SAID, {"conversation_id": conversation_id, "ids": begun.way})).all()
        if not rows:
            raise NotFound("The conversation was deleted.")
        said, has_files = [Said(*row[:-1]) for row in rows], rows[0][-1]
    kept = list(await ctx.db.scalars(queries.attachments(conversation_id))) if has_files else []
    asked = {str(file["id"]) for file in said[-1].attachments}
    pictures = [a for a in kept if a.media_type in PICTURES and str(a.id) in asked][-MOST_PICTURES:]
    return Given(
        begun.talk, begun.answer, said,
        tuple(_file(ctx, a) for a in kept if a.media_type not in PICTURES),
        tuple([Image(a.media_type, (await _content(ctx, conversation_id, a.id))[0]) for a in pictures]),
        tuple(a.name for a in pictures),
        next((m.state for m in reversed(said) if m.state), {}),
    )  # fmt: skip


def told(messages: Sequence[Said]) -> list[Message]:
    """As a model is told about them."""
    return [Message("user" if m.role == "user" else "assistant", m.content, pinned=m.pinned) for m in messages]


def _file(ctx: Context, a: Attachment) -> File:
    place = (ctx.kit, ctx.actor, a.conversation_id, a.id)
    text = partial(_pages, *place) if a.media_type == "application/pdf" else None
    return File(a.id, a.name, a.size, partial(_read, *place), a.media_type, text)


async def _content(ctx: Context, conversation_id: UUID, file_id: UUID) -> tuple[bytes, list[str] | None]:
    row = (await ctx.db.execute(queries.attachment_content(conversation_id, file_id))).one_or_none()
    if row is None:
        raise NotFound("The file was removed.")
    return bytes(row[0]), row[1]


async def _read(kit: Kit, actor: Actor, conversation_id: UUID, file_id: UUID) -> bytes:
    async with work(kit, actor) as ctx:
        return (await _content(ctx, conversation_id, file_id))[0]


async def _pages(kit: Kit, actor: Actor, conversation_id: UUID, file_id: UUID) -> list[str]:
    async with work(kit, actor) as ctx:
        return (await _content(ctx, conversation_id, file_id))[1] or []
