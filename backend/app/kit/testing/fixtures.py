"""pytest fixtures: `product` (once per test process), `org`, `other_org`, `anybody`, `client_for`; and the guard that lets nobody out."""

import os
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable
from contextlib import ExitStack

import httpx
import pytest
import pytest_socket

from app.kit.testing.people import Organisation, founded, fresh_address
from app.kit.testing.product import Product, migrated, started

LOOPBACK = ["127.0.0.1", "::1", "localhost"]
_stack = ExitStack()


def pytest_configure(config: pytest.Config) -> None:
    """Start a throwaway pair of engines where none is named: in the one process that later starts the others."""
    if (
        hasattr(config, "workerinput")
        or config.option.collectonly
        or all(os.environ.get(n) for n in ("TEST_DATABASE_URL", "TEST_REDIS_URL"))
    ):
        return
    from dev import engines

    postgres, valkey = _stack.enter_context(engines.throwaway())
    os.environ["TEST_DATABASE_URL"], os.environ["TEST_REDIS_URL"] = postgres.url(engines.DATABASE), valkey.url()


def pytest_unconfigure() -> None:
    """Stop them again."""
    _stack.close()


@pytest.fixture(autouse=True)
def _no_network() -> None:
    """Tests reach this machine only; an outside service is a local server that speaks its protocol."""
    pytest_socket.socket_allow_hosts(LOOPBACK, allow_unix_socket=True)


@pytest.fixture(scope="session")
async def product(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Product]:
    """The product on the migrated test database. Change nothing of it: `started(...)` makes one with other settings."""
    await migrated()
    async with started(tmp_path_factory.mktemp("data")) as made:
        yield made


@pytest.fixture
async def org(product: Product) -> AsyncIterator[Organisation]:
    """A fresh organisation: `org.admin.http`, `await org.client("guest")`, `await org.client(permissions={"tasks:read"})`."""
    made = await founded(product)
    yield made
    await made.aclose()


@pytest.fixture
async def other_org(product: Product) -> AsyncIterator[Organisation]:
    """A second organisation, whose people must not see the first."""
    made = await founded(product)
    yield made
    await made.aclose()


@pytest.fixture
async def anybody(product: Product) -> AsyncIterator[httpx.AsyncClient]:
    """Somebody who has not signed in, from an address of his own."""
    async with product.client(address=fresh_address()) as client:
        yield client


@pytest.fixture
def client_for(org: Organisation) -> Callable[..., Awaitable[httpx.AsyncClient]]:
    """`await client_for("user")` or `await client_for(permissions={...})`: requests of somebody new in `org`."""

    async def make(role: str = "user", *, permissions: Iterable[str] | None = None) -> httpx.AsyncClient:
        return await org.client(role, permissions=permissions)

    return make
