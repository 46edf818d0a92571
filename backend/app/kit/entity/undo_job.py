"""Taking an import or a bulk change back: what it added is deleted, what it deleted restored, what it changed gets its earlier values.

Records that somebody has changed since stay as they are, and are named.
"""

from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from pydantic import ValidationError
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from app.kit.core.context import Context, work
from app.kit.core.errors import AppError
from app.kit.core.events import BulkChanged, Happened
from app.kit.core.registry import registry
from app.kit.entity.declare import Entity
from app.kit.entity.journal import Before, entries, journal_of
from app.kit.entity.schemas import schemas
from app.kit.entity.service import EntityService, service_of
from app.kit.entity.values import given
from app.kit.jobs.job import Job, JobFailed, Run

KIND = "undo"
CHUNK = 500
REPORTED = 1000
"""At most this many kept records are named; `kept` counts all."""


@dataclass(slots=True)
class Undone:
    """What became of the records."""

    deleted: int = 0
    reverted: int = 0
    kept: int = 0
    reasons: list[dict[str, str]] = field(default_factory=list)

    def keep(self, id: str, label: str, why: str) -> None:
        """A record stays as it is."""
        self.kept += 1
        if len(self.reasons) < REPORTED:
            self.reasons.append({"id": id, "label": label, "msg": why})

    def json(self) -> dict[str, Any]:
        """The operation's result."""
        return {"deleted": self.deleted, "reverted": self.reverted, "kept": self.kept, "records": self.reasons}


async def run_undo(run: Run) -> dict[str, Any] | None:
    """One transaction, as the person who asks."""
    entity = registry.entities[run.args["entity"]]
    for action in ("write", "delete"):
        run.actor.require(f"{entity.__entity__}:{action}")
    path = journal_of(run.kit.settings, run.actor.org_id, UUID(run.args["operation"]))
    if not path.exists():
        raise JobFailed("What this did is not known any more; it can not be undone.")
    size, seen = max(1, path.stat().st_size), 0
    async with work(run.kit, run.actor, run.origin) as ctx:
        ctx.bulk = True
        outcome, service = Undone(), service_of(ctx, entity)
        try:
            for chunk in entries(path, CHUNK):
                await _take_back(ctx, service, chunk, outcome)
                seen += len(chunk)
                await run.progress(min(0.99, seen * 100 / size), f"{seen:,} records", stage="undoing")
        except IntegrityError:
            raise JobFailed("Other records refer to what this added; nothing was undone.") from None
        values = {"operation": run.args["operation"], "deleted": outcome.deleted, "reverted": outcome.reverted, "kept": outcome.kept}
        ctx.emit(Happened("undo", entity.__entity__, run.operation_id, values))
        if outcome.deleted:
            ctx.emit(BulkChanged(entity.__entity__, "delete", outcome.deleted))
        if outcome.reverted:
            ctx.emit(BulkChanged(entity.__entity__, "update", outcome.reverted))
        await run.finish(ctx, outcome.json())
    path.unlink(missing_ok=True)
    return None


async def _take_back(ctx: Context, service: EntityService[Any], chunk: list[dict[str, Any]], outcome: Undone) -> None:
    entity = service.entity
    query = select(entity).where(entity.id.in_([UUID(line["id"]) for line in chunk])).with_for_update()
    found = {str(record.id): record for record in (await ctx.db.scalars(service.visible_to(query))).all()}
    for line in chunk:
        record = found.get(line["id"])
        gone = record is None or (record.deleted_at is not None) is not (line["before"] == "present")
        if record is None or gone:
            why = "is restored already" if line["before"] == "present" else "is deleted already"
            outcome.keep(line["id"], record.__label__() if record else "", why)
        elif record.version != line["version"]:
            outcome.keep(line["id"], record.__label__(), "was changed since")
        else:
            await _one(ctx, service, record, line["before"], outcome)
    await ctx.settle()
    ctx.db.expunge_all()


async def _one(ctx: Context, service: EntityService[Any], record: Entity, before: Before, outcome: Undone) -> None:
    """The rules of moves do not apply: this is a step back, not a step."""
    try:
        if before == "absent":
            await service.remove(record)
            outcome.deleted += 1
            return
        if before == "present":
            record.deleted_at = None
        else:
            entity: type[Entity] = service.entity
            for key, value in given(schemas(entity).Patch.model_validate(before)).items():
                setattr(record, key, value)
        outcome.reverted += 1
    except (AppError, ValidationError) as error:
        ctx.db.expunge(record)
        why = str(error) if isinstance(error, AppError) else "its earlier values are not valid now"
        outcome.keep(str(record.id), record.__label__(), why)


UNDO = Job(KIND, run_undo, label="Undo")
