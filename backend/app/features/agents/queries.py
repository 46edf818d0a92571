"""Statements over agents that were made in the browser, and over what the agents of a conversation know in common."""

from collections.abc import Collection
from uuid import UUID

from sqlalchemy import Select, func, select
from sqlalchemy.dialects.postgresql import distinct_on

from app.features.agents.models import Agent, AgentVersion, ContextEntry


def agent(name: str) -> Select[Agent]:
    """Whoever holds the name, deleted or not."""
    return select(Agent).where(Agent.name == name)


def present() -> Select[Agent, AgentVersion]:
    """All that are not deleted, with the version that answers."""
    version = (AgentVersion.agent_id == Agent.id) & (AgentVersion.number == Agent.current) & (AgentVersion.org_id == Agent.org_id)
    return select(Agent, AgentVersion).join(AgentVersion, version).where(Agent.deleted_at.is_(None)).order_by(Agent.label, Agent.id)


def number_present() -> Select[int]:
    """How many are not deleted."""
    return select(func.count()).select_from(Agent).where(Agent.deleted_at.is_(None))


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


def entries(conversation_id: UUID, key: str) -> Select[ContextEntry]:
    """All versions under one key, oldest first."""
    its = (ContextEntry.conversation_id == conversation_id, ContextEntry.key == key)
    return select(ContextEntry).where(*its).order_by(ContextEntry.version)


def newest_entries(conversation_id: UUID, key: str | None = None) -> Select[ContextEntry]:
    """The newest version under each key, or under one."""
    newest = select(ContextEntry).where(ContextEntry.conversation_id == conversation_id).ext(distinct_on(ContextEntry.key))
    newest = newest.order_by(ContextEntry.key, ContextEntry.version.desc())
    return newest if key is None else newest.where(ContextEntry.key == key)
