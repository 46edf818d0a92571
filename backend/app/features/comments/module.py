"""Comments on any record, with mentions."""

from app.features.comments.router import r
from app.features.comments.subscribers import follow_merge, follow_purge
from app.kit.core.access import Permission
from app.kit.core.events import Merged, Purged, on
from app.kit.module import Module

module = Module(
    name="comments",
    router=r,
    subscribers=[on(Merged, follow_merge), on(Purged, follow_purge)],
    permissions=[
        Permission("comments:write", "Comment on records they may see"),
        Permission("comments:manage", "Delete other people's comments"),
    ],
)
