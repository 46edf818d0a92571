"""What happened to a record: the shape of an audit entry and the port through which any entity shows its history."""

from collections.abc import Collection
from datetime import datetime
from typing import Any, Protocol
from uuid import UUID

from pydantic import BaseModel

from app.kit.core.context import Context


class Doer(BaseModel):
    """Who did it, and through which hands."""

    user_id: UUID | None
    name: str | None = None
    """How the person is called today; None when nobody was signed in or the person is unknown here."""
    via: str
    """browser, key, agent, workflow, cli, mcp or system."""
    agent: str | None
    api_key_id: UUID | None
    execution_id: UUID | None
    """The operation or workflow execution that did it."""
    approver_id: UUID | None = None
    """Who agreed, where an agent had to ask."""
    approver: str | None = None
    conversation_id: UUID | None = None
    step: int | None = None
    """Which model call of the agent's turn asked for it."""


class Entry(BaseModel):
    """One row of the audit log. `old_values` and `new_values` hold only what differs."""

    id: UUID
    timestamp: datetime
    actor: Doer
    action: str
    entity_type: str
    entity_id: UUID
    label: str
    """How the record was called then."""
    old_values: dict[str, Any]
    new_values: dict[str, Any]
    request_id: str
    ip: str | None


class HistoryPage(BaseModel):
    """Entries, newest first."""

    items: list[Entry]
    next_cursor: str | None


class History(Protocol):
    """Reads the history of a record (the feature `audit` keeps it)."""

    async def of(self, ctx: Context, entity: str, id: UUID, *, limit: int = 50, cursor: str | None = None) -> HistoryPage:
        """A page of entries of this record, with the names of those who acted, in a fixed number of queries."""
        ...

    async def by_hand(self, ctx: Context, entity: str, ids: Collection[UUID]) -> set[UUID]:
        """Those of these records that nobody but the caller has ever written: typed by himself, not imported, merged or by an agent."""
        ...
