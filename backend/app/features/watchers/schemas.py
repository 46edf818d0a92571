"""Shapes of watching."""

from uuid import UUID

from app.kit.web.shapes import Shape


class WatchingMember(Shape):
    """Somebody who watches."""

    id: UUID
    name: str


class WatchersOut(Shape):
    """Who is told when a record changes."""

    watching: bool
    """Whether the caller is one of them."""
    people: list[WatchingMember]
