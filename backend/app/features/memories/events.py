"""What memories tell."""

from dataclasses import dataclass
from uuid import UUID

from app.kit.core.events import Event


@dataclass(frozen=True, slots=True)
class MemoriesChanged(Event):
    """Agents are to be told something else about this person than before, or nothing."""

    user_id: UUID
