"""Relations: links between any two records."""

from app.features.relations.router import router
from app.features.relations.subscribers import follow_merge, follow_purge
from app.kit.core.access import Permission
from app.kit.core.events import Merged, Purged, on
from app.kit.module import Module

module = Module(
    name="relations",
    router=router,
    subscribers=[on(Merged, follow_merge), on(Purged, follow_purge)],
    permissions=[Permission("relations:read", "See links between records"), Permission("relations:write", "Link records")],
)
