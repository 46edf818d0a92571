"""Webhooks: tells other programs what happens to records. Only reacts; may be deleted."""

from app.features.webhooks.adapters import CallbackDesk, Listeners
from app.features.webhooks.jobs import DAY, courier, forget_deliveries
from app.features.webhooks.router import r
from app.features.webhooks.subscribers import listen_anew, write_messages
from app.kit.boot import Lives
from app.kit.core.access import Permission
from app.kit.core.events import Changed, after, on
from app.kit.jobs.callbacks import Callbacks
from app.kit.jobs.ticks import Tick, Ticks
from app.kit.module import Module

module = Module(
    name="webhooks",
    router=r,
    subscribers=[on(Changed, write_messages), after(Changed, listen_anew)],
    permissions=[
        Permission("webhooks:read", "See webhooks and their deliveries", roles=()),
        Permission("webhooks:write", "Tell other programs of events", roles=()),
    ],
    ports={
        Listeners: Listeners,
        Callbacks: CallbackDesk,
        Lives: [courier],
        Ticks: [Tick("forget_deliveries", lambda _: DAY, forget_deliveries)],
    },
)
