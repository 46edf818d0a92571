"""Carries out turns: reads the conversation, lets the agent answer, writes the end where readers and the next turn find it."""

import asyncio
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from functools import partial

from app.features.conversations import queries
from app.features.conversations.adapters.journal import Journal
from app.features.conversations.models import ChatMessage, Conversation
from app.features.conversations.service import CUT_OFF, CUT_SHORT, problem_of, want_person
from app.features.conversations.service.heard import heard
from app.features.conversations.service.leases import Leases
from app.features.conversations.service.places import placed
from app.features.conversations.service.summaries import history
from app.features.conversations.service.titles import entitle, wants_title
from app.features.conversations.service.turns import Begun, Given, given
from app.kit.agent.base import BaseAgent
from app.kit.agent.budget import Budget
from app.kit.agent.clock import Clock
from app.kit.agent.directory import added_tools, agent_for
from app.kit.agent.dispatch import load_of
from app.kit.agent.memory import Memory
from app.kit.agent.once import Once, once
from app.kit.agent.queue import Priority, turn_queue
from app.kit.agent.records import catalogue
from app.kit.agent.running import Running
from app.kit.agent.trail import trailed
from app.kit.agent.turn import Outcome, Turn
from app.kit.core.context import Context, work
from app.kit.core.errors import AppError, NotFound
from app.kit.core.ids import new_id
from app.kit.llm.port import Purpose
from app.kit.llm.router import Models
from app.kit.tools.reading import READ_FILE
from app.kit.tools.tool import Tool
from app.kit.web.problems import fault_of


@dataclass(frozen=True, slots=True)
class Read:
    """All that a turn needs of the database before its model is asked."""

    found: Given
    agent: BaseAgent
    added: tuple[Tool, ...]
    memory: tuple[str, ...]
    written: Once | None


ASK_SECONDS = 0.008
"""In which the model is asked: what is left to be written waits so long, so as not to hold that up."""
Reading = asyncio.Future[Read | AppError]


