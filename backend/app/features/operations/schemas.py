"""Shapes of operations."""

from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from app.kit.web.shapes import Paging

OperationStatus = Literal["queued", "running", "completed", "failed", "cancelled"]
FINAL = frozenset({"completed", "failed", "cancelled"})


class OperationOut(BaseModel):
    """Durable work: where it is and what came out of it."""

    model_config = ConfigDict(from_attributes=True)
    id: UUID
    kind: str
    label: str
    ref: str
    status: OperationStatus
    progress: float
    """0 to 1."""
    stage: str
    message: str
    result: dict[str, Any] | None
    error: str | None
    can_undo: bool
    """`POST /operations/{id}/undo` takes back what it did."""
    undone_by: UUID | None
    """The operation that takes it back."""
    attempts: int
    created_at: datetime
    started_at: datetime | None
    finished_at: datetime | None


class OperationQuery(Paging):
    """What to list of one's own operations."""

    status: OperationStatus | None = None
    kind: str | None = Field(None, max_length=80)
