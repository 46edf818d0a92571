"""Shapes of comments."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from pydantic import Field, StringConstraints

from app.kit.entity.reach import OfRecord
from app.kit.web.shapes import Shape

Words = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=10_000)]
MOST_MENTIONS = 20
Mentions = Annotated[list[UUID], Field(max_length=MOST_MENTIONS)]


class Member(Shape):
    """Somebody of the organisation."""

    id: UUID
    name: str


class CommentIn(OfRecord):
    """Something to say about a record."""

    body: Words
    """Markdown."""
    mentions: Mentions = []
    """Ids of people who shall be told; each must be able to read the record. Write them as @Name in the text."""


class CommentChange(Shape):
    """Another wording of one's own comment."""

    body: Words
    mentions: Mentions = []


class CommentOut(OfRecord):
    """One comment."""

    id: UUID
    body: str
    mentions: list[Member]
    author: Member
    agent: str | None
    """The agent that wrote it for the author."""
    version: int
    created_at: datetime
    edited_at: datetime | None
    editable: bool
    """Whether the caller may change its words."""
    deletable: bool


class MentionQuery(OfRecord):
    """Whom a comment on this record could mention."""

    q: str = Field("", max_length=100)
    """Part of the name."""


class Mentionable(Shape):
    """People who may read the record, by name."""

    items: list[Member]
