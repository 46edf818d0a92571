"""Telling people: a port, so that features can notify without knowing how it is shown or mailed."""

from collections.abc import Collection
from typing import Protocol
from uuid import UUID

from app.kit.core.context import Context


class Notifier(Protocol):
    """Writes notifications in the caller's transaction and shows them once it stands."""

    async def notify(
        self, ctx: Context, user_ids: Collection[UUID], kind: str, title: str, *, body: str = "", entity: str | None = None,
        entity_id: UUID | None = None, link: str | None = None,
    ) -> None:  # fmt: skip
        """Tell these people of the actor's organisation, each as he prefers for this kind (see `features/notifications/schemas.py`)."""
        ...


async def notify(ctx: Context, user_ids: Collection[UUID], kind: str, title: str, *, body: str = "", link: str | None = None) -> None:
    """Tell people through the feature that does it; where that was deleted, nobody is told."""
    notifier: Notifier | None = ctx.kit.ports.get(Notifier)
    if notifier is not None:
        await notifier.notify(ctx, user_ids, kind, title, body=body, link=link)
