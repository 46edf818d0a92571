"""The routes every entity has. Each handler gets its real types, so OpenAPI is as good as hand-written."""

from collections.abc import Callable
from functools import partial
from typing import Annotated, Any, TypeVar
from uuid import UUID

from fastapi import APIRouter, Path, Query, Request, Response
from pydantic import AwareDatetime, BaseModel

from app.kit.core.access import AUTHENTICATED
from app.kit.core.context import Context
from app.kit.core.history import HistoryPage
from app.kit.entity.bulk import bulk
from app.kit.entity.declare import Entity
from app.kit.entity.describe import EntitiesOut, describe
from app.kit.entity.export import export
from app.kit.entity.happenings import EventsOut, catalogue
from app.kit.entity.imports import ImportForm, accept_import, as_csv
from app.kit.entity.merge import MergeIn, merge
from app.kit.entity.past import PastRecord, RevertIn, past, revert
from app.kit.entity.record import SPARSE, Json, SparseJson
from app.kit.entity.schemas import BulkIn, BulkOut, ExportQuery, ListQuery, StatsOut, StatsQuery, StatusIn, filter_properties, schemas
from app.kit.entity.service import EntityService
from app.kit.entity.values import FILES
from app.kit.jobs.job import WorkAccepted
from app.kit.web.download import send_file
from app.kit.web.operation import allow
from app.kit.web.route import Ctx, router

MOST_VERSION = 2**31 - 1
Text = Annotated[str | None, Query(max_length=500)]
F = TypeVar("F", bound=Callable[..., Any])
Service = Callable[[Context, type[Entity]], EntityService[Any]]


def _shape(fn: F, name: str, doc: str, **types: Any) -> F:
    """Give a closure the name, words and types that its route shows."""
    fn.__name__, fn.__doc__ = name, doc
    fn.__annotations__ |= types
    return fn


def _documented(entity: type[Entity]) -> dict[str, Any]:
    """The field filters as query parameters in OpenAPI, without their cost at run time."""
    found = filter_properties(entity).items()
    return {"parameters": [{"name": name, "in": "query", "required": False, "schema": schema} for name, schema in found]}


def _sparse(shape: type[BaseModel]) -> dict[int | str, dict[str, Any]]:
    """What `fields=` answers, beside the whole records (whose own shapes bring all that these name)."""
    schema = shape.model_json_schema(mode="serialization", ref_template="#/components/schemas/{model}")
    inner = schema.pop("$defs", {})
    if (items := schema["properties"].get("items")) is not None:
        items["items"] = inner[items["items"]["$ref"].rpartition("/")[2]]
    return {200: {"content": {SPARSE: {"schema": schema}}}}


def _links(one: str) -> dict[int | str, dict[str, Any]]:
    """Where a client can go with the record that it made (OpenAPI links)."""
    verbs = (f"get_{one}", f"update_{one}", f"set_{one}_status", f"delete_{one}", f"get_{one}_history")
    return {201: {"links": {name: {"operationId": name, "parameters": {"id": "$response.body#/id"}} for name in verbs}}}


def entity_router(entity: type[Entity], service: Service | None = None) -> APIRouter:
    """All of api.md's "Entities" for one entity; operation ids like `create_invoice`."""
    made = router(f"/{entity.__entity__}", entity.__entity__)
    make = partial(_service, service or EntityService, entity)
    _collection(made, entity, make)
    _sheets(made, entity, make)
    _record(made, entity, make)
    _versions(made, entity, make)
    if any(spec.kind in FILES for spec in entity.__fields__.values()):
        _held_files(made, entity, make)
    return made


def _service(service: Service, entity: type[Entity], ctx: Context) -> EntityService[Any]:
    return service(ctx, entity)


