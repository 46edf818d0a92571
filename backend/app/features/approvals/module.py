"""Approvals: what agents propose waits here for a person, and is done exactly once."""

from app.features.approvals.adapters import KeptApprovals
from app.features.approvals.events import Decided, Proposed
from app.features.approvals.router import approvals_router, conversations_router
from app.features.approvals.subscribers import call_approvers, tell_the_person
from app.kit.agent.proposals import Proposals
from app.kit.core.access import Permission
from app.kit.core.events import on
from app.kit.module import Module

module = Module(
    name="approvals",
    needs=["accounts", "conversations"],
    routers=[approvals_router, conversations_router],
    ports={Proposals: KeptApprovals},
    subscribers=[on(Proposed, call_approvers), on(Decided, tell_the_person)],
    permissions=[Permission("approvals:decide", "Decide on everything that agents propose", roles=())],
)
