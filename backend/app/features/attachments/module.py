"""Attachments: files on any record."""

from app.features.attachments.router import r
from app.features.attachments.subscribers import follow_merge, follow_purge
from app.kit.core.events import Merged, Purged, on
from app.kit.module import Module

module = Module(name="attachments", router=r, subscribers=[on(Merged, follow_merge), on(Purged, follow_purge)])
