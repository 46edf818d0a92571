"""`Notifier` for features that want to tell somebody something."""

from collections.abc import Collection
from uuid import UUID

from app.features.notifications.service import NotificationService
from app.kit.core.context import Context


class Notifications:
    """See `Notifier`."""

    async def notify(
        self, ctx: Context, user_ids: Collection[UUID], kind: str, title: str, *, body: str = "", entity: str | None = None,
        entity_id: UUID | None = None, link: str | None = None,
    ) -> None:  # fmt: skip
        """See `Notifier`."""
        await NotificationService(ctx).notify(user_ids, kind, title, body=body, entity=entity, entity_id=entity_id, link=link)
