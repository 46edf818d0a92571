"""Shapes of what the agents of a conversation know in common."""

from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from pydantic import BaseModel, Field

from app.kit.web.shapes import Shape


class ContextOut(BaseModel):
    """One version of something that the agents of a conversation know in common."""

    key: str
    value: Any
    version: int
    by: str
    at: datetime
    readers: list[str]


class ContextQuery(Shape):
    """Which part of it."""

    conversation_id: UUID
    key: Annotated[str | None, Field(max_length=200)] = None
    """All versions of this; without it, the newest version of everything."""
