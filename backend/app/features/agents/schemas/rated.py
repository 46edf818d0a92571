"""Shapes of what people think of agents."""

from datetime import date

from app.features.conversations.schemas import RatingsOut
from app.kit.web.shapes import Shape


class AgentRatings(RatingsOut):
    """What people think of one agent's answers."""

    label: str
    """How it is called, or was before it was deleted."""


class Ratings(Shape):
    """Of a period, the agents with most ratings first."""

    since: date
    until: date
    own: bool
    """Whether only agents are in it that the caller had a hand in, because the right to look after all is missing."""
    items: list[AgentRatings]
