"""The voice of an answer in work: what a reader has seen of it stands in the database."""

import asyncio
import time
from collections.abc import Coroutine, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from typing import Any, cast
from uuid import UUID

import orjson
from sqlalchemy import Table

from app.features.conversations.models import ChatMessage, MessageEvent
from app.kit.agent.budget import Budget
from app.kit.agent.mark import Mark
from app.kit.agent.proposals import Proposals
from app.kit.agent.running import Stream
from app.kit.agent.trail import Trail
from app.kit.agent.turn import Kind, Proposal, Serving
from app.kit.core.access import Actor
from app.kit.core.context import Context, Kit, Origin, work
from app.kit.core.db import WITHIN
from app.kit.core.ids import new_id
from app.kit.core.log import logger
from app.kit.core.tell import tell, topic_room
from app.kit.core.together import Together

log = logger(__name__)
EVENTS = cast("Table", MessageEvent.__table__)
KEEP = (
    f"{WITHIN} insert into message_events (org_id, id, message_id, seq, kind, data)"
    " select set_config::uuid, id, message_id, seq, kind, data::jsonb"
    " from within, unnest($2::uuid[], $3::uuid[], $4::int[], $5::text[], $6::text[]) told (id, message_id, seq, kind, data)"
)
"""In one trip: a first word waits for it."""
TICK_SECONDS = 0.05
"""Tokens that arrive within this time travel together."""
COMPANY_SECONDS = 0.04
"""What more words of a flowing answer wait for those of others, to be written with them."""
TELL_SECONDS = 0.4
"""How often sockets hear of a flowing answer: those who read along, and every process hears all of them."""
ANNOUNCE_SECONDS = 0.02
"""By then the model has been asked: nothing is written on the way there."""


class Press:
    """Writes the events of all answers that are made in this process: flowing words together, one transaction at a time for each
    organisation; first words and steps at once."""

    def __init__(self) -> None:
        self._orgs: dict[UUID, Together[dict[str, Any]]] = {}

    async def keep(self, kit: Kit, actor: Actor, rows: Sequence[dict[str, Any]], *, urgent: bool) -> None:
        """Returns when they stand; what is not urgent waits a moment for the words of other answers."""
        if urgent:
            return await self._write(kit, actor, rows)
        if actor.org_id not in self._orgs:
            self._orgs[actor.org_id] = Together(partial(self._write, kit, actor), COMPANY_SECONDS)
        await self._orgs[actor.org_id].add(rows)

    async def _write(self, kit: Kit, actor: Actor, rows: Sequence[dict[str, Any]]) -> None:
        columns = [[row[name] for row in rows] for name in ("id", "message_id", "seq", "kind", "data")]
        await kit.db.at_once(actor.org_id, KEEP, *columns[:-1], [orjson.dumps(data, default=str).decode() for data in columns[-1]])


