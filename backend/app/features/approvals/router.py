"""/approvals, and those of one conversation."""

from typing import Annotated, Any
from uuid import UUID

from fastapi import Query, Request

from app.features.approvals import service
from app.features.approvals.schemas import ApprovalItem, ApprovalQuery, Decision
from app.features.approvals.service import ApprovalService
from app.kit.agent.proposals import ApprovalOut
from app.kit.web.operation import allow
from app.kit.web.route import Ctx
from app.kit.web.route import router as make_router
from app.kit.web.shapes import Page

USE = "agents:use"
approvals_router = make_router("/approvals", "approvals")
conversations_router = make_router("/conversations", "approvals")


@approvals_router.get("", response_model=Page[ApprovalItem])
@allow(USE, tool=False)
async def find_approvals(ctx: Ctx, query: Annotated[ApprovalQuery, Query()]) -> Page[ApprovalItem]:
    """Writes that agents proposed for the caller, or (`scope=inbox`) that he may decide, newest first."""
    return await service.find_approvals(ctx, query)


@conversations_router.get("/{id}/approvals", response_model=Page[ApprovalOut])
@allow(USE, tool=False)
async def list_approvals(ctx: Ctx, id: UUID) -> dict[str, Any]:
    """Writes that agents proposed here, oldest first."""
    return {"items": await service.approvals_in(ctx, id)}


@conversations_router.post("/{id}/approvals/{approval_id}", response_model=ApprovalOut)
@allow(USE, tool=False)
async def decide_approval(request: Request, id: UUID, approval_id: UUID, body: Decision) -> ApprovalOut:
    """Approve a proposed write (it is then done, once) or reject it; say of one whose end is not known whether it was done."""
    ctx = request.scope["work"].ctx
    return await service.seen(ctx, await ApprovalService(ctx).decide(id, approval_id, body))


@conversations_router.post("/{id}/approvals/{approval_id}/undo", response_model=ApprovalOut)
@allow(USE, tool=False)
async def undo_approval(request: Request, id: UUID, approval_id: UUID) -> ApprovalOut:
    """Take back what was done, as an ordinary change by whoever asks."""
    ctx = request.scope["work"].ctx
    return await service.seen(ctx, await service.undo(ctx, id, approval_id))
