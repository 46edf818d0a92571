"""Views: saved ways to look at a list, private or shared with the organisation."""

from app.features.views.router import router
from app.kit.core.access import Permission
from app.kit.module import Module

module = Module(
    name="views",
    router=router,
    permissions=[
        Permission("views:write", "Save views of lists"),
        Permission("views:share", "Share views with the organisation"),
        Permission("views:manage", "Change and delete views that others share"),
    ],
)
