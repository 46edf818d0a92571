"""The verbs of agents: offering, making and trying them, and giving them work."""

from app.features.agents.service.context import KeptContext, shared_context
from app.features.agents.service.executing import KIND, ExecutionService
from app.features.agents.service.made import MadeAgent
from app.features.agents.service.making import AgentService
from app.features.agents.service.offering import capabilities, gallery, made_of, offered
from app.features.agents.service.rated import rated
from app.features.agents.service.sharing import exported, imported
from app.features.agents.service.toolset import toolset
from app.features.agents.service.trying import Trial, prepared

__all__ = [
    "KIND",
    "AgentService",
    "ExecutionService",
    "KeptContext",
    "MadeAgent",
    "Trial",
    "capabilities",
    "exported",
    "gallery",
    "imported",
    "made_of",
    "offered",
    "prepared",
    "rated",
    "shared_context",
    "toolset",
]
