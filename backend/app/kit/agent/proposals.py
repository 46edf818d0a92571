"""Writes that wait for a person: as everybody sees them, and the port to whoever keeps them."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Literal, Protocol
from uuid import UUID

from app.kit.agent.turn import Hidden, Proposal
from app.kit.core.context import Context
from app.kit.core.errors import Unavailable
from app.kit.web.shapes import Shape

Status = Literal["waiting", "doing", "approved", "rejected", "failed", "outdated", "unsure"]


class ChangeOut(Shape):
    """One field, before and after, as far as the reader may read it."""

    field: str
    old: Any
    new: Any
    hidden: Hidden | None = None
    """Which values the reader may not read: they are null here, whatever they are."""


class ApprovalOut(Shape):
    """A proposed write: what exactly would happen, and what became of it."""

    id: UUID
    conversation_id: UUID
    message_id: UUID
    user_id: UUID
    step: int
    approver: str
    agent: str
    operation: str
    args: dict[str, Any]
    entity_type: str
    target_id: str
    target: str
    summary: str
    changes: list[ChangeOut]
    proposed: list[ChangeOut] | None = None
    """What the agent had proposed, where a person approved other values."""
    tainted: bool
    status: Status
    decided_by: UUID | None
    decider: str = ""
    """How who decided is called."""
    decided_at: datetime | None
    note: str
    result: dict[str, Any] | None
    error: str
    undone: bool = False
    undoable: bool = False
    """Whether it can be taken back in one go."""
    created_at: datetime


class Proposals(Protocol):
    """Who keeps proposed writes (the feature `approvals`)."""

    async def add(self, ctx: Context, conversation_id: UUID, message_id: UUID, call_id: str, proposal: Proposal) -> ApprovalOut:
        """Keep one until a person decides."""
        ...

    async def of_messages(self, ctx: Context, conversation_id: UUID, message_ids: Sequence[UUID]) -> list[ApprovalOut]:
        """Those that belong to some messages, oldest first."""
        ...


class Unkept:
    """Where no feature keeps proposals: agents only read."""

    async def add(self, ctx: Context, conversation_id: UUID, message_id: UUID, call_id: str, proposal: Proposal) -> ApprovalOut:
        """There is nobody who could approve."""
        raise Unavailable("Agents can not change anything here: approvals are not installed.")

    async def of_messages(self, ctx: Context, conversation_id: UUID, message_ids: Sequence[UUID]) -> list[ApprovalOut]:
        """None."""
        return []
