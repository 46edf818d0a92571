"""Shapes of the audit log."""

from datetime import datetime
from typing import Literal
from uuid import UUID

from pydantic import BaseModel, Field

from app.kit.web.shapes import Paging, Shape


class AuditFilter(Shape):
    """Which entries. Names without an ending compare for equality; lists are separated by commas."""

    user_id: UUID | None = None
    agent: str | None = Field(None, max_length=80)
    api_key_id: UUID | None = None
    execution_id: UUID | None = None
    approver_id: UUID | None = None
    conversation_id: UUID | None = None
    via: str | None = Field(None, max_length=20)
    action: str | None = Field(None, max_length=80)
    action__in: str | None = Field(None, max_length=500)
    entity_type: str | None = Field(None, max_length=80)
    entity_type__in: str | None = Field(None, max_length=500)
    entity_id: UUID | None = None
    field: str | None = Field(None, max_length=80)
    """Entries in which this field changed."""
    q: str | None = Field(None, max_length=200)
    """Part of the record's label or of a changed value."""
    request_id: str | None = Field(None, max_length=80)
    ip: str | None = Field(None, max_length=60)
    timestamp__gte: datetime | None = None
    timestamp__lte: datetime | None = None


class AuditQuery(AuditFilter, Paging):
    """A page of them."""

    sort: Literal["-timestamp", "timestamp"] = "-timestamp"


class AuditExportQuery(AuditFilter):
    """All of them, as a file."""

    format: Literal["csv", "json"] = "csv"


ProblemKind = Literal["changed", "missing", "seal_changed", "seal_missing", "anchor"]


class AuditProblem(BaseModel):
    """Something in the trail that is not as it was written."""

    kind: ProblemKind
    """An entry was changed; a sealed entry is gone; a seal was changed; a seal is gone; the chain is shorter than the daily anchor says."""
    id: UUID | None = None
    """Of the entry."""
    seal: int | None = None
    detail: str


class Verification(BaseModel):
    """What checking the whole trail found. At most 100 problems are listed."""

    ok: bool
    rows: int
    seals: int
    unsealed: int
    """Entries that are too young to be sealed; each is still guarded by its own code."""
    problems: list[AuditProblem]
