"""Saved views: everybody keeps his own, and shares with the organisation what others should see too."""

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import Select, or_, select

from app.features.views.models import PRIVATE, SHARED, View, ViewDefault
from app.features.views.schemas import DefaultView, ViewIn, ViewOut, ViewsQuery, ViewUpdate
from app.kit.core.access import People
from app.kit.core.context import Context
from app.kit.core.errors import Conflict, Forbidden, Invalid, NotFound, Stale
from app.kit.core.registry import registry
from app.kit.web.shapes import Page, keyset

MOST = 100
"""Views that one person keeps for one entity."""


class ViewService:
    """The verbs of views."""

    def __init__(self, ctx: Context) -> None:
        self.ctx, self._me = ctx, ctx.actor.user_id

    def _visible(self) -> Select[View]:
        readable = [name for name in registry.entities if self.ctx.actor.may(f"{name}:read")]
        return select(View).where(View.entity.in_(readable), or_(View.shared == SHARED, View.owner_id == self._me))

    async def find(self, wanted: ViewsQuery) -> Page[ViewOut]:
        """One's own and the shared ones, in their order."""
        query = self._visible() if wanted.entity is None else self._visible().where(View.entity == wanted.entity)
        page = await keyset(self.ctx.db, query, [View.position, View.id], wanted, lambda row: row[0])
        return Page(items=await self._shown(page.items), next_cursor=page.next_cursor, total=page.total)

    async def get(self, id: UUID) -> ViewOut:
        """One view, or NotFound (also when it is somebody else's private one)."""
        return await self._answer(await self._load(id))

    async def create(self, given: ViewIn) -> ViewOut:
        """Keep a view under a name."""
        self._readable(given.entity)
        self._may_share(given.shared)
        mine = (await self.ctx.db.scalars(select(View.name).where(View.entity == given.entity, View.owner_id == self._me))).all()
        if len(mine) >= MOST:
            raise Conflict(f"You have {MOST} views of {given.entity}: delete one that is no longer used.")
        self._unused(given.name, mine)
        view = View(**given.model_dump(mode="json"), owner_id=self._me)
        self.ctx.db.add(view)
        await self.ctx.db.flush()
        return await self._answer(view)

    async def update(self, id: UUID, given: ViewUpdate) -> ViewOut:
        """Change what was sent; a version that somebody else has changed meanwhile is Stale."""
        view = await self._editable(id)
        values = given.model_dump(mode="json", include=given.model_fields_set, exclude_none=True)
        if "shared" in values and values["shared"] != view.shared:
            self._may_share(values["shared"])
        if values.get("name", view.name).lower() != view.name.lower():
            same = select(View.name).where(View.entity == view.entity, View.owner_id == view.owner_id)
            self._unused(values["name"], (await self.ctx.db.scalars(same)).all())
        for key, value in values.items():
            setattr(view, key, value)
        await self.ctx.db.flush()
        return await self._answer(view)

    async def delete(self, id: UUID) -> None:
        """Forget it; the records stay."""
        await self.ctx.db.delete(await self._editable(id))

    async def begin_with(self, wanted: DefaultView) -> None:
        """The view that the caller's list opens with."""
        self._readable(wanted.entity)
        if wanted.id is not None and (await self._load(wanted.id)).entity != wanted.entity:
            raise Invalid.field("id", f"is not a view of {wanted.entity}")
        mine = select(ViewDefault).where(ViewDefault.user_id == self._me, ViewDefault.entity == wanted.entity)
        chosen: ViewDefault | None = await self.ctx.db.scalar(mine)
        if chosen is not None and wanted.id is not None:
            chosen.view_id = wanted.id
        elif chosen is not None:
            await self.ctx.db.delete(chosen)
        elif wanted.id is not None:
            self.ctx.db.add(ViewDefault(user_id=self._me, entity=wanted.entity, view_id=wanted.id))
        await self.ctx.db.flush()

    async def _load(self, id: UUID) -> View:
        found: View | None = await self.ctx.db.scalar(self._visible().where(View.id == id))
        if found is None:
            raise NotFound("There is no view with this id.")
        return found

    async def _editable(self, id: UUID) -> View:
        view = await self._load(id)
        if not self._may_edit(view):
            raise Forbidden("Only who made a shared view, or somebody with the permission views:manage, may change it.")
        if self.ctx.if_match is not None and view.version != self.ctx.if_match:
            raise Stale("Somebody saved a newer version first. Read it again, then repeat your change.")
        return view

    def _may_edit(self, view: View) -> bool:
        return self.ctx.actor.may("views:write") and (view.owner_id == self._me or self.ctx.actor.may("views:manage"))

    def _may_share(self, shared: str) -> None:
        if shared != PRIVATE:
            self.ctx.actor.require("views:share")

    def _readable(self, entity: str) -> None:
        if entity not in registry.entities:
            raise Invalid.field("entity", f"there are: {', '.join(registry.entities)}")
        self.ctx.actor.require(f"{entity}:read")

    def _unused(self, name: str, taken: Iterable[str]) -> None:
        if name.lower() in (one.lower() for one in taken):
            raise Conflict(f"There is a view called {name} already.")

    async def _answer(self, view: View) -> ViewOut:
        self.ctx.etag = view.version
        return (await self._shown([view]))[0]

    async def _shown(self, views: Sequence[View]) -> list[ViewOut]:
        names = await self.ctx.use(People).names(self.ctx, {view.owner_id for view in views})
        chosen = set(await self.ctx.db.scalars(select(ViewDefault.view_id).where(ViewDefault.user_id == self._me)))
        return [self._out(view, names.get(view.owner_id), view.id in chosen) for view in views]

    def _out(self, view: View, owner: str | None, default: bool) -> ViewOut:
        own: dict[str, Any] = {key: getattr(view, key) for key in ViewOut.model_fields if hasattr(view, key)}
        return ViewOut(**own, owner_name=owner, editable=self._may_edit(view), default=default)
