"""Agents as a person may use them."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import get_args
from uuid import UUID

from app.features.agents import queries
from app.features.agents.models import Agent, AgentVersion
from app.features.agents.schemas import Ability, AgentCard, AgentOut, Capabilities, Definition, LimitsOut
from app.features.agents.service.made import MadeAgent
from app.features.agents.service.toolset import subject_of
from app.features.conversations.service import begun_since
from app.kit.agent.base import BaseAgent
from app.kit.agent.directory import ToolsOf, adding, agents_for
from app.kit.agent.queue import PRIORITIES
from app.kit.core.access import People
from app.kit.core.context import Context
from app.kit.core.registry import registry
from app.kit.jobs.callbacks import Callbacks
from app.kit.llm.port import Tier
from app.kit.llm.router import Models
from app.kit.tools.tool import Tool

BUILD = "agents:build"
WEEK = timedelta(days=7)
Kept = dict[str, tuple[Agent, AgentVersion]]


async def offered(ctx: Context) -> list[AgentOut]:
    """All agents as this caller may use them."""
    added, providers = await adding(ctx), await _providers(ctx)
    return [_shown(agent, _hand(agent, ctx, added), providers) for agent in (await agents_for(ctx)).values()]


async def gallery(ctx: Context) -> list[AgentCard]:
    """All agents, with who made them and how much they are asked; for builders also those that are turned off."""
    agents, kept = dict(await agents_for(ctx)), await _kept(ctx)
    if ctx.actor.may(BUILD):
        agents |= {name: made_of(row, version) for name, (row, version) in kept.items() if name not in agents}
    return await cards(ctx, list(agents.values()), kept)


async def cards(ctx: Context, agents: Sequence[BaseAgent], kept: Kept) -> list[AgentCard]:
    """Each with what the database knows of it, in as many statements for all as for one."""
    names = await ctx.use(People).names(ctx, {version.author_id for _, version in kept.values()})
    asked = await begun_since(ctx, datetime.now(UTC) - WEEK)
    added, providers = await adding(ctx), await _providers(ctx)
    found = []
    for agent in agents:
        hand = _hand(agent, ctx, added)
        found.append(_card(_shown(agent, hand, providers), hand, kept.get(agent.name), names, asked))
    return found


async def _kept(ctx: Context) -> Kept:
    return {row.name: (row, version) for row, version in await ctx.db.execute(queries.present())}


def made_of(row: Agent, version: AgentVersion, organisation: str = "") -> MadeAgent:
    """An agent from its rows."""
    return MadeAgent(row.name, version.number, Definition.model_validate(version.definition), organisation)


def _hand(agent: BaseAgent, ctx: Context, added: ToolsOf) -> list[Tool]:
    return [*agent.hand(ctx.kit, ctx.actor), *added(agent)]


async def _providers(ctx: Context) -> dict[Tier, str]:
    """Who answers first, by tier."""
    models = ctx.use(Models)
    return {tier: (await models.line_within(ctx, tier)).name for tier in get_args(Tier)}


def _shown(agent: BaseAgent, hand: Sequence[Tool], providers: dict[Tier, str]) -> AgentOut:
    return AgentOut(
        name=agent.name, label=agent.label, role=agent.role, expertise=list(agent.expertise),
        suggestions=list(agent.suggestions), tools=[tool.name for tool in hand],
        tier=agent.tier, priorities=list(PRIORITIES), limits=LimitsOut.model_validate(agent.limits),
        provider=providers[agent.tier], version=agent.version,
    )  # fmt: skip


def _card(
    shown: AgentOut, hand: Sequence[Tool], kept: tuple[Agent, AgentVersion] | None, names: dict[UUID, str], asked: dict[str, int]
) -> AgentCard:
    row, version = kept or (None, None)
    return AgentCard(
        **shown.model_dump(), made=row is not None, enabled=row is None or row.enabled,
        author=names.get(version.author_id, "") if version else "", changed_at=version.created_at if version else None,
        abilities=abilities(hand), conversations=asked.get(shown.name, 0),
    )  # fmt: skip


def abilities(hand: Sequence[Tool]) -> list[Ability]:
    """What these tools do, by what they do it to: entities first."""
    effects: dict[str, set[str]] = {}
    for tool in hand:
        effects.setdefault(subject_of(tool), set()).add(tool.effect)
    order = [*registry.entities, *sorted(set(effects) - set(registry.entities))]
    return [Ability(subject=s, read="read" in effects[s], write="write" in effects[s]) for s in order if s in effects]


async def capabilities(ctx: Context) -> Capabilities:
    """What agents can do here."""
    line = await ctx.use(Models).line_within(ctx)
    return Capabilities(
        agents=await offered(ctx), provider=line.name, model=line.model, priorities=list(PRIORITIES), attachments=["text/csv"],
        concurrent=ctx.settings.agent_turns_each, callbacks=Callbacks in ctx.kit.ports,
    )  # fmt: skip
