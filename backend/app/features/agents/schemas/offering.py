"""Shapes of agents as people pick them."""

from datetime import datetime
from decimal import Decimal

from app.kit.web.shapes import Shape


class LimitsOut(Shape):
    """Bounds of one turn."""

    steps: int
    seconds: float
    output_tokens: int
    calls: int
    cost: Decimal
    daily_cost: Decimal | None
    depth: int
    result_chars: int


class Ability(Shape):
    """What an agent may do with one kind of thing."""

    subject: str
    """The plural of an entity, the name of a tool server, or `tools` for calculations and the like."""
    read: bool
    write: bool


class AgentOut(Shape):
    """An agent as a person picks it."""

    name: str
    label: str
    role: str
    expertise: list[str]
    suggestions: list[str]
    """Questions to begin with; none: those that its tools can answer."""
    tools: list[str]
    """What it may use for this caller."""
    tier: str
    priorities: list[str]
    limits: LimitsOut
    provider: str
    version: int
    """0: declared in code."""


class AgentCard(AgentOut):
    """An agent as the gallery shows it."""

    made: bool
    """In the browser, by this organisation."""
    enabled: bool
    author: str
    """Who wrote the version that answers."""
    changed_at: datetime | None
    abilities: list[Ability]
    conversations: int
    """Of the whole organisation, begun in the last seven days."""


class Capabilities(Shape):
    """What agents can do here."""

    agents: list[AgentOut]
    provider: str
    model: str
    streaming: bool = True
    approvals: bool = True
    priorities: list[str]
    attachments: list[str]
    concurrent: int
    """Answers that one process makes at once for an organisation; more wait in line."""
    callbacks: bool
    """Whether executed tasks may name an address that is told of their end."""
