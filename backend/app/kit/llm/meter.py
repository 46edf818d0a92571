"""The port through which every call of a model is counted: what was asked of whom, what it took, what it cost.

One `Call` is one real attempt, also one that failed or was cut. Without an adapter nothing is counted and nothing is limited.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from decimal import Decimal
from typing import Literal, Protocol
from uuid import UUID

from app.kit.core.access import NOBODY, Actor
from app.kit.core.context import Kit
from app.kit.core.ids import new_id
from app.kit.llm.port import Purpose, Tier

Status = Literal["running", "ok", "failed", "cut", "cancelled"]


@dataclass(slots=True)
class Call:
    """One attempt. `cut`: it broke off after it had begun to answer; `cancelled`: whoever asked went away."""

    actor: Actor
    purpose: Purpose
    tier: Tier
    provider: str
    model: str
    level: int
    account: UUID = NOBODY
    """The organisation's own provider; NOBODY for one of the installation."""
    id: UUID = field(default_factory=new_id)
    began: datetime = field(default_factory=lambda: datetime.now(UTC))
    status: Status = "running"
    fault: str = ""
    input_tokens: int = 0
    output_tokens: int = 0
    estimated: bool = False
    """Whether the tokens are counted by us, because the provider did not come to tell them."""
    cost: Decimal = Decimal(0)
    priced: bool = True
    """Whether a price of this model is known."""
    reserved: Decimal | None = None
    """What was held for it before it began; None when no limit was in force."""
    latency_ms: int = 0
    ttft_ms: int | None = None
    """Until the first part of the answer."""


class Meter(Protocol):
    """Counts calls, and holds money for them before they begin."""

    async def reserve(self, kit: Kit, call: Call, most: Callable[[], Decimal]) -> None:
        """Hold the most it may cost where a limit is in force (sets `call.reserved`). Raises `Spent` when a limit does not allow it."""
        ...

    def note(self, kit: Kit, call: Call) -> None:
        """The call has ended. Returns at once; what was held is settled with what it cost."""
        ...

    async def aclose(self) -> None:
        """Write down what waits."""
        ...


@dataclass(frozen=True, slots=True)
class Books:
    """The metering of one fallback chain: where its calls are counted, and for whom."""

    kit: Kit
    actor: Actor
    tier: Tier

    async def open(self, call: Call, most: Callable[[], Decimal]) -> None:
        """Before the call. Raises `Spent`."""
        if (meter := self.kit.ports.get(Meter)) is not None:
            await meter.reserve(self.kit, call, most)

    def close(self, call: Call) -> None:
        """After it."""
        if (meter := self.kit.ports.get(Meter)) is not None:
            meter.note(self.kit, call)
