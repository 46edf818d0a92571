"""What there is to ask of agents."""

from app.features.agents.schemas import AgentOut, Capabilities
from app.features.agents.service import capabilities, offered
from app.kit.web.operation import allow
from app.kit.web.route import Ctx
from app.kit.web.route import router as make_router
from app.kit.web.shapes import Page

USE = "agents:use"
agents_router = make_router("/agents", "agents")


@agents_router.get("", response_model=Page[AgentOut])
@allow(USE, tool=False)
async def list_agents(ctx: Ctx) -> Page[AgentOut]:
    """All agents, with the tools that each may use for the caller."""
    return Page(items=await offered(ctx))


@agents_router.get("/capabilities", response_model=Capabilities)
@allow(USE, tool=False)
async def list_agent_capabilities(ctx: Ctx) -> Capabilities:
    """What agents can do here, and which model answers."""
    return await capabilities(ctx)
