"""What holds now of a write that was proposed earlier: who decides it, and whether its agent may still do it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from app.features.approvals import queries
from app.features.approvals.models import Approval
from app.kit.agent.base import BaseAgent
from app.kit.agent.directory import agents_for, everybody
from app.kit.agent.policy import policy_for
from app.kit.core.context import Context
from app.kit.tools.tool import Outdated, Tool

NOBODY = "The agent {agent} is no longer there for this (deleted, turned off, or not for this role any more), so nothing was done."
TAKEN = "The agent {agent} may not use {tool} any more, so nothing was done. It can only be proposed again once it is allowed to."


@dataclass(frozen=True, slots=True)
class Rules:
    """Of all agents of the organisation, as they are now."""

    agents: Mapping[str, BaseAgent]

    def approver(self, agent: str, operation: str, proposed: str) -> str:
        """The role that decides: what the present rule names, else what was named when it was proposed. So a rule made stricter reaches
        what waits, and one made milder lets nothing through that was to be seen by somebody else."""
        found = self.agents.get(agent)
        return (policy_for(found.policies, operation).approver if found else "") or proposed

    def of(self, found: Approval) -> str:
        """The role that decides this one; of what is settled the role that did."""
        return self.approver(found.agent, found.operation, found.approver) if found.status == "waiting" else found.approver


async def rules(ctx: Context) -> Rules:
    """As a rule without a statement: agents are remembered."""
    return Rules(await everybody(ctx))


async def moved(ctx: Context) -> dict[tuple[str, str], str]:
    """Of what waits: agent and operation whose rule names another role now than when something was proposed, and that role."""
    present, waiting = await rules(ctx), (await ctx.db.execute(queries.waiting())).all()
    return {
        (agent, operation): now
        for agent, operation, before in waiting
        if (now := present.approver(agent, operation, before)) != before  # the same for all of a pair: only a rule changes it
    }


async def agent_still(ctx: Context, name: str) -> BaseAgent:
    """The agent of a proposal, for the person it is done for. Raises Outdated when it is not his to use any more."""
    found = (await agents_for(ctx)).get(name)
    if found is None:
        raise Outdated(NOBODY.format(agent=name))
    return found


def still_held(agent: BaseAgent, tool: Tool | None, added: Sequence[Tool], name: str) -> Tool:
    """The tool that a proposal calls. Raises Outdated when it was taken from the agent, or a rule forbids it now."""
    held = tool is not None and (agent.holds(tool) or any(one.name == name for one in added))
    if tool is None or not held or policy_for(agent.policies, name).max_calls == 0:
        raise Outdated(TAKEN.format(agent=agent.label, tool=name))
    return tool
