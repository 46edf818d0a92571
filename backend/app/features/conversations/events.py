"""Facts about conversations."""

from dataclasses import dataclass
from uuid import UUID

from app.kit.core.events import Event


@dataclass(frozen=True, slots=True)
class PersonWanted(Event):
    """A conversation waits for a person to take it over."""

    conversation_id: UUID
    user_id: UUID
    title: str
    reason: str


@dataclass(frozen=True, slots=True)
class PersonAnswered(Event):
    """Somebody wrote into another person's conversation."""

    conversation_id: UUID
    user_id: UUID
    title: str
    author: str


@dataclass(frozen=True, slots=True)
class ConversationShared(Event):
    """A colleague may read a conversation from now on."""

    conversation_id: UUID
    user_id: UUID
    title: str
