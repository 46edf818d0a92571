"""Two ways to the same routes: over HTTP to a product elsewhere, or in this process, as a person who is named.

In process a call goes through the whole application (the ASGI interface), so it is the same unit of work with the same permission,
validation, limits and audit as a request; only the credential is not a token but the right to the database.
"""

import asyncio
import hashlib
import os
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol
from urllib.parse import quote, urlsplit
from uuid import UUID

import orjson

from app.kit.console.catalogue import PREFIX
from app.kit.console.ends import FAILED, Ended, usage

if TYPE_CHECKING:
    from app.kit.core.access import Actor
    from app.kit.core.context import Kit

KEEP_SECONDS = 600
"""How long the document of a product elsewhere is believed."""
HOURS = 4 * 3600.0


@dataclass(slots=True)
class Reply:
    """An answer; `chunks` is read once."""

    status: int
    headers: Mapping[str, str]
    chunks: AsyncIterator[bytes]

    async def whole(self) -> bytes:
        """All of it."""
        return b"".join([chunk async for chunk in self.chunks])


class Caller(Protocol):
    """Who carries a call to the product."""

    async def document(self, noun: str | None) -> dict[str, Any]:
        """The OpenAPI document; of one noun only, where that is quicker."""
        ...

    async def call(self, method: str, path: str, headers: Mapping[str, str], body: bytes) -> Reply:
        """One request; `path` with its query."""
        ...

    async def work_off(self, operation_id: str) -> None:
        """Do accepted work here, where that is possible and nobody else has begun it."""
        ...

    async def aclose(self) -> None:
        """Give everything back."""
        ...


class Remote:
    """A product elsewhere, reached with an access token or API key."""

    def __init__(self, url: str, token: str) -> None:
        from app.kit.core.http import Egress

        parts = urlsplit(url)
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise usage(f"--url: {url} is not an address like https://groundwork.example.com")
        self._url = f"{parts.scheme}://{parts.netloc}"
        # Who types an address may reach it, wherever it is; nowhere else.
        self._egress = Egress([f"{parts.hostname}:{parts.port or (443 if parts.scheme == 'https' else 80)}"])
        self._token = token

    async def document(self, noun: str | None) -> dict[str, Any]:
        """Fetched at most every ten minutes."""
        folder = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "groundwork"
        kept = folder / f"{hashlib.sha256(self._url.encode()).hexdigest()[:16]}.json"
        with suppress(OSError, orjson.JSONDecodeError):
            if time.time() - kept.stat().st_mtime < KEEP_SECONDS:
                found: dict[str, Any] = orjson.loads(kept.read_bytes())
                return found
        answer = await self.call("GET", "/openapi.json", {}, b"")
        raw = await answer.whole()
        if answer.status != 200:
            raise Ended(FAILED, f"{self._url} answered {answer.status} instead of its description")
        with suppress(OSError):
            folder.mkdir(parents=True, exist_ok=True)
            kept.write_bytes(raw)
        made: dict[str, Any] = orjson.loads(raw)
        return made

    async def call(self, method: str, path: str, headers: Mapping[str, str], body: bytes) -> Reply:
        """Over HTTP."""
        from app.kit.core.http import EgressFailed, EgressRefused, Limits

        sent = {**headers, **({"authorization": f"Bearer {self._token}"} if self._token else {})}
        limits = Limits(connect=10, idle=300, total=HOURS, body=1 << 40)
        opened = self._egress.stream(method, self._url + path, headers=sent, content=body or None, limits=limits)
        try:
            answer = await opened.__aenter__()
        except (EgressFailed, EgressRefused) as error:
            raise Ended(FAILED, f"{self._url} is not reachable: {error}") from None

        async def chunks() -> AsyncIterator[bytes]:
            try:
                async for chunk in answer.chunks:
                    yield chunk
            finally:
                await opened.__aexit__(None, None, None)

        return Reply(answer.status, answer.headers, chunks())

    async def work_off(self, operation_id: str) -> None:
        """Its own workers do that."""

    async def aclose(self) -> None:
        """Close the connection."""
        await self._egress.aclose()


