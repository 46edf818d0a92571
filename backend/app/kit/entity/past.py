"""A record as it was: rebuilt from its present state and its history, change by change backwards; and the way back to it."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Annotated, Any
from uuid import UUID

from pydantic import Field

from app.kit.core.errors import Conflict, Invalid, NotFound
from app.kit.core.history import Doer, Entry, History
from app.kit.entity.declare import Entity
from app.kit.entity.rights import hidden
from app.kit.entity.schemas import schemas
from app.kit.entity.values import given
from app.kit.web.shapes import Shape

if TYPE_CHECKING:
    from app.kit.entity.service import EntityService

CHANGES = ("create", "update", "delete", "restore")
"""Entries that made a version; others (a merge, an export) only tell of the record."""
MASK = "•••"
PAGE = 200


class PastRecord(Shape):
    """A record as it was."""

    id: UUID
    version: int
    at: datetime
    """When it became so."""
    by: Doer
    deleted: bool
    values: dict[str, Any]
    """Its stored fields. Of a sensitive field only that it had a value is known: `•••`."""


class RevertIn(Shape):
    """Which earlier version's values to take."""

    version: Annotated[int, Field(ge=1)]
    fields: Annotated[list[str], Field(max_length=500, description="Only these fields; all when empty")] = []


@dataclass(slots=True)
class _Past:
    """The state on the walk back."""

    version: int
    values: dict[str, Any]
    deleted: bool
    gone: bool = field(default=False)
    """Before it was made."""

    def undo(self, entry: Entry) -> None:
        """Go to before this change."""
        self.version -= 1
        match entry.action:
            case "create":
                self.gone = True
            case "delete":
                self.deleted = False
            case "restore":
                self.deleted = True
            case _:
                self.values |= entry.old_values


async def past(service: "EntityService[Any]", id: UUID, *, version: int | None = None, at: datetime | None = None) -> PastRecord:
    """The record at a version or a moment, with the fields that the actor may see. NotFound when it was not there then."""
    record = await service.existing(id)
    state = _Past(record.version, record.__values__(record.__dict__), record.deleted_at is not None)
    async for entry in _changes(service, id):
        if state.version == version or at is not None and entry.timestamp <= at:
            return _shown(service, id, state, entry)
        state.undo(entry)
    raise NotFound(f"This {service.entity.__noun__} has no version {version}." if at is None else "It did not exist at that moment.")


async def revert(service: "EntityService[Any]", id: UUID, wanted: RevertIn) -> Entity:
    """Take earlier values again, as an ordinary change by the actor. What he may not see stays, and so does what is sensitive.

    Raises Conflict where the status can not go back, Forbidden for a field that is not his to set, Stale for an If-Match that is old.
    """
    entity: type[Entity] = service.entity
    record: Entity = await service.load(id)
    before, now = (await past(service, id, version=wanted.version)).values, record.__values__(record.__dict__)
    if unknown := [name for name in wanted.fields if name not in before]:
        raise Invalid.field("fields", f"{entity.__entity__} has no field {unknown[0]}", type="unknown_field")
    values = {k: v for k, v in before.items() if v != now.get(k) and v != MASK and (k in wanted.fields or not wanted.fields)}
    await service.assign(record, given(schemas(entity).Patch.model_validate(values)))
    await service.ctx.db.flush()
    service.ctx.etag = record.version
    return record


async def _changes(service: "EntityService[Any]", id: UUID) -> AsyncIterator[Entry]:
    kept: History | None = service.ctx.kit.ports.get(History)
    if kept is None:
        raise Conflict("This installation keeps no history: the feature that does was taken out.")
    cursor: str | None = None
    while True:
        page = await kept.of(service.ctx, service.entity.__entity__, id, limit=PAGE, cursor=cursor)
        for entry in page.items:
            if entry.action in CHANGES:
                yield entry
        cursor = page.next_cursor
        if cursor is None:
            return


def _shown(service: "EntityService[Any]", id: UUID, state: _Past, entry: Entry) -> PastRecord:
    unseen = hidden(service.entity, service.ctx.actor)
    values = {k: v for k, v in state.values.items() if k in service.entity.__fields__ and k not in unseen}
    return PastRecord(id=id, version=state.version, at=entry.timestamp, by=entry.actor, deleted=state.deleted, values=values)
