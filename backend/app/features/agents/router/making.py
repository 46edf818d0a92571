"""/agents: what builders do. Names are part of the address, so this router comes after those with words of their own."""

from collections.abc import AsyncIterator
from typing import Annotated, Any

from fastapi import Path, Query, Request
from starlette.responses import JSONResponse, Response

from app.features.agents.schemas import (
    AgentChange,
    AgentDetail,
    AgentIn,
    Difference,
    RollbackIn,
    ToolOut,
    TrialIn,
    TrialOut,
    VersionOut,
    VersionQuery,
    YamlIn,
)
from app.features.agents.service import AgentService, Trial, exported, imported, prepared, toolset
from app.kit.web.operation import allow
from app.kit.web.problems import Fault, problem_json
from app.kit.web.route import Ctx
from app.kit.web.route import router as make_router
from app.kit.web.shapes import Page
from app.kit.web.sse import EventStream, Later, Sent

USE, BUILD = "agents:use", "agents:build"
STREAM: dict[int | str, dict[str, Any]] = {200: {"content": {"text/event-stream": {"schema": {"type": "string"}}}}}
YAML: dict[int | str, dict[str, Any]] = {200: {"content": {"application/yaml": {"schema": {"type": "string"}}}}}
AgentName = Annotated[str, Path(max_length=100)]
making_router = make_router("/agents", "agents")
r = making_router


@r.get("/tools", response_model=Page[ToolOut])
@allow(BUILD, tool=False)
async def list_agent_tools(ctx: Ctx, agent: Annotated[str, Query(max_length=100)] = "") -> Page[ToolOut]:
    """All tools that an agent (of this name) can be given, and which of them the caller may give."""
    return Page(items=await toolset(ctx, agent))


@r.post("/try", response_model=TrialOut, responses=STREAM)
@allow(BUILD, tool=False)
async def try_agent(ctx: Ctx, body: TrialIn, request: Request) -> Response:
    """Ask an agent that is not saved. Reads are real, writes are only shown. JSON, or server-sent events as in a conversation."""
    return _answer(await prepared(ctx, body), request)


@r.post("/import", response_model=AgentDetail, status_code=201)
@allow(BUILD, tool=False)
async def import_agent(ctx: Ctx, body: YamlIn) -> AgentDetail:
    """Make an agent from an exported one."""
    return await imported(ctx, body)


@r.post("", response_model=AgentDetail, status_code=201)
@allow(BUILD, tool=False)
async def create_agent(ctx: Ctx, body: AgentIn) -> AgentDetail:
    """Make an agent."""
    return await AgentService(ctx).create(body)


@r.get("/{name}", response_model=AgentDetail)
@allow(USE, tool=False)
async def get_agent(ctx: Ctx, name: AgentName) -> AgentDetail:
    """One agent; builders see what it is told."""
    return await AgentService(ctx).get(name)


@r.put("/{name}", response_model=AgentDetail)
@allow(BUILD, tool=False)
async def replace_agent(ctx: Ctx, name: AgentName, body: AgentChange) -> AgentDetail:
    """Make a new version, which answers from now on. Send the ETag as If-Match."""
    return await AgentService(ctx).change(name, body)


@r.delete("/{name}", status_code=204)
@allow(BUILD, tool=False)
async def delete_agent(ctx: Ctx, name: AgentName) -> None:
    """Let it answer nobody any more. Its conversations stay readable."""
    await AgentService(ctx).delete(name)


@r.post("/{name}/enable", response_model=AgentDetail)
@allow(BUILD, tool=False)
async def enable_agent(ctx: Ctx, name: AgentName) -> AgentDetail:
    """Let it answer again."""
    return await AgentService(ctx).turn(name, on=True)


@r.post("/{name}/disable", response_model=AgentDetail)
@allow(BUILD, tool=False)
async def disable_agent(ctx: Ctx, name: AgentName) -> AgentDetail:
    """Let it rest."""
    return await AgentService(ctx).turn(name, on=False)


@r.get("/{name}/versions", response_model=Page[VersionOut])
@allow(BUILD, tool=False)
async def list_agent_versions(ctx: Ctx, name: AgentName, query: Annotated[VersionQuery, Query()]) -> Page[VersionOut]:
    """What it was told, newest first."""
    return await AgentService(ctx).versions(name, query)


@r.get("/{name}/versions/{number}", response_model=VersionOut)
@allow(BUILD, tool=False)
async def get_agent_version(ctx: Ctx, name: AgentName, number: int) -> VersionOut:
    """One version."""
    return await AgentService(ctx).version(name, number)


@r.get("/{name}/versions/{number}/diff", response_model=Difference)
@allow(BUILD, tool=False)
async def diff_agent_versions(ctx: Ctx, name: AgentName, number: int, against: Annotated[int, Query(ge=1)]) -> Difference:
    """What a version says otherwise than another."""
    return await AgentService(ctx).difference(name, number, against)


@r.post("/{name}/rollback", response_model=AgentDetail)
@allow(BUILD, tool=False)
async def rollback_agent(ctx: Ctx, name: AgentName, body: RollbackIn) -> AgentDetail:
    """Make a new version that says what an earlier one said."""
    return await AgentService(ctx).rollback(name, body)


@r.get("/{name}/export", response_class=Response, responses=YAML)
@allow(BUILD, tool=False)
async def export_agent(ctx: Ctx, name: AgentName) -> Response:
    """What it is told, as a file without ids and secrets."""
    return Response(await exported(ctx, name), media_type="application/yaml")


async def _events(trial: Trial) -> AsyncIterator[Sent]:
    async for event in trial.events():
        yield Sent(event.kind, event.data, str(event.seq))


def _answer(trial: Trial, request: Request) -> Response:
    async def whole() -> Response:
        last: dict[str, Any] = {}
        async for event in trial.events():
            last = event.data
        if fault := last.get("problem"):
            body = problem_json(Fault(**fault), instance=request.url.path, request_id=request.scope.get("request_id", ""))
            return JSONResponse(body, fault["status"], media_type="application/problem+json")
        return JSONResponse(last["trial"])

    return EventStream(_events(trial)) if "text/event-stream" in request.headers.get("accept", "") else Later(whole)
