"""Shapes of links."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from pydantic import Field

from app.kit.web.shapes import Paging, Shape

Noun = Annotated[str, Field(pattern="^[a-z][a-z0-9_]{0,62}$")]


class RelationIn(Shape):
    """Two records and what connects them."""

    source_type: Noun
    source_id: UUID
    target_type: Noun
    target_id: UUID
    relation_type: Noun = "related_to"


class RelationOut(RelationIn):
    """A stored link."""

    id: UUID
    version: int
    created_at: datetime


class RelationQuery(Paging):
    """Which links; `record_*` finds a record on either side."""

    source_type: Noun | None = None
    source_id: UUID | None = None
    target_type: Noun | None = None
    target_id: UUID | None = None
    relation_type: Noun | None = None
    record_type: Noun | None = None
    record_id: UUID | None = None