class Inside:
    """The product in this process, for somebody who has its database and secrets."""

    def __init__(self, kit: "Kit", actor: "Actor") -> None:
        from app.kit.boot import Routers
        from app.kit.core.access import Authenticator
        from app.kit.web.app import build

        person = actor.narrowed("cli")

        async def known(_kit: "Kit", _credential: str) -> "Actor":
            return person

        kit.ports[Authenticator] = known
        self._kit, self._routes = kit, [route for made in kit.use(Routers) for route in made.routes]
        self._app: Any = build(kit, kit.use(Routers), [])
        self._host = kit.settings.hosts[0]

    async def document(self, noun: str | None) -> dict[str, Any]:
        """Of the noun's routes: a document of all takes a second."""
        from fastapi.openapi.utils import get_openapi

        mine = [r for r in self._routes if noun is None or f"{getattr(r, 'path', '')}/".startswith(f"{PREFIX}{noun}/")]
        return get_openapi(title="Groundwork", version="1", routes=mine)

    async def call(self, method: str, path: str, headers: Mapping[str, str], body: bytes) -> Reply:
        """One request of the ASGI specification; the answer is read as it is made."""
        if method != "GET":  # browsers hear of what is done here
            from app.kit.live.voice import speak

            speak(self._kit)
        target = urlsplit(path)
        sent = {"host": self._host, "authorization": "Bearer in-process", "user-agent": _who(), "content-length": str(len(body)), **headers}
        scope = {
            "type": "http", "asgi": {"version": "3.0"}, "http_version": "1.1", "method": method, "scheme": "http", "path": target.path,
            "raw_path": target.path.encode(), "query_string": target.query.encode(), "root_path": "", "client": None,
            "server": (self._host, 80), "headers": [(k.lower().encode(), v.encode()) for k, v in sent.items()], "state": {},
        }  # fmt: skip
        said: asyncio.Queue[Mapping[str, Any] | None] = asyncio.Queue(maxsize=16)
        given = iter([{"type": "http.request", "body": body, "more_body": False}])

        async def receive() -> Mapping[str, Any]:
            message = next(given, None)
            if message is None:
                await asyncio.Event().wait()  # the caller does not leave
                return {}
            return message

        task = asyncio.ensure_future(_run(self._app, scope, receive, said))
        begun = await said.get()
        if begun is None:
            await task
            raise Ended(FAILED, "There was no answer.")
        return Reply(begun["status"], {k.decode(): v.decode() for k, v in begun["headers"]}, _chunks(said, task))

    async def work_off(self, operation_id: str) -> None:
        """As a worker would; a worker that has it keeps it."""
        from app.kit.jobs.runner import run_next

        with suppress(Exception):  # without the system login there is a worker elsewhere
            await run_next(self._kit, f"cli:{os.getpid()}", only=UUID(operation_id))

    async def aclose(self) -> None:
        """Give connections back."""
        from app.kit.boot import close

        await close(self._kit)


async def _run(app: Any, scope: Any, receive: Callable[[], Awaitable[Any]], said: "asyncio.Queue[Mapping[str, Any] | None]") -> None:
    try:
        await app(scope, receive, said.put)
    finally:
        await said.put(None)


async def _chunks(said: "asyncio.Queue[Mapping[str, Any] | None]", task: "asyncio.Future[None]") -> AsyncIterator[bytes]:
    while (message := await said.get()) is not None:
        if message["type"] == "http.response.body" and message.get("body"):
            yield message["body"]
        if message["type"] == "http.response.body" and not message.get("more_body"):
            break
    await task


def _who() -> str:
    """Who sits at the machine, for the log."""
    name = os.environ.get("SUDO_USER") or os.environ.get("USER") or str(os.getuid())
    return f"groundwork-cli ({quote(name)}@{quote(os.uname().nodename)})"
