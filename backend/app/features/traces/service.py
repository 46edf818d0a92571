"""Reading, handing out and removing trails."""

import asyncio
import shutil
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any, cast
from uuid import UUID

from sqlalchemy import Table, delete

from app.features.traces import queries
from app.features.traces.models import Trace
from app.features.traces.schemas import SpanDetail, SpanOut, TraceDetail, TraceOut, TraceQuery
from app.kit.agent.trail_files import read_session, read_span, zipped
from app.kit.core.access import People
from app.kit.core.context import Context
from app.kit.core.erase import erase
from app.kit.core.errors import NotFound
from app.kit.core.events import Happened
from app.kit.core.files import folder
from app.kit.core.settings import Settings
from app.kit.web.shapes import Page, keyset

READ = "traces:read"
ROWS = cast("Table", Trace.__table__)
GONE = "What was kept of this is no longer there."


def home(settings: Settings, org_id: UUID) -> Path:
    """Where the trails of an organisation lie."""
    return folder(settings, org_id) / "trails"


class TraceService:
    """One's own trails; with the right to read traces, everybody's in the organisation."""

    def __init__(self, ctx: Context) -> None:
        self.ctx = ctx
        self.home = home(ctx.settings, ctx.actor.org_id)

    async def find(self, wanted: TraceQuery) -> Page[TraceOut]:
        """A page, newest first."""
        only = None if self.ctx.actor.may(READ) else self.ctx.actor.user_id
        order = (Trace.started_at, Trace.id)
        page = await keyset(self.ctx.db, queries.found(wanted, only), order, wanted, lambda row: row[0], newest_first=True)
        return Page(items=await self._shown(page.items), next_cursor=page.next_cursor, total=page.total)

    async def get(self, id: UUID) -> TraceDetail:
        """With its tree."""
        row = await self._row(id)
        session = await self._read(row)
        [shown] = await self._shown([row])
        began = row.started_at.timestamp()
        return TraceDetail(**shown.model_dump(), spans=[SpanOut(**_span(s, began)) for s in session["spans"]])

    async def span(self, id: UUID, number: int) -> SpanDetail:
        """One span whole."""
        row = await self._row(id)
        brief = next((s for s in (await self._read(row))["spans"] if s["number"] == number), None)
        if brief is None:
            raise NotFound("There is no such step.")
        whole = await asyncio.to_thread(read_span, self.home / row.folder, brief)
        return SpanDetail(**_span(brief, row.started_at.timestamp()) | whole)

    async def download(self, id: UUID) -> Iterator[bytes]:
        """One trail as a zip file in pieces."""
        return self._zip([await self._row(id)])

    async def of_conversation(self, id: UUID) -> Iterator[bytes]:
        """All that is kept of a conversation, as a zip file in pieces."""
        rows = (await self.ctx.db.scalars(queries.of(Trace.conversation_id, (id,)))).all()
        mine = [row for row in rows if self._may_see(row)]
        if not mine:
            raise NotFound("Nothing is kept of such a conversation.")
        return self._zip(mine)

    async def delete(self, id: UUID) -> None:
        """Row and folder."""
        row = await self._row(id)
        self.ctx.emit(Happened("delete", "traces", row.id))
        await self.remove([row])

    async def remove(self, rows: Sequence[Trace]) -> None:
        """Rows now, folders once that stands."""
        if not rows:
            return
        await erase(self.ctx, delete(ROWS).where(ROWS.c.id.in_([row.id for row in rows])))
        paths = [self.home / row.folder for row in rows]

        async def gone() -> None:
            await asyncio.to_thread(remove_folders, paths)

        self.ctx.after_commit(gone)

    def _zip(self, rows: Sequence[Trace]) -> Iterator[bytes]:
        for row in rows:
            self.ctx.emit(Happened("export", "traces", row.id))
        return zipped([(f"{row.started_at:%Y-%m-%d_%H%M%S}_{row.id}", self.home / row.folder) for row in rows])

    def _may_see(self, row: Trace) -> bool:
        return row.user_id == self.ctx.actor.user_id or self.ctx.actor.may(READ)

    async def _row(self, id: UUID) -> Trace:
        row = (await self.ctx.db.scalars(queries.one(id))).one_or_none()
        if row is None or not self._may_see(row):
            raise NotFound("There is no such trace, or not yet: it is written a moment after the work.")
        return row

    async def _read(self, row: Trace) -> dict[str, Any]:
        try:
            return await asyncio.to_thread(read_session, self.home / row.folder)
        except FileNotFoundError:
            raise NotFound(GONE) from None

    async def _shown(self, rows: Sequence[Trace]) -> list[TraceOut]:
        people: People | None = self.ctx.kit.ports.get(People)
        ids = {row.user_id for row in rows}
        names = await people.names(self.ctx, ids) if people is not None and ids else {}
        return [TraceOut.model_validate(row).model_copy(update={"person": names.get(row.user_id)}) for row in rows]


def remove_folders(paths: Sequence[Path]) -> None:
    """And the folders above them (conversation, day, month, year) that are empty then."""
    for path in paths:
        shutil.rmtree(path, ignore_errors=True)
        with suppress(OSError):  # the first that still holds something
            for above in path.parents[:4]:
                above.rmdir()


def _span(kept: dict[str, Any], began: float) -> dict[str, Any]:
    seconds = kept["seconds"]
    times = {"start_ms": round((kept["began"] - began) * 1000, 3), "ms": None if seconds is None else round(seconds * 1000, 3)}
    return {key: kept[key] for key in ("number", "parent", "kind", "name", "error", "facts")} | times
