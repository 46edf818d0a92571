"""The verbs of tool servers, and conversations with them."""

from app.features.tool_servers.service.reading import refreshed, tested
from app.features.tool_servers.service.servers import ToolServerService, address_of, full_name
from app.features.tool_servers.service.talking import Address, used

__all__ = ["Address", "ToolServerService", "address_of", "full_name", "refreshed", "tested", "used"]
