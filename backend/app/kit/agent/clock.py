"""What day it is for agents: the real one, or the one that the setting CLOCK pins for repeatable questions about "last month"."""

from datetime import UTC, date, datetime

from app.kit.core.settings import Settings


class Clock:
    """Replace it (`kit.ports[Clock]`) to move a process's agents to another day."""

    def __init__(self, pinned: date | None = None) -> None:
        self._pinned = pinned

    def today(self, settings: Settings) -> date:
        """The date in UTC."""
        return self._pinned or settings.clock or datetime.now(UTC).date()
