"""/approvals, and those of one conversation."""

from typing import Annotated, Any
from uuid import UUID

from fastapi import Query, Request

from app.features.approvals import service
from app.features.approvals.models import Approval
from app.features.approvals.schemas import ApprovalQuery, Decision
from app.features.approvals.service import ApprovalService
from app.kit.agent.proposals import ApprovalOut
from app.kit.web.operation import allow
from app.kit.web.route import Ctx
from app.kit.web.route import router as make_router
from app.kit.web.shapes import Page

USE = "agents:use"
approvals_router = make_router("/approvals", "approvals")
conversations_router = make_router("/conversations", "approvals")


@approvals_router.get("", response_model=Page[ApprovalOut])
@allow(USE, tool=False)
async def find_approvals(ctx: Ctx, query: Annotated[ApprovalQuery, Query()]) -> Page[ApprovalOut]:
    """Writes that agents proposed in the caller's conversations, newest first."""
    return await service.find_approvals(ctx, query)


@conversations_router.get("/{id}/approvals", response_model=Page[ApprovalOut])
@allow(USE, tool=False)
async def list_approvals(ctx: Ctx, id: UUID) -> dict[str, Any]:
    """Writes that agents proposed here, oldest first."""
    return {"items": await service.approvals_in(ctx, id)}


@conversations_router.post("/{id}/approvals/{approval_id}", response_model=ApprovalOut)
@allow(USE, tool=False)
async def decide_approval(request: Request, id: UUID, approval_id: UUID, body: Decision) -> Approval:
    """Approve a proposed write (it is then done, once) or reject it."""
    return await ApprovalService(request.scope["work"].ctx).decide(id, approval_id, body)


@conversations_router.post("/{id}/approvals/{approval_id}/undo", response_model=ApprovalOut)
@allow(USE, tool=False)
async def undo_approval(request: Request, id: UUID, approval_id: UUID) -> Approval:
    """Take back what was done, as an ordinary change by whoever asks."""
    return await service.undo(request.scope["work"].ctx, id, approval_id)
