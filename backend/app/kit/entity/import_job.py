"""The import job: one transaction for the whole file, so that a killed worker leaves all of it or nothing."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import Any
from uuid import UUID

from pydantic import ValidationError
from sqlalchemy import select

from app.kit.core import files
from app.kit.core.context import Context, work
from app.kit.core.errors import AppError
from app.kit.core.events import BulkChanged, Happened
from app.kit.core.registry import registry
from app.kit.core.wording import sentence
from app.kit.entity.declare import Entity
from app.kit.entity.import_rows import fields, guess, nested, rows
from app.kit.entity.schemas import schemas
from app.kit.entity.service import EntityService, service_of
from app.kit.entity.values import given
from app.kit.jobs.job import Job, JobFailed, Run

CHUNK = 500
REPORTED = 1000
"""At most this many row errors are kept; `failed` counts all."""


class RowError(Exception):
    """Why one row can not be taken."""

    def __init__(self, field: str, msg: str) -> None:
        super().__init__(msg)
        self.field, self.msg = field, msg


@dataclass(slots=True)
class Outcome:
    """What the file came to."""

    rows: int = 0
    created: int = 0
    updated: int = 0
    failed: int = 0
    errors: list[dict[str, Any]] = field(default_factory=list)

    def refuse(self, row: int, found: list[RowError]) -> None:
        """Count a bad row and keep its errors."""
        self.failed += 1
        room = max(0, REPORTED - len(self.errors))
        self.errors += [{"row": row, "field": e.field, "msg": e.msg} for e in found[:room]]

    def json(self, *, dry_run: bool) -> dict[str, Any]:
        """The operation's result."""
        return {
            "rows": self.rows,
            "created": self.created,
            "updated": self.updated,
            "failed": self.failed,
            "errors": self.errors,
            "dry_run": dry_run,
        }


@dataclass(slots=True)
class Importer:
    """Takes rows in chunks: relations, existing records and unique values are looked up once per chunk."""

    ctx: Context
    service: EntityService[Any]
    asked: dict[str, Any]
    outcome: Outcome = field(default_factory=Outcome)
    seen: dict[str, set[str]] = field(default_factory=dict)

    @property
    def entity(self) -> type[Entity]:
        """What is imported."""
        entity: type[Entity] = self.service.entity
        return entity

    @property
    def writing(self) -> bool:
        """Whether rows still go to the database: not in a trial, and not once the file as a whole is refused."""
        return not self.asked["dry_run"] and (self.asked["partial"] or not self.outcome.failed)

    async def take(self, chunk: list[tuple[int, dict[str, str]]]) -> None:
        """Check and write one chunk; row numbers count the data rows from 1."""
        flats = [(no, fields(row, self.asked["mapping"], self.asked["defaults"])) for no, row in chunk]
        links = await self._links([flat for _, flat in flats])
        known = await self._known([flat for _, flat in flats])
        for no, flat in flats:
            self.outcome.rows += 1
            try:
                await self._row(flat, links, known)
            except RowError as error:
                self.outcome.refuse(no, [error])
            except ValidationError as error:
                self.outcome.refuse(no, [RowError(".".join(str(p) for p in e["loc"]), sentence(e)) for e in error.errors()])
            except AppError as error:
                self.outcome.refuse(no, [RowError(str(e.loc[-1]), e.msg) for e in error.errors] or [RowError("", str(error))])
        if self.writing:
            await self.ctx.settle()
        self.ctx.db.expunge_all()

    async def _row(self, flat: dict[str, Any], links: dict[tuple[str, str], UUID], known: dict[str, dict[str, Entity]]) -> None:
        values = nested(self.entity, self._linked(flat, links))
        key = self.asked["upsert_key"]
        found = known.get(key, {}).get(str(values.get(key))) if key else None
        self._once(values, known, found)
        shapes = schemas(self.entity)
        if found is not None:
            await self.service.assign(found, given(shapes.Patch.model_validate(values)))
            self.outcome.updated += 1
            return
        record = await self.service.new(shapes.In.model_validate(values))
        if self.writing:
            self.ctx.db.add(record)
        self.outcome.created += 1

    def _linked(self, flat: dict[str, Any], links: dict[tuple[str, str], UUID]) -> dict[str, Any]:
        made: dict[str, Any] = {}
        for target, value in flat.items():
            name, _, by = target.partition(".")
            if by and self.entity.__fields__[name].kind == "ref":
                if (target, value) not in links:
                    raise RowError(name, f"there is no {name} with the {by} {value}")
                made[name] = links[target, value]
            else:
                made[target] = value
        return made

    def _once(self, values: dict[str, Any], known: dict[str, dict[str, Entity]], found: Entity | None) -> None:
        """No unique value twice: neither in the file nor against the records that exist."""
        for name, others in known.items():
            value = str(values.get(name) or "")
            if not value:
                continue
            if value in self.seen.setdefault(name, set()):
                raise RowError(name, f"{value} is in the file more than once")
            self.seen[name].add(value)
            if (other := others.get(value)) is not None and other is not found:
                raise RowError(name, f"{value} exists already")

    async def _links(self, flats: list[dict[str, Any]]) -> dict[tuple[str, str], UUID]:
        """(`customer.code`, value) -> id, one query per relation."""
        found: dict[tuple[str, str], UUID] = {}
        for target in {t for flat in flats for t in flat if "." in t and self.entity.__fields__[t.partition(".")[0]].kind == "ref"}:
            name, _, by = target.partition(".")
            spec = self.entity.__fields__[name]
            self.ctx.actor.require(f"{spec.target}:read")
            other: type[Entity] = registry.entities[spec.target]
            column = getattr(other, by)
            wanted = {flat[target] for flat in flats if target in flat}
            query = select(column, other.id).where(column.in_(wanted), other.deleted_at.is_(None))
            found |= {(target, value): id for value, id in (await self.ctx.db.execute(query)).all()}
        return found

    async def _known(self, flats: list[dict[str, Any]]) -> dict[str, dict[str, Entity]]:
        """Records that hold one of the chunk's unique values, by field and value."""
        found: dict[str, dict[str, Entity]] = {}
        for name in (k for k, s in self.entity.__fields__.items() if s.unique):
            column = getattr(self.entity, name)
            values = {str(flat[name]) for flat in flats if name in flat}
            query = select(self.entity).where(column.in_(values), self.entity.deleted_at.is_(None))
            found[name] = {str(getattr(r, name)): r for r in (await self.ctx.db.scalars(query)).all()} if values else {}
        return found


