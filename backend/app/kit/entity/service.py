"""The verbs of every entity. Subclass it for more; hooks: before_create, before_update, before_delete, visible_to."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from functools import cache
from typing import Any, Generic, TypeVar, cast
from uuid import UUID

from pydantic import BaseModel
from sqlalchemy import Select, bindparam, func, select

from app.kit.core.context import Context
from app.kit.core.db import SCOPE
from app.kit.core.errors import Conflict, FieldError, Invalid, NotFound, Stale
from app.kit.core.events import BulkChanged
from app.kit.core.history import History, HistoryPage
from app.kit.entity.declare import Entity
from app.kit.entity.expand import expand
from app.kit.entity.listing import everything, page, selection, unfiltered
from app.kit.entity.paging import Key, encode
from app.kit.entity.paths import Paths
from app.kit.entity.record import columns, dumper
from app.kit.entity.schemas import BulkIn, ListQuery, StatsQuery, schemas
from app.kit.entity.stats import aggregate

E = TypeVar("E", bound=Entity)


@cache
def _row(entity: type[Entity]) -> Select[Any]:
    return select(*columns(entity)).where(entity.id == bindparam("id"), entity.deleted_at.is_(None)).options(SCOPE)


@cache
def _one(entity: type[E]) -> Select[E]:
    return select(entity).where(entity.id == bindparam("id")).options(SCOPE)


class EntityService(Generic[E]):
    """Everything that can happen to a record of `entity`."""

    def __init__(self, ctx: Context, entity: type[E]) -> None:
        self.ctx, self.entity = ctx, entity

    async def before_create(self, record: E) -> None:
        """Last word before a record is added."""

    async def before_update(self, record: E) -> None:
        """Last word before a change is written; `record` holds the new values."""

    async def before_delete(self, record: E) -> None:
        """Last word before a record is hidden."""

    def visible_to(self, query: Select[Any]) -> Select[Any]:
        """Narrow what the actor sees."""
        return query

    @property
    def _noun(self) -> str:
        return self.entity.__singular__

    async def get(self, id: UUID, *, expanding: str | None = None) -> dict[str, Any]:
        """One record as JSON data, or NotFound (also when it belongs to another organisation)."""
        row = (await self.ctx.db.execute(self.visible_to(_row(self.entity)), {"id": id})).one_or_none()
        if row is None:
            raise NotFound(f"There is no {self._noun} with this id.")
        self.ctx.etag = row.version
        found = dumper(self.entity)(row)
        if expanding:
            await expand(self.ctx, self.entity, [found], expanding)
        return found

    async def load(self, id: UUID, *, deleted: bool = False) -> E:
        """One record to change, at the version the caller expects."""
        record = (await self.ctx.db.execute(self.visible_to(_one(self.entity)), {"id": id})).scalar_one_or_none()
        if record is None or (record.deleted_at is not None) is not deleted:
            raise NotFound(f"There is no {'deleted ' if deleted else ''}{self._noun} with this id.")
        if self.ctx.if_match is not None and record.version != self.ctx.if_match:
            raise Stale("Somebody saved a newer version first. Read it again, then repeat your change.")
        return cast("E", record)

    def paths(self) -> Paths:
        """A resolver of field names under the actor's rights."""
        return Paths(self.entity, self.ctx.actor.require)

    async def find(self, wanted: ListQuery) -> dict[str, Any]:
        """A page of records as JSON data: filters, search, sort, keyset cursor."""
        statement, keys = self._page(wanted)
        rows = (await self.ctx.db.execute(statement, {"page_limit": wanted.limit + 1})).all()
        shown, dump = rows[: wanted.limit], dumper(self.entity)
        items = [dump(r) for r in shown]
        width = len(columns(self.entity))
        cursor = encode(keys, list(shown[-1][width : width + len(keys)])) if len(rows) > wanted.limit else None
        if wanted.expand:
            await expand(self.ctx, self.entity, items, wanted.expand)
        count = {"total": rows[0][-1] if rows else await self._count(wanted)} if wanted.count else {}
        return {"items": items, "next_cursor": cursor, **count}

    def _page(self, wanted: ListQuery) -> tuple[Select[Any], list[Key]]:
        if unfiltered(wanted) and type(self).visible_to is EntityService.visible_to:
            return everything(self.entity, wanted.sort, wanted.count)
        paths = self.paths()
        query, rank = selection(self.entity, paths, wanted, self.ctx.actor)
        return page(paths, self.visible_to(query), rank, wanted)

    async def _count(self, wanted: ListQuery) -> int:
        """All records of the filter, for a page that has none (any more)."""
        paths = self.paths()
        query, _ = selection(self.entity, paths, wanted, self.ctx.actor)
        counted = paths.join(self.visible_to(query).add_columns(func.count()))
        return int((await self.ctx.db.execute(counted)).scalar_one())

    async def stats(self, wanted: StatsQuery) -> dict[str, Any]:
        """Aggregates of the filtered records."""
        paths = self.paths()
        query, _ = selection(self.entity, paths, wanted, self.ctx.actor)
        return await aggregate(self.ctx, paths, self.visible_to(query), wanted)

    async def create(self, values: BaseModel | Mapping[str, Any]) -> E:
        """Add a record."""
        record = self.entity(**given(values))
        await self.before_create(record)
        self.ctx.db.add(record)
        await self.ctx.db.flush()
        self.ctx.etag = record.version
        return record

    async def update(self, id: UUID, values: BaseModel | Mapping[str, Any]) -> E:
        """Change what is given; a status only along a declared move."""
        record = await self.load(id)
        await self.assign(record, given(values))
        await self.ctx.db.flush()
        self.ctx.etag = record.version
        return record

    async def replace(self, id: UUID, values: BaseModel) -> E:
        """Put a whole record in its place: what is not sent falls back to its default, but the status stays."""
        record = await self.load(id)
        whole = {k: v for k, v in values if self.entity.__fields__[k].kind != "status" or k in values.model_fields_set}
        await self.assign(record, whole)
        await self.ctx.db.flush()
        self.ctx.etag = record.version
        return record

    async def assign(self, record: E, values: Mapping[str, Any]) -> None:
        """Set fields on a loaded record, checking moves of the status."""
        for key, value in values.items():
            spec = self.entity.__fields__[key]
            if spec.kind == "status":
                check_move(spec.moves, getattr(record, key), value)
            setattr(record, key, value)
        await self.before_update(record)

    async def move(self, id: UUID, status: str) -> E:
        """Follow one declared transition."""
        spec = next((s for s in self.entity.__fields__.values() if s.kind == "status"), None)
        if spec is None:
            raise Conflict(f"A {self._noun} has no status.")
        if status not in spec.choices:
            raise Invalid.field(spec.name, f"is one of: {', '.join(spec.choices)}", type="invalid_choice")
        return await self.update(id, {spec.name: status})

    async def delete(self, id: UUID) -> None:
        """Hide the record; restore brings it back."""
        record = await self.load(id)
        await self.before_delete(record)
        record.deleted_at = datetime.now(UTC)

    async def restore(self, id: UUID) -> E:
        """Bring a deleted record back."""
        record = await self.load(id, deleted=True)
        record.deleted_at = None
        await self.ctx.db.flush()
        self.ctx.etag = record.version
        return record

    async def history(self, id: UUID, limit: int, cursor: str | None) -> Any:
        """Who changed what, newest first; also of a deleted record."""
        if (await self.ctx.db.execute(self.visible_to(_one(self.entity)), {"id": id})).scalar_one_or_none() is None:
            raise NotFound(f"There is no {self._noun} with this id.")
        kept: History | None = self.ctx.kit.ports.get(History)
        if kept is None:  # the feature that keeps it was deleted
            return HistoryPage(items=[], next_cursor=None)
        return await kept.of(self.ctx, self.entity.__entity__, id, limit=limit, cursor=cursor)

    async def bulk(self, wanted: BulkIn) -> int:
        """One action on many records, all or nothing; each is audited, people are told once."""
        self.ctx.bulk = True
        values = self._bulk_values(wanted)
        for id in dict.fromkeys(wanted.ids):
            match wanted.action:
                case "delete":
                    self._may("delete")
                    await self.delete(id)
                case "restore":
                    self._may("delete")
                    (await self.load(id, deleted=True)).deleted_at = None
                case _:
                    await self.assign(await self.load(id), values)
        await self.ctx.db.flush()
        count = len(set(wanted.ids))
        self.ctx.emit(BulkChanged(self.entity.__entity__, "update" if wanted.action == "status" else wanted.action, count))
        return count

    def _bulk_values(self, wanted: BulkIn) -> dict[str, Any]:
        if wanted.action in ("delete", "restore"):
            return {}
        if not wanted.values:
            raise Invalid.field("values", "say which fields to set")
        return given(schemas(self.entity).Patch.model_validate(wanted.values))

    def _may(self, action: str) -> None:
        self.ctx.actor.require(f"{self.entity.__entity__}:{action}")


def check_move(moves: Mapping[str, Sequence[str]], now: str, to: str) -> None:
    """Refuse a status that can not follow, saying which can."""
    if to != now and to not in moves.get(now, ()):
        allowed = ", ".join(moves.get(now, ())) or "nothing"
        raise Conflict(
            f"{now} can not become {to}; it can become: {allowed}.",
            errors=(FieldError(("body", "status"), f"{now} can not become {to}", "invalid_transition"),),
        )


def given(values: BaseModel | Mapping[str, Any]) -> dict[str, Any]:
    """The fields that were sent, as the objects they are (no copies, no JSON)."""
    if isinstance(values, BaseModel):
        return {key: value for key, value in values if key in values.model_fields_set}
    return dict(values)
