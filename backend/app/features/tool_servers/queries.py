"""Statements over tool servers."""

from uuid import UUID

from sqlalchemy import Select, select

from app.features.tool_servers.models import ServerTool, ToolServer


def servers() -> Select[ToolServer]:
    """All, by label."""
    return select(ToolServer).order_by(ToolServer.label, ToolServer.id)


def server(id: UUID) -> Select[ToolServer]:
    """One."""
    return select(ToolServer).where(ToolServer.id == id)


def tools(server_id: UUID | None = None) -> Select[ServerTool]:
    """Of one server or of all, by name."""
    query = select(ServerTool).order_by(ServerTool.name)
    return query if server_id is None else query.where(ServerTool.server_id == server_id)


def approved() -> Select[ToolServer, ServerTool]:
    """What agents may be given now."""
    its = (ServerTool.org_id == ToolServer.org_id) & (ServerTool.server_id == ToolServer.id)
    return select(ToolServer, ServerTool).join(ServerTool, its).where(ToolServer.enabled, ServerTool.status == "approved")