def _collection(made: APIRouter, entity: type[Entity], make: Callable[[Context], EntityService[Any]]) -> None:
    s, many, one, noun = schemas(entity), entity.__entity__, entity.__singular__, entity.__noun__
    read, write, words = allow(f"{many}:read"), allow(f"{many}:write"), entity.__plural__.lower()
    filters = _documented(entity)

    async def find(ctx: Ctx, query: ListQuery) -> Any:
        return (SparseJson if query.fields else Json)(await make(ctx).find(query))

    async def create(ctx: Ctx, body: BaseModel) -> Any:
        service = make(ctx)
        return Json(service.shown(await service.create(body)), 201)

    async def stats(ctx: Ctx, query: StatsQuery) -> Any:
        return Json(await make(ctx).stats(query))

    async def change(ctx: Ctx, body: BulkIn) -> Any:
        done = await bulk(make(ctx), body)
        return Json(done.model_dump(), 202 if isinstance(done, WorkAccepted) else 200)

    made.get("", response_model=s.Page, responses=_sparse(s.SparsePage), openapi_extra=filters)(
        read(_shape(find, f"list_{many}", f"Find {words}.", query=Annotated[s.Find, Query()]))
    )
    made.post("", status_code=201, response_model=s.Out, responses=_links(one))(
        write(_shape(create, f"create_{one}", f"Add a {noun}.", body=s.In))
    )
    made.get("/stats", response_model=StatsOut, openapi_extra=filters)(
        read(_shape(stats, f"get_{one}_stats", f"Count, sum and group {words}.", query=Annotated[s.Stats, Query()]))
    )
    made.post("/bulk", response_model=BulkOut, responses={202: {"model": WorkAccepted, "description": "Accepted as an operation"}})(
        write(_shape(change, f"bulk_{many}", f"Do one thing to many {words}."))
    )


def _sheets(made: APIRouter, entity: type[Entity], make: Callable[[Context], EntityService[Any]]) -> None:
    s, many, words, filters = schemas(entity), entity.__entity__, entity.__plural__.lower(), _documented(entity)

    async def send(ctx: Ctx, query: ExportQuery) -> Response:
        return await export(make(ctx), query)

    async def take(ctx: Ctx, request: Request) -> WorkAccepted:
        return await accept_import(ctx, entity, request)

    async def csv(ctx: Ctx, request: Request) -> Response:
        return await as_csv(request)

    made.get("/export", response_class=Response, openapi_extra=filters)(
        allow(f"{many}:read", tool=False)(
            _shape(send, f"export_{many}", f"All {words} of a filter as a file.", query=Annotated[s.Export, Query()])
        )
    )
    made.post("/import", status_code=202, response_model=WorkAccepted, openapi_extra=ImportForm.openapi())(
        allow(f"{many}:write", tool=False)(_shape(take, f"import_{many}", f"Add or update {words} from a CSV file or a spreadsheet."))
    )
    made.post("/import/csv", response_class=Response, openapi_extra=ImportForm.upload())(
        allow(f"{many}:write", tool=False)(_shape(csv, f"read_{many}_spreadsheet", "The first sheet of a spreadsheet as CSV."))
    )


