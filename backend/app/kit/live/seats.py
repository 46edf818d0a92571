"""Who sits behind each socket of this process, what he listens to, and when he must be looked at again."""

import time
from dataclasses import dataclass, field
from uuid import UUID

from app.kit.core.access import Actor

RECHECK_SECONDS = 60.0
EVENTS_PER_SECOND = 20.0
BURST = 100.0


@dataclass(slots=True)
class Seat:
    """One signed-in socket."""

    sid: str
    token: str
    actor: Actor
    topics: set[str] = field(default_factory=set)
    editing: dict[str, str | None] = field(default_factory=dict)
    """Record topic to the field that is being edited there."""
    _look_at: float = field(default_factory=lambda: time.monotonic() + RECHECK_SECONDS)
    _allowance: float = BURST
    _counted_at: float = field(default_factory=time.monotonic)

    def due(self) -> bool:
        """Whether its credential has ended, or nobody has looked at it for a while."""
        return self.ended() or time.monotonic() > self._look_at

    def ended(self) -> bool:
        """Whether its credential was good for so long and no longer."""
        return 0 < self.actor.expires_at <= time.time()

    def looked(self, actor: Actor) -> None:
        """It was looked at, and this is who sits there now."""
        self.actor = actor
        self.look_in(RECHECK_SECONDS)

    def look_in(self, seconds: float) -> None:
        """Look at it again after so many seconds."""
        self._look_at = time.monotonic() + seconds

    def spend(self) -> bool:
        """Count one event from the client; False when it sends too many."""
        now = time.monotonic()
        self._allowance = min(BURST, self._allowance + (now - self._counted_at) * EVENTS_PER_SECOND) - 1
        self._counted_at = now
        return self._allowance >= 0


class Seats(dict[str, Seat]):
    """Seats by socket id."""

    def of_user(self, user_id: UUID) -> list[Seat]:
        """All sockets of a person here."""
        return [s for s in self.values() if s.actor.user_id == user_id]

    def of_org(self, org_id: UUID) -> list[Seat]:
        """All sockets in an organisation here."""
        return [s for s in self.values() if s.actor.org_id == org_id]

    def due(self) -> list[Seat]:
        """Those to look at again now."""
        return [s for s in self.values() if s.due()]
