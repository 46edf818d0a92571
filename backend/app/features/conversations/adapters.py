"""Carries out turns: reads the conversation, lets the agent answer, writes what it says where readers and the next turn find it."""

import asyncio
from collections.abc import AsyncIterator, Callable, Coroutine, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any, cast
from uuid import UUID

from sqlalchemy import Table

from app.features.conversations import queries
from app.features.conversations.models import ChatMessage, Conversation, MessageEvent
from app.features.conversations.service import CUT_OFF, ConversationService, problem_of, want_person
from app.features.conversations.service.heard import heard
from app.features.conversations.service.places import placed
from app.features.conversations.service.summaries import history
from app.features.conversations.service.titles import entitle, wants_title
from app.features.conversations.service.turns import given
from app.kit.agent.base import BaseAgent
from app.kit.agent.budget import Budget
from app.kit.agent.clock import Clock
from app.kit.agent.directory import added_tools, agent_for
from app.kit.agent.dispatch import load_of
from app.kit.agent.mark import Mark
from app.kit.agent.memory import Memory
from app.kit.agent.proposals import Proposals
from app.kit.agent.queue import Priority, turn_queue
from app.kit.agent.records import catalogue
from app.kit.agent.running import Event, Running, Stream
from app.kit.agent.trail import Trail, trailed
from app.kit.agent.turn import Kind, Outcome, Proposal, Turn
from app.kit.core.access import Actor
from app.kit.core.context import Context, Kit, Origin, work
from app.kit.core.errors import AppError, NotFound
from app.kit.core.ids import new_id
from app.kit.core.log import logger
from app.kit.core.tell import tell, topic_room
from app.kit.core.together import Together
from app.kit.llm.port import Purpose
from app.kit.llm.router import Models
from app.kit.tools.reading import READ_FILE
from app.kit.web.problems import fault_of

log = logger(__name__)
EVENTS = cast("Table", MessageEvent.__table__)
TICK_SECONDS = 0.05
"""Tokens that arrive within this time travel together."""
KEEP_SECONDS = 1.0
"""How often a long answer is written down while it is made."""
LAST_SECONDS = 5.0
"""What a process that is told to stop gives its turns."""


class Press:
    """Writes the events of all answers that are made in this process, one transaction at a time for each organisation."""

    def __init__(self) -> None:
        self._orgs: dict[UUID, Together[dict[str, Any]]] = {}

    async def keep(self, kit: Kit, actor: Actor, rows: Sequence[dict[str, Any]]) -> None:
        """Returns when they stand."""
        if actor.org_id not in self._orgs:
            self._orgs[actor.org_id] = Together(partial(self._write, kit, actor))
        await self._orgs[actor.org_id].add(rows)

    async def _write(self, kit: Kit, actor: Actor, rows: Sequence[dict[str, Any]]) -> None:
        async with work(kit, actor) as ctx:
            for row in rows:
                ctx.append(EVENTS, row)


