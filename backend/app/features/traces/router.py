"""/traces, and the trail of a conversation."""

from typing import Annotated, Any
from uuid import UUID

from fastapi import Query
from starlette.responses import StreamingResponse

from app.features.traces.schemas import SpanDetail, TraceDetail, TraceOut, TraceQuery
from app.features.traces.service import TraceService
from app.kit.core.access import AUTHENTICATED
from app.kit.web.operation import allow
from app.kit.web.route import Ctx, router
from app.kit.web.shapes import Page

r = router("/traces", "traces")
conversation = router("/conversations", "traces")


@r.get("", response_model=Page[TraceOut])
@allow(AUTHENTICATED, tool=False, key="agents:use")
async def list_traces(ctx: Ctx, query: Annotated[TraceQuery, Query()]) -> Any:
    """What agents did for you, newest first; with `traces:read`, for everybody in the organisation."""
    return await TraceService(ctx).find(query)


@r.get("/{id}", response_model=TraceDetail)
@allow(AUTHENTICATED, tool=False, key="agents:use")
async def get_trace(ctx: Ctx, id: UUID) -> Any:
    """How one answer came about: the tree of its steps with times, tokens and cost."""
    return await TraceService(ctx).get(id)


@r.get("/{id}/spans/{number}", response_model=SpanDetail)
@allow(AUTHENTICATED, tool=False, key="agents:use")
async def get_trace_span(ctx: Ctx, id: UUID, number: int) -> Any:
    """One step whole: what was sent, what came back, what was made of it."""
    return await TraceService(ctx).span(id, number)


@r.get("/{id}/download", response_class=StreamingResponse)
@allow(AUTHENTICATED, tool=False, key="agents:use")
async def download_trace(ctx: Ctx, id: UUID) -> StreamingResponse:
    """The folder of one trace as a zip file."""
    return _sent(await TraceService(ctx).download(id), f"trace-{id}.zip")


@r.delete("/{id}", status_code=204)
@allow("traces:delete", tool=False)
async def delete_trace(ctx: Ctx, id: UUID) -> None:
    """Remove what is kept of one piece of work, before its time."""
    await TraceService(ctx).delete(id)


@conversation.get("/{id}/trail", response_class=StreamingResponse)
@allow(AUTHENTICATED, tool=False, key="agents:use")
async def download_conversation_trail(ctx: Ctx, id: UUID) -> StreamingResponse:
    """Everything that is kept of a conversation's turns as a zip file: requests, prompts, responses, tool calls, timings, decisions."""
    return _sent(await TraceService(ctx).of_conversation(id), f"conversation-{id}.zip")


def _sent(pieces: Any, name: str) -> StreamingResponse:
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "private, no-store"}
    return StreamingResponse(pieces, media_type="application/zip", headers=headers)
