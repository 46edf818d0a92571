"""Shapes of trails."""

from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from pydantic import BaseModel, Field

from app.kit.agent.trail import Source, Status
from app.kit.core.spans import Kind
from app.kit.web.shapes import Paging, Shape


class TraceQuery(Paging):
    """Which pieces of work; newest first."""

    agent: str | None = Field(None, max_length=80)
    user_id: UUID | None = None
    status: Status | None = None
    source: Source | None = None
    conversation_id: UUID | None = None
    started_at__gte: datetime | None = None
    started_at__lte: datetime | None = None


class TraceOut(Shape):
    """One piece of agent work."""

    id: UUID
    """Of what was made: the answer's message, the execution."""
    source: Source
    conversation_id: UUID | None
    user_id: UUID
    person: str | None = None
    """His name; null when he is no longer in the organisation."""
    agent: str
    asked: str
    """The beginning of the request."""
    status: Status
    started_at: datetime
    ms: int
    input_tokens: int
    output_tokens: int
    cost: Decimal
    """In the currency of the price table."""
    steps: int
    """Model calls."""
    calls: int
    """Tool calls."""
    size: int
    """Bytes that are kept of it."""


class SpanOut(BaseModel):
    """One stretch of the work. Spans nest by `parent`."""

    number: int
    """From 1, in the order in which they began."""
    parent: int
    """0 at the top."""
    kind: Kind
    name: str
    start_ms: float
    """After the beginning of the whole."""
    ms: float | None
    """null while it runs, and for ever when the process died in it."""
    error: str
    facts: dict[str, Any]
    """Figures and short texts: usage, who served, why."""


class TraceDetail(TraceOut):
    """With the tree of its spans; long facts are left to `GET /traces/{id}/spans/{number}`."""

    spans: list[SpanOut]


class SpanDetail(SpanOut):
    """One span whole. Secrets were masked before it was stored."""

    request: Any = None
    """What was sent: messages and tools of a model call, arguments of a tool call."""
    response: str | None = None
    """What came back, as it came."""
    parsed: Any = None
    tool_calls: list[dict[str, Any]] | None = None
