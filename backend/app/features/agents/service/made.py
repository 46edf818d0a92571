"""An agent from what somebody wrote in the browser. One instance serves all turns that begin with this version."""

import copy
from fnmatch import fnmatchcase

from app.features.agents.schemas import Definition
from app.kit.agent.base import BaseAgent
from app.kit.agent.budget import Limits
from app.kit.agent.filling import fill
from app.kit.agent.policy import Policy
from app.kit.agent.turn import Outcome, Turn
from app.kit.tools.offered import BUILT_INS


class MadeAgent(BaseAgent):
    """A version of an agent that was made in the browser."""

    def __init__(self, name: str, number: int, told: Definition, organisation: str = "") -> None:
        self.name, self.version, self.label, self.role = name, number, told.label, told.role
        self.expertise, self.tools, self.tier, self.prompt = tuple(told.expertise), tuple(told.tools), told.tier, told.prompt
        self.suggestions = tuple(told.suggestions)
        self.built_ins = tuple(tool for tool in BUILT_INS.values() if any(fnmatchcase(tool.name, wanted) for wanted in told.tools))
        self.limits = Limits(**told.limits.model_dump())
        self.policies = tuple(Policy(p.tool, p.approval, p.approver, p.max_calls, tuple(p.hosts)) for p in told.policies)
        self.roles, self.colleagues = tuple(told.roles), tuple(told.colleagues)
        self._organisation = organisation

    async def respond(self, turn: Turn) -> Outcome:
        """As any agent, with the names in its instructions filled in for this caller and day."""
        told = copy.copy(self)
        known = {"user": turn.actor.name, "organisation": self._organisation, "today": f"{turn.today:%A, %d %B %Y}"}
        told.prompt = fill(self.prompt, known)
        return await super(MadeAgent, told).respond(turn)
