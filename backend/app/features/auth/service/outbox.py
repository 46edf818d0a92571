"""The embedded outbox: letters as files, where there is no mail server."""

from uuid import UUID

from app.features.accounts.service import rights_by_email
from app.features.auth.schemas import MailOut
from app.kit.core.context import Context
from app.kit.core.errors import Invalid, NotFound
from app.kit.core.mail import Kept, letters
from app.kit.web.shapes import Page, Paging


class Outbox:
    """Letters to people of the caller's organisation. A letter may open an account, so only who may do as much himself reads it."""

    def __init__(self, ctx: Context) -> None:
        self.ctx = ctx

    async def page(self, paging: Paging) -> Page[MailOut]:
        """Newest first."""
        found = await self._readable(self._place(paging.cursor))
        shown = found[: paging.limit]
        more = len(found) > paging.limit
        return Page(
            items=[self._out(k) for k in shown], next_cursor=str(shown[-1].id) if more else None, total=len(found) if paging.count else None
        )

    async def get(self, mail_id: UUID) -> MailOut:
        """One letter."""
        for kept in await self._readable(None):
            if kept.id == mail_id:
                return self._out(kept)
        raise NotFound("There is no such letter.")

    async def _readable(self, before: UUID | None) -> list[Kept]:
        if self.ctx.settings.mail_url.get_secret_value():
            raise NotFound("Letters are sent by the mail server here; none are kept.")
        found = await letters(self.ctx.settings, self.ctx.actor.org_id, before=before)
        rights = await rights_by_email(self.ctx, {k.to for k in found})
        return [k for k in found if k.to in rights and rights[k.to] <= self.ctx.actor.permissions]

    @staticmethod
    def _place(cursor: str | None) -> UUID | None:
        try:
            return UUID(cursor) if cursor else None
        except ValueError:
            raise Invalid.field("cursor", "is not a cursor of this list", where="query") from None

    @staticmethod
    def _out(kept: Kept) -> MailOut:
        return MailOut(id=kept.id, at=kept.at, to=kept.to, subject=kept.subject, text=kept.text)
