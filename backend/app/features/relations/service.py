"""Linking records: both ends must exist, and the caller must be allowed to see them."""

from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, or_, select

from app.features.relations.models import EntityRelation
from app.features.relations.schemas import RelationIn, RelationOut, RelationQuery
from app.kit.core.context import Context
from app.kit.core.errors import Invalid, NotFound
from app.kit.core.events import Merged
from app.kit.core.registry import registry
from app.kit.entity.service import service_of
from app.kit.web.shapes import Page, keyset


class RelationService:
    """The verbs of links."""

    def __init__(self, ctx: Context) -> None:
        self.ctx = ctx

    async def find(self, wanted: RelationQuery) -> Page[RelationOut]:
        """Links of the filter, newest first, between kinds of records that the caller may read."""
        query = self._filtered(select(EntityRelation).where(*self._seen()), wanted)
        return await keyset(
            self.ctx.db, query, [EntityRelation.id], wanted, lambda row: RelationOut.model_validate(row[0]), newest_first=True
        )

    def _seen(self) -> list[ColumnElement[bool]]:
        """Both ends are records that the caller sees."""
        services = [service_of(self.ctx, entity) for name, entity in registry.entities.items() if self.ctx.actor.may(f"{name}:read")]
        everybodys = [s.entity.__entity__ for s in services if s.alike]
        some = [(s.entity.__entity__, s.visible_to(select(s.entity.id))) for s in services if not s.alike]
        ends = ((EntityRelation.source_type, EntityRelation.source_id), (EntityRelation.target_type, EntityRelation.target_id))
        return [or_(kind.in_(everybodys), *(and_(kind == name, id.in_(seen)) for name, seen in some)) for kind, id in ends]

    @staticmethod
    def _filtered(query: Select[EntityRelation], wanted: RelationQuery) -> Select[EntityRelation]:
        for name in ("source_type", "source_id", "target_type", "target_id", "relation_type"):
            if (value := getattr(wanted, name)) is not None:
                query = query.where(getattr(EntityRelation, name) == value)
        for part in ("type", "id"):
            if (value := getattr(wanted, f"record_{part}")) is not None:
                query = query.where(
                    or_(getattr(EntityRelation, f"source_{part}") == value, getattr(EntityRelation, f"target_{part}") == value)
                )
        return query

    async def get(self, id: UUID) -> EntityRelation:
        """One link, or NotFound."""
        found = (await self.ctx.db.scalars(select(EntityRelation).where(EntityRelation.id == id, *self._seen()))).one_or_none()
        if found is None:
            raise NotFound("There is no relation with this id.")
        self.ctx.etag = found.version
        return found

    async def create(self, given: RelationIn) -> EntityRelation:
        """Link two records."""
        if (given.source_type, given.source_id) == (given.target_type, given.target_id):
            raise Invalid.field("target_id", "a record can not be linked to itself")
        for side in ("source", "target"):
            await self._exists(side, getattr(given, f"{side}_type"), getattr(given, f"{side}_id"))
        made = EntityRelation(**dict(given))
        self.ctx.db.add(made)
        await self.ctx.db.flush()
        self.ctx.etag = made.version
        return made

    async def _exists(self, side: str, kind: str, id: UUID) -> None:
        entity = registry.entities.get(kind)
        if entity is None:
            raise Invalid.field(f"{side}_type", f"there are: {', '.join(registry.entities)}")
        self.ctx.actor.require(f"{kind}:read")
        await service_of(self.ctx, entity).get(id)

    async def follow(self, fact: Merged) -> None:
        """Links of merged records lead to the one that stays, without doubles and without links to itself."""
        ends = ((EntityRelation.source_type, EntityRelation.source_id), (EntityRelation.target_type, EntityRelation.target_id))
        gone = {*fact.from_ids, fact.id}
        query = select(EntityRelation).where(or_(*(and_(kind == fact.entity, id.in_(gone)) for kind, id in ends)))
        seen: set[tuple[object, ...]] = set()
        found = (await self.ctx.db.scalars(query.order_by(EntityRelation.id))).all()
        for link in sorted(found, key=lambda one: fact.id not in (one.source_id, one.target_id)):  # the winner's own come first
            ids = {s: self._after(fact, getattr(link, f"{s}_type"), getattr(link, f"{s}_id")) for s in ("source", "target")}
            key = (link.source_type, ids["source"], link.target_type, ids["target"], link.relation_type)
            if key in seen or key[:2] == key[2:4]:
                await self.ctx.db.delete(link)
                continue
            seen.add(key)
            link.source_id, link.target_id = ids["source"], ids["target"]

    @staticmethod
    def _after(fact: Merged, kind: str, id: UUID) -> UUID:
        return fact.id if kind == fact.entity and id in fact.from_ids else id

    async def delete(self, id: UUID) -> None:
        """Take the link away; the records stay."""
        await self.ctx.db.delete(await self.get(id))
