"""The mark of a conversation in which text that others wrote has been read (kit/agent/origin.py decides what sets it)."""

from dataclasses import dataclass


@dataclass(slots=True)
class Mark:
    """One for a turn and for every colleague who is asked in it; it is never taken back."""

    on: bool = False
