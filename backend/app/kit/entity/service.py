"""The verbs of every entity. Subclass it for more; hooks: before_create, before_update, before_delete, visible_to."""

from collections.abc import Collection, Mapping
from datetime import UTC, datetime
from functools import cache
from typing import Any, Generic, TypeVar, cast
from uuid import UUID

from pydantic import BaseModel
from sqlalchemy import Select, bindparam, func, select

from app.kit.core.context import Context
from app.kit.core.db import SCOPE
from app.kit.core.errors import Conflict, Invalid, NotFound, Stale
from app.kit.core.events import BulkChanged, Purged
from app.kit.core.history import History, HistoryPage
from app.kit.core.ids import new_id
from app.kit.core.registry import registry
from app.kit.entity.declare import Entity
from app.kit.entity.expand import expand
from app.kit.entity.filters import names
from app.kit.entity.flows import check_move, check_start
from app.kit.entity.listing import Listing, everything, page, selection, unfiltered
from app.kit.entity.paging import encode
from app.kit.entity.paths import Paths
from app.kit.entity.record import View, named, view
from app.kit.entity.rights import hidden, locked, narrowed, require_unlocked, visible
from app.kit.entity.schemas import BulkIn, ListQuery, StatsQuery, schemas
from app.kit.entity.search import highlight
from app.kit.entity.stats import aggregate
from app.kit.entity.values import FILES, completed, given, resolved

E = TypeVar("E", bound=Entity)


@cache
def _row(entity: type[Entity], unseen: frozenset[str], only: tuple[str, ...] | None) -> Select[Any]:
    columns = view(entity, unseen, only).columns
    return select(*columns).where(entity.id == bindparam("id"), entity.deleted_at.is_(None)).options(SCOPE)


@cache
def _one(entity: type[E]) -> Select[E]:
    return select(entity).where(entity.id == bindparam("id")).options(SCOPE)


