"""Agents: those that the template ships, what they can do, and how well they do it."""

from app.features.agents.agents import Assistant, Concierge, DataAnalyst
from app.features.agents.commands import evaluation
from app.features.agents.router import agents_router
from app.kit.module import Module

module = Module(
    name="agents",
    needs=["accounts", "conversations", "approvals"],
    routers=[agents_router],
    agents=[Assistant, DataAnalyst, Concierge],
    commands=[evaluation],
)
