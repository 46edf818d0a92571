"""The shapes of an entity, named so that OpenAPI and the TypeScript client read well: Customer, CustomerIn, CustomerPatch, CustomerPage…"""

from dataclasses import dataclass
from datetime import datetime
from functools import cache
from types import NoneType
from typing import Annotated, Any, ClassVar, Literal, get_args
from uuid import UUID

from pydantic import MISSING, BaseModel, ConfigDict, Field, create_model

from app.kit.entity.declare import Entity
from app.kit.entity.kinds import KINDS
from app.kit.entity.spec import FieldSpec
from app.kit.web.shapes import Shape

Text = Annotated[str, Field(max_length=500)]
MOST = 200


class Mark(BaseModel):
    """A stretch of a searched text; those with `hit` are what was looked for."""

    text: str
    hit: bool


Highlights = Annotated[dict[str, list[Mark]] | MISSING, Field(description="By field: the text or an excerpt of it, in stretches")]


class Filtered(BaseModel):
    """Query of a list: what is fixed is typed here; field filters (`status=paid`) come as extras and are checked by the service."""

    model_config = ConfigDict(extra="allow")
    __entity__: ClassVar[type[Entity]]

    q: Annotated[str | None, Field(max_length=200, description="Full-text search; a word may be a beginning or another form")] = None
    deleted: Annotated[bool, Field(description="The deleted records instead")] = False

    @property
    def filters(self) -> dict[str, Any]:
        """The field filters as they were sent."""
        return self.model_extra or {}

    @classmethod
    def __get_pydantic_json_schema__(cls, core: Any, handler: Any) -> dict[str, Any]:
        made: dict[str, Any] = handler.resolve_ref_schema(handler(core))
        made["properties"] = made.get("properties", {}) | filter_properties(cls.__entity__)
        made["additionalProperties"] = {
            "type": "string",
            "description": "relation paths (customer.country=Germany), inverse existence (invoices__exists=false)",
        }
        return made


class ListQuery(Filtered):
    """Query of a page."""

    limit: Annotated[int, Field(ge=1, le=MOST)] = 50
    cursor: Annotated[str | None, Field(max_length=2000)] = None
    offset: Annotated[int, Field(ge=0, le=10_000_000, description="Rows to leave out: to jump in a list")] = 0
    sort: Annotated[Text | None, Field(description="Fields, `-` for descending: `-due_on,number`")] = None
    expand: Annotated[Text | None, Field(description="Relations to send along: `customer`")] = None
    count: Annotated[bool, Field(description="Also send `total`")] = False
    highlight: Annotated[bool, Field(description="Also send `highlights`: where each record holds what `q` looks for")] = False
    fields: Annotated[Text | None, Field(description="Send only these: `number,total`")] = None


class StatsQuery(Filtered):
    """Query of aggregates over the filtered records."""

    sum: Text | None = None
    avg: Text | None = None
    min: Text | None = None
    max: Text | None = None
    distinct: Annotated[Text | None, Field(description="Number of different values")] = None
    group_by: Annotated[Text | None, Field(description="Fields and relation paths: `status,customer.country`")] = None
    bucket: Annotated[Text | None, Field(description="`day|week|month|quarter|year:field`", examples=["month:issued_on"])] = None
    having: Annotated[list[Text] | Text | None, Field(description="`count__gte:2`, `sum.total__gt:1000`")] = None
    sort: Annotated[Text | None, Field(description="`-sum.total,count,status`")] = None
    limit: Annotated[int, Field(ge=1, le=1000)] = 200


class ExportQuery(Filtered):
    """Query of an export."""

    format: Literal["csv", "json", "xlsx"] = "csv"
    sort: Text | None = None


class StatusIn(Shape):
    """The status to move to, and fields to fill on the way."""

    status: Annotated[str, Field(max_length=40)]
    values: Annotated[dict[str, Any], Field(description="What the move requires: `{paid_on: 2026-01-31}`")] = {}


class BulkIn(Shape):
    """One action on many records: up to 200 ids at once, more of them or all of a filter as an operation."""

    action: Literal["update", "status", "delete", "restore"]
    ids: Annotated[list[UUID], Field(min_length=1, max_length=20_000)] | None = None
    filter: Annotated[
        dict[str, str | bool | int | list[str]] | None,
        Field(description="Instead of ids: the filters of a list, `{status: draft, due_on__lt: today}`; `{}` is every record"),
    ] = None
    q: Annotated[str | None, Field(max_length=200, description="Full-text search, with or without a filter")] = None
    values: Annotated[dict[str, Any], Field(description="Fields for `update`; `{status}` for `status`")] = {}
    partial: Annotated[bool, Field(description="As an operation that changes what may be changed; else all or nothing")] = False


class BulkOut(Shape):
    """How many records were changed."""

    changed: int


class StatsOut(BaseModel):
    """Aggregates by group."""

    items: list[dict[str, Any]]
    total_groups: int


