"""A conversation as a tree: every message stands behind another one, and what people see is one way from the root to a leaf.

An edited question or a second answer begins a branch beside the first; nothing is ever overwritten.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Node:
    """A message's place. `position` grows with time over all branches, so it also grows along every way."""

    id: UUID
    parent_id: UUID | None
    position: int
    role: str
    status: str = "complete"
    key: str | None = None
    """The Idempotency-Key it was asked for with."""


class Branches:
    """All places of one conversation."""

    def __init__(self, nodes: Iterable[Node]) -> None:
        self._by_id: dict[UUID, Node] = {}
        self._below: dict[UUID | None, list[Node]] = defaultdict(list)
        for node in sorted(nodes, key=lambda n: n.position):
            self.add(node)

    def add(self, node: Node) -> None:
        """One more, the newest."""
        self._by_id[node.id] = node
        self._below[node.parent_id].append(node)

    def __iter__(self) -> Iterator[Node]:
        """All of them, oldest first."""
        return iter(self._by_id.values())

    @property
    def last(self) -> int:
        """The newest one's position; 0 in an empty conversation."""
        return next(reversed(self._by_id.values())).position if self._by_id else 0

    def __getitem__(self, id: UUID) -> Node:
        """The place of a message. Raises KeyError for one of another conversation."""
        return self._by_id[id]

    def path(self, head: UUID | None) -> list[Node]:
        """From the first message to `head`."""
        way: list[Node] = []
        node = self._by_id.get(head) if head else None
        while node is not None:
            way.append(node)
            node = self._by_id.get(node.parent_id) if node.parent_id else None
        return way[::-1]

    def versions(self, node: Node) -> list[UUID]:
        """The messages that stand in one another's place: same parent, same side; oldest first."""
        return [n.id for n in self._below[node.parent_id] if n.role == node.role]

    def end(self, id: UUID) -> UUID:
        """Where the branch through this message was last worked on."""
        last, left = self._by_id[id], [self._by_id[id]]
        while left:
            node = left.pop()
            last = node if node.position > last.position else last
            left += self._below[node.id]
        return last.id
