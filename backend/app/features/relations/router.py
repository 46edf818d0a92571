"""/relations."""

from typing import Annotated
from uuid import UUID

from fastapi import Query

from app.features.relations.models import EntityRelation
from app.features.relations.schemas import RelationIn, RelationOut, RelationQuery
from app.features.relations.service import RelationService
from app.kit.web.operation import allow
from app.kit.web.route import Ctx
from app.kit.web.route import router as make_router
from app.kit.web.shapes import Page

router = make_router("/relations", "relations")


@router.get("", response_model=Page[RelationOut])
@allow("relations:read")
async def list_relations(ctx: Ctx, query: Annotated[RelationQuery, Query()]) -> Page[RelationOut]:
    """Find links between records."""
    return await RelationService(ctx).find(query)


@router.post("", status_code=201, response_model=RelationOut)
@allow("relations:write")
async def create_relation(ctx: Ctx, body: RelationIn) -> EntityRelation:
    """Link two records."""
    return await RelationService(ctx).create(body)


@router.get("/{id}", response_model=RelationOut)
@allow("relations:read")
async def get_relation(ctx: Ctx, id: UUID) -> EntityRelation:
    """Read one link."""
    return await RelationService(ctx).get(id)


@router.delete("/{id}", status_code=204)
@allow("relations:write")
async def delete_relation(ctx: Ctx, id: UUID) -> None:
    """Take a link away; the records stay."""
    await RelationService(ctx).delete(id)
