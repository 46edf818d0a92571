"""Members of the present organisation, by its address: the same verbs as /users."""

from uuid import UUID

from app.features.accounts.schemas import MemberAdd, MemberRole, UserCreate, UserOut
from app.features.accounts.service.people import PeopleService
from app.kit.core.context import Context
from app.kit.core.errors import NotFound


class MemberService:
    """Memberships of one organisation; NotFound unless the session works in it."""

    def __init__(self, ctx: Context, org_id: UUID) -> None:
        if org_id != ctx.actor.org_id:
            raise NotFound("There is no such organisation, or this session works in another one.")
        self.people = PeopleService(ctx)

    async def add(self, given: MemberAdd) -> UserOut:
        """Invite by mail."""
        name = given.name or given.email.partition("@")[0]
        return await self.people.create(UserCreate(email=given.email, name=name, role=given.role))

    async def change_role(self, user_id: UUID, given: MemberRole) -> UserOut:
        """Another role."""
        return await self.people.set_role(user_id, given.role)

    async def remove(self, user_id: UUID) -> None:
        """End the membership."""
        await self.people.remove(user_id)
