"""Agents: those that the template ships and those that people make, tasks that programs give them, and how well they do it."""

from app.features.agents.adapters import InPlace, Staffing, in_place, made_here
from app.features.agents.agents import Assistant, Bookkeeper, Briefing, Concierge, DataAnalyst, Reporter
from app.features.agents.commands import evaluation
from app.features.agents.jobs import EXECUTE
from app.features.agents.router import agents_router, context_router, executing_router, making_router
from app.features.agents.service import KeptContext
from app.features.agents.subscribers import call_back, staff_anew, tell_readers
from app.kit.agent.directory import Staff
from app.kit.agent.patterns.shared import ContextChanged, SharedContext
from app.kit.boot import Lives
from app.kit.core.access import Permission
from app.kit.core.events import Changed, after, on
from app.kit.jobs.events import OperationEnded
from app.kit.module import Module

module = Module(
    name="agents",
    needs=["accounts", "operations", "conversations", "approvals"],
    routers=[executing_router, context_router, agents_router, making_router],
    jobs=[EXECUTE],
    agents=[Assistant, DataAnalyst, Concierge, Bookkeeper, Briefing, Reporter],
    commands=[evaluation],
    subscribers=[on(OperationEnded, call_back), after(Changed, staff_anew), after(ContextChanged, tell_readers)],
    permissions=[Permission("agents:build", "Make and change agents", roles=())],
    ports={Staffing: Staffing, Staff: [made_here], InPlace: InPlace, SharedContext: KeptContext, Lives: [Staffing.hearing, in_place]},
)
