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


@dataclass(frozen=True, slots=True)
class WordPassed(Event):
    """Who has the word has changed: a person took over, let go, or gave it back to the agents."""

    conversation_id: UUID
    user_id: UUID
    title: str
    what: str
    """taken · released · returned"""
    by: str
    note: str
