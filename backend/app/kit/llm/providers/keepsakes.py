"""What a provider wants to see again: sealed notes that come with a tool call and must go back with it within the same turn.

Anthropic's thinking blocks and Google's thought signatures mean nothing to anybody else, so they stay with the provider and do not
travel through conversations, traces and approvals. A turn that goes on in another process goes on without them.
"""

from collections import OrderedDict
from typing import Generic, TypeVar

T = TypeVar("T")
MOST = 1_000


class Keepsakes(Generic[T]):
    """By the id of a call; the oldest are forgotten."""

    def __init__(self) -> None:
        self._kept: OrderedDict[str, T] = OrderedDict()

    def keep(self, call_id: str, value: T) -> None:
        """For the next request of the turn."""
        self._kept[call_id] = value
        while len(self._kept) > MOST:
            self._kept.popitem(last=False)

    def of(self, call_id: str) -> T | None:
        """What came with that call."""
        return self._kept.get(call_id)