def service_of(ctx: Context, entity: type[Entity]) -> "EntityService[Any]":
    """The service of an entity: its feature's own, or this one."""
    made: EntityService[Any] = registry.services.get(entity.__entity__, EntityService)(ctx, entity)
    return made


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
        """Narrow what the actor sees: as the declaration says, unless a subclass says more."""
        seen = visible(self.ctx, self.entity)
        return query if seen is None else query.where(seen)

    @property
    def alike(self) -> bool:
        """Whether everybody who may read the entity sees the same records."""
        return type(self).visible_to is EntityService.visible_to and self.entity.__visible__ == "organization"

    @property
    def _noun(self) -> str:
        return self.entity.__noun__

    def view(self, fields: str | None = None) -> View:
        """The fields of an answer: those that the actor may see, or of these the ones asked for."""
        return view(self.entity, *self._fields(fields))

    def shown(self, record: E) -> dict[str, Any]:
        """A record as the actor may see it, as JSON data."""
        return self.view().dump(record)

    def _fields(self, fields: str | None) -> tuple[frozenset[str], tuple[str, ...] | None]:
        unseen = hidden(self.entity, self.ctx.actor)
        if not fields:
            return unseen, None
        asked = list(names(fields))
        found = named(self.entity, asked)
        if wrong := [name for name in asked if name not in found and name != "id" or name in unseen]:
            raise Invalid.field("fields", f"{self.entity.__entity__} has no field {wrong[0]}", where="query", type="unknown_field")
        return unseen, found

    async def _expand(self, items: list[dict[str, Any]], wanted: str) -> None:
        await expand(self.ctx, self.entity, items, wanted, lambda entity, query: service_of(self.ctx, entity).visible_to(query))

    async def get(self, id: UUID, *, expanding: str | None = None, fields: str | None = None) -> dict[str, Any]:
        """One record as JSON data, or NotFound (also when it belongs to another organisation)."""
        unseen, only = self._fields(fields)
        row = (await self.ctx.db.execute(self.visible_to(_row(self.entity, unseen, only)), {"id": id})).one_or_none()
        if row is None:
            raise NotFound(f"There is no {self._noun} with this id.")
        self.ctx.etag = row.version
        found = view(self.entity, unseen, only).dump(row)
        if expanding:
            await self._expand([found], expanding)
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
        return Paths(self.entity, self.ctx)

    async def find(self, wanted: ListQuery) -> dict[str, Any]:
        """A page of records as JSON data: filters, search, sort, keyset cursor."""
        shown = self.view(wanted.fields)
        listing, rows = self._page(wanted, shown), list[Any]()
        for part in listing.selects:
            if len(rows) <= wanted.limit:
                rows += (await self.ctx.db.execute(part, {"page_limit": wanted.limit + 1 - len(rows)})).all()
        items = [shown.dump(r) for r in rows[: wanted.limit]]
        width = len(shown.columns)
        ends = slice(width, width + len(listing.keys))
        cursor = encode(listing.keys, list(rows[wanted.limit - 1][ends])) if len(rows) > wanted.limit else None
        if wanted.expand:
            await self._expand(items, wanted.expand)
        if wanted.highlight and wanted.q:
            await highlight(self.ctx, self.entity, wanted.q, items)
        count = {"total": rows[0][-1] if rows else await self.count(wanted)} if wanted.count else {}
        return {"items": items, "next_cursor": cursor, **count}

    def _page(self, wanted: ListQuery, shown: View) -> Listing:
        if self.alike and not narrowed(self.entity) and unfiltered(wanted):
            return everything(self.entity, wanted.sort, wanted.count)
        paths = self.paths()
        query, rank = selection(self.entity, paths, wanted, self.ctx.actor)
        return page(paths, self.visible_to(query), rank, wanted, shown)

    async def count(self, wanted: ListQuery) -> int:
        """How many records a filter has."""
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
        record = await self.new(values)
        self.ctx.db.add(record)
        await self.ctx.db.flush()
        self.ctx.etag = record.version
        return record

    async def new(self, values: BaseModel | Mapping[str, Any]) -> E:
        """A record with all that was sent or declared, checked, not yet added."""
        sent, entity, actor = given(values), self.entity, self.ctx.actor
        whole = completed(self.ctx, entity, sent)
        require_unlocked(entity, actor, (k for k in sent if sent[k] != entity.__fields__[k].first))
        record = entity(id=new_id())
        for key, value in (await resolved(self.ctx, record, whole)).items():
            setattr(record, key, value)
        for spec in entity.__fields__.values():
            if spec.moves:
                check_start(entity.__entity__, spec, actor, record)
        await self.before_create(record)
        return record

    async def update(self, id: UUID, values: BaseModel | Mapping[str, Any]) -> E:
        """Change what is given; a status only along a declared move."""
        record = await self.load(id)
        await self.assign(record, given(values))
        await self.ctx.db.flush()
        self.ctx.etag = record.version
        return record

    async def replace(self, id: UUID, values: BaseModel) -> E:
        """Put a whole record in its place: what is not sent falls back to its default; the status and locked fields stay."""
        record = await self.load(id)
        kept = locked(self.entity, self.ctx.actor) | {k for k, s in self.entity.__fields__.items() if s.moves}
        sent = given(values)
        whole = completed(self.ctx, self.entity, sent)
        await self.assign(record, {k: v for k, v in whole.items() if k in sent or k not in kept})
        await self.ctx.db.flush()
        self.ctx.etag = record.version
        return record

    async def assign(self, record: E, values: Mapping[str, Any]) -> None:
        """Set fields on a loaded record, under the rules of its fields and moves."""
        entity, actor, specs = self.entity, self.ctx.actor, self.entity.__fields__
        require_unlocked(entity, actor, (k for k, v in values.items() if not _same(getattr(record, k), v, specs[k].kind)))
        flow = next((s for s in specs.values() if s.moves and s.name in values), None)
        before = getattr(record, flow.name) if flow else None
        for key, value in (await resolved(self.ctx, record, dict(values))).items():
            setattr(record, key, value)
        if flow:
            check_move(entity.__entity__, flow, actor, str(before), record)
        await self.before_update(record)

    async def move(self, id: UUID, status: str, values: Mapping[str, Any] | None = None) -> E:
        """Follow one declared transition, filling fields on the way."""
        spec = next((s for s in self.entity.__fields__.values() if s.kind == "status"), None)
        if spec is None:
            raise Conflict(f"A {self._noun} has no status.")
        if status not in spec.choices:
            raise Invalid.field(spec.name, f"is one of: {', '.join(spec.choices)}", type="invalid_choice")
        checked = given(schemas(self.entity).Patch.model_validate(values or {}))
        return await self.update(id, {**checked, spec.name: status})

    async def delete(self, id: UUID) -> None:
        """Hide the record (restore brings it back), or remove it where the declaration says so."""
        record = await self.load(id)
        await self.remove(record)

    async def remove(self, record: E) -> None:
        """Hide a loaded record, or remove it for good."""
        await self.before_delete(record)
        if self.entity.__soft_delete__:
            record.deleted_at = datetime.now(UTC)
        else:
            await self.ctx.db.delete(record)
            self.ctx.emit(Purged(self.entity.__entity__, (record.id,)))

    async def restore(self, id: UUID) -> E:
        """Bring a deleted record back."""
        record = await self.load(id, deleted=True)
        record.deleted_at = None
        await self.ctx.db.flush()
        self.ctx.etag = record.version
        return record

    async def existing(self, id: UUID) -> E:
        """One record, also a deleted one, whatever its version."""
        record = (await self.ctx.db.execute(self.visible_to(_one(self.entity)), {"id": id})).scalar_one_or_none()
        if record is None:
            raise NotFound(f"There is no {self._noun} with this id.")
        return cast("E", record)

    async def file(self, id: UUID, field: str) -> dict[str, Any]:
        """The facts of a file that a record holds; NotFound when it holds none (or the actor may not see it)."""
        spec = self.entity.__fields__.get(field)
        facts = (await self.get(id, fields=field))[field] if spec is not None and spec.kind in FILES else None
        if facts is None:
            raise NotFound(f"This {self._noun} has no file there.")
        found: dict[str, Any] = facts
        return found

    async def history(self, id: UUID, limit: int, cursor: str | None) -> Any:
        """Who changed what, newest first; also of a deleted record."""
        await self.existing(id)
        kept: History | None = self.ctx.kit.ports.get(History)
        if kept is None:  # the feature that keeps it was deleted
            return HistoryPage(items=[], next_cursor=None)
        found = await kept.of(self.ctx, self.entity.__entity__, id, limit=limit, cursor=cursor)
        unseen = hidden(self.entity, self.ctx.actor)
        for entry in found.items if unseen else ():
            entry.old_values = {k: v for k, v in entry.old_values.items() if k not in unseen}
            entry.new_values = {k: v for k, v in entry.new_values.items() if k not in unseen}
        return found

    async def bulk(self, wanted: BulkIn, ids: Collection[UUID]) -> int:
        """One action on many records, all or nothing; each is audited, people are told once."""
        self.ctx.bulk = True
        values = self.bulk_values(wanted)
        for id in dict.fromkeys(ids):
            match wanted.action:
                case "delete":
                    await self.delete(id)
                case "restore":
                    (await self.load(id, deleted=True)).deleted_at = None
                case _:
                    await self.assign(await self.load(id), values)
        await self.ctx.db.flush()
        count = len(set(ids))
        self.ctx.emit(BulkChanged(self.entity.__entity__, "update" if wanted.action == "status" else wanted.action, count))
        return count

    def bulk_values(self, wanted: BulkIn) -> dict[str, Any]:
        """What is to be set; refused when the actor may not do this at all, or the values fit no record."""
        if wanted.action in ("delete", "restore"):
            self.ctx.actor.require(f"{self.entity.__entity__}:delete")
            return {}
        if not wanted.values:
            raise Invalid.field("values", "say which fields to set")
        values = given(schemas(self.entity).Patch.model_validate(wanted.values))
        require_unlocked(self.entity, self.ctx.actor, values)
        return values


def _same(now: Any, sent: Any, kind: str) -> bool:
    """Whether a value that is sent is the one that is there: a locked field may come along unchanged."""
    if kind in FILES and now is not None:
        return str(now["id"]) == str(sent)
    return bool(now == sent)
