"""Telling people, and what they do with what they were told."""

from collections.abc import Collection
from typing import Any, cast
from uuid import UUID

from sqlalchemy import Table

from app.features.notifications.models import Notification, NotificationPreference
from app.features.notifications.queries import chosen, mark_read, own, unread
from app.features.notifications.schemas import KINDS, Channels, NotificationOut, NotificationQuery
from app.kit.core.access import People
from app.kit.core.context import Context
from app.kit.core.db import TRUSTED
from app.kit.core.errors import Invalid, NotFound
from app.kit.core.events import Happened
from app.kit.core.ids import new_id
from app.kit.core.mail import Mail, Mailer
from app.kit.core.tell import tell, user_room
from app.kit.web.shapes import Page, keyset

ROWS = cast("Table", Notification.__table__)
MOST_TITLE = 300


class NotificationService:
    """A person's own notifications; `notify` writes them for others of the organisation."""

    def __init__(self, ctx: Context) -> None:
        self.ctx = ctx

    @property
    def _me(self) -> UUID:
        return self.ctx.actor.user_id

    async def find(self, wanted: NotificationQuery) -> Page[NotificationOut]:
        """Newest first."""
        query = own(self._me, wanted)
        return await keyset(
            self.ctx.db, query, [Notification.id], wanted, lambda row: NotificationOut.model_validate(row[0]), newest_first=True
        )

    async def unread(self) -> int:
        """How many are unread."""
        return (await self.ctx.db.execute(unread(self._me))).scalar_one()

    async def read(self, id: UUID) -> Notification:
        """Mark one as read."""
        await self.ctx.db.execute(mark_read(self._me, id), execution_options=TRUSTED)
        found = await self.ctx.db.get(Notification, (self.ctx.actor.org_id, id))
        if found is None or found.user_id != self._me:
            raise NotFound("There is no notification of yours with this id.")
        return found

    async def read_all(self) -> None:
        """Mark all as read."""
        await self.ctx.db.execute(mark_read(self._me), execution_options=TRUSTED)

    async def preferences(self) -> dict[str, Channels]:
        """One's channels for every kind."""
        mine = {row.kind: Channels(in_app=row.in_app, email=row.email) for row in await self.ctx.db.scalars(chosen([self._me]))}
        return {kind: mine.get(kind, default) for kind, default in KINDS.items()}

    async def prefer(self, wanted: dict[str, Channels]) -> dict[str, Channels]:
        """Change the channels of the kinds that are given."""
        if unknown := set(wanted) - set(KINDS):
            raise Invalid.field("preferences", f"there is no kind {sorted(unknown)[0]}")
        mine = {row.kind: row for row in await self.ctx.db.scalars(chosen([self._me]))}
        for kind, channels in wanted.items():
            if kind in mine:
                mine[kind].in_app, mine[kind].email = channels.in_app, channels.email
            else:
                self.ctx.db.add(NotificationPreference(user_id=self._me, kind=kind, in_app=channels.in_app, email=channels.email))
        values = {kind: channels.model_dump() for kind, channels in wanted.items()}
        self.ctx.emit(Happened("update", "notification_preferences", self._me, values))
        await self.ctx.db.flush()
        return await self.preferences()

    async def notify(
        self, user_ids: Collection[UUID], kind: str, title: str, *, body: str = "", entity: str | None = None,
        entity_id: UUID | None = None, link: str | None = None,
    ) -> None:  # fmt: skip
        """Tell these people, each as he prefers, in this transaction."""
        if not user_ids:
            return
        theirs = {row.user_id: row for row in await self.ctx.db.scalars(chosen(user_ids).where(NotificationPreference.kind == kind))}
        default = KINDS.get(kind, Channels())
        title = title[:MOST_TITLE]
        values: dict[str, Any] = {
            "kind": kind, "title": title, "body": body, "entity_type": entity, "entity_id": entity_id,
            "link": link or (f"/{entity}/{entity_id}" if entity and entity_id else None),
        }  # fmt: skip
        for user_id in dict.fromkeys(user_ids):
            if theirs.get(user_id, default).in_app:
                self._add(user_id, values)
        await self._mail([u for u in dict.fromkeys(user_ids) if theirs.get(u, default).email], values)

    def _add(self, user_id: UUID, values: dict[str, Any]) -> None:
        ctx, id = self.ctx, new_id()
        ctx.append(ROWS, {"org_id": ctx.actor.org_id, "id": id, "user_id": user_id, **values})
        shown = {key: str(value) if isinstance(value, UUID) else value for key, value in values.items()}

        async def show() -> None:
            tell(ctx.kit, user_room(user_id, ctx.actor.org_id), "notification", {**shown, "id": str(id)})

        ctx.after_commit(show)

    async def _mail(self, user_ids: list[UUID], values: dict[str, Any]) -> None:
        mailer: Mailer | None = self.ctx.kit.ports.get(Mailer)
        if not user_ids or mailer is None:
            return
        where = f"{self.ctx.settings.public_url.rstrip('/')}{values['link'] or '/'}"
        text = "\n\n".join(part for part in (values["title"], values["body"], where) if part)
        for address in (await self.ctx.use(People).emails(self.ctx, user_ids)).values():
            mailer.send(self.ctx, Mail(address, values["title"], text, self.ctx.actor.org_id))
