"""Watchers: people who want to be told when a record changes. `notifications` asks through the kit's `Watching` and tells them."""

from app.features.watchers.adapters import RecordWatchers
from app.features.watchers.router import r
from app.features.watchers.subscribers import follow_merge, follow_purge, keep_watching, watch_noted
from app.kit.core.events import Changed, Merged, Noted, Purged, on
from app.kit.core.watching import Watching
from app.kit.module import Module

module = Module(
    name="watchers",
    router=r,
    subscribers=[on(Changed, keep_watching), on(Noted, watch_noted), on(Merged, follow_merge), on(Purged, follow_purge)],
    ports={Watching: RecordWatchers()},
)
