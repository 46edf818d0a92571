"""Statements over tool servers."""

from uuid import UUID

from sqlalchemy import Select, func, select

from app.features.tool_servers.models import ServerTool, ToolServer


def servers() -> Select[ToolServer]:
    """All, by label."""
    return select(ToolServer).order_by(ToolServer.label, ToolServer.id)


def number() -> Select[int]:
    """How many there are."""
    return select(func.count()).select_from(ToolServer)


def server(id: UUID) -> Select[ToolServer]:
    """One."""
    return select(ToolServer).where(ToolServer.id == id)


def tools(server_id: UUID) -> Select[ServerTool]:
    """Of one server, by name."""
    return select(ServerTool).where(ServerTool.server_id == server_id).order_by(ServerTool.name)


def counts(server_id: UUID | None = None) -> Select[UUID, str, int]:
    """How many tools of one server or of each stand in each status."""
    query = select(ServerTool.server_id, ServerTool.status, func.count()).group_by(ServerTool.server_id, ServerTool.status)
    return query if server_id is None else query.where(ServerTool.server_id == server_id)


def approved() -> Select[ToolServer, ServerTool]:
    """What agents may be given now."""
    its = (ServerTool.org_id == ToolServer.org_id) & (ServerTool.server_id == ToolServer.id)
    return select(ToolServer, ServerTool).join(ServerTool, its).where(ToolServer.enabled, ServerTool.status == "approved")
