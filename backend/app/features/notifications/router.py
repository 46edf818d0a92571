"""/notifications: one's own."""

from typing import Annotated, Any
from uuid import UUID

from fastapi import Query

from app.features.notifications.schemas import NotificationOut, NotificationQuery, Preferences, Unread
from app.features.notifications.service import NotificationService
from app.kit.web.operation import allow
from app.kit.web.route import Ctx, router
from app.kit.web.shapes import Page

r = router("/notifications", "notifications")
READ = "notifications:read"


@r.get("", response_model=Page[NotificationOut])
@allow(READ)
async def list_notifications(ctx: Ctx, query: Annotated[NotificationQuery, Query()]) -> Any:
    """What you were told, newest first."""
    return await NotificationService(ctx).find(query)


@r.get("/unread-count", response_model=Unread)
@allow(READ)
async def count_unread_notifications(ctx: Ctx) -> Any:
    """How many notifications you have not read."""
    return Unread(count=await NotificationService(ctx).unread())


@r.patch("/{id}/read", response_model=NotificationOut)
@allow(READ)
async def read_notification(ctx: Ctx, id: UUID) -> Any:
    """Mark a notification as read."""
    return await NotificationService(ctx).read(id)


@r.post("/read-all", status_code=204)
@allow(READ)
async def read_all_notifications(ctx: Ctx) -> None:
    """Mark all your notifications as read."""
    await NotificationService(ctx).read_all()


@r.get("/preferences", response_model=Preferences)
@allow(READ)
async def get_notification_preferences(ctx: Ctx) -> Any:
    """Which kinds of notification reach you, and where."""
    return Preferences(preferences=await NotificationService(ctx).preferences())


@r.put("/preferences", response_model=Preferences)
@allow(READ)
async def replace_notification_preferences(ctx: Ctx, body: Preferences) -> Any:
    """Choose, for the kinds you send, whether they appear in the app and come by mail."""
    return Preferences(preferences=await NotificationService(ctx).prefer(body.preferences))
