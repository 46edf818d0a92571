"""Who watches which record: a port, so that those who tell people need not know where that is kept."""

from collections import Counter
from collections.abc import Collection
from typing import Protocol
from uuid import UUID

from app.kit.core.context import Context


class Watching(Protocol):
    """The watchers of records."""

    async def of(self, ctx: Context, entity: str, id: UUID) -> list[UUID]:
        """The people who watch this record."""
        ...

    async def among(self, ctx: Context, entity: str, ids: Collection[UUID]) -> Counter[UUID]:
        """How many of these records each person watches."""
        ...
