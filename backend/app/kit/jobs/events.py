"""What durable work tells."""

from dataclasses import dataclass
from typing import Any, Literal
from uuid import UUID

from app.kit.core.events import Event


@dataclass(frozen=True, slots=True)
class OperationEnded(Event):
    """A piece of work reached its end; told in the transaction that says so."""

    id: UUID
    user_id: UUID
    kind: str
    label: str
    ref: str
    status: Literal["completed", "failed", "cancelled"]
    result: dict[str, Any] | None = None
    error: str | None = None
