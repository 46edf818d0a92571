"""The import job: one transaction for the whole file, so that a killed worker leaves all of it or nothing."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
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
from app.kit.entity.import_links import Links, RowError, read_all
from app.kit.entity.import_rows import fields, guess, length, nested, rows
from app.kit.entity.journal import Journal, journal_of
from app.kit.entity.record import view
from app.kit.entity.schemas import schemas
from app.kit.entity.service import EntityService, service_of
from app.kit.entity.undo_job import UNDO
from app.kit.entity.values import given
from app.kit.jobs.job import Job, JobFailed, Run

CHUNK = 500
REPORTED = 1000
"""At most this many row errors are kept; `failed` counts all."""


@dataclass(slots=True)
class Outcome:
    """What the file came to."""

    rows: int = 0
    created: int = 0
    updated: int = 0
    failed: int = 0
    errors: list[dict[str, Any]] = field(default_factory=list)
    skipped: list[dict[str, str]] = field(default_factory=list)
    """Columns that were left out, and why."""

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
            "skipped": self.skipped,
            "dry_run": dry_run,
            "undo": None if dry_run else UNDO.kind,
        }


@dataclass(slots=True)
class Importer:
    """Takes rows in chunks: relations, existing records and unique values are looked up once per chunk."""

    ctx: Context
    service: EntityService[Any]
    asked: dict[str, Any]
    journal: Journal
    outcome: Outcome = field(default_factory=Outcome)
    seen: dict[str, set[str]] = field(default_factory=dict)
    unseen: set[UUID] = field(default_factory=set)
    """Records that exist but are not this person's to see, so not to change either."""

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
        links, known = Links(self.entity), await self._known([flat for _, flat in flats])
        await links.look_up(self.ctx, (flat for _, flat in flats))
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
            self.journal.write()
        self.ctx.db.expunge_all()

    async def _row(self, flat: dict[str, Any], links: Links, known: dict[str, dict[str, Entity]]) -> None:
        values = nested(self.entity, links.put(flat))
        key = self.asked["upsert_key"]
        found = known.get(key, {}).get(str(values.get(key))) if key else None
        self._once(values, known, found)
        shapes = schemas(self.entity)
        if found is None:
            record = await self.service.new(shapes.In.model_validate(values))
            if self.writing:
                self.ctx.db.add(record)
                self.journal.created(record)
            self.outcome.created += 1
            return
        if found.id in self.unseen:
            raise RowError(key, f"{values[key]} exists already, and you may not change it")
        await self._change(found, given(shapes.Patch.model_validate(values)))
        self.outcome.updated += 1

    async def _change(self, record: Entity, values: dict[str, Any]) -> None:
        before = {k: v for k, v in view(self.entity).dump(record).items() if k in values}
        try:
            await self.service.assign(record, values)
        except AppError:
            self.ctx.db.expunge(record)  # it holds values that were refused
            raise
        self.journal.updated(record, before)

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

    async def _known(self, flats: list[dict[str, Any]]) -> dict[str, dict[str, Entity]]:
        """Records that hold one of the chunk's unique values, by field and value as text."""
        found: dict[str, dict[str, Entity]] = {}
        for name, spec in ((k, s) for k, s in self.entity.__fields__.items() if s.unique):
            column: Any = getattr(self.entity, name)
            values = read_all(spec.kind, {str(flat[name]) for flat in flats if name in flat})
            query = select(self.entity).where(column.in_(values), self.entity.deleted_at.is_(None))
            found[name] = {str(getattr(r, name)): r for r in (await self.ctx.db.scalars(query)).all()} if values else {}
            if name == self.asked["upsert_key"] and found[name]:
                ids = {record.id for record in found[name].values()}
                seen = self.service.visible_to(select(self.entity.id).where(self.entity.id.in_(ids)))
                self.unseen = ids - set((await self.ctx.db.scalars(seen)).all())
        return found


def _chunks(numbered: Iterator[tuple[int, dict[str, str]]]) -> Iterator[list[tuple[int, dict[str, str]]]]:
    while chunk := list(islice(numbered, CHUNK)):
        yield chunk


async def run_import(run: Run) -> dict[str, Any] | None:
    """All or nothing (or, with `partial`, every valid row), as the person who asked."""
    asked, entity, settings = run.args, registry.entities[run.args["entity"]], run.kit.settings
    run.actor.require(f"{entity.__entity__}:write")
    path = files.locate(settings, run.actor.org_id, UUID(asked["file"]))
    if not path.exists():
        raise JobFailed("The uploaded file is gone. Please upload it again.")
    with Journal(journal_of(settings, run.actor.org_id, run.operation_id)) as journal:
        async with work(run.kit, run.actor, run.origin) as ctx:
            ctx.bulk = True
            importer = Importer(ctx, service_of(ctx, entity), asked, journal)
            await _read(run, importer, path)
            await _end(run, ctx, importer.outcome, entity)
    return None


async def _read(run: Run, importer: Importer, path: Path) -> None:
    most, total = run.kit.settings.import_max_rows, max(1, length(path))
    for chunk in _chunks(enumerate(rows(path), start=1)):
        if not run.args["mapping"]:
            columns = list(chunk[0][1])
            run.args["mapping"], importer.outcome.skipped = guess(importer.entity, run.actor, columns)
        await importer.take(chunk)
        done = importer.outcome.rows
        if done > most:
            raise JobFailed(f"The file has more than {most:,} rows.")
        await run.progress(min(0.99, done / total if total > 1 else done / (done + 10_000)), f"{done:,} rows", stage="reading")


async def _end(run: Run, ctx: Context, outcome: Outcome, entity: type[Entity]) -> None:
    """Nothing at all when the file as a whole is refused; else what is told and kept of it."""
    result = outcome.json(dry_run=run.args["dry_run"])
    if not outcome.rows:
        raise JobFailed("The file has no rows below its header line.", result)
    if not run.args["dry_run"]:
        if outcome.failed and not run.args["partial"]:
            nothing = {**result, "created": 0, "updated": 0, "undo": None}
            raise JobFailed(f"{outcome.failed} of {outcome.rows} rows are not valid; nothing was imported.", nothing)
        figures = {k: result[k] for k in ("rows", "created", "updated", "failed")}
        ctx.emit(Happened("import", entity.__entity__, run.operation_id, figures | {"file": run.args["name"]}))
        ctx.emit(BulkChanged(entity.__entity__, "import", outcome.created + outcome.updated))
    await run.finish(ctx, result)


IMPORT = Job("import", run_import, label="Import")
