"""Organisations: founding one, and the caller's own."""

import re
import unicodedata
from dataclasses import replace
from uuid import UUID

from sqlalchemy import select

from app.features.accounts.models import Membership, Organization, Role, User
from app.features.accounts.schemas import LanguageOut, OrganizationIn, OrganizationOut
from app.features.accounts.service.identity import ADMIN, BUILT_IN, Belonging, belongings
from app.features.accounts.service.roles import expect
from app.kit.core.context import Context
from app.kit.core.errors import NotFound
from app.kit.core.ids import new_id
from app.kit.core.registry import registry
from app.kit.entity.reindex_job import REINDEX
from app.kit.entity.search import LANGUAGES
from app.kit.jobs.job import enqueue
from app.kit.web.shapes import Page


async def found(ctx: Context, name: str, founder: User) -> Organization:
    """A new organisation with the built-in roles and its founder as administrator; the unit of work goes on as him, there."""
    org_id = new_id()
    await ctx.act_as(
        replace(ctx.actor, user_id=founder.id, org_id=org_id, role=ADMIN, name=founder.name, permissions=registry.permission_names)
    )
    organization = Organization(org_id=org_id, id=org_id, name=name, slug=slug_of(name, org_id))
    ctx.db.add(organization)
    founder.organization_id = founder.organization_id or org_id
    await ctx.db.flush()
    roles = {role: Role(org_id=org_id, id=new_id(), name=role, built_in=True) for role in BUILT_IN}
    ctx.db.add_all(roles.values())
    await ctx.db.flush()
    ctx.db.add(founder)  # after the rest, so that a taken e-mail costs as much time as a free one
    await ctx.db.flush()
    ctx.db.add(Membership(org_id=org_id, user_id=founder.id, role_id=roles[ADMIN].id, status="active"))
    await ctx.db.flush()
    return organization


def slug_of(name: str, org_id: UUID) -> str:
    """A readable form of the name. Its end is from the id: whether somebody else has the same name can not be seen."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return f"{re.sub(r'[^a-z0-9]+', '-', plain).strip('-')[:60] or 'organisation'}-{org_id.hex[-6:]}"


async def organization_name(ctx: Context) -> str:
    """How the caller's organisation is called."""
    return str(await ctx.db.scalar(select(Organization.name).where(Organization.id == ctx.actor.org_id)) or "")


class OrganizationService:
    """The caller's organisations. Only the one that his session works in can be changed."""

    def __init__(self, ctx: Context) -> None:
        self.ctx = ctx

    async def mine(self) -> Page[OrganizationOut]:
        """Those where the caller is an active member."""
        return Page(items=[self._out(b) for b in await self._active()])

    async def get(self, org_id: UUID) -> OrganizationOut:
        """One of the caller's."""
        for belonging in await self._active():
            if belonging.org_id == org_id:
                if org_id == self.ctx.actor.org_id:
                    self.ctx.etag = (await self._current(org_id)).version
                return self._out(belonging)
        raise NotFound("There is no such organisation.")

    async def create(self, given: OrganizationIn) -> OrganizationOut:
        """A further organisation, with the caller as its administrator; his session stays where it is."""
        caller = self.ctx.actor
        founder = await self.ctx.db.get_one(User, caller.user_id)
        organization = await found(self.ctx, given.name, founder)
        await self.ctx.settle()  # its audit rows belong to it
        await self.ctx.act_as(caller)
        return OrganizationOut(id=organization.id, name=organization.name, slug=organization.slug, role=ADMIN, current=False)

    async def update(self, org_id: UUID, given: OrganizationIn) -> OrganizationOut:
        """Rename the present organisation."""
        organization = await self._current(org_id)
        expect(self.ctx, organization.version)
        organization.name = given.name
        await self.ctx.db.flush()
        self.ctx.etag = organization.version
        return OrganizationOut(id=org_id, name=organization.name, slug=organization.slug, role=self.ctx.actor.role, current=True)

    async def language(self, org_id: UUID) -> LanguageOut:
        """In which language search looks for other forms of a word."""
        return LanguageOut(language=(await self._current(org_id)).language, languages=list(LANGUAGES))

    async def speak(self, org_id: UUID, language: str) -> LanguageOut:
        """Search in another language from now on; the records follow as durable work."""
        organization = await self._current(org_id)
        made = LanguageOut(language=language, languages=list(LANGUAGES))
        if organization.language != language:
            organization.language = language
            await self.ctx.db.flush()
            made.operation_id = await enqueue(self.ctx, REINDEX.kind, {}, ref="organizations", label=f"Search index ({language})")
        return made

    async def _current(self, org_id: UUID) -> Organization:
        organization: Organization | None = await self.ctx.db.scalar(select(Organization).where(Organization.id == org_id))
        if organization is None:
            raise NotFound("There is no such organisation, or this session works in another one.")
        return organization

    async def _active(self) -> list[Belonging]:
        return [b for b in await belongings(self.ctx, self.ctx.actor.user_id) if b.status == "active"]

    def _out(self, b: Belonging) -> OrganizationOut:
        return OrganizationOut(id=b.org_id, name=b.name, slug=b.slug, role=b.role, current=b.org_id == self.ctx.actor.org_id)