@dataclass(slots=True)
class Journal:
    """The voice of one turn. What a reader has seen stands in the database: another process can go on from there."""

    kit: Kit
    actor: Actor
    origin: Origin
    conversation_id: UUID
    message_id: UUID
    lease: datetime
    stands: "asyncio.Future[bool]"
    """Whether the question is committed: before that nothing is said and nothing is done."""
    stream: Stream
    agent: str = ""
    task: "asyncio.Task[Any] | None" = None
    """The turn."""
    version: int = 0
    """Of the agent."""
    trail: Trail = field(init=False)
    asked: str = ""
    budget: Budget | None = None
    """What the answer may use, and has used, once it is begun."""
    opening: str = ""
    """What is said before the agent begins."""
    mark: Mark = field(default_factory=Mark)
    """Whether others' text has been read, of the turn."""
    serving: Serving = field(default_factory=Serving)
    """Who serves it, of the turn."""
    waited: bool = False
    """For a slot."""
    state: dict[str, Any] = field(default_factory=dict)
    """What agents remembered before this answer."""
    _said: list[str] = field(default_factory=list)
    _before: list[tuple[Kind, dict[str, Any]]] = field(default_factory=list)
    """Goes before the next event."""
    _waiting: list[str] = field(default_factory=list)
    _unkept: list[dict[str, Any]] = field(default_factory=list)
    _untold: list[str] = field(default_factory=list)
    _told: float = 0.0
    _lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    _timer: asyncio.Task[None] | None = None

    def __post_init__(self) -> None:
        self.trail = Trail(self.message_id, self.actor, "conversation", self.conversation_id)

    @property
    def text(self) -> str:
        """All that was said so far."""
        return "".join(self._said)

    async def say(self, kind: Kind, data: dict[str, Any]) -> None:
        """One event; text may wait for a moment to travel with its neighbours."""
        if kind == "delta":
            self._said.append(data["text"])
            self._waiting.append(data["text"])
            self._wake()
        else:
            await whole(self._tell_all((kind, data)))

    def announce(self, data: dict[str, Any]) -> None:
        """The first event of the answer: written while the model is asked, or with the first thing that is said."""
        self._before.append(("start", data))
        self._wake(ANNOUNCE_SECONDS)

    async def place(self, number: int) -> None:
        """Where it stands in the line, while others think."""
        self.waited = True
        await self.say("waiting", {"place": number})

    async def propose(self, call_id: str, proposal: Proposal) -> UUID:
        """A row that waits for a person."""
        async with work(self.kit, self.actor, self.origin) as ctx:
            made = await ctx.use(Proposals).add(ctx, self.conversation_id, self.message_id, call_id, proposal)
        shown = made.model_dump(mode="json")
        await self.say("approval_required", {"approval": shown})
        self._tell("approval.required", {"approval_id": shown["id"], "summary": shown["summary"]})
        return made.id

    def lose(self) -> None:
        """Somebody stopped the answer, or took it up elsewhere."""
        self.stream.stopped = True
        if self.task is not None:
            self.task.cancel()

    def holds(self, message: ChatMessage) -> bool:
        """Whether nobody else has taken the answer up meanwhile: its lease is the one written here last, or has run out."""
        return message.lease_until in (None, self.lease)

    def write_rest(self, ctx: Context) -> None:
        """What could not be written when it was said, with this transaction."""
        for row in self._unkept:
            ctx.append(EVENTS, row)

    async def end(self, message: dict[str, Any]) -> None:
        """The last word: the whole message."""
        await self.stream.push("complete", {"message": message})
        self._tell("message.completed", {"status": message["status"]})

    async def fail(self, problem: dict[str, Any], message: dict[str, Any]) -> None:
        """The last word when there is no answer."""
        await self.stream.push("error", {"problem": problem, "message": message})
        self._tell("message.completed", {"status": message["status"]})

    def _wake(self, pause: float = 0) -> None:
        if self._timer is None or self._timer.done():
            self._timer = asyncio.create_task(self._soon(pause))

    async def _soon(self, pause: float) -> None:
        """The first text goes at once, what follows in company, as long as some comes."""
        if pause:
            await asyncio.sleep(pause)
        while self._waiting or self._before:
            await self.flush()
            await asyncio.sleep(TICK_SECONDS)

    async def flush(self) -> None:
        """What waited for company goes now."""
        await self._tell_all()

    async def _tell_all(self, *more: tuple[Kind, dict[str, Any]]) -> None:
        """What waits, and `more`: written together, then told; while the database is away told all the same and written at the end."""
        if not await asyncio.shield(self.stands):
            return
        async with self._lock:
            text: list[tuple[Kind, dict[str, Any]]] = [("delta", {"text": "".join(self._waiting)})] if self._waiting else []
            events = [*self._before, *text, *more]
            self._before.clear()
            self._waiting.clear()
            if not events:
                return
            place = {"org_id": self.actor.org_id, "message_id": self.message_id}
            for seq, (kind, data) in enumerate(events, len(self.stream.events) + 1):
                self._unkept.append(place | {"id": new_id(), "seq": seq, "kind": kind, "data": data})
            try:
                flowing = bool(self.stream.events) and self.stream.events[-1].kind == "delta" and not more
                await self.kit.use(Press).keep(self.kit, self.actor, self._unkept, urgent=not flowing)
                self._unkept.clear()
            except Exception:
                log.exception("answer_not_kept", message_id=str(self.message_id))
            for kind, data in events:
                await self.stream.push(kind, data)
                self._untold += [data["text"]] if kind == "delta" else []
            if time.monotonic() - self._told > TELL_SECONDS:
                self._pass_on()

    def _pass_on(self) -> None:
        """What sockets have not heard of yet; `seq` is that of its last event."""
        if self._untold:
            self._told, text = time.monotonic(), "".join(self._untold)
            self._untold.clear()
            self._say("message.delta", {"seq": len(self.stream.events), "text": text})

    def _tell(self, event: str, data: dict[str, Any]) -> None:
        self._pass_on()
        self._say(event, data)

    def _say(self, event: str, data: dict[str, Any]) -> None:
        room = topic_room(f"conversation:{self.conversation_id}", self.actor.org_id)
        tell(self.kit, room, event, {"conversation_id": str(self.conversation_id), "message_id": str(self.message_id), **data})


async def whole(work: Coroutine[Any, Any, None]) -> None:
    """A stop that comes meanwhile goes on when it is done: what is half written would be written twice."""
    task = asyncio.create_task(work)
    try:
        await asyncio.shield(task)
    except asyncio.CancelledError:
        await asyncio.wait([task])
        raise
