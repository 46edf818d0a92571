"""Reading the trail, as pages and as a file."""

import csv
import io
from collections.abc import AsyncIterator
from types import SimpleNamespace
from typing import Any
from uuid import UUID

import orjson

from app.features.audit.models import SIGNED, AuditLog
from app.features.audit.queries import entries
from app.features.audit.schemas import AuditExportQuery, AuditFilter, AuditQuery
from app.kit.core.access import People
from app.kit.core.context import Context
from app.kit.core.events import Happened
from app.kit.core.history import Doer, Entry
from app.kit.core.ids import new_id
from app.kit.web.shapes import Page, keyset

BATCH = 200
TITLES = "timestamp,user,user_id,via,agent,action,entity_type,entity_id,label,old_values,new_values,request_id,ip"
FORMULA = ("=", "+", "-", "@", "\t", "\r")


USER = SIGNED.index("user_id")


class AuditService:
    """The organisation's trail."""

    def __init__(self, ctx: Context) -> None:
        self.ctx = ctx

    async def find(self, wanted: AuditQuery) -> Page[Entry]:
        """A page of entries with the names of those who acted."""
        newest = wanted.sort == "-timestamp"  # ids grow with time, so they are the order
        page = await keyset(self.ctx.db, entries(wanted), [AuditLog.id], wanted, lambda row: row, newest_first=newest)
        return Page(items=await self._entries(page.items), next_cursor=page.next_cursor, total=page.total)

    async def _entries(self, rows: Any) -> list[Entry]:
        ids = {row[USER] for row in rows if row[USER] is not None}
        people: People | None = self.ctx.kit.ports.get(People)
        names = await people.names(self.ctx, ids) if people is not None and ids else {}
        return [_entry(r, names) for r in rows]

    def export(self, wanted: AuditExportQuery) -> AsyncIterator[str]:
        """The filtered trail as a file in pieces; taking it is itself noted."""
        chosen = wanted.model_dump(mode="json", exclude_none=True)
        self.ctx.emit(Happened("export", "audit_logs", new_id(), chosen))
        return (_csv if wanted.format == "csv" else _json)(self._batches(AuditFilter(**wanted.model_dump(exclude={"format"}))))

    async def _batches(self, wanted: AuditFilter) -> AsyncIterator[list[Entry]]:
        cursor: str | None = None
        while True:
            async with self.ctx.fork() as mine:  # no connection is held while the reader is slow
                found = await AuditService(mine).find(AuditQuery(**wanted.model_dump(), limit=BATCH, cursor=cursor))
            yield found.items
            cursor = found.next_cursor
            if cursor is None:
                return


def _entry(values: Any, names: dict[UUID, str]) -> Entry:
    row = SimpleNamespace(**dict(zip(SIGNED, values, strict=True)))
    doer = Doer(
        user_id=row.user_id, name=names.get(row.user_id), via=row.via, agent=row.agent, api_key_id=row.api_key_id,
        execution_id=row.execution_id, approver_id=row.approver_id, approver=names.get(row.approver_id),
        conversation_id=row.conversation_id, step=row.step,
    )  # fmt: skip
    return Entry(
        id=row.id, timestamp=row.at, actor=doer, action=row.action, entity_type=row.entity_type, entity_id=row.entity_id, label=row.label,
        old_values=orjson.loads(row.old_values), new_values=orjson.loads(row.new_values), request_id=row.request_id, ip=row.ip,
    )  # fmt: skip


async def _json(batches: AsyncIterator[list[Entry]]) -> AsyncIterator[str]:
    yield "["
    comma = ""
    async for batch in batches:
        for entry in batch:
            yield comma + entry.model_dump_json()
            comma = ",\n"
    yield "]"


async def _csv(batches: AsyncIterator[list[Entry]]) -> AsyncIterator[str]:
    yield "\ufeff" + TITLES + "\r\n"
    async for batch in batches:
        sheet = io.StringIO()
        csv.writer(sheet).writerows([[_cell(v) for v in _flat(e)] for e in batch])
        yield sheet.getvalue()


def _flat(e: Entry) -> tuple[Any, ...]:
    who = e.actor
    values = [orjson.dumps(v).decode() for v in (e.old_values, e.new_values)]
    what = (e.action, e.entity_type, e.entity_id, e.label, *values)
    return (e.timestamp.isoformat(), who.name, who.user_id, who.via, who.agent, *what, e.request_id, e.ip)


def _cell(value: Any) -> str:
    """A spreadsheet runs a cell that begins like a formula; an apostrophe keeps it text."""
    text = "" if value is None else str(value)
    return f"'{text}" if text.startswith(FORMULA) else text
