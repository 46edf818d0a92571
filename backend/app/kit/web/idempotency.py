"""Idempotency-Key on any POST: the same key and body replays the first answer, written in the same transaction as the effect."""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol
from uuid import UUID

from fastapi import Request, Response

from app.kit.core.context import Context
from app.kit.core.errors import Conflict, Invalid

HEADERS = ("content-type", "etag", "location")


@dataclass(frozen=True, slots=True)
class Stored:
    """The first answer."""

    digest: str
    status: int
    headers: dict[str, str]
    body: bytes
    at: datetime


@dataclass(frozen=True, slots=True)
class Replay:
    """A key that has not been answered yet."""

    key: str
    digest: str


class IdempotencyStore(Protocol):
    """Where answers are kept (a feature owns the table)."""

    async def lock(self, ctx: Context, key: str) -> bool:
        """Take the key until this transaction ends; False when another request holds it."""
        ...

    async def find(self, ctx: Context, key: str) -> Stored | None:
        """The stored answer of this person and key, if it is not too old."""
        ...

    def save(self, ctx: Context, key: str, digest: str, status: int, headers: dict[str, str], body: bytes) -> None:
        """Write the answer with the effect."""
        ...


def key_of(request: Request) -> str | None:
    """What was sent as one, if it can be one."""
    key = request.headers.get("idempotency-key")
    if key and not (len(key) <= 200 and key.isprintable()):
        raise Invalid.field("idempotency-key", "must have 1 to 200 printable characters", where="header")
    return key or None


async def replay(ctx: Context, key: str, operation: str, request: Request, body: bytes) -> Response | Replay:
    """The first answer, or what to remember this one under. 409 while the first runs, 422 for another body under the same key."""
    store: IdempotencyStore = ctx.use(IdempotencyStore)
    digest = _digest(operation, request, body)
    if not await store.lock(ctx, key):
        raise Conflict("The first request with this Idempotency-Key is still running. Ask again in a moment.", retry_after=1)
    found = await store.find(ctx, key)
    if found is None:
        return Replay(key, digest)
    if found.digest != digest:
        raise Invalid.field("idempotency-key", "was used before with another request", where="header", type="idempotency_key_reused")
    return Response(found.body, found.status, {**found.headers, "Idempotent-Replayed": "true"})


def remember(ctx: Context, first: Replay, response: Response) -> None:
    """Keep the answer, in the transaction of its effect."""
    store: IdempotencyStore = ctx.use(IdempotencyStore)
    headers = {k: v for k, v in response.headers.items() if k in HEADERS}
    if ctx.etag is not None:
        headers["etag"] = f'"{ctx.etag}"'
    store.save(ctx, first.key, first.digest, response.status_code, headers, bytes(response.body))


def _digest(operation: str, request: Request, body: bytes) -> str:
    kind = request.headers.get("content-type", "")
    if "boundary=" in kind:  # a client makes a new boundary each time it sends the same form
        boundary = kind.partition("boundary=")[2].split(";")[0].strip('"').encode()
        body = body.replace(boundary, b"") if boundary else body
    parts = (operation.encode(), str(request.url.path).encode(), request.url.query.encode(), body)
    return hashlib.sha256(b"\0".join(parts)).hexdigest()


def scope_key(user_id: UUID, key: str) -> str:
    """The name of a person's key for a lock."""
    return f"{user_id}:{key}"
