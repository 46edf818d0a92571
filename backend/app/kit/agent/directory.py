"""All agents that the features brought, by name."""

from collections.abc import Mapping

from app.kit.agent.base import BaseAgent
from app.kit.core.errors import NotFound
from app.kit.core.registry import registry


def agents() -> Mapping[str, BaseAgent]:
    """In the order of the features."""
    return {kind.name: kind() for module in registry.modules for kind in module.agents}


def agent_named(name: str) -> BaseAgent:
    """One of them."""
    try:
        return agents()[name]
    except KeyError:
        raise NotFound(f"There is no agent called {name}.") from None
