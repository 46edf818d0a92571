"""The test bench: a real turn of an agent that is not saved, in which nothing is written but its trail.

Reads are done as the person who tries it; every write becomes a proposal that nobody keeps, whatever the rules of the draft (or of the
colleagues it asks) say.
"""

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from typing import Any
from uuid import UUID, uuid4

from app.features.accounts.service import organization_name
from app.features.agents.schemas import FieldChange, ProposalOut, TrialIn, TrialOut
from app.features.agents.service.checking import check
from app.features.agents.service.made import MadeAgent
from app.kit.agent.base import BaseAgent
from app.kit.agent.budget import Budget
from app.kit.agent.clock import Clock
from app.kit.agent.directory import added_tools
from app.kit.agent.running import Event, Stream
from app.kit.agent.trail import Trail, trailed
from app.kit.agent.turn import Kind, Outcome, Proposal, Turn
from app.kit.core.context import Context
from app.kit.core.errors import Invalid
from app.kit.core.ids import new_id
from app.kit.llm.port import Message, Purpose
from app.kit.llm.router import Models
from app.kit.web.problems import fault_of

DRAFT = "draft"


@dataclass(slots=True)
class Bench:
    """The event sink of a trial: says everything to its stream, keeps no proposal."""

    stream: Stream
    proposals: list[ProposalOut] = field(default_factory=list)

    async def say(self, kind: Kind, data: dict[str, Any]) -> None:
        """To who watches."""
        await self.stream.push(kind, data)

    async def propose(self, call_id: str, proposal: Proposal) -> UUID:
        """Shown, and that is all."""
        changes = [FieldChange(field=c.field, old=c.old, new=c.new) for c in proposal.changes]
        made = ProposalOut(
            operation=proposal.operation, args=proposal.args, entity_type=proposal.entity, target_id=proposal.target_id,
            summary=proposal.summary, target=proposal.target, changes=changes, approver=proposal.approver,
        )  # fmt: skip
        self.proposals.append(made)
        await self.stream.push("approval_required", {"call_id": call_id, "proposal": made.model_dump(mode="json")})
        return uuid4()


@dataclass(slots=True)
class Trial:
    """A trial that is ready to run, outside any unit of work."""

    agent: BaseAgent
    turn: Turn
    bench: Bench

    async def events(self) -> AsyncIterator[Event]:
        """All that happens, to the end. Who stops listening stops the turn."""
        task = asyncio.create_task(self._run(), name="trial of a draft")
        try:
            async for event in self.bench.stream.follow():
                yield event
        finally:
            task.cancel()
            with suppress(asyncio.CancelledError):
                await task

    async def _run(self) -> None:
        turn, began = self.turn, time.perf_counter()
        trail = Trail(new_id(), turn.actor, "trial", agent=self.agent.name, asked=turn.text)
        await self.bench.say("start", {"agent": self.agent.name})
        try:
            async with trailed(turn.kit, trail):
                outcome = await self._answered(trail)
        except Exception as error:  # a draft may fail in any way: whoever tries it is told how
            fault = fault_of(error)
            await self.bench.say("error", {"problem": {"title": fault.title, "status": fault.status, "detail": fault.detail}})
            return
        ms = round((time.perf_counter() - began) * 1000)
        await self.bench.say("complete", {"trial": self._told(outcome, ms, trail).model_dump(mode="json")})

    async def _answered(self, trail: Trail) -> Outcome:
        try:
            outcome = await self.agent.respond(self.turn)
        except asyncio.CancelledError:
            trail.end("stopped")
            raise
        except Exception as error:
            trail.end("failed", problem=fault_of(error).detail)
            raise
        trail.end("complete", outcome.text)
        return outcome

    def _told(self, outcome: Outcome, ms: int, trail: Trail) -> TrialOut:
        budget = self.turn.budget
        return TrialOut(
            text=outcome.text, kind=outcome.kind, calls=[asdict(call) for call in outcome.calls], proposals=self.bench.proposals,
            usage=outcome.usage.shown(), provider=outcome.provider, model=outcome.model, ms=ms,
            steps=min(budget.limits.steps, self.turn.kit.settings.agent_max_steps) - budget.steps, trace_id=trail.id,
        )  # fmt: skip


async def prepared(ctx: Context, given: TrialIn) -> Trial:
    """Checked like an agent that is saved."""
    name = given.name or DRAFT
    await check(ctx, name, given.definition)
    *before, last = given.messages
    if last.role != "user":
        raise Invalid.field("messages", "must end with a question")
    agent = MadeAgent(name, 0, given.definition, await organization_name(ctx))
    bench, kit = Bench(Stream()), ctx.kit
    turn = Turn(
        kit, ctx.actor, last.content, bench, await ctx.use(Models).line_within(ctx, agent.tier), ctx.use(Clock).today(ctx.settings),
        purpose=Purpose(name, daily_cost=agent.limits.daily_cost),
        budget=Budget(agent.limits, min(agent.limits.steps, ctx.settings.agent_max_steps)),
        tools=await added_tools(ctx, agent),
        origin=ctx.origin, history=tuple(Message(m.role, m.content) for m in before if m.content), dry=True,
    )  # fmt: skip
    return Trial(agent, turn, bench)
