"""/agents, in the order in which addresses are tried."""

from app.features.agents.router.context import context_router
from app.features.agents.router.executing import executing_router
from app.features.agents.router.making import making_router
from app.features.agents.router.offering import agents_router

__all__ = ["agents_router", "context_router", "executing_router", "making_router"]
