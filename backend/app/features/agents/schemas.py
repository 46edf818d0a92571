"""Shapes of agents as people pick them."""

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


class AgentOut(Shape):
    """An agent as a person picks it."""

    name: str
    label: str
    role: str
    expertise: list[str]
    tools: list[str]
    """What it may use for this caller."""
    tier: str
    priorities: list[str]
    limits: LimitsOut
    provider: str


class Capabilities(Shape):
    """What agents can do here."""

    agents: list[AgentOut]
    provider: str
    model: str
    streaming: bool = True
    approvals: bool = True
    priorities: list[str]
    attachments: list[str]
