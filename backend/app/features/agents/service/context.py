"""The shared context of a conversation: every version a row, the newest under a key counts."""

from typing import cast
from uuid import UUID

from sqlalchemy import Select, Table, func, select

from app.features.agents import queries
from app.features.agents.models import ContextEntry
from app.features.agents.schemas import ContextOut
from app.features.conversations.service import ConversationService
from app.kit.agent.patterns.shared import ContextChanged, Entry, Merge, merged, visible
from app.kit.core.context import Context
from app.kit.core.db import TRUSTED
from app.kit.core.ids import new_id

ROWS = cast("Table", ContextEntry.__table__)


class KeptContext:
    """The port `SharedContext`."""

    async def read(self, ctx: Context, conversation_id: UUID, agent: str | None = None) -> dict[str, Entry]:
        """See `SharedContext`."""
        newest = await self._entries(ctx, queries.newest_entries(conversation_id))
        return {entry.key: entry for entry in newest if visible(entry, agent)}

    async def write(self, ctx: Context, conversation_id: UUID, entry: Entry, how: Merge) -> Entry:
        """See `SharedContext`. A lock that ends with the transaction makes writers of one key follow each other."""
        name = func.hashtextextended(f"{ctx.actor.org_id}:{conversation_id}:{entry.key}", 0)
        await ctx.db.execute(select(func.pg_advisory_xact_lock(name)), execution_options=TRUSTED)
        last = next(iter(await self._entries(ctx, queries.newest_entries(conversation_id, entry.key))), None)
        value = merged(last, entry, how)
        at = max(entry.at, last.at) if last else entry.at
        made = Entry(entry.key, value, last.version + 1 if last else 1, entry.by, at, entry.readers)
        row = {
            "org_id": ctx.actor.org_id, "id": new_id(), "conversation_id": conversation_id, "key": made.key, "version": made.version,
            "value": made.value, "by": made.by, "at": made.at, "readers": list(made.readers), "merge": how,
        }  # fmt: skip
        ctx.append(ROWS, row)
        ctx.emit(ContextChanged(conversation_id, made.key, made.version, made.by, made.readers))
        return made

    async def versions(self, ctx: Context, conversation_id: UUID, key: str) -> list[Entry]:
        """See `SharedContext`."""
        return await self._entries(ctx, queries.entries(conversation_id, key))

    @staticmethod
    async def _entries(ctx: Context, query: Select[ContextEntry]) -> list[Entry]:
        return [Entry(r.key, r.value, r.version, r.by, r.at, tuple(r.readers)) for r in await ctx.db.scalars(query)]


async def shared_context(ctx: Context, conversation_id: UUID, key: str | None) -> list[ContextOut]:
    """What agents of a conversation know in common, for people who may see it: the newest versions, or all versions of one key."""
    await ConversationService(ctx).get(conversation_id)
    kept = KeptContext()
    found = await kept.versions(ctx, conversation_id, key) if key else list((await kept.read(ctx, conversation_id)).values())
    return [ContextOut(key=e.key, value=e.value, version=e.version, by=e.by, at=e.at, readers=list(e.readers)) for e in found]
