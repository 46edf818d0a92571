"""/teams."""

from typing import Annotated
from uuid import UUID

from fastapi import Query

from app.features.accounts.schemas import MemberOut, MemberQuery, TeamIn, TeamMemberAdd, TeamOut, TeamUpdate
from app.features.accounts.service import TeamService
from app.kit.core.access import AUTHENTICATED
from app.kit.web.operation import allow
from app.kit.web.route import Ctx
from app.kit.web.route import router as make_router
from app.kit.web.shapes import Page, Paging

router = make_router("/teams", "teams")


@router.get("", response_model=Page[TeamOut])
@allow(AUTHENTICATED)
async def list_teams(ctx: Ctx, paging: Annotated[Paging, Query()]) -> Page[TeamOut]:
    """List the teams of the organisation."""
    return await TeamService(ctx).page(paging)


@router.post("", response_model=TeamOut, status_code=201)
@allow("teams:write")
async def create_team(ctx: Ctx, body: TeamIn) -> TeamOut:
    """Make a team."""
    return await TeamService(ctx).create(body)


@router.get("/{id}", response_model=TeamOut)
@allow(AUTHENTICATED)
async def get_team(ctx: Ctx, id: UUID) -> TeamOut:
    """Read one team."""
    return await TeamService(ctx).get(id)


@router.put("/{id}", response_model=TeamOut)
@allow("teams:write")
async def replace_team(ctx: Ctx, id: UUID, body: TeamIn) -> TeamOut:
    """Set a team's name and description."""
    return await TeamService(ctx).replace(id, body)


@router.patch("/{id}", response_model=TeamOut)
@allow("teams:write")
async def update_team(ctx: Ctx, id: UUID, body: TeamUpdate) -> TeamOut:
    """Change a team's name or description."""
    return await TeamService(ctx).update(id, body)


@router.delete("/{id}", status_code=204)
@allow("teams:write")
async def delete_team(ctx: Ctx, id: UUID) -> None:
    """Delete a team; its people stay."""
    await TeamService(ctx).delete(id)


@router.get("/{id}/members", response_model=Page[MemberOut])
@allow(AUTHENTICATED)
async def list_team_members(ctx: Ctx, id: UUID, query: Annotated[MemberQuery, Query()]) -> Page[MemberOut]:
    """List who is in a team."""
    return await TeamService(ctx).members(id, query)


@router.post("/{id}/members", response_model=MemberOut, status_code=201)
@allow("teams:write")
async def add_team_member(ctx: Ctx, id: UUID, body: TeamMemberAdd) -> MemberOut:
    """Put a member of the organisation into a team."""
    return await TeamService(ctx).add(id, body)


@router.delete("/{id}/members/{user_id}", status_code=204)
@allow("teams:write")
async def remove_team_member(ctx: Ctx, id: UUID, user_id: UUID) -> None:
    """Take somebody out of a team."""
    await TeamService(ctx).remove(id, user_id)
