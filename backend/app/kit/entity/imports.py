"""POST /{x}/import: takes the file, checks the form, and leaves the work to a job (`import_job`)."""

import asyncio
import tempfile
from collections.abc import AsyncIterator
from itertools import islice
from pathlib import Path
from typing import Any

import orjson
from fastapi import Request, Response
from pydantic import BaseModel, TypeAdapter, ValidationError
from starlette.datastructures import FormData, UploadFile
from starlette.responses import StreamingResponse

from app.kit.core import files
from app.kit.core.access import Actor
from app.kit.core.context import Context
from app.kit.core.errors import Invalid
from app.kit.core.registry import registry
from app.kit.entity.declare import Entity
from app.kit.entity.flat import lines
from app.kit.entity.rights import require_unlocked
from app.kit.entity.sheet import read
from app.kit.entity.values import FILES
from app.kit.jobs.job import WorkAccepted, enqueue

KIND = "import"
SHOWN = 500
"""Rows of a spreadsheet that are turned into CSV at a time."""
BOOLEANS = {"true": True, "1": True, "false": False, "0": False, "": False}
WORDS = TypeAdapter(dict[str, str])


class ImportForm(BaseModel):
    """What the form asks for."""

    mapping: dict[str, str]
    defaults: dict[str, str]
    upsert_key: str | None
    dry_run: bool
    partial: bool

    @staticmethod
    def openapi() -> dict[str, Any]:
        """The multipart form and its two switches."""
        text = {"type": "string"}
        form = {
            "type": "object",
            "required": ["file"],
            "properties": {
                "file": {
                    "type": "string",
                    "format": "binary",
                    "description": "CSV with a header line (UTF-8 or Windows-1252; `,` `;` or tab) or a spreadsheet (XLSX, first sheet)",
                },
                "mapping": {
                    **text,
                    "description": 'JSON {"CSV column": "field"}; `customer.code` names a relation by a unique field, `total.amount` '
                    "a part of money. Without it, columns are matched by name.",
                },
                "defaults": {**text, "description": 'JSON {"total.currency": "USD"}'},
                "upsert_key": {**text, "description": "A unique field: rows whose value exists update that record"},
            },
        }
        off = {"in": "query", "required": False, "schema": {"type": "boolean", "default": False}}
        switches = [
            {"name": "dry_run", "description": "Check everything, write nothing", **off},
            {"name": "partial", "description": "Write the valid rows even if others are not", **off},
        ]
        return {"requestBody": {"required": True, "content": {"multipart/form-data": {"schema": form}}}, "parameters": switches}

    @staticmethod
    def upload() -> dict[str, Any]:
        """A form with the file alone."""
        file = {"type": "string", "format": "binary", "description": "A spreadsheet (XLSX)"}
        form = {"type": "object", "required": ["file"], "properties": {"file": file}}
        return {"requestBody": {"required": True, "content": {"multipart/form-data": {"schema": form}}}}


async def as_csv(request: Request) -> Response:
    """The first sheet of a spreadsheet as CSV; 422 when it is none."""
    async with request.form(max_files=1, max_fields=1) as form:
        file = form.get("file")
        if not isinstance(file, UploadFile):
            raise Invalid.field("file", "send a spreadsheet as multipart/form-data")
        copy = tempfile.NamedTemporaryFile()  # noqa: SIM115  closed behind the last row
        async for chunk in _chunks(file):
            await asyncio.to_thread(copy.write, chunk)
    copy.flush()
    rows = read(Path(copy.name))

    async def some() -> bytes:
        return await asyncio.to_thread(lambda: lines(islice(rows, SHOWN)))

    try:
        first = await some()
    except ValueError as error:
        copy.close()
        raise Invalid.field("file", str(error)) from None

    async def body() -> AsyncIterator[bytes]:
        with copy:
            yield first
            while more := await some():
                yield more

    return StreamingResponse(body(), media_type="text/csv; charset=utf-8")


async def accept_import(ctx: Context, entity: type[Entity], request: Request) -> WorkAccepted:
    """Store the file, check mapping and defaults against the entity, accept the job."""
    async with request.form(max_files=1, max_fields=10, max_part_size=256 * 1024) as form:
        file = form.get("file")
        if not isinstance(file, UploadFile):
            raise Invalid.field("file", "send a CSV file or a spreadsheet as multipart/form-data")
        asked = _read(form, request)
        check_targets(ctx.actor, entity, asked)
        file_id = await files.store(ctx.settings, ctx.actor.org_id, _chunks(file))
        name = (file.filename or "file")[-100:]
    args = {"entity": entity.__entity__, "file": str(file_id), "name": name, **asked.model_dump()}
    operation = await enqueue(ctx, KIND, args, ref=entity.__entity__, label=f"Import of {entity.__plural__.lower()}")
    return WorkAccepted(operation_id=operation)


def _read(form: FormData, request: Request) -> ImportForm:
    def words(name: str) -> dict[str, str]:
        raw = form.get(name)
        try:
            return WORDS.validate_python(orjson.loads(raw)) if isinstance(raw, str) and raw.strip() else {}
        except (orjson.JSONDecodeError, ValidationError):
            raise Invalid.field(name, "is a JSON object of texts") from None

    def switch(name: str) -> bool:
        raw = request.query_params.get(name, "").lower()
        if raw not in BOOLEANS:
            raise Invalid.field(name, "expects true or false", where="query")
        return BOOLEANS[raw]

    key = form.get("upsert_key")
    return ImportForm(
        mapping=words("mapping"), defaults=words("defaults"), dry_run=switch("dry_run"), partial=switch("partial"),
        upsert_key=key if isinstance(key, str) and key else None,
    )  # fmt: skip


def check_targets(actor: Actor, entity: type[Entity], asked: ImportForm) -> None:
    """Every named field exists, takes a text and is the actor's to set; the upsert key is unique."""
    named = [(where, target) for where, found in (("mapping", asked.mapping.values()), ("defaults", asked.defaults)) for target in found]
    for where, target in named:
        if target and (why := _refused(entity, target)):
            raise Invalid.field(where, f"{target} {why}")
    require_unlocked(entity, actor, {target.partition(".")[0] for _, target in named if target})
    doubled = [t for t in asked.mapping.values() if t and list(asked.mapping.values()).count(t) > 1]
    if doubled:
        raise Invalid.field("mapping", f"{doubled[0]} is named by two columns")
    if asked.upsert_key and not ((spec := entity.__fields__.get(asked.upsert_key)) and spec.unique):
        raise Invalid.field("upsert_key", f"{asked.upsert_key} is not a unique field of {entity.__entity__}")


def _refused(entity: type[Entity], target: str) -> str:
    """Why a column can not become this field or path; empty when it can."""
    name, _, rest = target.partition(".")
    spec = entity.__fields__.get(name)
    if spec is None:
        return f"is not a field of {entity.__entity__}"
    if spec.kind in FILES:
        return "holds a file, which a table can not bring along"
    if not rest or (spec.kind == "money" and rest in ("amount", "currency")):
        return ""
    other = registry.entities.get(spec.target) if spec.kind in ("ref", "refs") else None
    inner = other.__fields__.get(rest) if other else None
    return "" if inner is not None and inner.unique else f"is not a field of {entity.__entity__}"


async def _chunks(file: UploadFile) -> AsyncIterator[bytes]:
    while chunk := await file.read(files.CHUNK):
        yield chunk
