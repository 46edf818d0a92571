"""What the feature gives to the kit: turns, and what others reach of them."""

from app.features.conversations.adapters.doors import Escalated, answering, may_follow, turns
from app.features.conversations.adapters.journal import Press
from app.features.conversations.adapters.runner import TurnRunner

__all__ = ["Escalated", "Press", "TurnRunner", "answering", "may_follow", "turns"]
