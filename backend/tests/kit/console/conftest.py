"""The command line against a real product: in this process, and over HTTP."""

import asyncio
import contextlib
import io
import socket
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

import pytest
import uvicorn

from app.kit.boot import assemble
from app.kit.console.callers import Caller, Inside, Remote
from app.kit.console.ends import Ended
from app.kit.console.talk import talk
from app.kit.core.access import Principals
from app.kit.testing import Organisation, Product
from app.kit.testing.product import settings_for_tests


@dataclass
class Said:
    """What a command came to."""

    code: int
    out: str
    err: str


Run = Callable[..., Awaitable[Said]]


async def spoken(caller: Caller, words: tuple[str, ...]) -> Said:
    out, err = io.TextIOWrapper(io.BytesIO(), "utf-8", write_through=True), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        try:
            code = await talk(caller, words)
        except Ended as end:
            code = end.code
            err.write(str(end))
        finally:
            await caller.aclose()
    out.seek(0)
    return Said(code, out.read(), err.getvalue())


@pytest.fixture
async def served(product: Product) -> AsyncIterator[str]:
    """The address of the test product on a free port of this machine."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        server = uvicorn.Server(uvicorn.Config(product.app, log_level="error", lifespan="off"))
        task = asyncio.create_task(server.serve([listener]))
        while not server.started:
            await asyncio.sleep(0.01)
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
        server.should_exit = True
        await task


@pytest.fixture
def inside(org: Organisation, tmp_path: Path) -> Run:
    """Commands in this process, as the administrator or another person."""

    async def run(*words: str, person: str = "") -> Said:
        kit = assemble(settings_for_tests(tmp_path))
        actor = await kit.use(Principals)(kit, UUID(person or org.admin.id), UUID(org.id))
        assert actor is not None
        return await spoken(Inside(kit, actor), words)

    return run


@pytest.fixture
def away(org: Organisation, served: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Commands over HTTP."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))

    async def run(*words: str, token: str = "") -> Said:
        return await spoken(Remote(served, token or org.admin.token), words)

    return run


@pytest.fixture(params=["inside", "away"])
def run(request: pytest.FixtureRequest) -> Run:
    """Both ways."""
    found: Run = request.getfixturevalue(request.param)
    return found
