"""/operations: any long work, whichever feature does it."""

from collections.abc import AsyncIterator
from typing import Annotated, Any
from uuid import UUID

from fastapi import Query
from sse_starlette import EventSourceResponse, ServerSentEvent

from app.features.operations.schemas import FINAL, OperationOut, OperationQuery
from app.features.operations.service import OperationService
from app.kit.core.access import AUTHENTICATED
from app.kit.jobs.job import WorkAccepted
from app.kit.web.operation import allow
from app.kit.web.route import Ctx, router
from app.kit.web.shapes import Page

r = router("/operations", "operations")


@r.get("", response_model=Page[OperationOut])
@allow(AUTHENTICATED)
async def list_operations(ctx: Ctx, query: Annotated[OperationQuery, Query()]) -> Any:
    """Your long-running work (imports, agent tasks), newest first."""
    return await OperationService(ctx).find(query)


@r.get("/{id}", response_model=OperationOut)
@allow(AUTHENTICATED)
async def get_operation(ctx: Ctx, id: UUID) -> Any:
    """One piece of work: status, progress, result or error."""
    return await OperationService(ctx).get(id)


@r.post("/{id}/cancel", response_model=OperationOut)
@allow(AUTHENTICATED)
async def cancel_operation(ctx: Ctx, id: UUID) -> Any:
    """Stop work that has not ended; nothing of it is kept."""
    return await OperationService(ctx).cancel(id)


@r.post("/{id}/undo", status_code=202, response_model=WorkAccepted)
@allow(AUTHENTICATED)
async def undo_operation(ctx: Ctx, id: UUID) -> WorkAccepted:
    """Take back what a finished import did: what it added is deleted, what it changed and nobody changed since is as it was."""
    return WorkAccepted(operation_id=await OperationService(ctx).undo(id))


@r.get("/{id}/stream", response_class=EventSourceResponse)
@allow(AUTHENTICATED, tool=False)
async def stream_operation(ctx: Ctx, id: UUID) -> EventSourceResponse:
    """Server-sent events: `progress` whenever it moves, then `complete` or `error` with the last state."""
    await OperationService(ctx).get(id)  # a wrong id is answered before the stream begins
    return EventSourceResponse(_events(OperationService(ctx), id), ping=15)


async def _events(service: OperationService, id: UUID) -> AsyncIterator[ServerSentEvent]:
    async for state in service.follow(id):
        name = "progress" if state.status not in FINAL else "complete" if state.status == "completed" else "error"
        yield ServerSentEvent(state.model_dump_json(), event=name)
