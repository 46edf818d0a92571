"""Shapes of work that programs give to agents."""

from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import BaseModel, Field, StringConstraints

from app.kit.agent.queue import Priority
from app.kit.jobs.callbacks import Called
from app.kit.web.shapes import Shape


class ExecuteIn(Shape):
    """A task for an agent, given by a program."""

    task: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=18_000)]
    data: dict[str, Any] = {}
    """What the task is about: shown to the agent as JSON, never taken as an instruction."""
    agent_type: Annotated[str, Field(max_length=60)] = "concierge"
    """Name of an agent; the concierge brings the task to whoever knows."""
    priority: Priority = "normal"
    """high: answered in place where that does not take long; otherwise a worker does it, normal before low."""
    callback_url: Annotated[str, Field(max_length=2000)] | None = None
    """Told of the end by a signed POST (Standard Webhooks) with the same shape as this answer."""


class ExecuteOut(BaseModel):
    """Where a task is, and what came out of it."""

    operation_id: UUID
    status: Literal["processing", "completed", "failed"]
    result: dict[str, Any] | None = None
    """text, kind, citations, choices; and approvals: writes that wait for a person."""
    error: str | None = None
    processing_time: float | None = None
    """Seconds since somebody began it."""
    agent_metadata: dict[str, Any] = {}
    """agent, conversation_id, message_id, progress and stage; once done also provider, strategy, fallback_level, confidence, usage."""
    callback: Called | None = None
    """How the message to `callback_url` fares."""


class CallbackSecret(BaseModel):
    """Signs the messages to addresses that the caller names."""

    secret: str
