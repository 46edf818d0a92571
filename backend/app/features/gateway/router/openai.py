"""/v1: the part of OpenAI's API that chat clients use. The model is an agent's name; errors have OpenAI's shape."""

import time
from collections.abc import AsyncIterator, Callable, Coroutine
from functools import partial
from typing import Any

from fastapi import APIRouter, Request, Response
from starlette.responses import JSONResponse

from app.features.gateway.adapters import Heard
from app.features.gateway.schemas import ChatRequest
from app.features.gateway.service import Reply, error_body, opened
from app.features.gateway.service.answering import Chunk, Done
from app.features.gateway.service.cutting import Cut
from app.kit.agent.base import BaseAgent
from app.kit.agent.directory import agent_for, agents_for
from app.kit.agent.turn import Outcome, Turn
from app.kit.core.context import Context
from app.kit.core.errors import AppError
from app.kit.web.operation import allow
from app.kit.web.problems import fault_of
from app.kit.web.route import Ctx, KitRoute
from app.kit.web.sse import Encoded, EventStream, Later

USE = "agents:use"
STARTED = int(time.time())
NOT_HERE = "Unknown request URL: {method} /v1/{path}. Here are only GET /v1/models and POST /v1/chat/completions."


class NotSpoken(AppError):
    """An address of OpenAI's API that is not here."""

    status, title = 404, "Not found"


class OpenAIRoute(KitRoute):
    """A route like any other, whose errors an OpenAI client understands."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """The unit of work, with its failures in other words."""
        handle = super().get_route_handler()

        async def run(request: Request) -> Response:
            try:
                return await handle(request)
            except Exception as error:
                return failed(error)

        return run


r = APIRouter(prefix="/v1", tags=["openai"], route_class=OpenAIRoute, include_in_schema=False)


@r.get("/models")
@allow(USE, tool=False)
async def list_openai_models(ctx: Ctx) -> dict[str, Any]:
    """The agents that the caller may ask, as models."""
    return {"object": "list", "data": [_model(agent) for agent in (await agents_for(ctx)).values()]}


@r.get("/models/{model}")
@allow(USE, tool=False)
async def get_openai_model(ctx: Ctx, model: str) -> dict[str, Any]:
    """One of them."""
    return _model(await agent_for(ctx, model))


@r.post("/chat/completions")
@allow(USE, tool=False)
async def create_chat_completion(request: Request, body: ChatRequest) -> Response:
    """An agent's answer to the messages given, whole or as a stream; its tools run here, those of the client come back as calls."""
    ctx: Context = request.scope["work"].ctx  # not opened: the turn has units of work of its own
    heard = Heard(ctx, body.model, "", cut=Cut(body.stops))
    agent, turn = await opened(ctx, body, heard, lambda: heard.cut.hit)
    heard.asked = turn.text
    return Later(partial(_answer, body, heard, agent, turn))


@r.get("/{path:path}")
@allow(USE, tool=False)
async def refuse_openai_reading(path: str) -> None:
    """What OpenAI's API lets read (stored answers, files …), which is not here."""
    raise NotSpoken(NOT_HERE.format(method="GET", path=path[:100]))


@r.post("/{path:path}")
@allow(USE, tool=False)
async def refuse_openai_path(path: str) -> None:
    """The rest of OpenAI's API, which is not spoken here: said so that its clients can show it."""
    raise NotSpoken(NOT_HERE.format(method="POST", path=path[:100]))


async def _answer(given: ChatRequest, heard: Heard, agent: BaseAgent, turn: Turn) -> Response:
    """Whatever goes wrong before the first word still has a status of its own."""
    counted = bool(given.stream_options and given.stream_options.include_usage)
    reply, pieces = Reply(given.model, heard.waiting, with_usage=counted), heard.pieces(agent, turn)
    try:
        if not given.stream:
            *words, outcome = [piece async for piece in pieces]
            assert isinstance(outcome, Outcome)
            return Response(reply.whole(outcome, "".join(map(str, words))), media_type="application/json")
        first = await anext(pieces)
    except Exception as error:
        return failed(error)
    return EventStream(_chunks(reply, first, pieces))


async def _chunks(reply: Reply, first: str | Outcome, pieces: AsyncIterator[str | Outcome]) -> AsyncIterator[Encoded]:
    yield reply.begin()
    piece: str | Outcome = first
    try:
        while isinstance(piece, str):
            yield reply.piece(piece)
            piece = await anext(pieces)
        for chunk in reply.end(piece):
            yield chunk
        yield Done()
    except Exception as error:  # the status is sent: the client raises at the event
        yield Chunk(error_body(fault_of(error)))


def failed(error: Exception) -> Response:
    """OpenAI answers 400 where the rest of this API says 422."""
    fault = fault_of(error)
    body = error_body(fault)
    if isinstance(error, NotSpoken):
        body["error"] |= {"param": None, "code": "unknown_url"}
    return JSONResponse(body, 400 if fault.status == 422 else fault.status, fault.headers)


def _model(agent: BaseAgent) -> dict[str, Any]:
    return {"id": agent.name, "object": "model", "created": STARTED, "owned_by": "groundwork", "description": agent.role}
