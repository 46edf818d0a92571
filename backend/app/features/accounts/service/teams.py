"""Teams: groups of members."""

from typing import Any
from uuid import UUID

from sqlalchemy import func, or_, select

from app.features.accounts.models import Membership, Team, TeamMember, User
from app.features.accounts.schemas import MemberOut, MemberQuery, TeamIn, TeamMemberAdd, TeamOut, TeamUpdate
from app.features.accounts.service.people import like, members
from app.features.accounts.service.roles import expect
from app.kit.core.context import Context
from app.kit.core.errors import Conflict, Invalid, NotFound
from app.kit.web.shapes import Page, Paging, keyset


class TeamService:
    """Teams of the caller's organisation, and who is there at all."""

    def __init__(self, ctx: Context) -> None:
        self.ctx = ctx

    async def page(self, paging: Paging) -> Page[TeamOut]:
        """All teams by name."""
        count = (
            select(func.count()).where(TeamMember.team_id == Team.id, TeamMember.org_id == Team.org_id).correlate(Team).scalar_subquery()
        )
        return await keyset(self.ctx.db, select(Team, count), [Team.name, Team.id], paging, lambda row: self._out(row[0], row[1]))

    async def get(self, team_id: UUID) -> TeamOut:
        """One team."""
        return await self._answer(await self._find(team_id))

    async def create(self, given: TeamIn) -> TeamOut:
        """A team without members."""
        team = Team(name=given.name, description=given.description)
        self.ctx.db.add(team)
        await self.ctx.db.flush()
        return await self._answer(team)

    async def replace(self, team_id: UUID, given: TeamIn) -> TeamOut:
        """Name and description."""
        return await self._change(team_id, given.model_dump())

    async def update(self, team_id: UUID, given: TeamUpdate) -> TeamOut:
        """What was sent."""
        return await self._change(team_id, given.model_dump(exclude_unset=True))

    async def delete(self, team_id: UUID) -> None:
        """Remove the group; its people stay."""
        team = await self._find(team_id)
        expect(self.ctx, team.version)
        await self.ctx.db.delete(team)
        await self.ctx.db.flush()

    async def members(self, team_id: UUID, query: MemberQuery) -> Page[MemberOut]:
        """Who is in the team."""
        await self._find(team_id)
        inside = select(TeamMember.user_id).where(TeamMember.team_id == team_id, TeamMember.org_id == self.ctx.actor.org_id)
        return await self._members(query, Membership.user_id.in_(inside))

    async def colleagues(self, org_id: UUID, query: MemberQuery) -> Page[MemberOut]:
        """Everybody in the organisation."""
        self.need_here(org_id)
        return await self._members(query, Membership.status != "inactive")

    async def add(self, team_id: UUID, given: TeamMemberAdd) -> MemberOut:
        """Put a member of the organisation into the team."""
        await self._find(team_id)
        row = (await self.ctx.db.execute(members().where(Membership.user_id == given.user_id))).one_or_none()
        if row is None:
            raise Invalid.field("user_id", "is not a member of this organisation")
        if await self._place(team_id, given.user_id):
            raise Conflict("This person is in the team already.")
        self.ctx.db.add(TeamMember(team_id=team_id, user_id=given.user_id))
        await self.ctx.db.flush()
        return member_out(row)

    async def remove(self, team_id: UUID, user_id: UUID) -> None:
        """Take somebody out of the team."""
        place = await self._place(team_id, user_id)
        if place is None:
            raise NotFound("This person is not in the team.")
        await self.ctx.db.delete(place)
        await self.ctx.db.flush()

    def need_here(self, org_id: UUID) -> None:
        """Only the organisation that the session works in is open."""
        if org_id != self.ctx.actor.org_id:
            raise NotFound("There is no such organisation, or this session works in another one.")

    async def _members(self, query: MemberQuery, condition: Any) -> Page[MemberOut]:
        found = members().where(condition)
        if query.q:
            pattern = func.fold(like(query.q))
            found = found.where(or_(func.fold(User.name).like(pattern), func.fold(User.email).like(pattern)))
        return await keyset(self.ctx.db, found, [User.name, User.id], query, member_out)

    async def _change(self, team_id: UUID, values: dict[str, Any]) -> TeamOut:
        team = await self._find(team_id)
        expect(self.ctx, team.version)
        for key, value in values.items():
            setattr(team, key, value)
        await self.ctx.db.flush()
        return await self._answer(team)

    async def _find(self, team_id: UUID) -> Team:
        team: Team | None = await self.ctx.db.scalar(select(Team).where(Team.id == team_id))
        if team is None:
            raise NotFound("There is no such team.")
        return team

    async def _place(self, team_id: UUID, user_id: UUID) -> TeamMember | None:
        found: TeamMember | None = await self.ctx.db.scalar(
            select(TeamMember).where(TeamMember.team_id == team_id, TeamMember.user_id == user_id)
        )
        return found

    async def _answer(self, team: Team) -> TeamOut:
        self.ctx.etag = team.version
        return self._out(team, int(await self.ctx.db.scalar(select(func.count(TeamMember.id)).where(TeamMember.team_id == team.id)) or 0))

    @staticmethod
    def _out(team: Team, members: int) -> TeamOut:
        return TeamOut(
            id=team.id, name=team.name, description=team.description, members=members,
            version=team.version, created_at=team.created_at, updated_at=team.updated_at,
        )  # fmt: skip


def member_out(row: Any) -> MemberOut:
    """What every member may know of a colleague, from a row of `members()`."""
    user, membership, role = row
    return MemberOut(user_id=user.id, name=user.name, email=user.email, role=role.name, status=membership.status)
