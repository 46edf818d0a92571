"""Shapes of memories."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from pydantic import BeforeValidator, Field, StringConstraints

from app.features.memories.models import LONGEST
from app.kit.web.shapes import Shape


def _one_line(value: object) -> object:
    return " ".join(value.split()) if isinstance(value, str) else value


Fact = Annotated[str, BeforeValidator(_one_line), StringConstraints(min_length=1, max_length=LONGEST)]


class MemoryIn(Shape):
    """Something to remember."""

    text: Annotated[Fact, Field(description="One short fact about the user or how he wants things done, as a sentence")]


class MemoryOut(Shape):
    """Something remembered."""

    id: UUID
    text: str
    agent: str
    conversation_id: UUID | None
    created_at: datetime


class MemorySettings(Shape):
    """Whether agents remember anything about the caller."""

    enabled: bool
