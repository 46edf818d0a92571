"""What there is to ask of agents, and work that programs give them."""

from app.features.agents.service.executing import KIND, ExecutionService
from app.features.agents.service.offering import capabilities, offered

__all__ = ["KIND", "ExecutionService", "capabilities", "offered"]