@dataclass(slots=True)
class Journal:
    """The voice of one turn. What a reader has seen stands in the database: another process can go on from there."""

    kit: Kit
    actor: Actor
    origin: Origin
    conversation_id: UUID
    message_id: UUID
    agent: str
    stream: Stream
    version: int = 0
    """Of the agent."""
    trail: Trail = field(init=False)
    asked: str = ""
    opening: str = ""
    """What is said before the agent begins."""
    mark: Mark = field(default_factory=Mark)
    """Whether others' text has been read, of the turn."""
    state: dict[str, Any] = field(default_factory=dict)
    """What agents remembered before this answer."""
    _said: list[str] = field(default_factory=list)
    _waiting: list[str] = field(default_factory=list)
    _unkept: list[dict[str, Any]] = field(default_factory=list)
    _lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    _timer: asyncio.Task[None] | None = None
    _lease: datetime | None = None

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
            if self._timer is None or self._timer.done():
                self._timer = asyncio.create_task(self._soon())
            return
        await whole(self._say_now(kind, data))

    async def _say_now(self, kind: Kind, data: dict[str, Any]) -> None:
        await self.flush()
        async with self._lock:
            await self._push(kind, data)

    async def place(self, number: int) -> None:
        """Where it stands in the line, while others think."""
        await self.say("waiting", {"place": number})

    async def propose(self, call_id: str, proposal: Proposal) -> UUID:
        """A row that waits for a person."""
        async with work(self.kit, self.actor, self.origin) as ctx:
            made = await ctx.use(Proposals).add(ctx, self.conversation_id, self.message_id, call_id, proposal)
        shown = made.model_dump(mode="json")
        await self.say("approval_required", {"approval": shown})
        self._tell("approval.required", {"approval_id": shown["id"], "summary": shown["summary"]})
        return made.id

    async def keep_writing(self, turn: "asyncio.Task[Any]", over: asyncio.Event) -> None:
        """While the turn lasts: what was said, and the lease; a stop that was asked for elsewhere is obeyed."""
        while not await _within(over, KEEP_SECONDS):
            try:
                await self._keep(turn)
            except Exception:
                log.exception("answer_not_kept", message_id=str(self.message_id))  # the next round, or the end of the turn, tries again

    async def _keep(self, turn: "asyncio.Task[Any]") -> None:
        async with work(self.kit, self.actor) as ctx:
            message = (await ctx.db.execute(queries.message(self.conversation_id, self.message_id, lock=True))).scalar_one_or_none()
            if message is None or message.status == "stopping" or not self.holds(message):
                self.stream.stopped = True
                turn.cancel()
                return
            message.content = self.text
            self._lease = message.lease_until = datetime.now(UTC) + timedelta(seconds=self.kit.settings.lease_seconds)

    def holds(self, message: ChatMessage) -> bool:
        """Whether nobody else has taken the answer up meanwhile: its lease is the one written here last, or has run out."""
        self._lease = self._lease or message.lease_until
        return message.lease_until in (None, self._lease)

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

    async def _soon(self) -> None:
        """The first text goes at once, what follows in company, as long as some comes."""
        while self._waiting:
            await self.flush()
            await asyncio.sleep(TICK_SECONDS)

    async def flush(self) -> None:
        """Text that waited for company goes now."""
        async with self._lock:
            if self._waiting:
                text = "".join(self._waiting)
                self._waiting.clear()
                event = await self._push("delta", {"text": text})
                self._tell("message.delta", {"seq": event.seq, "text": text})

    async def _push(self, kind: Kind, data: dict[str, Any]) -> Event:
        """Written first, then told; while the database is away it is told all the same and written at the end."""
        id, place = {"org_id": self.actor.org_id, "id": new_id(), "message_id": self.message_id}, len(self.stream.events) + 1
        self._unkept.append(id | {"seq": place, "kind": kind, "data": data})
        try:
            await self.kit.use(Press).keep(self.kit, self.actor, self._unkept)
            self._unkept.clear()
        except Exception:
            log.exception("answer_not_kept", message_id=str(self.message_id))
        return await self.stream.push(kind, data)

    def _tell(self, event: str, data: dict[str, Any]) -> None:
        room = topic_room(f"conversation:{self.conversation_id}", self.actor.org_id)
        tell(self.kit, room, event, {"conversation_id": str(self.conversation_id), "message_id": str(self.message_id), **data})


