"""What a turn may spend, held before every step, shared by all agents that work on it."""

import time
from collections import Counter
from dataclasses import dataclass, field
from decimal import Decimal

from app.kit.llm.port import Spent, Usage

SMALLEST = 64
"""Output tokens below which an answer is not worth asking for."""
ONE_ANSWER = 2_048
"""Most output tokens of one model call."""


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds of one turn, colleagues included. Steps (model calls) are bounded by the setting AGENT_MAX_STEPS as well."""

    steps: int = 8
    seconds: float = 120
    output_tokens: int = 8_000
    calls: int = 24
    """Tool calls."""
    cost: Decimal = Decimal("1.00")
    """Money for models in one turn, in the currency of the price table."""
    daily_cost: Decimal | None = None
    """Money for models in a day, by this agent for one organisation; None: no limit of its own."""
    depth: int = 3
    """How many colleagues may stand between the person and the agent that works."""
    result_chars: int = 12_000
    """Longer tool results are cut, with a note that says so."""


@dataclass(slots=True)
class Budget:
    """What is left of the limits. One event loop, no await between check and take: nothing overtakes."""

    limits: Limits
    steps: int
    """Model calls that may still be made."""
    taken: int = 0
    """Those that were made."""
    used: Usage = field(default_factory=Usage)
    reserved: Decimal = Decimal(0)
    """Money of calls that are under way, at their highest price."""
    calls: int = 0
    ruled: Counter[tuple[str, str]] = field(default_factory=Counter)
    """Calls by agent and rule: a colleague who is asked again goes on counting."""
    began: float = field(default_factory=time.monotonic)

    @property
    def seconds_left(self) -> float:
        """Until the turn must end."""
        return self.limits.seconds - (time.monotonic() - self.began)

    @property
    def last_step(self) -> bool:
        """The next model call must answer: none may follow."""
        return self.steps <= 1 or self.limits.output_tokens - self.used.output_tokens <= 4 * SMALLEST

    def take_step(self) -> int:
        """Before a model call: the output tokens it may make. Raises Spent."""
        if self.steps <= 0:
            raise Spent(f"The steps of this turn are used up ({self.taken}). Ask for less at once.")
        self.steps, self.taken = self.steps - 1, self.taken + 1
        return max(SMALLEST, min(ONE_ANSWER, self.limits.output_tokens - self.used.output_tokens))

    def reserve(self, most: Decimal) -> None:
        """Before a model call: hold its highest price. Raises Spent when the turn's money does not cover it."""
        if self.used.cost + self.reserved + most > self.limits.cost:
            raise Spent(f"This turn may cost {self.limits.cost} for models, and the next call could go beyond. Ask for less at once.")
        self.reserved += most

    def settle(self, reserved: Decimal, used: Usage) -> None:
        """After it: what it really took."""
        self.reserved -= reserved
        self.used += used

    def take_call(self) -> None:
        """Before a tool call. Raises Spent."""
        if self.calls >= self.limits.calls:
            raise Spent(f"More than {self.limits.calls} tool calls in one turn: answer with what is known.")
        self.calls += 1
