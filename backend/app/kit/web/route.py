"""The route class: actor before body, unit of work around the handler, commit before the first byte of the answer."""

import re
from collections.abc import Callable, Coroutine
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request, Response
from fastapi.routing import APIRoute

from app.kit.core.access import PUBLIC, Actor, Authenticator
from app.kit.core.context import Context, Kit, Origin
from app.kit.core.errors import Invalid
from app.kit.core.fault import fault
from app.kit.core.limits import admit
from app.kit.web.idempotency import Replay, key_of, remember, replay
from app.kit.web.operation import Operation, admitted

API = "/api/v1"
NUL = re.compile(rb"(?<!\\)(?:\\\\)*\\u0000|\x00")
MOST_FILES, MOST_FIELDS, MOST_FIELD = 10, 50, 256 * 1024
"""Of one multipart form; a field's length in bytes."""
PROBLEM = {"content": {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}}
FAULTS = {
    400: "Not readable",
    401: "Not signed in",
    403: "Not allowed",
    404: "Not found",
    409: "Conflict",
    412: "Changed meanwhile",
    422: "Not valid",
    429: "Too many requests",
    503: "Not available now",
}


SIGNED_IN: list[dict[str, list[str]]] = [{"bearer": []}, {"password": []}]
"""An access token or API key by hand, or the form of the Swagger page."""


class KitRoute(APIRoute):
    """Refuses to exist without a permission; runs its endpoint inside one unit of work."""

    def __init__(self, path: str, endpoint: Callable[..., Any], **options: Any) -> None:
        self.operation: Operation | None = None
        options["operation_id"] = options.get("operation_id") or endpoint.__name__
        options["responses"] = {code: {"description": words, **PROBLEM} for code, words in FAULTS.items()} | (
            options.get("responses") or {}
        )
        permission = getattr(endpoint, "__permission__", None)
        extra: dict[str, Any] = {
            "x-permission": permission,
            **({"security": []} if permission == PUBLIC else {"security": SIGNED_IN}),
        }
        options["openapi_extra"] = extra | (options.get("openapi_extra") or {})
        super().__init__(path, endpoint, **options)
        self.operation = Operation.of(self)

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """FastAPI's handler, wrapped."""
        handle = super().get_route_handler()

        async def run(request: Request) -> Response:
            operation = self.operation
            assert operation is not None
            kit: Kit = request.app.state.kit
            actor = admitted(await authenticated(request, kit), operation.permission, key=operation.key)  # before the body is read
            await admit(kit, actor)
            work = request.scope["work"] = _Work(Context(kit, actor, origin_of(request), if_match=_expected(request)))
            try:
                response = await _answer(request, operation, work, handle)
                if response.status_code < 400:  # an error that was returned instead of raised must not commit
                    await work.commit()
            except BaseException as error:
                await work.close(error)
                raise
            await work.close(None)
            await fault(kit.settings, "after_commit")
            if work.ctx.etag is not None:
                response.headers["ETag"] = f'"{work.ctx.etag}"'
            return response

        return run


async def _answer(
    request: Request, operation: Operation, work: "_Work", handle: Callable[[Request], Coroutine[Any, Any, Response]]
) -> Response:
    """The handler's answer, or for a repeated Idempotency-Key the first one."""
    if operation.effect == "read":
        return await handle(request)
    key = key_of(request)
    if operation.form and not key and request.headers.get("content-type", "").startswith("multipart/"):
        await request.form(max_files=MOST_FILES, max_fields=MOST_FIELDS, max_part_size=MOST_FIELD)  # on the disk, never whole in memory
        return await handle(request)
    body = await request.body()
    if NUL.search(body) and not request.headers.get("content-type", "").startswith("multipart/"):
        raise Invalid("Text must not contain the NUL character.")
    if not key or not operation.replay or operation.method != "POST" or operation.permission == PUBLIC or not work.ctx.actor.signed_in:
        return await handle(request)
    found = await replay(await work.start(), key, operation.name, request, body)
    if not isinstance(found, Replay):
        return found
    response = await handle(request)
    if response.status_code < 400 and not hasattr(response, "body_iterator"):
        remember(work.ctx, found, response)
    return response


async def authenticated(request: Request, kit: Kit) -> Actor | None:
    """The actor behind `Authorization: Bearer …` or `X-API-Key`; an anonymous one when neither was sent, None when it is not valid."""
    kind, _, credential = request.headers.get("authorization", "").partition(" ")
    if kind and kind.lower() != "bearer":
        return None
    credential = credential.strip() or request.headers.get("x-api-key", "")
    if not credential:
        return Actor()
    return await kit.use(Authenticator)(kit, credential)


def origin_of(request: Request) -> Origin:
    """Request id, address and agent, for audit and log."""
    client = request.client
    return Origin(request.scope.get("request_id", ""), client.host if client else None, request.headers.get("user-agent", "")[:200])


def _expected(request: Request) -> int | None:
    """The version in If-Match; `*` and an absent header expect nothing."""
    given = request.headers.get("if-match")
    if given is None or given.strip() == "*":
        return None
    text = given.strip().removeprefix("W/").strip('"')
    if not text.isdigit() or len(text) > 9:
        raise Invalid.field("if-match", 'send the ETag of the record you read, like "3"', where="header")
    return int(text)


class _Work:
    """Opens the unit of work when the handler asks for its Context: after the body, so slow clients hold no connection."""

    def __init__(self, ctx: Context) -> None:
        self.ctx, self.open = ctx, False

    async def start(self) -> Context:
        if not self.open:
            await self.ctx.__aenter__()
            self.open = True
        return self.ctx

    async def commit(self) -> None:
        if self.open:
            await self.ctx.commit()

    async def close(self, error: BaseException | None) -> None:
        if self.open:
            self.open = False
            await self.ctx.__aexit__(type(error) if error else None, error, None)
            if error is None:
                await self.ctx.tell()


async def current(request: Request) -> Context:
    """The request's Context."""
    work: _Work = request.scope["work"]
    return await work.start()


Ctx = Annotated[Context, Depends(current)]


def router(prefix: str, tag: str) -> APIRouter:
    """A router under /api/v1 whose routes are operations."""
    return APIRouter(prefix=f"{API}{prefix}", tags=[tag], route_class=KitRoute)
