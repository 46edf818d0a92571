"""Shapes of saved views."""

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field, StringConstraints

from app.kit.web.shapes import Paging, Shape

Noun = Annotated[str, Field(pattern="^[a-z][a-z0-9_]{0,62}$")]
ViewName = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=80)]
Sharing = Literal["private", "organization"]
Layout = Literal["list", "board", "calendar", "chart"]
Position = Annotated[int, Field(ge=0, le=1_000_000)]


class ViewColumn(Shape):
    """A column of the list."""

    name: Annotated[str, Field(min_length=1, max_length=127)]
    width: Annotated[int | None, Field(ge=48, le=1200, description="Pixels; the usual width when absent")] = None
    pinned: Annotated[bool, Field(description="Stays in view when the list is scrolled sideways")] = False


class ViewQuery(Shape):
    """What is shown, and how."""

    search: Annotated[str, Field(max_length=4000, description="Filters, q and sort as the list takes them: `status=sent&sort=-total`")] = ""
    options: Annotated[str, Field(max_length=400, description="Of the layout: the field of a board, the figures of a chart")] = ""
    columns: Annotated[list[ViewColumn] | None, Field(max_length=100, description="In order; null for the usual ones")] = None


class ViewIn(Shape):
    """A new view of the caller's own."""

    entity: Noun
    name: ViewName
    shared: Sharing = "private"
    layout: Layout = "list"
    query: ViewQuery = ViewQuery()
    position: Position = 0


class ViewUpdate(Shape):
    """What is to change."""

    name: ViewName | None = None
    shared: Sharing | None = None
    layout: Layout | None = None
    query: ViewQuery | None = None
    position: Position | None = None


class ViewOut(ViewIn):
    """A view that the caller may see."""

    id: UUID
    owner_id: UUID
    owner_name: str | None
    """None when the owner is no longer a member."""
    editable: bool
    """The caller may change and delete it."""
    default: bool
    """The caller begins with it."""
    version: int
    created_at: datetime
    updated_at: datetime


class ViewsQuery(Paging):
    """Which views."""

    entity: Noun | None = None


class DefaultView(Shape):
    """The view to begin with; null for the plain list."""

    entity: Noun
    id: UUID | None
