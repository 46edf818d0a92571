"""Agents and operations for clients of other people's making: OpenAI's protocol and MCP. May be deleted."""

from app.features.gateway.router import routers
from app.kit.module import Module

module = Module(name="gateway", needs=["conversations"], routers=routers)
