"""Facts about proposed writes."""

from dataclasses import dataclass
from uuid import UUID

from app.kit.core.events import Event


@dataclass(frozen=True, slots=True)
class Proposed(Event):
    """A write waits for a person."""

    approval_id: UUID
    conversation_id: UUID
    user_id: UUID
    approver: str
    agent: str
    summary: str


@dataclass(frozen=True, slots=True)
class Decided(Event):
    """A person said yes or no, or what he said yes to has ended."""

    approval_id: UUID
    conversation_id: UUID
    user_id: UUID
    approver: str
    decided_by: UUID
    status: str
    summary: str
    note: str


@dataclass(frozen=True, slots=True)
class Undone(Event):
    """What an agent's change did was taken back."""

    approval_id: UUID
    conversation_id: UUID
    user_id: UUID
    approver: str
