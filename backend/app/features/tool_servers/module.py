"""Tool servers: tools of other programs for agents, over the Model Context Protocol. May be deleted."""

from app.features.tool_servers.adapters import Grants, granted
from app.features.tool_servers.router import r
from app.features.tool_servers.subscribers import grant_anew
from app.kit.agent.directory import MoreTools
from app.kit.boot import Lives
from app.kit.core.access import Permission
from app.kit.core.events import Changed, after
from app.kit.module import Module

module = Module(
    name="tool_servers",
    router=r,
    permissions=[
        Permission("tool_servers:read", "See tool servers", roles=()),
        Permission("tool_servers:write", "Give agents tools of other servers", roles=()),
    ],
    subscribers=[after(Changed, grant_anew)],
    ports={Grants: Grants, MoreTools: [granted], Lives: [Grants.hearing]},
)
