"""What people's words may mean: the distinct values of a field, read as the caller and kept while nothing changes."""

import time
from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from app.kit.tools.tool import Hands
from app.kit.web.route import API

KEEP_SECONDS = 30.0
"""Another process may have changed a record without telling this one; that long an answer may miss it."""
MOST = 20_000
GROUPS = 1000
PAGE = 200
Key = tuple[UUID, UUID, str, str]


class Vocabulary:
    """Per process. Keyed by person, because a role may hide records."""

    def __init__(self) -> None:
        self._kept: dict[Key, tuple[float, tuple[str, ...]]] = {}

    async def values(self, hands: Hands, entity: str, field: str) -> Sequence[str]:
        """The values in the order of the list; the same object as long as they are the same."""
        key = (hands.actor.org_id, hands.actor.user_id, entity, field)
        until, kept = self._kept.get(key, (0.0, ()))
        if until < time.monotonic():
            fresh = await _read(hands, entity, field)
            kept = kept if fresh == kept else fresh
            if len(self._kept) > 1000:
                self._kept.clear()
            self._kept[key] = (time.monotonic() + KEEP_SECONDS, kept)
        return kept

    def forget(self, org_id: UUID, entity: str) -> None:
        """A record of this entity changed."""
        for key in [k for k in self._kept if k[0] == org_id and k[2] == entity]:
            self._kept[key] = (0.0, self._kept[key][1])


async def _read(hands: Hands, entity: str, field: str) -> tuple[str, ...]:
    """By one grouped count; a field with more values than that answers is read page by page."""
    stats = next(op.name for op in hands.kit.operations.values() if op.path == f"{API}/{entity}/stats")
    counted = await hands.call(stats, {"group_by": field, "sort": field, "limit": GROUPS})
    if counted["total_groups"] <= GROUPS:
        return tuple(_filled(item["group"][field] for item in counted["items"]))
    found: dict[str, None] = {}
    cursor: str | None = None
    while len(found) < MOST:
        page = await hands.call(f"list_{entity}", {"limit": PAGE, **({"cursor": cursor} if cursor else {})})
        found |= dict.fromkeys(_filled(item.get(field) for item in page["items"]))
        cursor = page.get("next_cursor")
        if cursor is None:
            break
    return tuple(found)


def _filled(values: Iterable[Any]) -> list[str]:
    return [str(value) for value in values if value not in (None, "")]
