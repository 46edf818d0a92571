"""How the providers fare, as this process has seen it: circuit breakers, cooldowns that a provider asked for, keys that were refused.

A breaker belongs to one model of one account and opens when half of its recent calls failed, at least five; after a while one call is
let through to see (half-open). A cooldown, here "rest" (429 with Retry-After), and a refused key (401, 403) belong to the account,
whatever the model. Rests are shared with the other processes (rests.py).
"""

import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal

from app.kit.llm.port import Fault, ModelError

WINDOW, FAULTS = 60.0, 5
"""Seconds that count, and the failures in them that open a breaker."""
OPEN_SECONDS = 30.0
REFUSED_SECONDS = 60.0
"""How long a refused key is not tried again."""
LONGEST_REST = 3_600.0
"""Seconds that a provider may ask for."""
State = Literal["untried", "ok", "resting", "failing", "refused"]
OURS: tuple[Fault, ...] = ("unavailable", "interrupted", "malformed")
"""Faults that speak against the provider, not against the request; so does being busy without a word of how long."""


@dataclass(slots=True)
class Breaker:
    """The circuit breaker of one model; times are those of `time.monotonic`."""

    recent: deque[tuple[float, bool]] = field(default_factory=lambda: deque(maxlen=200))
    open_until: float = 0.0
    probing: bool = False
    """One call is out to see whether it is well again."""

    def free(self, now: float) -> bool:
        """Whether a call may begin."""
        return not self.open_until or (now >= self.open_until and not self.probing)

    def begin(self) -> None:
        """A call begins."""
        self.probing = bool(self.open_until)

    def end(self, now: float, well: bool | None) -> None:
        """It ended; None: it says nothing about the provider."""
        probed, self.probing = self.probing, False
        if well is None:
            return
        if probed or self.open_until:
            self.open_until = 0.0 if well else now + OPEN_SECONDS
            self.recent.clear()
            return
        self.recent.append((now, well))
        while self.recent and self.recent[0][0] < now - WINDOW:
            self.recent.popleft()
        bad = sum(not ok for _, ok in self.recent)
        if not well and bad >= FAULTS and 2 * bad >= len(self.recent):
            self.open_until = now + OPEN_SECONDS


@dataclass(slots=True)
class Health:
    """Of one account: the breakers of its models, and what holds for all of them; times are those of `time.monotonic`."""

    breakers: dict[str, Breaker] = field(default_factory=dict)
    rests_until: float = 0.0
    refused_until: float = 0.0
    refused: bool = False
    """The key was refused, and nothing has gone well since."""
    tried: bool = False
    told: Callable[[float], None] | None = None
    """Hears of each rest that was learned here, in seconds."""

    def wait(self, model: str, now: float) -> float:
        """Seconds until a call may begin; 0 now."""
        breaker = self.breakers.get(model)
        broken = 0.0 if breaker is None or breaker.free(now) else max(breaker.open_until - now, OPEN_SECONDS / 10)
        return max(0.0, self.rests_until - now, self.refused_until - now, broken)

    def begin(self, model: str) -> None:
        """A call begins."""
        self.tried = True
        self.breakers.setdefault(model, Breaker()).begin()

    def end(self, model: str, error: ModelError | None = None, *, well: bool = True) -> None:
        """It ended: with an error, well, or cancelled (`well` False without an error)."""
        now = time.monotonic()
        if error is None:
            self.breakers[model].end(now, True if well else None)
            self.refused = self.refused and not well
            return
        unnamed = error.fault == "busy" and error.retry_after is None
        self.breakers[model].end(now, False if unnamed or error.fault in OURS else None)
        if error.fault == "credentials":
            self.refused, self.refused_until = True, now + REFUSED_SECONDS
        if error.fault == "busy" and error.retry_after is not None:
            self.rest(seconds := min(float(error.retry_after), LONGEST_REST))
            if self.told is not None and seconds > 0:
                self.told(seconds)

    def rest(self, seconds: float) -> None:
        """No call before they have passed."""
        self.rests_until = max(self.rests_until, time.monotonic() + seconds)

    def state(self) -> tuple[State, int]:
        """In a word, and the seconds for which it holds (0 when nothing is known of an end)."""
        now = time.monotonic()
        if self.refused:
            return "refused", 0
        if self.rests_until > now:
            return "resting", round(self.rests_until - now) + 1
        if broken := [b for b in self.breakers.values() if b.open_until]:
            return "failing", max(0, round(max(b.open_until for b in broken) - now))
        return ("ok", 0) if self.tried else ("untried", 0)
