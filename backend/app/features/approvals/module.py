"""Approvals: what agents propose waits here for a person, and is done exactly once."""

from app.features.approvals.router import approvals_router, conversations_router
from app.features.approvals.service import KeptApprovals
from app.kit.agent.proposals import Proposals
from app.kit.module import Module

module = Module(
    name="approvals",
    needs=["conversations"],
    routers=[approvals_router, conversations_router],
    ports={Proposals: KeptApprovals},
)
