"""Files: uploads, and what records hold of them. Part of the spine; reached through the kit's `Uploads`."""

from app.features.files.adapters import StoredUploads
from app.features.files.jobs import UNCLAIMED
from app.features.files.router import r
from app.features.files.subscribers import follow_purge
from app.kit.core.access import Permission
from app.kit.core.events import Purged, on
from app.kit.core.uploads import Uploads
from app.kit.jobs.ticks import Ticks
from app.kit.module import Module

module = Module(
    name="files",
    router=r,
    subscribers=[on(Purged, follow_purge)],
    permissions=[Permission("files:write", "Upload files")],
    ports={Uploads: StoredUploads(), Ticks: [UNCLAIMED]},
)
