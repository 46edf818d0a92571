"""The process's own routes: alive, ready, metrics, permissions' names are elsewhere."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from typing import Literal

from fastapi import APIRouter, Request, Response
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest
from pydantic import BaseModel

from app.kit.core.access import PUBLIC
from app.kit.core.context import Kit
from app.kit.web.operation import allow
from app.kit.web.route import router

Status = Literal["ok", "degraded", "down"]
Check = Callable[[Kit], Awaitable[str]]
"""Returns a word about what it saw; raises when the part does not work."""


class Part(BaseModel):
    """One part of the system."""

    status: Status
    latency_ms: float
    detail: str = ""


class Health(BaseModel):
    """The process is alive."""

    status: Literal["ok"] = "ok"


class Readiness(BaseModel):
    """`ok`: everything works; `degraded`: the API answers, but something behind it does not; `down`: it can not serve."""

    status: Status
    parts: dict[str, Part]


class Checks(dict[str, Check]):
    """Health checks by part, contributed by the kit and by features."""


system_router: APIRouter = router("", "system")
metrics_route = APIRouter()


@system_router.get("/health", response_model=Health)
@allow(PUBLIC, tool=False)
async def get_health() -> Health:
    """Whether the process is alive."""
    return Health()


@system_router.get("/ready", response_model=Readiness)
@allow(PUBLIC, tool=False)
async def get_readiness(request: Request, response: Response) -> Readiness:
    """Whether each part of the system works, and how fast it answers."""
    kit: Kit = request.app.state.kit
    found = await readiness(kit)
    response.status_code = 503 if found.status == "down" else 200
    return found


async def readiness(kit: Kit) -> Readiness:
    """Ask every part at once."""
    checks = kit.use(Checks)
    parts = dict(zip(checks, await asyncio.gather(*(_ask(kit, c) for c in checks.values())), strict=True))
    down = parts["database"].status == "down"
    status: Status = "down" if down else "ok" if all(p.status == "ok" for p in parts.values()) else "degraded"
    return Readiness(status=status, parts=parts)


async def _ask(kit: Kit, check: Check) -> Part:
    began = time.perf_counter()
    try:
        async with asyncio.timeout(3):
            detail = await check(kit)
        return Part(status="ok", latency_ms=_since(began), detail=detail)
    except Exception as error:  # any failure of a part is an answer here
        return Part(status="down", latency_ms=_since(began), detail=type(error).__name__)


def _since(began: float) -> float:
    return round((time.perf_counter() - began) * 1000, 1)


@metrics_route.get("/metrics", include_in_schema=False)
async def get_metrics() -> Response:
    """Prometheus text format."""
    return Response(generate_latest(), media_type=CONTENT_TYPE_LATEST)