def _chunks(numbered: Iterator[tuple[int, dict[str, str]]]) -> Iterator[list[tuple[int, dict[str, str]]]]:
    while chunk := list(islice(numbered, CHUNK)):
        yield chunk


async def run_import(run: Run) -> dict[str, Any] | None:
    """All or nothing (or, with `partial`, every valid row), as the person who asked."""
    asked, entity = run.args, registry.entities[run.args["entity"]]
    run.actor.require(f"{entity.__entity__}:write")
    path = files.locate(run.kit.settings, run.actor.org_id, UUID(asked["file"]))
    if not path.exists():
        raise JobFailed("The uploaded file is gone. Please upload it again.")
    total = max(1, path.read_bytes().count(b"\n"))
    if total > run.kit.settings.import_max_rows:
        raise JobFailed(f"The file has more than {run.kit.settings.import_max_rows} rows.")
    async with work(run.kit, run.actor, run.origin) as ctx:
        ctx.bulk = True
        importer = Importer(ctx, service_of(ctx, entity), asked)
        numbered = enumerate(rows(path), start=1)
        for chunk in _chunks(numbered):
            if not asked["mapping"]:
                asked["mapping"] = guess(entity, list(chunk[0][1]))
            await importer.take(chunk)
            await run.progress(min(0.99, importer.outcome.rows / total), f"{importer.outcome.rows:,} rows", stage="reading")
        outcome = importer.outcome
        if not outcome.rows:
            raise JobFailed("The file has no rows below its header line.", outcome.json(dry_run=asked["dry_run"]))
        result = outcome.json(dry_run=asked["dry_run"])
        if not asked["dry_run"]:
            if outcome.failed and not asked["partial"]:
                raise JobFailed(
                    f"{outcome.failed} of {outcome.rows} rows are not valid; nothing was imported.", {**result, "created": 0, "updated": 0}
                )
            ctx.emit(
                Happened(
                    "import",
                    entity.__entity__,
                    run.operation_id,
                    {k: result[k] for k in ("rows", "created", "updated", "failed")} | {"file": asked["name"]},
                )
            )
            ctx.emit(BulkChanged(entity.__entity__, "import", outcome.created + outcome.updated))
        await run.finish(ctx, result)
    return None


IMPORT = Job("import", run_import, label="Import")
