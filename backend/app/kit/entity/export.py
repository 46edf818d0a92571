"""All records of a filter as CSV, JSON or XLSX: read and sent in batches, so that a million rows need the memory of one batch."""

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from typing import Any

from starlette.responses import Response, StreamingResponse

from app.kit.core.context import Context
from app.kit.core.events import Happened
from app.kit.core.ids import new_id
from app.kit.entity.declare import Entity
from app.kit.entity.flat import lines, text, titles, values
from app.kit.entity.record import encode
from app.kit.entity.schemas import ExportQuery, ListQuery, schemas
from app.kit.entity.service import EntityService
from app.kit.entity.sheet import TYPE, Writer

BATCH = 1000
Batches = AsyncIterator[list[dict[str, Any]]]


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
    if wanted.format == "json":
        return StreamingResponse(_json(batches), media_type="application/json", headers=headers)
    fields = [name for name in service.view().names if name in entity.__fields__]
    if wanted.format == "csv":
        return StreamingResponse(_csv(entity, fields, batches), media_type="text/csv; charset=utf-8", headers=headers)
    return StreamingResponse(_xlsx(entity, fields, batches), media_type=TYPE, headers=headers)


def _page(entity: type[Entity], wanted: ExportQuery, cursor: str | None, *, limit: int) -> ListQuery:
    rest: dict[str, Any] = {"q": wanted.q, "deleted": wanted.deleted, "sort": wanted.sort, "cursor": cursor}
    return schemas(entity).Find(**wanted.filters, **rest).model_copy(update={"limit": limit})  # a batch is larger than a page may be


async def _batches(ctx: Context, service: Callable[..., EntityService[Any]], entity: type[Entity], wanted: ExportQuery) -> Batches:
    cursor: str | None = None
    while True:
        async with ctx.fork() as mine:  # no connection is held while the reader is slow
            page = await service(mine, entity).find(_page(entity, wanted, cursor, limit=BATCH))
        yield page["items"]
        cursor = page["next_cursor"]
        if cursor is None:
            return


async def _csv(entity: type[Entity], fields: Sequence[str], batches: Batches) -> AsyncIterator[bytes]:
    yield "\ufeff".encode() + lines([titles(entity, fields)])
    async for batch in batches:
        yield lines(map(text, values(entity, fields, record)) for record in batch)


async def _json(batches: Batches) -> AsyncIterator[bytes]:
    first = True
    yield b"["
    async for batch in batches:
        body = encode(batch)[1:-1]
        if body:
            yield body if first else b"," + body
            first = False
    yield b"]"


async def _xlsx(entity: type[Entity], fields: Sequence[str], batches: Batches) -> AsyncIterator[bytes]:
    sheet = Writer(entity.__plural__, titles(entity, fields))
    async for batch in batches:
        yield await asyncio.to_thread(sheet.rows, [values(entity, fields, record) for record in batch])
    yield sheet.end()
