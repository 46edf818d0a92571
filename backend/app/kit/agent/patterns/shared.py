"""Context sharing: what agents of one conversation know in common. Every version is kept, each agent sees what is meant for it, and
whoever follows the conversation learns of a change. The store is a port: a feature keeps the rows.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, Literal, Protocol
from uuid import UUID

from app.kit.agent.turn import Turn
from app.kit.core.context import Context, work
from app.kit.core.events import Event

Merge = Literal["replace", "append", "deep", "newest"]


@dataclass(frozen=True, slots=True)
class Entry:
    """One version of one thing that is known."""

    key: str
    value: Any
    """JSON."""
    version: int
    by: str
    """The agent that wrote it."""
    at: datetime
    """When it was true, as its writer says."""
    readers: tuple[str, ...] = ()
    """Agents that may see it; empty: all."""


@dataclass(frozen=True, slots=True)
class ContextChanged(Event):
    """What the agents of a conversation know in common has changed."""

    conversation_id: UUID
    key: str
    version: int
    by: str
    readers: tuple[str, ...] = field(default=())


class SharedContext(Protocol):
    """Who keeps it."""

    async def read(self, ctx: Context, conversation_id: UUID, agent: str | None = None) -> dict[str, Entry]:
        """The newest version of everything this agent may see (None: of everything)."""
        ...

    async def write(self, ctx: Context, conversation_id: UUID, entry: Entry, how: Merge) -> Entry:
        """Merge it with the newest version under its key; the version that stands now. Writers of one key follow each other."""
        ...

    async def versions(self, ctx: Context, conversation_id: UUID, key: str) -> list[Entry]:
        """All versions, oldest first."""
        ...


def merged(old: Entry | None, new: Entry, how: Merge) -> Any:
    """The value that shall stand. `deep`: objects are merged key by key, anything else is replaced; `newest`: the later `at` wins,
    whoever comes last; `append`: lists grow, texts get another paragraph. Raises ValueError for kinds that can not be appended."""
    if old is None or how == "replace":
        return new.value
    if how == "newest":
        return new.value if new.at >= old.at else old.value
    if how == "deep":
        return _deep(old.value, new.value)
    if isinstance(old.value, list):
        return [*old.value, *(new.value if isinstance(new.value, list) else [new.value])]
    if isinstance(old.value, str) and isinstance(new.value, str):
        return f"{old.value}\n\n{new.value}"
    raise ValueError(f"{type(new.value).__name__} can not be appended to {type(old.value).__name__}")


def visible(entry: Entry, agent: str | None) -> bool:
    """Whether an agent may see it; who wrote it always may."""
    return agent is None or not entry.readers or agent in entry.readers or agent == entry.by


class Board:
    """The shared context of a turn's conversation, as its agents use it; outside of one it lasts as long as the turn."""

    def __init__(self, turn: Turn) -> None:
        self._turn, self._id = turn, turn.purpose.conversation_id
        self._unkept: dict[str, Entry] = {}

    async def put(self, key: str, value: Any, *, by: str, readers: Sequence[str] = ()) -> Entry:
        """Write down what is known, in the place of what was."""
        entry = Entry(key, value, 0, by, datetime.now(UTC), tuple(readers))
        if self._id is None:
            self._unkept[key] = entry
            return entry
        async with work(self._turn.kit, self._turn.actor, self._turn.origin) as ctx:
            return await ctx.use(SharedContext).write(ctx, self._id, entry, "replace")

    async def notes(self, agent: str, keys: Sequence[str]) -> dict[str, Any]:
        """What stands under these keys and is meant for this agent."""
        if self._id is None:
            return {key: one.value for key in keys if (one := self._unkept.get(key)) and visible(one, agent)}
        async with work(self._turn.kit, self._turn.actor) as ctx:
            found = await ctx.use(SharedContext).read(ctx, self._id, agent)
        return {key: found[key].value for key in keys if key in found}


def _deep(old: Any, new: Any) -> Any:
    if not isinstance(old, dict) or not isinstance(new, dict):
        return new
    return {**old, **{key: _deep(old[key], value) if key in old else value for key, value in new.items()}}
