"""People as members of the caller's organisation: who they are, what they are, whether they may come in."""

from collections.abc import Collection
from typing import Any
from uuid import UUID

from sqlalchemy import Select, and_, func, or_, select

from app.features.accounts.events import MembershipEnded
from app.features.accounts.models import Membership, Organization, Role, User
from app.features.accounts.schemas import StatusChange, UserCreate, UserOut, UserQuery, UserReplace, UserUpdate
from app.features.accounts.service.identity import ADMIN, belongings, user_by_email
from app.features.accounts.service.invitations import InvitationService
from app.features.accounts.service.roles import RoleService, expect, granted_by, need_all
from app.kit.core.context import Context
from app.kit.core.errors import Conflict, FieldError, NotFound
from app.kit.core.events import Purged, RightsChanged
from app.kit.core.passwords import check_policy, hash_password
from app.kit.web.shapes import Page, keyset

Row = tuple[User, Membership, Role]
SORTS = {"name": User.name, "email": User.email, "created_at": Membership.created_at}


def like(text: str) -> str:
    """A pattern that finds the text anywhere, taken literally."""
    escaped = text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    return f"%{escaped}%"


def members() -> Select[*tuple[Any, ...]]:
    """Person, membership and role of every member."""
    of_role = and_(Role.org_id == Membership.org_id, Role.id == Membership.role_id)
    return select(User, Membership, Role).select_from(Membership).join(User, User.id == Membership.user_id).join(Role, of_role)


async def rights_by_email(ctx: Context, emails: Collection[str]) -> dict[str, frozenset[str]]:
    """What the members with these addresses may do."""
    rows = (await ctx.db.execute(members().where(User.email.in_(emails)))).all() if emails else []
    return {user.email: granted_by(role) for user, _, role in rows}


