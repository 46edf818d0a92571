"""Traces: how each answer came about. Reacts to agent work through the kit's `Trails`; nobody imports it."""

from app.features.traces.adapters import FolderTrails
from app.features.traces.jobs import END_DEAD, FORGET
from app.features.traces.router import conversation, r
from app.features.traces.subscribers import follow_purge
from app.kit.agent.trail import Trails
from app.kit.core.access import Permission
from app.kit.core.events import Purged, on
from app.kit.jobs.ticks import Ticks
from app.kit.module import Module

module = Module(
    name="traces",
    routers=[r, conversation],
    subscribers=[on(Purged, follow_purge)],
    permissions=[
        Permission("traces:read", "See how agents came to everybody's answers", roles=()),
        Permission("traces:delete", "Delete traces", roles=()),
    ],
    ports={Trails: FolderTrails, Ticks: [END_DEAD, FORGET]},
)
