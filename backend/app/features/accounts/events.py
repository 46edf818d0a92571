"""Facts that accounts tell."""

from dataclasses import dataclass
from uuid import UUID

from app.kit.core.events import Event


@dataclass(frozen=True, slots=True)
class MembershipEnded(Event):
    """A person was deactivated in, or removed from, the organisation of this unit of work."""

    user_id: UUID
    org_id: UUID