class TurnRunner:
    """The port `Turns`: one task per turn, in the process that took the message."""

    async def begin(self, ctx: Context, begun: Begun, priority: Priority = "normal") -> None:
        """Before the question stands in the database: what the turn needs is read in its transaction, and while that is written and
        committed the turn waits for its slot and asks its model. Nothing of it is seen before (`Journal.stands`)."""
        answer, reading = begun.answer, asyncio.get_running_loop().create_future()
        assert answer.lease_until is not None
        make = partial(Journal, ctx.kit, ctx.actor, ctx.origin, begun.talk.id, answer.id, answer.lease_until, ctx.stands())
        ctx.kit.use(Running).start(answer.id, lambda stream: self._carry_out(make(stream), begun, reading, priority))
        try:
            reading.set_result(await _read(ctx, begun))
        except AppError as error:
            reading.set_result(error)  # an answer that can not be made ends as one
        await asyncio.sleep(ASK_SECONDS)

    async def _carry_out(self, journal: Journal, begun: Begun, reading: Reading, priority: Priority) -> None:
        async with trailed(journal.kit, journal.trail):
            await self._answer(journal, begun, reading, priority)

    async def _answer(self, journal: Journal, begun: Begun, reading: Reading, priority: Priority) -> None:
        journal.task = task = asyncio.current_task()
        assert task is not None
        outcome, error = None, None
        journal.stands.add_done_callback(partial(_decided, journal))
        try:
            outcome = await self._in_turn(journal, begun, reading, priority)
        except asyncio.CancelledError:
            task.uncancel()  # what was said is still to be written down
        except Exception as failed:  # whatever happens, the message must end: a reader waits for it
            error = failed
        journal.task = None
        finishing = asyncio.create_task(_end(journal, outcome, error))
        with suppress(asyncio.CancelledError):  # a stop that comes now is too late
            await asyncio.shield(finishing)
        await finishing

    async def _in_turn(self, journal: Journal, begun: Begun, reading: Reading, priority: Priority) -> Outcome:
        """Wait for a slot, then let the agent answer."""
        who = journal.actor
        async with turn_queue(journal.kit).slot(who.org_id, who.user_id, priority, journal.place) as sure:
            read = await asyncio.shield(reading)
            if journal.waited:  # rights of agents and facts may have changed meanwhile
                async with work(journal.kit, who) as ctx:
                    read = await _read(ctx, replace(begun, said=None))
            if isinstance(read, AppError):
                raise read
            turn = await self._prepare(journal, read)
            await sure()
            where = {"conversation_id": str(journal.conversation_id), "message_id": str(journal.message_id)}
            journal.announce({**where, "agent": read.agent.name})
            await turn.delta(journal.opening)
            with load_of(journal.kit).at_work(read.agent.name):
                outcome = await read.agent.respond(turn)
            outcome.usage = turn.budget.used  # with what colleagues used
            return outcome

    async def _prepare(self, journal: Journal, read: Read) -> Turn:
        kit, actor, found, agent = journal.kit, journal.actor, read.found, read.agent
        journal.agent, journal.version, journal.asked, journal.state = agent.name, agent.version, found.text, found.state
        journal.trail.agent, journal.trail.asked = agent.name, found.text
        journal.mark.on = found.marked
        journal.budget = budget = Budget(agent.limits, min(agent.limits.steps, kit.settings.agent_max_steps))
        line = await kit.use(Models).line(kit, actor, agent.tier)
        if found.pictures and not line.images:
            journal.opening = f"I can not see pictures ({', '.join(found.pictures)}): what answers here reads text only.\n\n"
        return Turn(
            kit, actor, found.text, journal, line, kit.use(Clock).today(kit.settings),
            purpose=Purpose(agent.name, journal.conversation_id, journal.message_id, daily_cost=agent.limits.daily_cost),
            budget=budget, tools=(*read.added, READ_FILE) if found.files else read.added, memory=read.memory, origin=journal.origin,
            history=await history(kit, actor, found, line), state=found.state.get(agent.name, {}), files=found.files, images=found.images,
            mark=journal.mark, serving=journal.serving, once=read.written,
        )  # fmt: skip


def _decided(journal: Journal, stands: "asyncio.Future[bool]") -> None:
    """Whether there is a question at all."""
    if stands.result():
        journal.kit.use(Leases).hold(journal.kit, journal)
    else:
        journal.trail.gone = True
        journal.lose()


async def _read(ctx: Context, begun: Begun) -> Read:
    found = await given(ctx, begun)
    agent = await agent_for(ctx, found.answer.agent or found.talk.agent)
    return Read(found, agent, await added_tools(ctx, agent), await ctx.use(Memory).facts(ctx), await once(ctx))


async def _end(journal: Journal, outcome: Outcome | None, error: Exception | None) -> None:
    """Finish, unless nobody has asked after all; when the database is away, readers are told and the lease ends the message."""
    if not await asyncio.shield(journal.stands):
        return
    await journal.kit.use(Leases).release(journal)
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
            message.usage = journal.budget.used.shown() if journal.budget and journal.budget.taken else {}
            if served := journal.serving.by:
                message.provider, message.fallback_level = served.provider, served.level
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
    message.content, message.error = journal.opening + outcome.text, CUT_SHORT if outcome.ended == "length" else ""
    message.state = {**journal.state, journal.agent: outcome.state}
    message.citations = [asdict(citation) for citation in outcome.citations]
    message.choices = list(outcome.choices)
    message.usage = outcome.usage.shown()
    message.provider, message.fallback_level = outcome.provider, outcome.fallback_level
    message.strategy, message.confidence = outcome.strategy, outcome.confidence


async def _remember(ctx: Context, talk: Conversation, outcome: Outcome) -> None:
    if outcome.kind == "handover":
        await want_person(ctx, talk, "The person asked for a human being.")