class FileOut(Shape):
    """A file as a record holds it; its content is at `GET /{entity}/{id}/files/{field}`."""

    id: UUID
    name: str
    size: Annotated[int, Field(description="Bytes")]
    content_type: str


@dataclass(frozen=True, slots=True)
class Schemas:
    """The shapes of one entity."""

    In: type[BaseModel]
    Patch: type[BaseModel]
    Out: type[BaseModel]
    Sparse: type[BaseModel]
    Page: type[BaseModel]
    SparsePage: type[BaseModel]
    Find: type[ListQuery]
    Stats: type[StatsQuery]
    Export: type[ExportQuery]


@cache
def schemas(entity: type[Entity]) -> Schemas:
    """Made once per entity."""
    name = entity.__name__
    settable = {k: s for k, s in entity.__fields__.items() if s.computed is None}
    patch: dict[str, Any] = {key: (_ruled(spec) | MISSING, _shown(spec, MISSING)) for key, spec in settable.items()}
    out = create_model(name, __base__=Shape, __doc__=entity.__doc__, **_out(entity))
    rare = {key: (kind | MISSING, MISSING) for key, (kind, _) in _out(entity).items() if key not in ("id", "version")}
    sparse = create_model(f"{name}Sparse", __base__=Shape, id=(UUID, ...), version=(int, ...), **rare)  # type: ignore[call-overload]
    queries: list[Any] = [create_model(f"{name}{kind.__name__}", __base__=kind) for kind in (ListQuery, StatsQuery, ExportQuery)]
    for query in queries:
        query.__entity__ = entity
    return Schemas(
        create_model(f"{name}In", __base__=Shape, **{k: _given(s) for k, s in settable.items()}),  # type: ignore[call-overload]
        create_model(f"{name}Patch", __base__=Shape, **patch), out, sparse, _page(name, out), _page(f"{name}Sparse", sparse), *queries,
    )  # fmt: skip


def _page(name: str, item: type[BaseModel]) -> type[BaseModel]:
    items: Any = list[item]  # type: ignore[valid-type]
    return create_model(f"{name}Page", __base__=Shape, items=(items, ...), next_cursor=(str | None, ...), total=(int, MISSING))


def _out(entity: type[Entity]) -> dict[str, Any]:
    found: dict[str, Any] = {"id": (UUID, ...)}
    for key, spec in entity.__fields__.items():
        kind: Any = _answered(spec)
        hidden = spec.read is not None  # not everybody gets it
        found[key] = (kind | MISSING, Field(MISSING, title=spec.label)) if hidden else (kind, Field(..., title=spec.label))
    stamps = {"version": (int, ...), "created_at": (datetime, ...), "updated_at": (datetime, ...), "created_by": (UUID | None, ...)}
    extra = {"deleted_at": (datetime | None, None), "expanded": (dict[str, Any], MISSING), "highlights": (Highlights, MISSING)}
    return found | stamps | extra


def _answered(spec: FieldSpec) -> Any:
    if spec.kind in ("file", "image"):
        return FileOut | None if spec.nullable else FileOut
    if spec.kind == "json":
        return Any
    return spec.type | None if spec.computed is not None else spec.type


def _given(spec: FieldSpec) -> tuple[Any, Any]:
    """Type and default of a field in a new record; what is found only then may be missing."""
    if spec.required:
        return _ruled(spec), _shown(spec, ...)
    if spec.first is None and spec.default is not None:
        return _ruled(spec) | MISSING, _shown(spec, MISSING)
    return _ruled(spec), _shown(spec, spec.first)


def _shown(spec: FieldSpec, default: Any) -> Any:
    return Field(default, title=spec.label, description=spec.help or None, examples=list(spec.examples) or None)


def _ruled(spec: FieldSpec) -> Any:
    """The field's type with its rules on the value itself, not on the absence of one."""
    inner = [t for t in get_args(spec.type) if t is not NoneType] if spec.nullable else [spec.type]
    kind: Any = {"file": UUID, "image": UUID, "json": dict[str, Any] | list[Any]}.get(spec.kind, inner[0])
    ruled: Any = Annotated[kind, *spec.rule] if spec.rule else kind
    return ruled | None if spec.nullable else ruled


def filter_properties(entity: type[Entity]) -> dict[str, Any]:
    """Each field filter as JSON Schema, for documents and tools; `__in` and `__nin` are named once in the description."""
    found: dict[str, Any] = {}
    for key, spec in entity.__fields__.items():
        for op in spec.ops:
            schema = dict(KINDS[spec.kind].schema)
            if op == "null":
                schema = {"type": "boolean"}
            elif op in ("in", "nin"):
                schema = {"type": "string", "description": "comma list"}
            elif spec.choices:
                schema = {"type": "string", "enum": list(spec.choices)}
            found[key if op == "eq" else f"{key}__{op}"] = schema
    return found
