"""/organizations: the caller's own, and the members of the present one."""

from typing import Annotated
from uuid import UUID

from fastapi import Query

from app.features.accounts.schemas import (
    LanguageIn,
    LanguageOut,
    MemberAdd,
    MemberOut,
    MemberQuery,
    MemberRole,
    OrganizationIn,
    OrganizationOut,
    UserOut,
)
from app.features.accounts.service import MemberService, OrganizationService, TeamService
from app.kit.core.access import AUTHENTICATED
from app.kit.web.operation import allow
from app.kit.web.route import Ctx
from app.kit.web.route import router as make_router
from app.kit.web.shapes import Page

router = make_router("/organizations", "organizations")


@router.get("", response_model=Page[OrganizationOut])
@allow(AUTHENTICATED)
async def list_organizations(ctx: Ctx) -> Page[OrganizationOut]:
    """List the organisations that you belong to."""
    return await OrganizationService(ctx).mine()


@router.post("", response_model=OrganizationOut, status_code=201)
@allow(AUTHENTICATED, tool=False, key=False)
async def create_organization(ctx: Ctx, body: OrganizationIn) -> OrganizationOut:
    """Found a further organisation and become its administrator."""
    return await OrganizationService(ctx).create(body)


@router.get("/{id}", response_model=OrganizationOut)
@allow(AUTHENTICATED)
async def get_organization(ctx: Ctx, id: UUID) -> OrganizationOut:
    """Read one of your organisations."""
    return await OrganizationService(ctx).get(id)


@router.patch("/{id}", response_model=OrganizationOut)
@allow("organizations:write", tool=False)
async def update_organization(ctx: Ctx, id: UUID, body: OrganizationIn) -> OrganizationOut:
    """Rename the organisation that you work in."""
    return await OrganizationService(ctx).update(id, body)


@router.get("/{id}/language", response_model=LanguageOut)
@allow(AUTHENTICATED, tool=False)
async def get_search_language(ctx: Ctx, id: UUID) -> LanguageOut:
    """In which language search knows the other forms of a word."""
    return await OrganizationService(ctx).language(id)


@router.put("/{id}/language", response_model=LanguageOut)
@allow("organizations:write", tool=False)
async def set_search_language(ctx: Ctx, id: UUID, body: LanguageIn) -> LanguageOut:
    """Choose the language of search; all records are indexed anew by an operation."""
    return await OrganizationService(ctx).speak(id, body.language)


@router.get("/{id}/members", response_model=Page[MemberOut])
@allow(AUTHENTICATED)
async def list_members(ctx: Ctx, id: UUID, query: Annotated[MemberQuery, Query()]) -> Page[MemberOut]:
    """List your colleagues: name, e-mail and role, to assign work to or to write to."""
    return await TeamService(ctx).colleagues(id, query)


@router.post("/{id}/members", response_model=UserOut, status_code=201)
@allow("users:write", tool=False, key=False)
async def add_member(ctx: Ctx, id: UUID, body: MemberAdd) -> UserOut:
    """Invite somebody by e-mail."""
    return await MemberService(ctx, id).add(body)


@router.patch("/{id}/members/{user_id}", response_model=UserOut)
@allow("users:write", tool=False, key=False)
async def change_member_role(ctx: Ctx, id: UUID, user_id: UUID, body: MemberRole) -> UserOut:
    """Give a member another role."""
    return await MemberService(ctx, id).change_role(user_id, body)


@router.delete("/{id}/members/{user_id}", status_code=204)
@allow("users:write", tool=False, key=False)
async def remove_member(ctx: Ctx, id: UUID, user_id: UUID) -> None:
    """End a membership; the person's account and what the person did stay."""
    await MemberService(ctx, id).remove(user_id)
