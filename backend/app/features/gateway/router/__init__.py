"""Doors for clients of other people's making: OpenAI's and MCP's."""

from app.features.gateway.router.mcp import r as mcp_router
from app.features.gateway.router.openai import r as openai_router

routers = [openai_router, mcp_router]
