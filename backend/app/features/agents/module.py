"""Agents: those that the template ships, what they can do, tasks that programs give them, and how well they do it."""

from app.features.agents.adapters import InPlace, in_place
from app.features.agents.agents import Assistant, Concierge, DataAnalyst
from app.features.agents.commands import evaluation
from app.features.agents.jobs import EXECUTE
from app.features.agents.router import agents_router, executing_router
from app.features.agents.subscribers import call_back
from app.kit.boot import Lives
from app.kit.core.events import on
from app.kit.jobs.events import OperationEnded
from app.kit.module import Module

module = Module(
    name="agents",
    needs=["accounts", "operations", "conversations", "approvals"],
    routers=[executing_router, agents_router],
    jobs=[EXECUTE],
    ports={InPlace: InPlace, Lives: [in_place]},
    subscribers=[on(OperationEnded, call_back)],
    agents=[Assistant, DataAnalyst, Concierge],
    commands=[evaluation],
)