class PeopleService:
    """The administrator's view of people."""

    def __init__(self, ctx: Context) -> None:
        self.ctx = ctx

    async def page(self, query: UserQuery) -> Page[UserOut]:
        """People by name, e-mail or role."""
        found = members()
        if query.q:
            pattern = func.fold(like(query.q))
            found = found.where(or_(func.fold(User.name).like(pattern), func.fold(User.email).like(pattern)))
        if query.status:
            found = found.where(Membership.status == query.status)
        if query.role:
            found = found.where(Role.id == (await RoleService(self.ctx).named(query.role)).id)
        column = SORTS[query.sort.lstrip("-")]
        return await keyset(
            self.ctx.db, found, [column, User.id], query, lambda row: self.out(*row), newest_first=query.sort.startswith("-")
        )

    async def get(self, user_id: UUID) -> UserOut:
        """One person."""
        return self._answer(*await self.find(user_id))

    async def create(self, given: UserCreate) -> UserOut:
        """Someone new. Who has an account already (here or elsewhere) keeps it, with its password, and is asked by mail."""
        role = await RoleService(self.ctx).named(given.role)
        need_all(self.ctx, granted_by(role), "This role")
        if given.password is not None:
            check_policy(given.password, [given.email, given.name, "groundwork", await self._organization_name()])
        user = await user_by_email(self.ctx, given.email)
        if user is not None and await self._membership(user.id):
            raise Conflict("This person is a member already.", errors=(FieldError(("body", "email"), "is a member already", "unique"),))
        at_once = user is None and given.password is not None
        if user is None:
            hashed = await hash_password(given.password) if given.password is not None else None
            org = self.ctx.actor.org_id
            user = User(
                email=given.email,
                name=given.name,
                password_hash=hashed,
                locale=given.locale,
                time_zone=given.time_zone,
                organization_id=org,
            )
            self.ctx.db.add(user)
            await self.ctx.db.flush()
        membership = Membership(user_id=user.id, role_id=role.id, status="active" if at_once else "invited")
        self.ctx.db.add(membership)
        await self.ctx.db.flush()
        if not at_once:
            await InvitationService(self.ctx).send(user, membership)
        return self._answer(user, membership, role)

    async def replace(self, user_id: UUID, given: UserReplace) -> UserOut:
        """All that an administrator may set."""
        return await self._change(user_id, given.model_dump())

    async def update(self, user_id: UUID, given: UserUpdate) -> UserOut:
        """What was sent."""
        return await self._change(user_id, given.model_dump(exclude_unset=True))

    async def set_status(self, user_id: UUID, given: StatusChange) -> UserOut:
        """Let a person in, or keep him out of this organisation (all his sessions here end)."""
        user, membership, role = await self.touchable(user_id)
        expect(self.ctx, user.version + membership.version - 1)
        if given.status == "active" and membership.status == "inactive":
            waiting = user.password_hash is None or await InvitationService(self.ctx).pending(membership) is not None
            membership.status = "invited" if waiting else "active"
        elif given.status == "active" and membership.status == "invited":
            raise Conflict("The invitation has not been accepted yet: this person has to do that.")
        elif given.status == "inactive" and membership.status != "inactive":
            await self.keep_an_admin(membership, role)
            membership.status = "inactive"
            self._ended(user)
        await self.ctx.db.flush()
        return self._answer(user, membership, role)

    async def set_role(self, user_id: UUID, ref: str) -> UserOut:
        """What the person is from now on: the next request of his sessions is judged by it."""
        return await self._change(user_id, {"role": ref})

    async def remove(self, user_id: UUID) -> None:
        """End a membership for good; the account and other memberships stay."""
        user, membership, role = await self.touchable(user_id)
        await self.keep_an_admin(membership, role)
        await self.ctx.db.delete(membership)
        await self.ctx.db.flush()
        self.ctx.emit(Purged("users", (user.id,)))
        self._ended(user)

    async def invite_again(self, user_id: UUID) -> UserOut:
        """Mail a fresh link."""
        user, membership, role = await self.touchable(user_id)
        if membership.status != "invited":
            raise Conflict("There is no open invitation for this person.")
        await InvitationService(self.ctx).send(user, membership)
        return self._answer(user, membership, role)

    async def find(self, user_id: UUID) -> Row:
        """Person, membership and role; NotFound for people of other organisations."""
        row = (await self.ctx.db.execute(members().where(Membership.user_id == user_id))).one_or_none()
        if row is None:
            raise NotFound("There is no such person in this organisation.")
        return row[0], row[1], row[2]

    async def touchable(self, user_id: UUID) -> Row:
        """As `find`; Forbidden when the person may do what the caller may not."""
        user, membership, role = await self.find(user_id)
        if user_id != self.ctx.actor.user_id:
            need_all(self.ctx, granted_by(role), "This person")
        return user, membership, role

    async def keep_an_admin(self, membership: Membership, role: Role) -> None:
        """Refuse to take away the last active administrator. The role's row is the lock, so two of them can not remove each other."""
        if not (role.built_in and role.name == ADMIN and membership.status == "active"):
            return
        await self.ctx.db.execute(select(Role.id).where(Role.id == role.id).with_for_update())
        others = select(func.count(Membership.id)).where(
            Membership.role_id == role.id, Membership.status == "active", Membership.id != membership.id
        )
        if not await self.ctx.db.scalar(others):
            raise Conflict("This is the organisation's last administrator: make somebody else one first.")

    async def _change(self, user_id: UUID, values: dict[str, Any]) -> UserOut:
        user, membership, role = await self.touchable(user_id)
        expect(self.ctx, user.version + membership.version - 1)
        ref = values.pop("role", None)
        changes = {key: value for key, value in values.items() if getattr(user, key) != value}
        if changes:
            await self._own(user)
            for key, value in changes.items():
                setattr(user, key, value)
        if ref is not None and (wanted := await RoleService(self.ctx).named(ref)).id != role.id:
            need_all(self.ctx, granted_by(wanted), "This role")
            await self.keep_an_admin(membership, role)
            membership.role_id, role = wanted.id, wanted
            self.ctx.emit(RightsChanged(self.ctx.actor.org_id, (user_id,)))
        await self.ctx.db.flush()
        return self._answer(user, membership, role)

    def _ended(self, user: User) -> None:
        self.ctx.emit(MembershipEnded(user.id, self.ctx.actor.org_id))
        self.ctx.emit(RightsChanged(self.ctx.actor.org_id, (user.id,)))

    async def _own(self, user: User) -> None:
        """Name and e-mail of somebody who also works elsewhere are not this organisation's: he changes them himself."""
        if user.id != self.ctx.actor.user_id and len(await belongings(self.ctx, user.id)) > 1:
            raise Conflict("This person also belongs to another organisation and manages name and e-mail himself.")

    async def _membership(self, user_id: UUID) -> Membership | None:
        found: Membership | None = await self.ctx.db.scalar(select(Membership).where(Membership.user_id == user_id))
        return found

    async def _organization_name(self) -> str:
        return str(await self.ctx.db.scalar(select(Organization.name)))

    def _answer(self, user: User, membership: Membership, role: Role) -> UserOut:
        answer = self.out(user, membership, role)
        self.ctx.etag = answer.version
        return answer

    @staticmethod
    def out(user: User, membership: Membership, role: Role) -> UserOut:
        """The record of a member: the person's and the membership's changes are one version."""
        status: Any = membership.status
        return UserOut(
            id=user.id, email=user.email, name=user.name, status=status, role=role.name, role_id=role.id, locale=user.locale,
            time_zone=user.time_zone, last_seen_at=membership.seen_at, created_at=membership.created_at,
            updated_at=max(user.updated_at, membership.updated_at), version=user.version + membership.version - 1,
        )  # fmt: skip
