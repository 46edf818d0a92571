"""/agents/execute: tasks that programs give to agents."""

import asyncio
from typing import Any
from uuid import UUID

from fastapi import Request, Response

from app.features.agents.adapters import InPlace
from app.features.agents.schemas import CallbackSecret, ExecuteIn, ExecuteOut
from app.features.agents.service import ExecutionService
from app.kit.core.context import Context, work
from app.kit.entity.record import Json
from app.kit.jobs.callbacks import Callbacks
from app.kit.web.operation import allow
from app.kit.web.route import Ctx
from app.kit.web.route import router as make_router
from app.kit.web.sse import Later

USE = "agents:use"
LOOK_SECONDS = 0.2
"""Between two looks at a task that another process carries out."""
GLANCE_SECONDS = 2.0
"""The same while it is carried out here: its end is heard at once, only that somebody cancelled it is not."""
executing_router = make_router("/agents/execute", "agents")


@executing_router.post("", response_model=ExecuteOut, responses={202: {"model": ExecuteOut, "description": "A worker goes on with it"}})
@allow(USE, tool=False)
async def execute_agent(ctx: Ctx, body: ExecuteIn, request: Request) -> Response:
    """Give an agent a task. With priority high the answer comes in place, if it does not take long; else 202, and the operation tells."""
    key = request.headers.get("idempotency-key")
    return Later(_Answer(ctx, await ExecutionService(ctx).accept(body, key), in_place=body.priority == "high"))


@executing_router.get("/callback-secret", response_model=CallbackSecret)
@allow(USE, tool=False, key=False)
async def get_callback_secret(ctx: Ctx) -> dict[str, str]:
    """What messages to the callback addresses of the caller are signed with."""
    return {"secret": ctx.use(Callbacks).secret(ctx)}


@executing_router.get("/{operation_id}", response_model=ExecuteOut)
@allow(USE, tool=False)
async def get_agent_execution(ctx: Ctx, operation_id: UUID) -> Any:
    """Where a task is, and what came out of it; how its callback fares. `/operations/{id}` cancels it and streams its progress."""
    return await ExecutionService(ctx).get(operation_id)


class _Answer:
    """Made once the task stands: at once, or when it has ended in time."""

    def __init__(self, ctx: Context, operation_id: UUID, *, in_place: bool) -> None:
        self.kit, self.actor, self.id, self.in_place = ctx.kit, ctx.actor, operation_id, in_place

    async def __call__(self) -> Response:
        state = await self._state()
        if self.in_place and state.status == "processing":
            here = self.kit.use(InPlace).begin(self.kit, self.id)
            state = await self._ended(here, self.kit.settings.agent_execute_seconds)
        return Json(state.model_dump(mode="json"), 202 if state.status == "processing" else 200)

    async def _ended(self, here: "asyncio.Task[bool]", seconds: float) -> ExecuteOut:
        """Its end, or where it is after so many seconds; whoever carries it out."""
        clock = asyncio.get_running_loop().time
        until = clock() + seconds
        while True:
            left = max(0.0, until - clock())
            if here.done():  # a worker was faster, or it is to be tried again
                await asyncio.sleep(min(LOOK_SECONDS, left))
            else:
                await asyncio.wait([here], timeout=min(GLANCE_SECONDS, left))
            if (state := await self._state()).status != "processing" or clock() >= until:
                return state

    async def _state(self) -> ExecuteOut:
        async with work(self.kit, self.actor) as ctx:
            return await ExecutionService(ctx).get(self.id)
