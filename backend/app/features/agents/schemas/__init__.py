"""Shapes of agents: picking, making and trying them, and giving them work."""

from app.features.agents.schemas.context import ContextOut, ContextQuery
from app.features.agents.schemas.executing import (
    CallbackSecret,
    ExecuteIn,
    ExecuteOut,
)
from app.features.agents.schemas.making import (
    AgentChange,
    AgentDetail,
    AgentIn,
    Definition,
    Difference,
    FieldChange,
    PolicyIn,
    ProposalOut,
    RollbackIn,
    Said,
    ToolOut,
    TrialIn,
    TrialOut,
    TurnLimits,
    VersionOut,
    VersionQuery,
    YamlIn,
)
from app.features.agents.schemas.offering import (
    Ability,
    AgentCard,
    AgentOut,
    Capabilities,
    LimitsOut,
)
from app.features.agents.schemas.rated import AgentRatings, Ratings

__all__ = [
    "Ability",
    "AgentCard",
    "AgentChange",
    "AgentDetail",
    "AgentIn",
    "AgentOut",
    "AgentRatings",
    "CallbackSecret",
    "Capabilities",
    "ContextOut",
    "ContextQuery",
    "Definition",
    "Difference",
    "ExecuteIn",
    "ExecuteOut",
    "FieldChange",
    "TurnLimits",
    "LimitsOut",
    "PolicyIn",
    "ProposalOut",
    "Ratings",
    "RollbackIn",
    "Said",
    "ToolOut",
    "TrialIn",
    "TrialOut",
    "VersionOut",
    "VersionQuery",
    "YamlIn",
]
