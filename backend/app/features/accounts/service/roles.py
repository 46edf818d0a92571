"""Roles: what members may do. Nobody hands out more than he has himself."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from sqlalchemy import func, or_, select

from app.features.accounts.models import Membership, Role
from app.features.accounts.schemas import RoleIn, RoleOut, RoleUpdate
from app.features.accounts.service.identity import ADMIN, granted
from app.kit.core.context import Context
from app.kit.core.errors import Conflict, Forbidden, Invalid, NotFound, Stale
from app.kit.core.events import RightsChanged
from app.kit.core.registry import registry
from app.kit.web.shapes import Page, Paging, keyset


def granted_by(role: Role) -> frozenset[str]:
    """What a role allows at present."""
    return granted(role.name, role.permissions, role.built_in)


def need_all(ctx: Context, permissions: Iterable[str], what: str) -> None:
    """Refuse when the caller lacks one of these himself."""
    if missing := sorted(set(permissions) - ctx.actor.permissions):
        raise Forbidden(f"{what} has permissions that you do not have yourself: {', '.join(missing[:5])}.")


def expect(ctx: Context, version: int) -> None:
    """If-Match against a record's version."""
    if ctx.if_match is not None and ctx.if_match != version:
        raise Stale("Somebody saved a newer version: read it again, then repeat your change.")


class RoleService:
    """Roles of the caller's organisation."""

    def __init__(self, ctx: Context) -> None:
        self.ctx = ctx

    async def page(self, paging: Paging) -> Page[RoleOut]:
        """All roles by name."""
        members = (
            select(func.count()).where(Membership.role_id == Role.id, Membership.org_id == Role.org_id).correlate(Role).scalar_subquery()
        )
        return await keyset(self.ctx.db, select(Role, members), [Role.name, Role.id], paging, lambda row: self._out(row[0], row[1]))

    async def get(self, role_id: UUID) -> RoleOut:
        """One role."""
        return await self._answer(await self._find(role_id))

    async def create(self, given: RoleIn) -> RoleOut:
        """A role of the organisation's own."""
        role = Role(name=given.name, permissions=self._checked(given.permissions, ()))
        self.ctx.db.add(role)
        await self.ctx.db.flush()
        return await self._answer(role)

    async def replace(self, role_id: UUID, given: RoleIn) -> RoleOut:
        """Name and permissions."""
        return await self._change(role_id, given.name, given.permissions)

    async def update(self, role_id: UUID, given: RoleUpdate) -> RoleOut:
        """What was sent."""
        sent = given.model_fields_set
        return await self._change(role_id, given.name if "name" in sent else None, given.permissions if "permissions" in sent else None)

    async def delete(self, role_id: UUID) -> None:
        """Remove a role that nobody has."""
        role = await self._find(role_id)
        expect(self.ctx, role.version)
        if role.built_in:
            raise Conflict(f"{role.name} is built in and stays.")
        if await self._members(role):
            raise Conflict("Somebody still has this role: give them another first.")
        await self.ctx.db.delete(role)
        await self.ctx.db.flush()

    async def named(self, ref: str) -> Role:
        """The role with this name or id; Invalid when there is none."""
        by: Any = func.lower(Role.name) == ref.strip().lower()
        role: Role | None = await self.ctx.db.scalar(select(Role).where(or_(by, Role.id == _uuid(ref)) if _uuid(ref) else by))
        if role is None:
            raise Invalid.field("role", "is not a role of this organisation")
        return role

    async def _change(self, role_id: UUID, name: str | None, permissions: list[str] | None) -> RoleOut:
        role = await self._find(role_id)
        expect(self.ctx, role.version)
        if role.built_in and name is not None and name != role.name:
            raise Conflict(f"{role.name} is built in and keeps its name.")
        if role.built_in and role.name == ADMIN and permissions is not None:
            raise Conflict("The administrator may do everything; that can not be changed.")
        need_all(self.ctx, granted_by(role), "This role")
        if name is not None:
            role.name = name
        if permissions is not None:
            role.permissions = self._checked(permissions, granted_by(role))
            self.ctx.emit(RightsChanged(self.ctx.actor.org_id))
        await self.ctx.db.flush()
        return await self._answer(role)

    def _checked(self, wanted: Iterable[str], before: Iterable[str]) -> list[str]:
        """Known permissions, of which the new ones are the caller's own."""
        chosen = set(wanted)
        if unknown := sorted(chosen - registry.permission_names):
            raise Invalid.field("permissions", f"there is no permission called {unknown[0]}")
        need_all(self.ctx, chosen - set(before), "This role")
        return sorted(chosen)

    async def _find(self, role_id: UUID) -> Role:
        role: Role | None = await self.ctx.db.scalar(select(Role).where(Role.id == role_id))
        if role is None:
            raise NotFound("There is no such role.")
        return role

    async def _members(self, role: Role) -> int:
        return int(await self.ctx.db.scalar(select(func.count(Membership.id)).where(Membership.role_id == role.id)) or 0)

    async def _answer(self, role: Role) -> RoleOut:
        self.ctx.etag = role.version
        return self._out(role, await self._members(role))

    @staticmethod
    def _out(role: Role, members: int) -> RoleOut:
        return RoleOut(
            id=role.id, name=role.name, permissions=sorted(granted_by(role)), built_in=role.built_in, members=members,
            version=role.version, created_at=role.created_at, updated_at=role.updated_at,
        )  # fmt: skip


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
