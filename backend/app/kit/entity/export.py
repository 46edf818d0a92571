"""All records of a filter as CSV, JSON or XLSX: read and sent in batches, so that a million rows need the memory of one batch."""

import asyncio
import csv
import io
import tempfile
from collections.abc import AsyncIterator, Callable, Iterable
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from starlette.background import BackgroundTask
from starlette.responses import FileResponse, Response, StreamingResponse

from app.kit.core.context import Context
from app.kit.core.events import Happened
from app.kit.core.ids import new_id
from app.kit.entity.declare import Entity
from app.kit.entity.record import encode
from app.kit.entity.schemas import MOST, ExportQuery, ListQuery, schemas
from app.kit.entity.service import EntityService

BATCH = MOST
FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""A spreadsheet runs a cell that begins with one of these; an apostrophe keeps it text (OWASP, CSV injection)."""
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


async def export(service: EntityService[Any], wanted: ExportQuery) -> Response:
    """The file, streamed; an audit row says who took what."""
    ctx, entity = service.ctx, service.entity
    await service.find(_page(entity, wanted, None, limit=1))  # a wrong filter is an answer now, not a broken file later
    ctx.emit(
        Happened(
            "export", entity.__entity__, new_id(), {"format": wanted.format, "filters": {k: str(v) for k, v in wanted.filters.items()}}
        )
    )
    name = f"{entity.__entity__}.{wanted.format}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    batches = _batches(ctx, type(service), entity, wanted)
    if wanted.format == "csv":
        return StreamingResponse(_csv(entity, batches), media_type="text/csv; charset=utf-8", headers=headers)
    if wanted.format == "json":
        return StreamingResponse(_json(batches), media_type="application/json", headers=headers)
    path = await _xlsx(entity, batches)
    return FileResponse(path, media_type=XLSX, headers=headers, background=BackgroundTask(path.unlink, missing_ok=True))


def _page(entity: type[Entity], wanted: ExportQuery, cursor: str | None, *, limit: int) -> ListQuery:
    rest = {"q": wanted.q, "deleted": wanted.deleted, "sort": wanted.sort, "cursor": cursor, "limit": limit}
    return schemas(entity).Find(**wanted.filters, **rest)


async def _batches(
    ctx: Context, service: Callable[..., EntityService[Any]], entity: type[Entity], wanted: ExportQuery
) -> AsyncIterator[list[dict[str, Any]]]:
    cursor: str | None = None
    while True:
        async with ctx.fork() as mine:  # no connection is held while the reader is slow
            page = await service(mine, entity).find(_page(entity, wanted, cursor, limit=BATCH))
        yield page["items"]
        cursor = page["next_cursor"]
        if cursor is None:
            return


def titles(entity: type[Entity]) -> list[str]:
    """Column names of a flat file; money has two, `total.amount` and `total.currency`, as the import takes them."""
    parts = [[f"{k}.amount", f"{k}.currency"] if s.kind == "money" else [k] for k, s in entity.__fields__.items()]
    return ["id", *(name for part in parts for name in part), "created_at", "updated_at"]


def cells(entity: type[Entity], record: dict[str, Any]) -> list[str]:
    """A record as texts in the order of `titles`."""
    made = [str(record["id"])]
    for key, spec in entity.__fields__.items():
        value = record[key]
        if spec.kind == "money":
            made += [value["amount"], value["currency"]] if value else ["", ""]
        else:
            made.append("" if value is None else str(value))
    return [safe(c) for c in (*made, record["created_at"].isoformat(), record["updated_at"].isoformat())]


def safe(cell: str) -> str:
    """A text that a spreadsheet does not run; numbers stay numbers."""
    if cell.startswith(FORMULA) and not cell.replace(".", "", 1).lstrip("+-").isdigit():
        return f"'{cell}"
    return cell


async def _csv(entity: type[Entity], batches: AsyncIterator[list[dict[str, Any]]]) -> AsyncIterator[bytes]:
    yield "\ufeff".encode() + _lines([titles(entity)])
    async for batch in batches:
        yield _lines(cells(entity, record) for record in batch)


def _lines(rows: Iterable[list[str]]) -> bytes:
    out = io.StringIO(newline="")
    csv.writer(out).writerows(rows)
    return out.getvalue().encode()


async def _json(batches: AsyncIterator[list[dict[str, Any]]]) -> AsyncIterator[bytes]:
    first = True
    yield b"["
    async for batch in batches:
        body = encode(batch)[1:-1]
        if body:
            yield body if first else b"," + body
            first = False
    yield b"]"


def _append(sheet: Any, rows: list[list[str]]) -> None:
    for row in rows:
        sheet.append(row)


async def _xlsx(entity: type[Entity], batches: AsyncIterator[list[dict[str, Any]]]) -> Path:
    book = Workbook(write_only=True)
    sheet = book.create_sheet(entity.__plural__[:31])
    sheet.append(titles(entity))
    async for batch in batches:
        rows = [cells(entity, record) for record in batch]
        await asyncio.to_thread(_append, sheet, rows)
    with tempfile.NamedTemporaryFile(suffix=".xlsx", delete=False) as file:
        path = Path(file.name)
    await asyncio.to_thread(book.save, path)
    return path
