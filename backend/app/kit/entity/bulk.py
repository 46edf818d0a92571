"""One action on many records: a few in the request itself, more (or all of a filter) as durable work."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from pydantic import ValidationError
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from app.kit.core.context import Context, work
from app.kit.core.errors import AppError, Invalid
from app.kit.core.events import BulkChanged, Happened
from app.kit.core.registry import registry
from app.kit.entity.declare import Entity
from app.kit.entity.journal import Journal, journal_of
from app.kit.entity.listing import selection
from app.kit.entity.record import view
from app.kit.entity.schemas import BulkIn, BulkOut, ListQuery, schemas
from app.kit.entity.service import EntityService, service_of
from app.kit.entity.undo_job import UNDO
from app.kit.jobs.job import Job, JobFailed, Run, WorkAccepted, enqueue

KIND = "bulk"
AT_ONCE = 200
"""So many records are changed while the caller waits."""
CHUNK = 500
REPORTED = 1000
"""At most this many refusals are kept; `failed` counts all."""
DOING = {"update": "Change", "status": "Change", "delete": "Deletion", "restore": "Restoring"}


async def bulk(service: EntityService[Any], wanted: BulkIn) -> BulkOut | WorkAccepted:
    """Do it, or accept it: what can be refused as a whole is refused at once."""
    if (wanted.ids is None) == (wanted.filter is None and wanted.q is None):
        raise Invalid.field("ids", "name the records by `ids`, or by `filter` (and `q`)")
    service.bulk_values(wanted)
    if wanted.ids is not None and len(wanted.ids) <= AT_ONCE and not wanted.partial:
        return BulkOut(changed=await service.bulk(wanted, wanted.ids))
    total = len(set(wanted.ids)) if wanted.ids is not None else await service.count(_found(service.entity, wanted))
    entity = service.entity
    args = {"entity": entity.__entity__, "total": total, **wanted.model_dump(mode="json")}
    label = f"{DOING[wanted.action]} of {total:,} {entity.__plural__.lower() if total != 1 else entity.__noun__}"
    return WorkAccepted(operation_id=await enqueue(service.ctx, KIND, args, ref=entity.__entity__, label=label))


def _found(entity: type[Entity], wanted: BulkIn) -> ListQuery:
    return schemas(entity).Find(**(wanted.filter or {}), q=wanted.q, deleted=wanted.action == "restore")


@dataclass(slots=True)
class Changer:
    """Changes records chunk by chunk, each under its own rules and rights."""

    ctx: Context
    service: EntityService[Any]
    wanted: BulkIn
    journal: Journal
    changed: int = 0
    failed: int = 0
    errors: list[dict[str, str]] = field(default_factory=list)

    def refuse(self, id: UUID, label: str, why: str) -> None:
        """Count a record that stays as it is, and say why."""
        self.failed += 1
        if len(self.errors) < REPORTED:
            self.errors.append({"id": str(id), "label": label, "msg": why})

    async def take(self, records: list[Entity]) -> None:
        """One chunk. Nothing more is written once the work as a whole is refused; the rest is still checked."""
        values = self.service.bulk_values(self.wanted)
        for record in records:
            label = record.__label__()
            try:
                await self._one(record, values)
                self.changed += 1
            except (AppError, ValidationError) as error:
                self.ctx.db.expunge(record)  # it holds values that were refused
                self.refuse(record.id, label, str(error) if isinstance(error, AppError) else "is not valid")
        if self.wanted.partial or not self.failed:
            await self.ctx.settle()
            self.journal.write()
        self.ctx.db.expunge_all()

    async def _one(self, record: Entity, values: dict[str, Any]) -> None:
        if self.wanted.action == "restore":
            record.deleted_at = None
            self.journal.created(record)
        elif self.wanted.action == "delete":
            await self.service.remove(record)
            if self.service.entity.__soft_delete__:
                self.journal.deleted(record)
        else:
            before = {k: v for k, v in view(type(record)).dump(record).items() if k in values}
            await self.service.assign(record, values)
            self.journal.updated(record, before)

    async def chunks(self) -> AsyncIterator[list[Entity]]:
        """The records in the order of their ids, locked; each chunk is read when the one before was written."""
        entity, deleted = self.service.entity, self.wanted.action == "restore"
        if self.wanted.ids is not None:
            every = sorted(set(self.wanted.ids))
            for ids in (every[n : n + CHUNK] for n in range(0, len(every), CHUNK)):
                there = entity.deleted_at.is_not(None) if deleted else entity.deleted_at.is_(None)
                found = await self._locked(select(entity).where(entity.id.in_(ids), there))
                for id in set(ids) - {UUID(str(record.id)) for record in found}:
                    self.refuse(id, "", "is not there (any more)")
                yield found
            return
        last: UUID | None = None
        while True:
            paths = self.service.paths()
            query, _ = selection(entity, paths, _found(entity, self.wanted), self.ctx.actor)
            query = paths.join(query.add_columns(entity)).limit(CHUNK)
            found = await self._locked(query if last is None else query.where(entity.id > last))
            if not found:
                return
            last = found[-1].id
            yield found

    async def _locked(self, query: Any) -> list[Entity]:
        entity = self.service.entity
        return list((await self.ctx.db.scalars(self.service.visible_to(query).order_by(entity.id).with_for_update(of=entity))).all())

    def json(self) -> dict[str, Any]:
        """The operation's result."""
        lasting = self.wanted.action == "delete" and not self.service.entity.__soft_delete__
        undo = None if lasting or not self.changed else UNDO.kind
        return {"changed": self.changed, "failed": self.failed, "errors": self.errors, "undo": undo}


async def run_bulk(run: Run) -> dict[str, Any] | None:
    """One transaction: all or nothing or (with `partial`) every record that may be changed, as the person who asked."""
    entity, total = registry.entities[run.args["entity"]], max(1, int(run.args["total"]))
    run.actor.require(f"{entity.__entity__}:write")
    wanted = BulkIn.model_validate({k: v for k, v in run.args.items() if k in BulkIn.model_fields})
    with Journal(journal_of(run.kit.settings, run.actor.org_id, run.operation_id)) as journal:
        async with work(run.kit, run.actor, run.origin) as ctx:
            ctx.bulk = True
            changer = Changer(ctx, service_of(ctx, entity), wanted, journal)
            try:
                async for records in changer.chunks():
                    await changer.take(records)
                    done = changer.changed + changer.failed
                    await run.progress(min(0.99, done / total), f"{done:,} of {total:,}", stage="changing")
            except IntegrityError:
                raise JobFailed("The database refuses one of the changes; nothing was changed.") from None
            await _end(run, changer)
    return None


async def _end(run: Run, changer: Changer) -> None:
    result, ctx, name = changer.json(), changer.ctx, changer.service.entity.__entity__
    if changer.failed and not changer.wanted.partial:
        tried = changer.changed + changer.failed
        nothing = {**result, "changed": 0, "undo": None}
        raise JobFailed(f"{changer.failed:,} of {tried:,} records can not be changed like this; nothing was changed.", nothing)
    if changer.changed:
        action = changer.wanted.action
        values = {"action": action, "changed": changer.changed, "failed": changer.failed, "filter": changer.wanted.filter}
        ctx.emit(Happened("bulk", name, run.operation_id, values))
        ctx.emit(BulkChanged(name, "update" if action == "status" else action, changer.changed))
    await run.finish(ctx, result)


BULK = Job(KIND, run_bulk, label="Change of many records")
