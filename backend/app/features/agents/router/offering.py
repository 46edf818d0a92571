"""/agents: what everybody sees who may use agents."""

from typing import Annotated

from fastapi import Query

from app.features.agents.schemas import AgentCard, Capabilities, Ratings
from app.features.agents.service import capabilities, gallery, rated
from app.features.conversations.schemas import RatingQuery
from app.kit.web.operation import allow
from app.kit.web.route import Ctx
from app.kit.web.route import router as make_router
from app.kit.web.shapes import Page

USE = "agents:use"
agents_router = make_router("/agents", "agents")


@agents_router.get("", response_model=Page[AgentCard])
@allow(USE, tool=False)
async def list_agents(ctx: Ctx) -> Page[AgentCard]:
    """All agents, with the tools that each may use for the caller; for builders also those that are turned off."""
    return Page(items=await gallery(ctx))


@agents_router.get("/capabilities", response_model=Capabilities)
@allow(USE, tool=False)
async def list_agent_capabilities(ctx: Ctx) -> Capabilities:
    """What agents can do here, and which model answers."""
    return await capabilities(ctx)


@agents_router.get("/ratings", response_model=Ratings)
@allow(USE, tool=False)
async def list_agent_ratings(ctx: Ctx, query: Annotated[RatingQuery, Query()]) -> Ratings:
    """What people think of answers, by agent and day: of all agents for those who look after them, else of those the caller wrote."""
    return await rated(ctx, query)
