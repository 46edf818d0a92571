"""The API as one ASGI application: REST, Socket.IO and, where it was built, the single-page app, on one port."""

from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import AbstractAsyncContextManager, AsyncExitStack, asynccontextmanager
from typing import Any

from fastapi import APIRouter, FastAPI, Request
from fastapi.openapi.utils import get_openapi
from starlette.middleware.cors import CORSMiddleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.types import ASGIApp, Receive, Scope, Send

from app.kit.core.context import Kit
from app.kit.web import index, problems, spa
from app.kit.web.middleware import Edge
from app.kit.web.route import API
from app.kit.web.system import metrics_route

Life = Callable[[Kit], AbstractAsyncContextManager[None]]
DESCRIPTION = "Groundwork: every capability is declared once and is REST endpoint, agent tool and command alike."


def build(kit: Kit, routers: Sequence[APIRouter], lives: Sequence[Life]) -> FastAPI:
    """Mount the routers behind the edge; `lives` run as long as the application does."""

    @asynccontextmanager
    async def lifespan(_app: FastAPI) -> AsyncIterator[None]:
        async with AsyncExitStack() as stack:
            for life in lives:
                await stack.enter_async_context(life(kit))
            yield

    app = FastAPI(
        title="Groundwork", version="0.1.0", description=DESCRIPTION, redirect_slashes=False, lifespan=lifespan,
        docs_url="/docs", redoc_url="/redoc", openapi_url="/openapi.json",
    )  # fmt: skip
    app.state.kit = kit
    problems.install(app)
    routes = [route for made in routers for route in made.routes]
    app.include_router(metrics_route)
    spa.install(app, kit.settings.static_dir)
    index.install(app, routes)
    app.openapi = lambda: openapi(app)  # type: ignore[method-assign]
    settings = kit.settings
    app.add_middleware(CORSMiddleware, allow_origins=settings.origins, allow_credentials=True, allow_methods=["*"],
                       allow_headers=["*"], expose_headers=["ETag", "X-Request-ID", "Retry-After", "Content-Disposition"])  # fmt: skip
    app.add_middleware(TrustedHostMiddleware, allowed_hosts=settings.hosts)
    app.add_middleware(Edge, max_body=settings.max_body_bytes, https=settings.public_url.startswith("https"), refuse=_refuse)
    return app


def _refuse(scope: Scope, error: Exception) -> ASGIApp:
    async def answer(inner: Scope, receive: Receive, send: Send) -> None:
        await problems.respond(Request(scope), error)(inner, receive, send)

    return answer


def openapi(app: FastAPI) -> dict[str, Any]:
    """The document, made at the first request (0.5 s for a hundred paths) and kept."""
    if app.openapi_schema is None:
        made = get_openapi(title=app.title, version=app.version, description=app.description, routes=app.routes)
        parts = made.setdefault("components", {})
        parts.setdefault("schemas", {}).update(
            {name: model.model_json_schema(ref_template="#/components/schemas/{model}") for name, model in
             (("FieldProblem", problems.FieldProblem), ("Problem", problems.Problem))})  # fmt: skip
        parts["schemas"]["Problem"].pop("$defs", None)
        parts["schemas"].pop("HTTPValidationError", None)
        parts["schemas"].pop("ValidationError", None)
        parts["securitySchemes"] = {
            "password": {"type": "oauth2", "flows": {"password": {"tokenUrl": f"{API}/auth/token", "scopes": {}}}},
            "bearer": {"type": "http", "scheme": "bearer", "description": "An access token from /auth/login, or an API key."},
        }
        app.openapi_schema = made
    return app.openapi_schema
