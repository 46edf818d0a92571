"""Keeps trails: the row in the database, the rest in a folder, both beside the work."""

import asyncio
import copy
import time
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

from app.features.traces import queries
from app.features.traces.models import Trace
from app.features.traces.service import home, remove_folders
from app.kit.agent.trail import Keeper, Trail
from app.kit.agent.trail_files import TrailFolder, place
from app.kit.core.context import Kit, work
from app.kit.core.redact import Redactor, secrets_of
from app.kit.core.registry import registry
from app.kit.core.spans import Span

ASKED = 200
"""Characters of the request in the row."""


class FolderTrails:
    """`Trails`: nothing is kept where TRACES_KEEP_DAYS is 0."""

    def open(self, kit: Kit, trail: Trail) -> Keeper | None:
        """See `Trails`."""
        return FolderKeeper(kit, trail) if kit.settings.traces_keep_days else None


class FolderKeeper:
    """Writes one trail."""

    def __init__(self, kit: Kit, trail: Trail) -> None:
        self.kit, self.trail = kit, trail
        self._place = place(trail)
        self._redactor: Redactor | None = None
        self._folder: TrailFolder | None = None
        self._written: set[tuple[int, bool]] = set()
        self._kept, self._renew = False, 0.0

    @property
    def home(self) -> Path:
        """Where the trails of the organisation lie."""
        return home(self.kit.settings, self.trail.actor.org_id)

    async def keep(self) -> None:
        """The folder first: a row always has something to show."""
        if self.trail.gone:
            await self._forget()
            return
        spans = [one if one.seconds is not None else _still(one) for one in self.trail.spans.all]
        fresh = [(one.number, one.seconds is not None) for one in spans if (one.number, one.seconds is not None) not in self._written]
        if not fresh and self.trail.status == "running" and time.monotonic() < self._renew:
            return
        head = self._head(spans)
        size = await asyncio.to_thread(self._write, head, spans, [number for number, _ in fresh])
        self._written.update(fresh)
        await self._row(head | {"asked": self._masked(head["asked"]), "size": size})

    def _write(self, head: dict[str, Any], spans: list[Span], fresh: list[int]) -> int:
        if self._folder is None:  # the first time: not on the way to the first word
            self._redactor = Redactor(secrets_of(self.kit.settings), sensitive())
            self._folder = TrailFolder(self.home / self._place, self._redactor)
        return self._folder.write(head, spans, fresh)

    def _masked(self, text: str) -> str:
        assert self._redactor is not None
        return str(self._redactor.clean(text))[:ASKED]

    def _head(self, spans: list[Span]) -> dict[str, Any]:
        trail = self.trail
        models = [one for one in spans if one.kind == "model"]
        used = [one.facts["usage"] for one in models if "usage" in one.facts]
        lasted = spans[0].seconds if spans else None
        return {
            "id": trail.id, "user_id": trail.actor.user_id, "source": trail.source, "conversation_id": trail.conversation_id,
            "agent": trail.agent, "asked": trail.asked, "status": trail.status, "started_at": trail.began,
            "ms": round((lasted if lasted is not None else time.time() - trail.began.timestamp()) * 1000),
            "input_tokens": sum(u["input_tokens"] for u in used), "output_tokens": sum(u["output_tokens"] for u in used),
            "cost": sum((Decimal(u["cost"]) for u in used), Decimal(0)),
            "steps": len(models), "calls": sum(one.kind == "tool" for one in spans),
        }  # fmt: skip

    async def _row(self, values: dict[str, Any]) -> None:
        lease = self.kit.settings.lease_seconds
        running = self.trail.status == "running"
        values |= {"folder": self._place, "alive_until": datetime.now(UTC) + timedelta(seconds=lease) if running else None}
        async with work(self.kit, self.trail.actor) as ctx:
            row = (await ctx.db.scalars(queries.one(self.trail.id))).one_or_none()
            before = row.folder if row is not None else self._place
            if row is None and not self._kept:
                ctx.db.add(Trace(**values))
            elif row is None or row.started_at > self.trail.began:
                before, self.trail.gone = self._place, True  # removed meanwhile, or taken up by another process
            else:
                for key, value in values.items():
                    setattr(row, key, value)
        self._kept, self._renew = True, time.monotonic() + lease / 3
        if self.trail.gone or before != self._place:  # what an earlier process had made of the same answer
            await asyncio.to_thread(remove_folders, [self.home / before])

    async def _forget(self) -> None:
        async with work(self.kit, self.trail.actor) as ctx:
            row = (await ctx.db.scalars(queries.one(self.trail.id))).one_or_none()
            if row is not None and row.folder == self._place:
                await ctx.db.delete(row)
        await asyncio.to_thread(remove_folders, [self.home / self._place])


def _still(one: Span) -> Span:
    """A span that goes on, as it is now: the thread that writes must not see it change."""
    seen = copy.copy(one)
    seen.facts = dict(one.facts)
    return seen


def sensitive() -> set[str]:
    """Fields of all entities whose values the audit log masks: so does the trail."""
    specs = [spec for entity in registry.entities.values() for spec in entity.__fields__.values() if spec.sensitive]
    return {name for spec in specs for name in (spec.name, *spec.columns)}
