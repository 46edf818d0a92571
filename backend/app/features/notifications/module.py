"""Notifications: reacts to facts and tells people. Features reach it through the kit's `Notifier`."""

from app.features.notifications.adapters import Notifications
from app.features.notifications.jobs import FORGET
from app.features.notifications.router import r
from app.features.notifications.subscribers import tell_noted, tell_owner, tell_people, tell_summary
from app.kit.core.access import Permission
from app.kit.core.events import BulkChanged, Changed, Noted, on
from app.kit.core.notify import Notifier
from app.kit.jobs.events import OperationEnded
from app.kit.jobs.ticks import Ticks
from app.kit.module import Module

module = Module(
    name="notifications",
    router=r,
    subscribers=[
        on(Changed, tell_people),
        on(Noted, tell_noted),
        on(BulkChanged, tell_summary),
        on(OperationEnded, tell_owner),
    ],
    permissions=[Permission("notifications:read", "See own notifications")],
    ports={Notifier: Notifications, Ticks: [FORGET]},
)