class TurnRunner:
    """The port `Turns`: one task per turn, in the process that took the message."""

    def begin(self, ctx: Context, conversation_id: UUID, message_id: UUID, priority: Priority = "normal") -> None:
        """Once the question stands in the database."""
        make = partial(Journal, ctx.kit, ctx.actor, ctx.origin, conversation_id, message_id, "")
        ctx.after_commit(partial(self._start, ctx.kit, message_id, make, priority))

    async def _start(self, kit: Kit, message_id: UUID, make: Callable[[Stream], Journal], priority: Priority) -> None:
        kit.use(Running).start(message_id, lambda stream: self._carry_out(make(stream), priority))

    async def _carry_out(self, journal: Journal, priority: Priority) -> None:
        async with trailed(journal.kit, journal.trail):
            await self._answer(journal, priority)

    async def _answer(self, journal: Journal, priority: Priority) -> None:
        task = asyncio.current_task()
        assert task is not None
        over = asyncio.Event()
        keeper = asyncio.create_task(journal.keep_writing(task, over))
        outcome, error = None, None
        try:
            outcome = await self._in_turn(journal, priority)
        except asyncio.CancelledError:
            task.uncancel()  # what was said is still to be written down
        except Exception as failed:  # whatever happens, the message must end: a reader waits for it
            error = failed
        over.set()
        finishing = asyncio.create_task(_end(journal, keeper, outcome, error))
        with suppress(asyncio.CancelledError):  # a stop that comes now is too late
            await asyncio.shield(finishing)
        await finishing

    async def _in_turn(self, journal: Journal, priority: Priority) -> Outcome:
        """Wait for a slot, then let the agent answer."""
        who = journal.actor
        async with turn_queue(journal.kit).slot(who.org_id, who.user_id, priority, journal.place):
            agent, turn = await self._prepare(journal)
            where = {"conversation_id": str(journal.conversation_id), "message_id": str(journal.message_id)}
            started = asyncio.create_task(journal.say("start", {**where, "agent": agent.name}))  # written while the model is asked
            await turn.delta(journal.opening)
            with load_of(journal.kit).at_work(agent.name):
                outcome = await agent.respond(turn)
            await started
            outcome.usage = turn.budget.used  # with what colleagues used
            return outcome

    async def _prepare(self, journal: Journal) -> tuple[BaseAgent, Turn]:
        kit, actor = journal.kit, journal.actor
        async with work(kit, actor) as ctx:
            found = await given(ctx, journal.conversation_id, journal.message_id)
            agent = await agent_for(ctx, found.answer.agent or found.talk.agent)
            added = await added_tools(ctx, agent)
            memory = await ctx.use(Memory).facts(ctx)
        journal.agent, journal.version, journal.asked, journal.state = agent.name, agent.version, found.text, found.state
        journal.trail.agent, journal.trail.asked = agent.name, found.text
        journal.mark.on = found.marked
        line = await kit.use(Models).line(kit, actor, agent.tier)
        if found.pictures and not line.images:
            journal.opening = f"I can not see pictures ({', '.join(found.pictures)}): what answers here reads text only.\n\n"
        turn = Turn(
            kit, actor, found.text, journal, line, kit.use(Clock).today(kit.settings),
            purpose=Purpose(agent.name, journal.conversation_id, journal.message_id, daily_cost=agent.limits.daily_cost),
            budget=Budget(agent.limits, min(agent.limits.steps, kit.settings.agent_max_steps)),
            tools=(*added, READ_FILE) if found.files else added, memory=memory, origin=journal.origin,
            history=await history(kit, actor, found, line), state=found.state.get(agent.name, {}), files=found.files, images=found.images,
            mark=journal.mark,
        )  # fmt: skip
        return agent, turn


async def whole(work: Coroutine[Any, Any, None]) -> None:
    """A stop that comes meanwhile goes on when it is done: what is half written would be written twice."""
    task = asyncio.create_task(work)
    try:
        await asyncio.shield(task)
    except asyncio.CancelledError:
        await asyncio.wait([task])
        raise


async def _within(event: asyncio.Event, seconds: float) -> bool:
    """Whether it was set in this time."""
    with suppress(TimeoutError):
        async with asyncio.timeout(seconds):
            return await event.wait()
    return False


async def _end(journal: Journal, keeper: "asyncio.Task[None]", outcome: Outcome | None, error: Exception | None) -> None:
    """Finish after the last round of the keeper; when the database is away, readers are told and the lease ends the message."""
    await keeper
    try:
        await _finish(journal, outcome, error)
    except Exception as failed:
        fault = fault_of(failed)
        journal.trail.end("failed", journal.text, fault.detail)
        await journal.fail(
            {"title": fault.title, "status": fault.status, "detail": fault.detail}, {"id": str(journal.message_id), "status": "failed"}
        )


