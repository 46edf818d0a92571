"""What accounts gives the kit: names of people, and a member's present rights for work that runs without a token."""

from collections.abc import Collection
from typing import Any
from uuid import UUID

from sqlalchemy import Select, func, select

from app.features.accounts.models import Membership, Organization, Role, TeamMember, User
from app.features.accounts.service.identity import granted, member_rights, members_acting
from app.features.accounts.service.people import like
from app.kit.core.access import Actor
from app.kit.core.context import Context, Kit
from app.kit.core.system import system


class MemberNames:
    """`People`: how members are called."""

    async def names(self, ctx: Context, ids: Collection[UUID]) -> dict[UUID, str]:
        """Names of the members among these."""
        if not ids:
            return {}
        found = select(User.id, User.name).join(Membership, Membership.user_id == User.id).where(User.id.in_(ids))
        return {user_id: name for user_id, name in (await ctx.db.execute(found)).all()}

    async def emails(self, ctx: Context, ids: Collection[UUID]) -> dict[UUID, str]:
        """Addresses of the active members among these."""
        if not ids:
            return {}
        found = select(User.id, User.email).join(Membership, Membership.user_id == User.id)
        found = found.where(User.id.in_(ids), Membership.status == "active")
        return {user_id: email for user_id, email in (await ctx.db.execute(found)).all()}

    async def actors(self, ctx: Context, ids: Collection[UUID]) -> list[Actor]:
        """See `People`."""
        return await self._acting(ctx, members_acting().where(User.id.in_(ids))) if ids else []

    async def named(self, ctx: Context, text: str, limit: int) -> list[Actor]:
        """See `People`."""
        found = members_acting().where(func.fold(User.name).like(func.fold(like(text))))
        return await self._acting(ctx, found.order_by(func.fold(User.name), User.id).limit(limit))

    async def in_role(self, ctx: Context, *roles: str) -> list[Actor]:
        """See `People`."""
        return await self._acting(ctx, members_acting().where(Role.name.in_(roles))) if roles else []

    @staticmethod
    async def _acting(ctx: Context, query: Select[*tuple[Any, ...]]) -> list[Actor]:
        rows = (await ctx.db.execute(query)).all()
        return [_actor(r, ctx.actor.org_id) for r in rows]


class TeamMates:
    """`Teams`: who shares a team with the actor."""

    def mates(self, actor: Actor) -> Select[UUID]:
        """Members of his teams."""
        mine = select(TeamMember.team_id).where(TeamMember.user_id == actor.user_id)
        return select(TeamMember.user_id).where(TeamMember.team_id.in_(mine))


class MemberRights:
    """`Principals`: the actor behind a job, with the rights he has now."""

    async def __call__(self, kit: Kit, user_id: UUID, org_id: UUID) -> Actor | None:
        """None when he has left or was deactivated."""
        async with Context(kit, Actor(org_id=org_id)) as ctx:
            row = (await ctx.db.execute(member_rights(), {"person": user_id})).one_or_none()
        return None if row is None else _actor(row, org_id)


def _actor(row: Any, org_id: UUID) -> Actor:
    rights = granted(row.role, row.permissions, row.built_in)
    return Actor(row.id, org_id, rights, row.role, row.name, via="system", time_zone=row.time_zone or "")


class AllOrganizations:
    """`Tenants`."""

    async def ids(self, kit: Kit) -> list[UUID]:
        """See `Tenants`."""
        async with system(kit).begin() as db:
            return list((await db.execute(select(Organization.id))).scalars())
