"""Around every request: id, size limit, security headers, metrics, one log line. One ASGI layer, because each costs every request."""

import re
import time
import uuid
from collections.abc import Callable

import structlog
from prometheus_client import Counter, Histogram
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.kit.core.errors import TooLarge
from app.kit.core.log import logger

log = logger("http")
REQUESTS = Counter("http_requests_total", "Requests by method, route and status", ["method", "route", "status"])
SECONDS = Histogram(
    "http_request_seconds", "Time to the end of the answer", ["method", "route"], buckets=(0.005, 0.02, 0.05, 0.1, 0.3, 1, 3, 10)
)
ID = re.compile(r"^[\w.:-]{1,80}$", re.ASCII)
CSP = (
    "default-src 'self'; img-src 'self' data: blob:; style-src 'self' 'unsafe-inline'; connect-src 'self'; object-src 'none'; "
    "base-uri 'none'; frame-ancestors 'none'; form-action 'self'"
)
HEADERS = [
    (b"x-content-type-options", b"nosniff"),
    (b"x-frame-options", b"DENY"),
    (b"referrer-policy", b"same-origin"),
    (b"cross-origin-opener-policy", b"same-origin"),
]
DOCS = ("/docs", "/redoc")


class Edge:
    """Outermost layer of the API."""

    def __init__(self, app: ASGIApp, *, max_body: int, https: bool, refuse: Callable[[Scope, Exception], ASGIApp]) -> None:
        self.app, self.max_body, self.refuse = app, max_body, refuse
        self.headers = [*HEADERS, *([(b"strict-transport-security", b"max-age=31536000; includeSubDomains")] if https else [])]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one connection."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        began, status = time.perf_counter(), 500
        given = _header(scope, b"x-request-id")
        scope["request_id"] = given if ID.match(given) else uuid.uuid4().hex
        structlog.contextvars.bind_contextvars(request_id=scope["request_id"])

        async def answer(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                message["headers"] = [*message["headers"], *self._headers(scope, message)]
            await send(message)

        try:
            if (length := _header(scope, b"content-length")).isdigit() and int(length) > self.max_body:
                await self.refuse(scope, TooLarge(f"At most {self.max_body} bytes."))(scope, receive, answer)
            else:
                await self.app(scope, _limited(receive, self.max_body), answer)
        finally:
            self._note(scope, status, time.perf_counter() - began)
            structlog.contextvars.clear_contextvars()

    def _headers(self, scope: Scope, message: Message) -> list[tuple[bytes, bytes]]:
        own = {name for name, _ in message["headers"]}
        made = [(b"x-request-id", scope["request_id"].encode()), *self.headers]
        if b"cache-control" not in own:
            made.append((b"cache-control", b"no-store"))
        if b"content-security-policy" not in own and not scope["path"].startswith(DOCS):
            made.append((b"content-security-policy", CSP.encode()))
        return made

    @staticmethod
    def _note(scope: Scope, status: int, seconds: float) -> None:
        route = getattr(scope.get("route"), "path", "other")
        method = scope["method"]
        REQUESTS.labels(method, route, status).inc()
        SECONDS.labels(method, route).observe(seconds)
        if method != "GET" or status >= 400 or seconds > 1:
            log.info("request", method=method, path=scope["path"], status=status, ms=round(seconds * 1000, 1))


def _header(scope: Scope, name: bytes) -> str:
    return next((value.decode("latin-1") for key, value in scope["headers"] if key == name), "")


def _limited(receive: Receive, most: int) -> Receive:
    """Stops a body that is larger than it said, or did not say."""
    seen = 0

    async def guarded() -> Message:
        nonlocal seen
        message = await receive()
        if message["type"] == "http.request":
            seen += len(message.get("body", b""))
            if seen > most:
                raise TooLarge(f"At most {most} bytes.")
        return message

    return guarded
