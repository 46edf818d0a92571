"""Statements over agents that were made in the browser."""

from collections.abc import Collection
from uuid import UUID

from sqlalchemy import Select, select

from app.features.agents.models import Agent, AgentVersion


def agent(name: str) -> Select[Agent]:
    """Whoever holds the name, deleted or not."""
    return select(Agent).where(Agent.name == name)


def present() -> Select[Agent, AgentVersion]:
    """All that are not deleted, with the version that answers."""
    version = (AgentVersion.agent_id == Agent.id) & (AgentVersion.number == Agent.current) & (AgentVersion.org_id == Agent.org_id)
    return select(Agent, AgentVersion).join(AgentVersion, version).where(Agent.deleted_at.is_(None)).order_by(Agent.label, Agent.id)


def versions(agent_id: UUID) -> Select[AgentVersion]:
    """Of one agent."""
    return select(AgentVersion).where(AgentVersion.agent_id == agent_id)


def version(agent_id: UUID, number: int) -> Select[AgentVersion]:
    """One of them."""
    return versions(agent_id).where(AgentVersion.number == number)


def written_by(user_id: UUID) -> Select[str]:
    """Names of the agents, present ones, of which this person wrote a version."""
    mine = select(AgentVersion.agent_id).where(AgentVersion.author_id == user_id)
    return select(Agent.name).where(Agent.deleted_at.is_(None), Agent.id.in_(mine))


def labels(names: Collection[str]) -> Select[str, str]:
    """How agents are or were called, also deleted ones."""
    return select(Agent.name, Agent.label).where(Agent.name.in_(names))
