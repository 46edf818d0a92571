"""Approvals: what agents propose waits here for a person, and is done exactly once."""

from app.features.approvals.adapters import KeptApprovals
from app.features.approvals.events import Decided, Proposed, Undone
from app.features.approvals.router import approvals_router, conversations_router
from app.features.approvals.service import leave_unsure
from app.features.approvals.subscribers import call_approvers, tell_the_person, tell_undone
from app.kit.agent.proposals import Proposals
from app.kit.core.access import Permission
from app.kit.core.events import on
from app.kit.jobs.ticks import Tick, Ticks
from app.kit.module import Module

module = Module(
    name="approvals",
    needs=["accounts", "conversations"],
    routers=[approvals_router, conversations_router],
    ports={Proposals: KeptApprovals, Ticks: [Tick("leave_unsure", lambda settings: settings.sweep_seconds, leave_unsure)]},
    subscribers=[on(Proposed, call_approvers), on(Decided, tell_the_person), on(Undone, tell_undone)],
    permissions=[Permission("approvals:decide", "Decide on everything that agents propose", roles=())],
)
