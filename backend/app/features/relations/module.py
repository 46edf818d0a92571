"""Relations: links between any two records."""

from app.features.relations.router import router
from app.kit.core.access import Permission
from app.kit.module import Module

module = Module(
    name="relations",
    router=router,
    permissions=[Permission("relations:read", "See links between records"), Permission("relations:write", "Link records")],
)