def _record(made: APIRouter, entity: type[Entity], make: Callable[[Context], EntityService[Any]]) -> None:
    s, many, one, noun = schemas(entity), entity.__entity__, entity.__singular__, entity.__noun__
    read, write, remove = allow(f"{many}:read"), allow(f"{many}:write"), allow(f"{many}:delete")

    async def get(ctx: Ctx, id: UUID, expand: Text = None, fields: Text = None) -> Any:
        return (SparseJson if fields else Json)(await make(ctx).get(id, expanding=expand, fields=fields))

    async def replace(ctx: Ctx, id: UUID, body: BaseModel) -> Any:
        service = make(ctx)
        return Json(service.shown(await service.replace(id, body)))

    async def update(ctx: Ctx, id: UUID, body: BaseModel) -> Any:
        service = make(ctx)
        return Json(service.shown(await service.update(id, body)))

    async def move(ctx: Ctx, id: UUID, body: StatusIn) -> Any:
        service = make(ctx)
        return Json(service.shown(await service.move(id, body.status, body.values)))

    async def delete(ctx: Ctx, id: UUID) -> None:
        await make(ctx).delete(id)

    async def restore(ctx: Ctx, id: UUID) -> Any:
        service = make(ctx)
        return Json(service.shown(await service.restore(id)))

    async def history(
        ctx: Ctx, id: UUID, limit: Annotated[int, Query(ge=1, le=200)] = 50, cursor: Annotated[str | None, Query(max_length=200)] = None
    ) -> Any:
        return await make(ctx).history(id, limit, cursor)

    made.get("/{id}", response_model=s.Out, responses=_sparse(s.Sparse))(read(_shape(get, f"get_{one}", f"Read one {noun}.")))
    made.put("/{id}", response_model=s.Out)(write(_shape(replace, f"replace_{one}", f"Put a whole {noun} in its place.", body=s.In)))
    made.patch("/{id}", response_model=s.Out)(write(_shape(update, f"update_{one}", f"Change fields of a {noun}.", body=s.Patch)))
    made.patch("/{id}/status", response_model=s.Out)(write(_shape(move, f"set_{one}_status", f"Move a {noun} to another status.")))
    made.delete("/{id}", status_code=204)(remove(_shape(delete, f"delete_{one}", f"Remove a {noun}; it can be restored.")))
    made.post("/{id}/restore", response_model=s.Out)(remove(_shape(restore, f"restore_{one}", f"Bring a deleted {noun} back.")))
    made.get("/{id}/history", response_model=HistoryPage)(
        read(_shape(history, f"get_{one}_history", f"Who changed what of a {noun}, newest first."))
    )


def _held_files(made: APIRouter, entity: type[Entity], make: Callable[[Context], EntityService[Any]]) -> None:
    async def content(ctx: Ctx, id: UUID, field: str) -> Response:
        return send_file(ctx, await make(ctx).file(id, field))

    made.get("/{id}/files/{field}", response_class=Response)(
        allow(f"{entity.__entity__}:read", tool=False)(
            _shape(content, f"get_{entity.__singular__}_file", f"The content of a file that a {entity.__noun__} holds.")
        )
    )


def _versions(made: APIRouter, entity: type[Entity], make: Callable[[Context], EntityService[Any]]) -> None:
    s, many, one = schemas(entity), entity.__entity__, entity.__singular__
    read, write = allow(f"{many}:read"), allow(f"{many}:write")

    async def version(ctx: Ctx, id: UUID, version: Annotated[int, Path(ge=1, le=MOST_VERSION)]) -> PastRecord:
        return await past(make(ctx), id, version=version)

    async def as_of(ctx: Ctx, id: UUID, at: AwareDatetime) -> PastRecord:
        return await past(make(ctx), id, at=at)

    async def take_back(ctx: Ctx, id: UUID, body: RevertIn) -> Any:
        service = make(ctx)
        return Json(service.shown(await revert(service, id, body)))

    async def join(ctx: Ctx, id: UUID, body: MergeIn) -> Any:
        service = make(ctx)
        return Json(service.shown(await merge(service, id, body)))

    made.get("/{id}/history/{version}", response_model=PastRecord)(
        allow(f"{many}:read", tool=False)(_shape(version, f"get_{one}_version", f"A {one} as it was at one of its versions."))
    )
    made.get("/{id}/as-of", response_model=PastRecord)(read(_shape(as_of, f"get_{one}_as_of", f"A {one} as it was at a moment.")))
    made.post("/{id}/revert", response_model=s.Out)(
        write(_shape(take_back, f"revert_{one}", f"Take the values of an earlier version of a {one} again."))
    )
    made.post("/{id}/merge", response_model=s.Out)(
        write(_shape(join, f"merge_{many}", f"Make duplicates part of this {one}: links move here, the others are deleted."))
    )


meta_router = router("/meta", "meta")


@meta_router.get("/entities", response_model=EntitiesOut)
@allow(AUTHENTICATED)
async def get_entities(ctx: Ctx) -> Any:
    """What records there are: fields, filters, status moves, relations, and what the caller may do with them."""
    return describe(ctx.actor)


@meta_router.get("/events", response_model=EventsOut)
@allow(AUTHENTICATED)
async def get_events(ctx: Ctx) -> Any:
    """What can happen to the records that the caller may read, by the names that webhooks use."""
    return EventsOut(events=catalogue(ctx.actor))
