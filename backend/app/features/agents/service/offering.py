"""Agents as a person may use them."""

from app.features.agents.schemas import AgentOut, Capabilities, LimitsOut
from app.kit.agent.base import BaseAgent
from app.kit.agent.directory import added_tools, agents_for
from app.kit.agent.queue import PRIORITIES
from app.kit.core.context import Context
from app.kit.jobs.callbacks import Callbacks
from app.kit.llm.router import Models


async def offered(ctx: Context) -> list[AgentOut]:
    """All agents as this caller may use them."""
    return [await _shown(agent, ctx) for agent in (await agents_for(ctx)).values()]


async def _shown(agent: BaseAgent, ctx: Context) -> AgentOut:
    tools = [tool.name for tool in (*agent.hand(ctx.kit, ctx.actor), *await added_tools(ctx, agent))]
    line = await ctx.use(Models).line(ctx.kit, ctx.actor, agent.tier)
    return AgentOut(
        name=agent.name, label=agent.label, role=agent.role, expertise=list(agent.expertise), tools=tools,
        tier=agent.tier, priorities=list(PRIORITIES), limits=LimitsOut.model_validate(agent.limits), provider=line.name,
    )  # fmt: skip


async def capabilities(ctx: Context) -> Capabilities:
    """What agents can do here."""
    line = await ctx.use(Models).line(ctx.kit, ctx.actor)
    return Capabilities(
        agents=await offered(ctx), provider=line.name, model=line.model, priorities=list(PRIORITIES), attachments=["text/csv"],
        concurrent=ctx.settings.agent_turns_each, callbacks=Callbacks in ctx.kit.ports,
    )  # fmt: skip