async def _finish(journal: Journal, outcome: Outcome | None, error: Exception | None) -> None:
    """Write the whole answer (or its end) in one transaction, then tell."""
    fault = fault_of(error) if error else None
    for citation in outcome.citations if outcome else ():
        await journal.say("citation", asdict(citation))
    await journal.flush()
    async with work(journal.kit, journal.actor, journal.origin) as ctx:
        talk = (await ctx.db.execute(queries.one(journal.conversation_id, lock=True))).scalar_one_or_none()
        message = (await ctx.db.execute(queries.message(journal.conversation_id, journal.message_id, lock=True))).scalar_one_or_none()
        if talk is None or message is None:
            journal.trail.gone = True
            raise NotFound("The conversation was deleted.")  # readers who still wait are told
        if not journal.holds(message):
            journal.trail.end("interrupted", journal.text)
            return await journal.stream.lose()  # ended or taken up meanwhile
        told = heard(journal.stream.events)
        talk.tainted = talk.tainted or journal.mark.on
        message.lease_until, message.content, message.agent_version = None, journal.text, journal.version
        message.tool_calls = told.steps
        if outcome is not None:
            _write(message, outcome, journal)
            await _remember(ctx, talk, outcome)
        else:
            stopped = journal.stream.stopped or message.status == "stopping"
            message.status = "failed" if fault else "stopped" if stopped else "interrupted"
            message.error = fault.detail if fault else "" if stopped else CUT_OFF
            message.citations = told.sources(catalogue(journal.actor))
        talk.last_message, talk.last_message_at = message.content[:200] or talk.last_message, datetime.now(UTC)
        journal.write_rest(ctx)
        await ctx.db.flush()
        shown = (await placed(ctx, [message]))[0].model_dump(mode="json")
    journal.trail.end(message.status, message.content, message.error)
    if wants_title(journal.kit, talk, message):
        journal.kit.use(Running).start(new_id(), lambda _: entitle(journal.kit, journal.actor, talk.id, journal.asked, message))
    if message.status in ("failed", "interrupted"):
        await journal.fail(problem_of(message), shown)
    else:
        await journal.end(shown)


def _write(message: ChatMessage, outcome: Outcome, journal: Journal) -> None:
    message.status, message.kind, message.agent = "complete", outcome.kind, outcome.agent or message.agent
    message.content = journal.opening + outcome.text
    message.state = {**journal.state, journal.agent: outcome.state}
    message.citations = [asdict(citation) for citation in outcome.citations]
    message.choices = list(outcome.choices)
    message.usage = outcome.usage.shown()
    message.provider, message.fallback_level = outcome.provider, outcome.fallback_level
    message.strategy, message.confidence = outcome.strategy, outcome.confidence


async def _remember(ctx: Context, talk: Conversation, outcome: Outcome) -> None:
    if outcome.kind == "handover":
        await want_person(ctx, talk, "The person asked for a human being.")


class Escalated:
    """The port `Escalation`: an agent calls a person into the conversation it works in."""

    async def __call__(self, kit: Kit, actor: Actor, conversation_id: UUID, reason: str) -> None:
        """See the port."""
        async with work(kit, actor) as ctx:
            talk = (await ctx.db.execute(queries.one(conversation_id, lock=True))).scalar_one_or_none()
            if talk is None or talk.user_id != actor.user_id:
                raise NotFound("There is no such conversation.")
            await want_person(ctx, talk, reason)


async def may_follow(kit: Kit, actor: Actor, name: str) -> bool:
    """Whether the actor may hear a conversation live."""
    with suppress(ValueError, AppError):
        async with work(kit, actor) as ctx:
            return bool(await ConversationService(ctx).get(UUID(name)))
    return False


async def answering(kit: Kit) -> str:
    """Whether the model that answers can be reached, for the readiness of the process."""
    return await kit.use(Models).check(kit)


@asynccontextmanager
async def turns(kit: Kit) -> AsyncIterator[None]:
    """As long as the process lives; at its end the turns end before the database is let go."""
    yield
    await kit.use(Running).close(LAST_SECONDS)
